//! Reports about mail of ours: a bounce or a delay, matched by the Message-ID or the envelope id that only its readers know,
//! *and* by a recipient of that very mail. Whatever does not match changes nothing.

use jiff::Timestamp;
use mail::letter::{Bounce, BouncedRecipient};
use rulebook::event::Kind;
use store::bounced_address::BouncedAddressRow;
use store::event::EventRow;
use store::message::{Direction, MessageRow};
use store::outbox::{OutboxRow, Recipient, RecipientState, Report, State};
use store::{DeskId, StoreError, Tx};

use super::envelope_id;
use super::fate::{Act, after};

/// What stands in the row of a mail that came back; the key of a sentence.
const CAME_BACK: &str = "relay-trouble-came-back";

/// Takes up the reports among these messages, in the transaction of what came in. Gives the conversations whose ledger is
/// to be derived anew.
///
/// # Errors
/// When the database fails.
pub(crate) async fn reported(
    tx: &mut Tx,
    desk: &DeskId,
    messages: &[MessageRow],
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<Vec<String>, StoreError> {
    let mut touched = Vec::new();
    let is_report = |message: &&MessageRow| {
        message.direction == Direction::In && matches!(message.kind, Kind::Bounce | Kind::Delay)
    };
    for message in messages.iter().filter(is_report) {
        let bounce = message.bounce.as_deref().and_then(|bounce| serde_json::from_str::<Bounce>(bounce).ok());
        let Some(bounce) = bounce else { continue };
        let Some(row) = mail_of(tx, desk, &bounce).await? else { continue };
        let Some(taken) = take_up(&row, &bounce, message.kind, now) else { continue };
        let (to, error) = (taken.state, &taken.last_error);
        if !store::outbox::report(tx, desk, &row.outbox_id, row.state, to, &taken.recipients, error).await? {
            continue;
        }
        for (address, status) in taken.dead {
            let (outbox_id, at) = (row.outbox_id.clone(), now);
            store::bounced_address::mark(tx, desk, &BouncedAddressRow { address, status, outbox_id, at }).await?;
        }
        let event = EventRow {
            event_id: ids(),
            at: now,
            actor: "mail".to_owned(),
            verb: if message.kind == Kind::Delay { "delayed" } else { "came_back" }.to_owned(),
            object: "message".to_owned(),
            object_id: row.message_id,
            conversation_id: Some(row.conversation_id.clone()),
            data: serde_json::json!({ "outbox": row.outbox_id, "report": message.message_id }).to_string(),
        };
        store::event::append(tx, desk, &[event]).await?;
        touched.push(row.conversation_id);
    }
    Ok(touched)
}

/// The mail a report is about: it carries its Message-ID, or gives its envelope id back.
async fn mail_of(tx: &mut Tx, desk: &DeskId, bounce: &Bounce) -> Result<Option<OutboxRow>, StoreError> {
    if let Some(id) = &bounce.original_message_id
        && let Some(row) = store::outbox::by_rfc_ids(tx, desk, std::slice::from_ref(id)).await?.pop()
    {
        return Ok(Some(row));
    }
    let Some(given) = &bounce.envelope_id else { return Ok(None) };
    let Some((outbox_id, _)) = given.split_once('.') else { return Ok(None) };
    let row = store::outbox::find(tx, desk, outbox_id).await?;
    Ok(row.filter(|row| envelope_id(row) == *given))
}

/// What a report changes about a mail.
struct TakenUp {
    state: State,
    recipients: Vec<Recipient>,
    last_error: String,
    /// Addresses that are no more, with their status.
    dead: Vec<(String, String)>,
}

/// `None` when it tells nothing new of anybody the mail was sent to.
fn take_up(row: &OutboxRow, bounce: &Bounce, kind: Kind, now: Timestamp) -> Option<TakenUp> {
    if !matches!(row.state, State::Sent | State::Waiting | State::Failed) {
        return None;
    }
    let mut recipients = row.recipients.clone();
    let mut dead = Vec::new();
    let mut changed = false;
    for one in recipients.iter_mut().filter(|one| one.state == RecipientState::Sent) {
        let told = bounce.recipients.iter().find(|told| told.address.eq_ignore_ascii_case(&one.address));
        let Some(told) = told else { continue };
        let Some(report) = report_of(told, kind, now) else { continue };
        if report.hard {
            one.state = RecipientState::Failed;
            one.reply = format!("5 {}", told.status).trim_end().to_owned();
            if bounce.hard && (bounce.recipients.len() == 1 || is_of_the_address(&told.status)) {
                dead.push((one.address.clone(), told.status.clone()));
            }
        }
        one.report = Some(report);
        changed = true;
    }
    let nobody_has_it = !recipients.iter().any(|one| one.to && one.state == RecipientState::Sent);
    let came_back = row.state == State::Sent && nobody_has_it;
    let state = if came_back { after(row.state, Act::CameBack)? } else { row.state };
    let last_error = if came_back { CAME_BACK.to_owned() } else { row.last_error.clone() };
    changed.then_some(TakenUp { state, recipients, last_error, dead })
}

/// What is kept of one recipient's part; `None` when it says that the mail went well.
fn report_of(told: &BouncedRecipient, kind: Kind, at: Timestamp) -> Option<Report> {
    let status = told.status.clone();
    match (kind, told.action.as_str()) {
        (_, "delivered" | "relayed" | "expanded") => None,
        (Kind::Delay, _) | (_, "delayed") => Some(Report { hard: false, status, at }),
        _ => Some(Report { hard: true, status, at }),
    }
}

/// A status that speaks of the address itself (RFC 3463, 3.2), not of the box behind it.
pub(super) fn is_of_the_address(status: &str) -> bool {
    matches!(status, "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10" | "5.4.4")
}
