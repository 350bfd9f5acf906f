//! Loads one view of the inbox and shows it.

use std::collections::HashMap;

use axum::extract::Query;
use desk::away::Somebody;
use desk::held::Listed as Held;
use serde::Deserialize;
use store::conversation::Stand;
use store::conversation::list::{self, Counts, Listed, View};
use store::cursor::Cursor;
use store::member::MemberRow;
use store::sender::{SenderRow, Verdict};
use store::tag::TagRow;
use store::{StoreError, Tx};

use super::{HeldRow, Inbox, Person, Row, Sender, VIEWS, views};
use crate::asked::{Asked, Figures};
use crate::frame::{Here, initials};
use crate::ledger_line::badge;
use crate::moment::Moment;
use crate::page::{Answer, page};
use crate::whereabouts::line;

/// The view of what was thrown away; Held leads to it.
const THROWN: &str = "thrown";

/// Rows on one page.
const ROWS: i64 = 50;

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    view: Option<String>,
    after: Option<String>,
    /// Whose 'mine', when another member's is looked at: whoever steps in does.
    of: Option<String>,
}

struct Loaded {
    figures: Figures,
    counts: Counts,
    rows: Vec<Listed>,
    tags: Vec<TagRow>,
    members: Vec<MemberRow>,
    /// Those of them who may sign in, with their hours and absences.
    everybody: Vec<Somebody>,
    senders: Vec<SenderRow>,
    /// Conversations with a note that names whoever asks, not seen yet.
    named: Vec<String>,
    /// Where a step was said to be done by its link, and the member has not looked since.
    told: Vec<String>,
    held: Vec<Held>,
    held_count: i64,
    /// Conversations with a mail that is not verified.
    doubtful: Vec<String>,
}

/// `GET /inbox?view=…&after=…`
pub(crate) async fn show(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    let wished = ask.view.unwrap_or_default();
    let name =
        VIEWS.iter().map(|(name, ..)| *name).chain([THROWN]).find(|name| *name == wished).unwrap_or("unanswered");
    let whose = ask.of.clone().filter(|_| name == "mine").unwrap_or_else(|| asked.who.member.member_id.clone());
    let after = ask.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or_else(Cursor::newest);
    let loaded = asked.desk().db().read(async |mut tx| load(&mut tx, &asked, name, &whose, &after).await).await?;
    let w = &asked.w;
    let f = asked.frame(Here::Inbox, w.t("page-inbox-title"), loaded.figures);
    let count = |view: &str| match view {
        "unanswered" => loaded.counts.unanswered,
        "waiting" => loaded.counts.waiting,
        "mine" => loaded.counts.mine,
        "snoozed" => loaded.counts.snoozed,
        "history" => loaded.counts.history,
        "mentions" => loaded.counts.mentions,
        "blocked" => loaded.counts.blocked,
        "spam" => loaded.counts.spam,
        "held" => loaded.held_count,
        _ => 0,
    };
    let last = if is_held(name) { loaded.held.last().map(held_cursor) } else { loaded.rows.last().map(Listed::cursor) };
    let full = loaded.rows.len().max(loaded.held.len()) as i64 == ROWS;
    let of = if whose == asked.who.member.member_id { String::new() } else { format!("&of={}", plain(&whose)) };
    let begins = format!("/inbox?view={name}{of}");
    let here = ask.after.map_or_else(|| begins.clone(), |after| format!("{begins}&after={}", plain(&after)));
    let (empty_title, empty_more) = empty(name);
    let inbox = Inbox {
        views: views(&f, name, count),
        line: about(name).map(|key| w.t(key)).or_else(|| of_other(&asked, &whose, &loaded.everybody)),
        rows: loaded.rows.iter().map(|listed| row(&asked, listed, &loaded)).collect(),
        held: loaded.held.iter().map(|held| held_row(&asked, held)).collect(),
        can_bulk: !is_held(name),
        members: people(&asked, &loaded.everybody),
        thrown: name == THROWN,
        senders: loaded.senders.iter().map(|row| sender(&asked, row)).collect(),
        here,
        view: name,
        older: last.filter(|_| full).map(|cursor| format!("{begins}&after={cursor}")),
        empty_title: w.t(empty_title),
        empty_more: w.t(empty_more),
        f,
    };
    page(&asked, &inbox)
}

async fn load(tx: &mut Tx, asked: &Asked, name: &str, whose: &str, after: &Cursor) -> Result<Loaded, StoreError> {
    let (id, me, now) = (asked.desk().id(), &asked.who.member.member_id, asked.now);
    let view = match name {
        "waiting" => View::Waiting,
        "mine" => View::Assigned(whose.to_owned()),
        "all" => View::All,
        "snoozed" => View::Snoozed,
        "history" => View::History,
        "mentions" => View::Mentions(me.clone()),
        "blocked" => View::Blocked,
        "spam" => View::Spam,
        _ => View::Unanswered,
    };
    let rows = if is_held(name) { Vec::new() } else { list::page(tx, id, &view, me, after, now, ROWS).await? };
    let ids: Vec<&str> = rows.iter().map(|row| row.conversation.conversation_id.as_str()).collect();
    let tags = store::tag::of_conversations(tx, id, &ids).await?;
    Ok(Loaded {
        figures: Figures::load(tx, asked).await?,
        counts: list::counts(tx, id, me, now).await?,
        members: store::member::all(tx, id).await?,
        everybody: desk::away::everybody(tx, asked.desk()).await?,
        held: match name {
            "held" => desk::held::list(tx, id, after, ROWS).await?,
            THROWN => desk::held::thrown(tx, id, after, ROWS).await?,
            _ => Vec::new(),
        },
        held_count: store::held::count(tx, id).await?,
        doubtful: store::trust::doubtful_among(tx, id, &ids).await?,
        senders: if matches!(view, View::Blocked | View::Spam) {
            store::sender::all(tx, id).await?
        } else {
            Vec::new()
        },
        told: desk::step_link::told(tx, asked.desk(), &asked.who).await?.into_iter().map(|(id, _)| id).collect(),
        named: store::mention::unseen(tx, id, me, ROWS)
            .await?
            .into_iter()
            .map(|(conversation, ..)| conversation)
            .collect(),
        rows,
        tags,
    })
}

