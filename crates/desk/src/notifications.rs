//! What a member is told of on the screen of a device where they asked for it, and when: while they are at work, at once;
//! outside their hours it waits until they are back, and only emergencies are told (the rule `work-mode`).

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use store::conversation::Stand;
use store::notification::{For, HappenedRow};
use store::{StoreError, Tx};

use crate::away::{self, Somebody};
use crate::desk::Desk;
use crate::ids::first_at;
use crate::who::Who;

/// How far back is looked: whoever was away for longer looks at Today.
const FURTHEST: SignedDuration = SignedDuration::from_hours(14 * 24);
/// What was written down a little before it could be seen is asked for once more; whoever is told knows what they heard.
const OVERLAP: SignedDuration = SignedDuration::from_secs(10);
/// Most things told at once.
const MOST: i64 = 100;
/// What may concern a member.
const VERBS: [&str; 7] =
    ["received", "emergency", "noted", "second_look_asked", "second_look_given", "assigned", "step_done"];

/// What concerns a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A client's mail that cannot wait.
    Emergency,
    /// A client's mail that waits for an answer.
    Mail,
    /// A colleague named them in a note.
    Named,
    /// A colleague asks them to read a draft.
    ToRead,
    /// A colleague read their draft and found it fine.
    Fine,
    /// A colleague read their draft and asks for a change.
    Change,
    /// A colleague gave them a conversation.
    Given,
    /// A client says that a step is done.
    StepDone,
}

/// One thing to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// Of the event: whoever heard it knows it again.
    pub id: String,
    /// What it is.
    pub what: What,
    /// Whose doing: the client's or the colleague's name, or an address; empty when it has none.
    pub name: String,
    /// What the conversation is about.
    pub subject: String,
    /// Where it happened.
    pub conversation_id: String,
    /// The mail, note, draft or step.
    pub object_id: String,
}

/// What is to be told now.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The earliest first.
    pub things: Vec<Notification>,
    /// From when on to ask next time.
    pub since: Timestamp,
    /// When what waits is told: whoever asks is not at work before.
    pub back: Option<Timestamp>,
}

/// What concerns this member since then and may be told now.
///
/// # Errors
/// When the database fails.
pub async fn since(desk: &Desk, who: &Who, since: Timestamp) -> Result<Told, StoreError> {
    let now = desk.now();
    let furthest = now.checked_sub(FURTHEST).unwrap_or(Timestamp::MIN);
    let since = since.clamp(furthest, now);
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let everybody = away::everybody(tx, desk).await?;
            let me = Me::among(&everybody, who, now);
            let things = load(tx, desk, &me, since).await?;
            let time = away::of(tx, desk, me.id).await?;
            Ok(if time.is_at_work(now) {
                let next = now.checked_sub(OVERLAP).unwrap_or(now).max(since);
                Told { things, since: next, back: None }
            } else {
                let urgent = things.into_iter().filter(|one| one.what == What::Emergency);
                Told { things: urgent.collect(), since, back: Some(time.back(now)) }
            })
        })
        .await
}

async fn load(tx: &mut Tx, desk: &Desk, me: &Me<'_>, since: Timestamp) -> Result<Vec<Notification>, StoreError> {
    let takes_care_of: Vec<&str> = me.stands_in_for.iter().copied().chain([me.id]).collect();
    let whom = For { member_id: me.id, takes_care_of: &takes_care_of };
    let mut rows = store::notification::happened(tx, desk.id(), whom, &first_at(since), &VERBS, MOST).await?;
    rows.sort_by(|one, other| one.event_id.cmp(&other.event_id));
    let told = rows.iter().filter_map(|row| Some((row, me.hears(row)?)));
    let mut things: Vec<Notification> = told.map(|(row, what)| notification(row, what)).collect();
    let urgent: Vec<String> =
        things.iter().filter(|one| one.what == What::Emergency).map(|one| one.object_id.clone()).collect();
    things.retain(|one| one.what != What::Mail || !urgent.contains(&one.object_id));
    Ok(things)
}

fn notification(row: &HappenedRow, what: What) -> Notification {
    let data = data_of(row);
    let by = |key| data.pointer(key).and_then(Value::as_str).unwrap_or_default();
    let names = [row.actor_name.as_str(), &row.from_name, &row.from_address, by("/by/name"), by("/by/address")];
    Notification {
        id: row.event_id.clone(),
        what,
        name: names.into_iter().map(str::trim).find(|name| !name.is_empty()).unwrap_or_default().to_owned(),
        subject: row.subject.clone(),
        conversation_id: row.conversation_id.clone(),
        object_id: row.object_id.clone(),
    }
}

/// What cannot be read says nothing.
fn data_of(row: &HappenedRow) -> Value {
    serde_json::from_str(&row.data).unwrap_or_default()
}

