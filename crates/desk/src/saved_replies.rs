//! Saved replies: written once, used often, with variables that are filled in for whoever is answered. What is used is an
//! ordinary draft afterwards and passes the gate like every other.

use serde_json::json;
use store::StoreError;
use store::draft::DraftKind;
pub use store::saved_reply::SavedReplyRow;

use crate::answer;
use crate::desk::Desk;
use crate::drafts::{self, DraftForm};
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

/// Longest title, in letters.
const TITLE: usize = 100;
/// Longest text, in bytes.
const LONGEST: usize = 50_000;
/// Most of them at one desk.
const MOST: usize = 500;

/// The variables a text may have, in braces.
pub const VARIABLES: [&str; 4] = ["name", "client", "me", "desk"];

refusals! {
    /// Why a reply is not saved, or not used.
    Refused {
        /// It has no name to be found by.
        NoTitle = "refused-saved-no-title",
        /// Nothing is written in it.
        Empty = "refused-saved-empty",
        /// Longer than a mail is.
        TooLong = "refused-saved-too-long",
        /// More than anybody finds his way through.
        TooMany = "refused-saved-too-many",
        /// It is not there (any more).
        Nothing = "refused-saved-nothing",
        /// A variable that nobody can fill.
        Unknown(String) = "refused-saved-unknown",
        /// The draft was changed elsewhere meanwhile.
        Newer = "refused-draft-newer",
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
    }
}

/// What the variables stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// The first name of whoever is written to.
    pub name: String,
    /// Their company, or their own name.
    pub client: String,
    /// Whoever writes.
    pub me: String,
    /// The agency.
    pub desk: String,
}

/// Fills the variables in. One that nobody can fill stays as it is, so that it is seen.
///
/// ```
/// use desk::saved_replies::{Values, fill};
///
/// let values = Values { name: "Anna".into(), ..Values::default() };
/// assert_eq!(fill("Hello {name}, from {me}", &values), "Hello Anna, from {me}");
/// ```
pub fn fill(text: &str, values: &Values) -> String {
    let pairs =
        [("{name}", &values.name), ("{client}", &values.client), ("{me}", &values.me), ("{desk}", &values.desk)];
    let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
    // Word by word, so that a name with braces in it is no variable.
    while let Some(at) = rest.find('{') {
        filled.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let known = pairs.iter().find(|(variable, value)| rest.starts_with(variable) && !value.is_empty());
        let taken = match known {
            Some((variable, value)) => {
                filled.push_str(value);
                variable.len()
            }
            None => {
                filled.push('{');
                1
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    filled + rest
}

/// All of the desk's, by title.
///
/// # Errors
/// When the database fails.
pub async fn all(desk: &Desk) -> Result<Vec<SavedReplyRow>, StoreError> {
    desk.db().read(async |mut tx| store::saved_reply::all(&mut tx, desk.id()).await).await
}

/// Adds a reply, or changes the one of this id.
///
/// # Errors
/// See [`Refused`].
pub async fn save(
    desk: &Desk,
    who: &Who,
    reply_id: Option<&str>,
    title: &str,
    language: &str,
    text: &str,
) -> Result<SavedReplyRow, Refused> {
    let title: String = title.trim().chars().filter(|char| !char.is_control()).take(TITLE).collect();
    let text = text.replace("\r\n", "\n").replace('\0', "").trim().to_owned();
    if title.is_empty() {
        return Err(Refused::NoTitle);
    }
    if text.is_empty() {
        return Err(Refused::Empty);
    }
    if text.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    if let Some(unknown) = unknown_variable(&text) {
        return Err(Refused::Unknown(unknown));
    }
    let language = language.parse::<words::Language>().map_or("en", words::Language::code).to_owned();
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let id = match reply_id {
                Some(id) => store::saved_reply::find(tx, desk.id(), id).await?.ok_or(Refused::Nothing)?.reply_id,
                None if store::saved_reply::all(tx, desk.id()).await?.len() >= MOST => return Err(Refused::TooMany),
                None => desk.new_id(),
            };
            let row = SavedReplyRow {
                reply_id: id,
                title: title.clone(),
                language: language.clone(),
                text: text.clone(),
                changed_at: desk.now(),
                removed_at: None,
            };
            store::saved_reply::save(tx, desk.id(), &row).await?;
            let about = About::desk("saved_reply", &row.reply_id);
            note(tx, desk, &who.member.member_id, "saved_reply_saved", about, json!({ "title": row.title })).await?;
            Ok(row)
        })
        .await
}

/// Removes a reply, or takes it back.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, who: &Who, reply_id: &str, away: bool) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::saved_reply::find(tx, desk.id(), reply_id).await?.ok_or(Refused::Nothing)?;
            let row = SavedReplyRow { removed_at: away.then(|| desk.now()), ..row };
            store::saved_reply::save(tx, desk.id(), &row).await?;
            let verb = if away { "saved_reply_removed" } else { "saved_reply_taken_back" };
            let about = About::desk("saved_reply", reply_id);
            note(tx, desk, &who.member.member_id, verb, about, json!({ "title": row.title })).await?;
            Ok::<_, Refused>(())
        })
        .await
}

