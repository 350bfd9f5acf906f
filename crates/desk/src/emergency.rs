//! Mail that cannot wait: its words say that something is on fire, or the client marked it as the agency asked. Noted when it
//! comes in; whoever is on call is told at any hour. What the words mean stands in the rulebook.

use jiff::{SignedDuration, Timestamp};
use rulebook::event::Kind;
use rulebook::language::{Sent, read_client};
use serde::{Deserialize, Serialize};
use store::emergency::EmergencyRow;
use store::event::EventRow;
use store::message::{Direction, MessageRow};
use store::trust::Standing;
use store::{DeskId, StoreError, Tx};

use crate::desk::DeskSettings;
use crate::manners::Manners;
use crate::receive::Changes;

/// Mail older than this calls nobody: it came with a first fetch, or the desk was down.
const LATEST: SignedDuration = SignedDuration::from_hours(12);

/// Most words by which an emergency is marked, and the longest.
const MOST: usize = 20;
const LONGEST: usize = 60;

/// How a client raises an emergency, beside saying so in plain words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Door {
    /// Words in the subject, such as 'URGENT'; upper and lower case are the same.
    pub words: Vec<String>,
    /// An address; mail to it is one. Empty: none.
    pub address: String,
}

impl Door {
    /// The door as it is kept; `None` when the address is none, or a word is endless.
    pub(crate) fn checked(&self) -> Option<Self> {
        let words: Vec<String> =
            self.words.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        if words.len() > MOST || words.iter().any(|word| word.chars().count() > LONGEST) {
            return None;
        }
        let address = match self.address.trim() {
            "" => String::new(),
            address => crate::address::read_address(address)?,
        };
        Some(Self { words, address })
    }

    fn is_marked(&self, message: &MessageRow) -> bool {
        let subject = store::search::fold(&message.subject);
        let words: Vec<&str> = subject.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |marked: &str| {
            let marked = store::search::fold(marked);
            let marked: Vec<&str> = marked.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
            !marked.is_empty() && words.windows(marked.len()).any(|window| window == marked)
        };
        let to = || message.to_list.iter().chain(&message.cc_list);
        self.words.iter().any(|word| has(word))
            || (!self.address.is_empty() && to().any(|party| party.address.eq_ignore_ascii_case(&self.address)))
    }
}

/// Notes the emergencies among what comes in, in its transaction.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_those(
    tx: &mut Tx,
    desk: &DeskId,
    settings: &DeskSettings,
    changes: &Changes,
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<(), StoreError> {
    let doubtful = |message: &MessageRow| {
        changes.trust.iter().any(|it| it.message_id == message.message_id && it.standing == Standing::Failed)
    };
    let calls = |message: &&MessageRow| {
        message.direction == Direction::In
            && message.kind == Kind::Person
            && message.origin != "import"
            && now.duration_since(message.arrived_at) < LATEST
            && !doubtful(message)
    };
    let candidates: Vec<&MessageRow> = changes.messages.iter().filter(calls).collect();
    if candidates.is_empty() {
        return Ok(());
    }
    let door = Manners::load(tx, desk).await?.emergency;
    let mut rows = Vec::new();
    let mut events = Vec::new();
    for message in candidates {
        let because = if door.is_marked(message) {
            "marked"
        } else if says_so(message, settings) {
            "words"
        } else {
            continue;
        };
        rows.push(EmergencyRow { message_id: message.message_id.clone(), because: because.to_owned(), told_at: now });
        events.push(EventRow {
            event_id: ids(),
            at: now,
            actor: "mail".to_owned(),
            verb: "emergency".to_owned(),
            object: "message".to_owned(),
            object_id: message.message_id.clone(),
            conversation_id: Some(message.conversation_id.clone()),
            data: serde_json::json!({ "because": because }).to_string(),
        });
    }
    store::emergency::save_many(tx, desk, &rows).await?;
    let told: Vec<&str> = rows.iter().map(|row| row.message_id.as_str()).collect();
    crate::alert::put_down(tx, desk, &told, now, ids).await?;
    store::event::append(tx, desk, &events).await?;
    Ok(())
}

fn says_so(message: &MessageRow, settings: &DeskSettings) -> bool {
    let at = settings.calendar.time_zone().to_datetime(message.arrived_at);
    let language = Some(message.language.as_str()).filter(|language| !language.is_empty());
    read_client(&message.new_text, language, &Sent { at, calendar: Some(&settings.calendar) }).emergency
}
