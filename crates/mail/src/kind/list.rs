//! Mailing lists and mail to many.

use super::facts::Facts;
use crate::read;

/// The name of the list a mail came over: List-Id, else the address of List-Post or of older marks.
pub(super) fn of(facts: &Facts<'_>) -> Option<String> {
    let id = facts.header("list-id");
    if let Some((_, bracketed)) = id.rsplit_once('<') {
        let id = bracketed.trim_end_matches('>').trim();
        if !id.is_empty() {
            return Some(id.to_owned());
        }
    }
    if !id.trim().is_empty() && !id.contains(' ') {
        return Some(id.trim().to_owned());
    }
    let post = facts.header("list-post");
    if let Some((_, rest)) = post.split_once("mailto:") {
        let address = rest.split(['>', '?', ',']).next().unwrap_or_default();
        if let Some(address) = read::address(address) {
            return Some(address);
        }
    }
    for mark in ["x-beenthere", "x-mailing-list", "mailing-list", "x-loop"] {
        let value = facts.header(mark);
        let value = value.trim_start_matches("list ");
        let first = value.split([';', ' ', ',']).next().unwrap_or_default().trim_matches(['<', '>']);
        if let Some(address) = read::address(first).filter(|_| mark != "x-loop" || is_listlike(facts)) {
            return Some(address);
        }
    }
    None
}

fn is_listlike(facts: &Facts<'_>) -> bool {
    facts.header("precedence") == "list" || facts.has("list-unsubscribe")
}

/// Whether it is a post to a list (RFC 2369, RFC 2919): somebody wrote it to everybody there.
pub(super) fn is_post(facts: &Facts<'_>, named: bool) -> bool {
    if is_campaign(facts) {
        return false;
    }
    named || facts.has("list-post") || facts.header("precedence") == "list"
}

/// Sent to many at once: newsletters, notices of programs.
pub(super) fn is_bulk(facts: &Facts<'_>) -> bool {
    let submitted = facts.header("auto-submitted");
    let many = ["bulk", "junk", "list"].contains(&facts.header("precedence").as_str());
    many || facts.has("list-unsubscribe")
        || facts.has("feedback-id")
        || facts.has("list-id")
        || submitted.starts_with("auto-")
        || facts.has("x-auto-response-suppress") && is_no_reply(facts)
        || is_no_reply(facts)
}

/// A newsletter that calls itself a list: it can be left but nobody can post.
fn is_campaign(facts: &Facts<'_>) -> bool {
    let post = facts.header("list-post");
    let closed = post.is_empty() || post.trim() == "no";
    let sent_by_service = [
        "feedback-id",
        "list-unsubscribe-post",
        "x-campaign",
        "x-campaignid",
        "x-mailgun-sid",
        "x-sg-eid",
        "x-mc-user",
    ]
    .iter()
    .any(|mark| facts.has(mark));
    closed && sent_by_service && facts.has("list-unsubscribe")
}

/// Whether the sender takes no answers. A form on a website writes so, too, with the person in Reply-To:
/// that one waits for an answer.
fn is_no_reply(facts: &Facts<'_>) -> bool {
    let closed = |address: &str| {
        let local = address.split('@').next().unwrap_or_default().replace(['-', '_', '.'], "");
        local.contains("noreply") || local.contains("donotreply") || local.contains("nieodpowiadaj")
    };
    let Some(from) = &facts.letter.from else { return false };
    closed(&from.address) && facts.letter.reply_to.iter().all(|p| closed(&p.address))
}

#[cfg(test)]
mod tests {
    use rulebook::event::Kind;

    use crate::read::{Hints, read};

    #[test]
    fn posts_and_newsletters() {
        let post = read(
            b"From: a@b.example\nList-Id: Dev <dev.b.example>\nList-Post: <mailto:dev@b.example>\n\nHi\n",
            &Hints::default(),
        );
        assert_eq!((post.kind.0, post.list.as_deref()), (Kind::List, Some("dev.b.example")));
        let news = read(
            b"From: news@b.example\nList-Id: <c1.news.b.example>\nList-Unsubscribe: <https://b.example/u>\n\
              List-Unsubscribe-Post: List-Unsubscribe=One-Click\n\nBuy!\n",
            &Hints::default(),
        );
        assert_eq!(news.kind.0, Kind::Bulk);
        let notice = read(b"From: no-reply@shop.example\n\nYour order has left.\n", &Hints::default());
        assert_eq!(notice.kind.0, Kind::Bulk);
        let form = read(b"From: no-reply@site.example\nReply-To: anna@c.example\n\nWhen?\n", &Hints::default());
        assert_eq!(form.kind.0, Kind::Person);
    }
}