/// Puts a reply below what is written in the member's draft there, its variables filled in.
///
/// # Errors
/// See [`Refused`]; the draft is as it was then.
pub async fn put_in(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    kind: DraftKind,
    form: DraftForm,
    reply_id: &str,
) -> Result<(), Refused> {
    let reply = desk.db().read(async |mut tx| store::saved_reply::find(&mut tx, desk.id(), reply_id).await).await?;
    let reply = reply.filter(|row| row.removed_at.is_none()).ok_or(Refused::Nothing)?;
    let values = values(desk, who, conversation, kind, &form).await?;
    let filled = fill(&reply.text, &values);
    let text = [form.text.trim_end(), &filled].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let form = DraftForm { text: text.join("\n\n"), ..form };
    match drafts::save(desk, who, conversation, kind, &form).await {
        Ok(_) => Ok(()),
        Err(drafts::Refused::Fault(fault)) => Err(Refused::Fault(fault)),
        Err(drafts::Refused::Newer(_)) => Err(Refused::Newer),
        Err(drafts::Refused::TooLong) => Err(Refused::TooLong),
        Err(drafts::Refused::Nowhere) => Err(Refused::Nowhere),
    }
}

async fn values(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    kind: DraftKind,
    form: &DraftForm,
) -> Result<Values, Refused> {
    let mut to = form.to.first().cloned();
    if to.is_none() && kind == DraftKind::Reply {
        let suggested = answer::suggest(desk, who, conversation).await;
        to = suggested.ok().and_then(|suggested| suggested.to.into_iter().next());
    }
    let address = to.as_ref().map(|party| party.address.clone()).unwrap_or_default();
    let client = desk
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let contact = store::contact::by_addresses(tx, desk.id(), &[&address]).await?.into_iter().next();
            let Some(contact) = contact else { return Ok::<_, StoreError>(None) };
            let client = store::client::find(tx, desk.id(), &contact.client_id).await?;
            Ok(client.map(|client| (client.name, contact.name)))
        })
        .await?;
    let (client, contact) = client.unwrap_or_default();
    let name = to.map(|party| party.name).filter(|name| !name.trim().is_empty()).unwrap_or(contact);
    Ok(Values {
        name: name.split_whitespace().next().unwrap_or_default().to_owned(),
        client,
        me: who.member.name.clone(),
        desk: desk.settings().settings.name.clone(),
    })
}

/// The first variable that nobody can fill: a word in braces that is none of [`VARIABLES`].
fn unknown_variable(text: &str) -> Option<String> {
    let mut pieces = text.split('{');
    pieces.next();
    pieces.find_map(|piece| {
        let (word, _) = piece.split_once('}')?;
        let is_word = !word.is_empty() && word.chars().all(|char| char.is_alphanumeric() || "-_".contains(char));
        (is_word && !VARIABLES.contains(&word)).then(|| word.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_once_and_what_is_unknown_is_seen() {
        let values = Values { name: "{me}".into(), client: "Lumen".into(), me: "Ola".into(), desk: String::new() };
        for (text, expected) in [
            ("Hello {name} at {client}", "Hello {me} at Lumen"),
            ("{me}{me}", "OlaOla"),
            ("{desk}", "{desk}"),
            ("{ name } {", "{ name } {"),
            ("{żółć} 🙂 {me}", "{żółć} 🙂 Ola"),
        ] {
            assert_eq!(fill(text, &values), expected, "{text}");
        }
    }

    #[test]
    fn an_unknown_variable_is_named() {
        for (text, expected) in [
            ("Hello {name}, {vorname}", Some("vorname")),
            ("{name} {client} {me} {desk}", None),
            ("a { b } c {}", None),
            ("{imię}", Some("imię")),
            ("{open", None),
        ] {
            assert_eq!(unknown_variable(text).as_deref(), expected, "{text}");
        }
    }
}