/// Who can be given a conversation, whoever asks first.
fn people(asked: &Asked, everybody: &[Somebody]) -> Vec<Person> {
    let me = &asked.who.member.member_id;
    let person = |one: &Somebody| Person {
        id: one.member.member_id.clone(),
        name: one.member.name.clone(),
        me: one.member.member_id == *me,
        away: line(&asked.w, asked.now, one, everybody),
    };
    let mut people: Vec<Person> = everybody.iter().map(person).collect();
    people.sort_by_key(|person| !person.me);
    people
}

fn sender(asked: &Asked, row: &SenderRow) -> Sender {
    let key = match row.verdict {
        Verdict::Blocked => "sender-blocked",
        Verdict::Spam => "sender-spam",
    };
    Sender { pattern: row.pattern.clone(), verdict: asked.w.t(key) }
}

fn row(asked: &Asked, listed: &Listed, loaded: &Loaded) -> Row {
    let conversation = &listed.conversation;
    let names: HashMap<&str, &str> =
        loaded.members.iter().map(|member| (member.member_id.as_str(), member.name.as_str())).collect();
    let assignee = conversation.assigned_to.as_deref().and_then(|id| names.get(id).copied()).unwrap_or("");
    let last = conversation.last_from.as_str();
    let who = if last.is_empty() || last == listed.client_name {
        listed.client_name.clone()
    } else {
        format!("{last} · {}", listed.client_name)
    };
    let unread = conversation.last_in_at.is_some_and(|last_in| {
        conversation.stand == Stand::Unanswered
            && !conversation.history
            && listed.seen_at.is_none_or(|seen| seen < last_in)
    });
    Row {
        id: conversation.conversation_id.clone(),
        who,
        messages: conversation.messages,
        subject: subject(asked, &conversation.subject),
        words: conversation.preview.clone(),
        unread: unread || loaded.told.contains(&conversation.conversation_id),
        named: loaded.named.contains(&conversation.conversation_id),
        badge: badge(asked, conversation.owed_due_at),
        doubtful: loaded.doubtful.contains(&conversation.conversation_id),
        tags: loaded
            .tags
            .iter()
            .filter(|tag| tag.conversation_id == conversation.conversation_id)
            .map(|tag| tag.tag.clone())
            .collect(),
        attachments: conversation.attachments,
        assignee: (!assignee.is_empty()).then(|| initials(assignee)),
        assignee_name: assignee.to_owned(),
        at: Moment::stamp(&asked.w, asked.now, conversation.last_at),
    }
}

/// Whose conversations are looked at, when not one's own, and where they are.
fn of_other(asked: &Asked, whose: &str, everybody: &[Somebody]) -> Option<String> {
    let one = everybody.iter().find(|one| one.member.member_id == whose && whose != asked.who.member.member_id)?;
    let name = asked.w.t1("page-inbox-of", "name", &one.member.name);
    Some(line(&asked.w, asked.now, one, everybody).map_or_else(|| name.clone(), |line| format!("{name} · {line}")))
}

/// What may stand in an address as it is.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.~".contains(*c)).collect()
}

fn is_held(view: &str) -> bool {
    ["held", THROWN].contains(&view)
}

/// The key of the sentence about a view, when one helps.
fn about(view: &str) -> Option<&'static str> {
    match view {
        "history" => Some("page-inbox-history-line"),
        "held" => Some("held-line"),
        THROWN => Some("held-thrown-line"),
        _ => None,
    }
}

fn held_row(asked: &Asked, listed: &Held) -> HeldRow {
    let (w, held) = (&asked.w, &listed.row);
    HeldRow {
        id: held.held_id.clone(),
        from: if held.from_raw.is_empty() { w.t("part-no-sender") } else { held.from_raw.clone() },
        subject: subject(asked, &held.subject),
        cause: w.t(&format!("held-{}", held.cause)),
        alike: (listed.alike > 1).then(|| w.t1("held-alike", "count", listed.alike)),
        size: w.size(u64::try_from(held.raw_bytes).unwrap_or(0)),
        at: Moment::stamp(w, asked.now, held.held_at),
    }
}

fn held_cursor(listed: &Held) -> Cursor {
    let held = &listed.row;
    Cursor { at: held.held_at.as_microsecond(), id: held.held_id.clone() }
}

/// A subject, or that there is none.
pub(crate) fn subject(asked: &Asked, subject: &str) -> String {
    if subject.trim().is_empty() { asked.w.t("part-no-subject") } else { subject.to_owned() }
}

fn empty(view: &str) -> (&'static str, &'static str) {
    match view {
        "unanswered" => ("page-inbox-empty-unanswered", "page-inbox-empty-unanswered-more"),
        "all" => ("page-inbox-empty-other", "page-inbox-empty-all-more"),
        _ => ("page-inbox-empty-other", "page-inbox-empty-other-more"),
    }
}
