//! Words that a conversation is found by.

use serde_json::json;
use store::tag::TagRow;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::merge::resolve;
use crate::refusal::refusals;
use crate::who::Who;

/// Longest tag, in characters.
pub const LONGEST: usize = 40;

/// Most tags of one conversation.
pub const MOST: usize = 30;

refusals! {
    /// Why a tag is not put on.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// Empty or longer than a word or two.
        NoTag = "refused-tag-no-tag",
        /// It has a lot of tags already.
        TooMany = "refused-tag-too-many",
    }
}

/// Puts a tag on a conversation; the same tag in another case is the same tag. Says whether it was not there.
///
/// # Errors
/// See [`Refused`].
pub async fn add(desk: &Desk, who: &Who, conversation: &str, tag: &str) -> Result<bool, Refused> {
    let tag = read(tag).ok_or(Refused::NoTag)?;
    let row = TagRow { conversation_id: conversation.to_owned(), tag_key: store::search::fold(&tag), tag };
    let added = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let standing = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?.conversation_id;
            let row = TagRow { conversation_id: standing.clone(), ..row.clone() };
            let conversation = standing.as_str();
            if store::tag::of_conversations(tx, desk.id(), &[conversation]).await?.len() >= MOST {
                return Err(Refused::TooMany);
            }
            if store::tag::save_many(tx, desk.id(), std::slice::from_ref(&row)).await? == 0 {
                return Ok(false);
            }
            let about = About::conversation(conversation);
            note(tx, desk, &who.member.member_id, "tagged", about, json!({ "tag": row.tag })).await?;
            Ok(true)
        })
        .await?;
    if added {
        desk.tell(Change::of(conversation, ChangeKind::Conversation));
    }
    Ok(added)
}

/// Takes a tag off. A tag that is not there is off already.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, who: &Who, conversation: &str, tag: &str) -> Result<(), Refused> {
    let key = store::search::fold(&read(tag).ok_or(Refused::NoTag)?);
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let standing = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?.conversation_id;
            let conversation = standing.as_str();
            if store::tag::remove(tx, desk.id(), conversation, &key).await? {
                let about = About::conversation(conversation);
                note(tx, desk, &who.member.member_id, "untagged", about, json!({ "tag": tag })).await?;
            }
            Ok::<_, Refused>(())
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Conversation));
    Ok(())
}

/// A tag as typed: trimmed, without '#', one line; `None` when nothing sensible is left.
fn read(text: &str) -> Option<String> {
    let words: Vec<&str> = text.trim().trim_start_matches('#').split_whitespace().collect();
    let tag: String = words.join(" ").chars().filter(|char| !char.is_control()).collect();
    (!tag.is_empty() && tag.chars().count() <= LONGEST).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn tags_are_short_words_on_one_line() {
        for (text, tag) in [
            (" VIP ", Some("VIP")),
            ("#strona  www", Some("strona www")),
            ("срочно\n", Some("срочно")),
            ("", None),
            ("#", None),
            ("12345678901234567890123456789012345678901", None),
        ] {
            assert_eq!(read(text).as_deref(), tag, "{text:?}");
        }
    }
}