/// Whoever is to be told.
struct Me<'a> {
    id: &'a str,
    /// Members on leave for whom this one steps in.
    stands_in_for: Vec<&'a str>,
    told_of_emergencies: bool,
}

impl<'a> Me<'a> {
    fn among(everybody: &'a [Somebody], who: &'a Who, now: Timestamp) -> Self {
        let id = who.member.member_id.as_str();
        let absent = everybody.iter().filter(|one| one.is_stood_in_for_by(id, now));
        Self {
            id,
            stands_in_for: absent.map(|one| one.member.member_id.as_str()).collect(),
            told_of_emergencies: away::is_told_of_emergencies(everybody, id),
        }
    }

    /// What this is to them; nothing when it is none of their business, or seen already.
    fn hears(&self, row: &HappenedRow) -> Option<What> {
        if row.seen {
            return None;
        }
        let waits = row.stand == Stand::Unanswered;
        let data = data_of(row);
        let is_me = |key: &str| data.get(key).and_then(Value::as_str) == Some(self.id);
        match row.verb.as_str() {
            "emergency" => (waits && self.told_of_emergencies).then_some(What::Emergency),
            "received" => (waits && self.takes_care(row)).then_some(What::Mail),
            "noted" => {
                let named = data.get("named").and_then(Value::as_array)?;
                named.iter().any(|one| one.as_str() == Some(self.id)).then_some(What::Named)
            }
            "second_look_asked" => is_me("reader").then_some(What::ToRead),
            "second_look_given" if is_me("writer") => {
                let fine = data.get("fine").and_then(Value::as_bool).unwrap_or(false);
                Some(if fine { What::Fine } else { What::Change })
            }
            "assigned" => is_me("to").then_some(What::Given),
            "step_done" => (row.actor == "link" && self.takes_care(row)).then_some(What::StepDone),
            _ => None,
        }
    }

    /// It is theirs, of somebody for whom they step in, or nobody's.
    fn takes_care(&self, row: &HappenedRow) -> bool {
        row.assigned_to.as_deref().is_none_or(|id| id == self.id || self.stands_in_for.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(verb: &str, data: &str) -> HappenedRow {
        HappenedRow {
            event_id: "e".to_owned(),
            actor: if verb == "step_done" { "link" } else { "piotr" }.to_owned(),
            actor_name: "Piotr".to_owned(),
            verb: verb.to_owned(),
            object_id: "o".to_owned(),
            data: data.to_owned(),
            conversation_id: "c".to_owned(),
            subject: "The report".to_owned(),
            assigned_to: None,
            stand: Stand::Unanswered,
            from_name: String::new(),
            from_address: String::new(),
            seen: false,
        }
    }

    #[test]
    fn a_member_is_told_of_what_concerns_them_and_of_nothing_else() {
        let me = Me { id: "ola", stands_in_for: vec!["ewa"], told_of_emergencies: false };
        let told = [
            ("received", "{}", Some(What::Mail)),
            ("emergency", "{}", None),
            ("noted", r#"{"named":["ewa","ola"]}"#, Some(What::Named)),
            ("noted", r#"{"named":["ewa"]}"#, None),
            ("noted", "not JSON", None),
            ("second_look_asked", r#"{"reader":"ola"}"#, Some(What::ToRead)),
            ("second_look_asked", r#"{"reader":"ewa"}"#, None),
            ("second_look_given", r#"{"writer":"ola","fine":true}"#, Some(What::Fine)),
            ("second_look_given", r#"{"writer":"ola","fine":false}"#, Some(What::Change)),
            ("second_look_given", r#"{"writer":"ewa","fine":true}"#, None),
            ("assigned", r#"{"to":"ola"}"#, Some(What::Given)),
            ("assigned", r#"{"to":null}"#, None),
            ("step_done", "{}", Some(What::StepDone)),
            ("waived", "{}", None),
        ];
        for (verb, data, what) in told {
            assert_eq!(me.hears(&row(verb, data)), what, "{verb} {data}");
            assert_eq!(me.hears(&HappenedRow { seen: true, ..row(verb, data) }), None, "{verb}: seen");
        }
        let of = |who: &str| HappenedRow { assigned_to: Some(who.to_owned()), ..row("received", "{}") };
        assert_eq!(me.hears(&of("ola")), Some(What::Mail));
        assert_eq!(me.hears(&of("ewa")), Some(What::Mail), "whoever steps in is told");
        assert_eq!(me.hears(&of("piotr")), None, "it is a colleague's");
        assert_eq!(
            me.hears(&HappenedRow { stand: Stand::Waiting, ..row("received", "{}") }),
            None,
            "nothing waits for us"
        );
        assert_eq!(me.hears(&HappenedRow { actor: "piotr".to_owned(), ..row("step_done", "{}") }), None);
        let on_call = Me { told_of_emergencies: true, ..me };
        assert_eq!(on_call.hears(&row("emergency", "{}")), Some(What::Emergency));
    }
}
