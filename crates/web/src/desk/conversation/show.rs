//! Shows a conversation: puts what was read into the page's own shape.

use axum::extract::{Path, Query};
use rulebook::promise::{State, What};
use store::conversation::Stand as Turn;
use store::event::EventRow;
use store::member::MemberRow;
use store::message::{Direction, MessageRow};
use store::outbox::{OutboxRow, State as Sending};
use store::promise::PromiseRow;
use words::Words;
use words::dates::Role;

use super::doubt::doubt;
use super::load::{Ask, Loaded, load};
use super::write::Refusal;
use super::{
    Conversation, Earlier, Entry, File, Going, Message, Note, OutboxState, Person, Stand, around, put_aside, steps,
};
use crate::asked::Asked;
use crate::badge::{Badge, linked};
use crate::desk::client::card;
use crate::desk::composer;
use crate::desk::inbox::VIEWS;
use crate::desk::inbox::show::subject;
use crate::desk::outbox::row;
use crate::desk::today::Strip;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Here, initials};
use crate::ledger_line::{due, promise_of, tone};
use crate::moment::Moment;
use crate::page::{Answer, page};
use crate::whereabouts::line_of;

/// `GET /conversations/{id}`
pub(crate) async fn show(asked: Asked, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let Some(loaded) = load(&asked, &id, &ask).await? else {
        // A mail that began it was taken back: it is a draft again.
        let draft = desk::drafts::load(asked.desk(), &asked.who, &id, store::draft::DraftKind::New).await?;
        draft.ok_or(Fault::NotFound)?;
        return Ok(flash::to(&format!("/conversations/new?draft={id}")));
    };
    if let Some(into) = &loaded.conversation.merged_into {
        return Ok(flash::to(&format!("/conversations/{into}")));
    }
    page(&asked, &build(&asked, loaded, &ask, None))
}

/// The page, and after a refusal what was written.
pub(crate) fn build(asked: &Asked, loaded: Loaded, ask: &Ask, refusal: Option<Refusal>) -> Conversation {
    let w = &asked.w;
    let conversation = &loaded.conversation;
    let title = subject(asked, &conversation.subject);
    let going = going(asked, &loaded.outbox);
    let earlier = loaded.earlier.then(|| loaded.messages.first()).flatten().map(|first| Earlier {
        href: format!("/conversations/{}?before={}", conversation.conversation_id, first.cursor()),
        count: (conversation.messages - loaded.messages.len() as i64).max(1),
    });
    Conversation {
        id: conversation.conversation_id.clone(),
        subject: title.clone(),
        back: back(&ask.from),
        stand: stand(asked, &loaded),
        settled: conversation.settled_at.is_some(),
        snoozed: conversation
            .snoozed_until
            .filter(|until| *until > asked.now)
            .map(|until| Moment { words: w.when(Role::Plain, asked.now, until), ..Moment::stamp(w, asked.now, until) }),
        snoozes: put_aside::choices(asked),
        assigned: conversation
            .assigned_to
            .as_ref()
            .and_then(|id| loaded.members.iter().find(|member| member.member_id == *id))
            .map(|member| member.name.clone()),
        members: people(asked, &loaded),
        tags: loaded.tags.iter().map(|tag| tag.tag.clone()).collect(),
        writer: around::writer(&loaded),
        shut: around::shut(asked, &loaded),
        split_from: around::split_from(asked, &loaded),
        split_offer: around::split_offer(asked, &loaded),
        series: around::sent_together(asked, &loaded),
        strips: strips(asked, &loaded),
        offers: steps::offers(asked, &loaded),
        thrown: loaded
            .thrown
            .as_ref()
            .map(|thrown| w.t1("page-conversation-thrown", "when", w.when(Role::On, asked.now, thrown.thrown_at))),
        earlier,
        later: loaded.later.then(|| format!("/conversations/{}", conversation.conversation_id)),
        entries: entries(asked, &loaded),
        last_message: loaded.newest.clone().unwrap_or_default(),
        going,
        composer: composer::load::composer(asked, &loaded, ask, refusal),
        card: card::card(asked, &loaded),
        f: asked.frame(Here::Inbox, title, loaded.figures),
    }
}

fn back(from: &str) -> String {
    let view = VIEWS.iter().map(|(name, ..)| *name).find(|name| *name == from);
    view.map_or_else(|| "/inbox".to_owned(), |view| format!("/inbox?view={view}"))
}

fn people(asked: &Asked, loaded: &Loaded) -> Vec<Person> {
    let assigned = loaded.conversation.assigned_to.as_deref();
    loaded
        .members
        .iter()
        .filter(|member| member.disabled_at.is_none())
        .map(|member| Person {
            id: member.member_id.clone(),
            name: member.name.clone(),
            chosen: assigned == Some(member.member_id.as_str()),
            me: asked.who.member.member_id == member.member_id,
            away: line_of(&asked.w, asked.now, &member.member_id, &loaded.everybody),
        })
        .collect()
}

/// The state of the promise in one sentence: what waits, else how it last ended.
fn stand(asked: &Asked, loaded: &Loaded) -> Stand {
    let w = &asked.w;
    // What we owe comes before what is owed to us.
    let waiting = loaded.promises.iter().filter(|promise| promise.unkept).min_by_key(|it| (it.side, it.due_at));
    if let Some(promise) = waiting {
        let due_at = promise.due_at;
        let title = if due_at < asked.now {
            w.t1("page-conversation-stand-late", "late", w.late(asked.now, due_at))
        } else if matches!(promise.what, What::Step { .. }) {
            w.t1("page-conversation-stand-step", "due", due(asked, due_at).words)
        } else {
            w.t1("page-conversation-stand-due", "due", due(asked, due_at).words)
        };
        return Stand { tone: tone(w, asked.now, due_at), title, reason: w.promise(asked.now, &promise_of(promise)) };
    }
    let key = match (loaded.conversation.settled_at, loaded.conversation.stand) {
        (Some(_), _) => "page-conversation-stand-settled",
        (None, Turn::Waiting) => "page-conversation-stand-waiting",
        (None, Turn::Unanswered) => "page-conversation-stand-unanswered",
        (None, Turn::Done | Turn::Blocked | Turn::Spam) => "page-conversation-stand-done",
    };
    let reason = loaded.promises.last().map(|last| ended(asked, last)).unwrap_or_default();
    Stand { tone: "", title: w.t(key), reason }
}

fn ended(asked: &Asked, promise: &PromiseRow) -> String {
    match promise.state {
        State::Open => String::new(),
        _ => asked.w.promise(asked.now, &promise_of(promise)),
    }
}

fn strips(asked: &Asked, loaded: &Loaded) -> Vec<Strip> {
    let w = &asked.w;
    let mut strips = Vec::new();
    for row in &loaded.dropped {
        let name = desk::outbox::trouble(&row.last_error).map_or("", |(_, name)| name);
        let text = w.t1("later-dropped", "name", name);
        strips.push(Strip { tone: "due", text, act: String::new(), href: String::new() });
    }
    if let Some(cooling) = &loaded.cooling {
        let text = w.t1("page-conversation-rests", "when", w.when(Role::On, asked.now, cooling.due_at));
        let href = format!("/conversations/{}/rereading", loaded.conversation.conversation_id);
        strips.push(Strip { tone: "due", text, act: w.t("page-today-rested-act"), href });
    }
    if loaded.conversation.history {
        let text = w.t("page-conversation-history");
        strips.push(Strip { tone: "", text, act: String::new(), href: String::new() });
    }
    if let Some(other) = &loaded.conversation.related_to {
        strips.push(Strip {
            tone: "",
            text: w.t("page-conversation-related"),
            act: w.t("page-conversation-related-act"),
            href: format!("/conversations/{other}"),
        });
    }
    strips
}

/// Messages, notes and what was said of steps in the order they came; 'new' stands before the first unread one of theirs.
fn entries(asked: &Asked, loaded: &Loaded) -> Vec<Entry> {
    let mut beside = beside(asked, loaded).into_iter().peekable();
    let mut entries = Vec::new();
    let mut marked = loaded.conversation.history;
    for message in &loaded.messages {
        while let Some((_, entry)) = beside.next_if(|(at, _)| *at < message.arrived_at) {
            entries.push(entry);
        }
        let unread = loaded.seen_at.is_none_or(|seen| seen < message.arrived_at);
        if !marked && unread && message.direction == Direction::In {
            marked = true;
            // On top of everything it would say nothing.
            if !entries.is_empty() {
                entries.push(Entry::New);
            }
        }
        entries.push(Entry::Message(Box::new(self::message(asked, loaded, message))));
    }
    entries.extend(beside.map(|(_, entry)| entry));
    entries
}

/// What stands between the messages that are shown, in order.
fn beside(asked: &Asked, loaded: &Loaded) -> Vec<(jiff::Timestamp, Entry)> {
    let first_shown = loaded.messages.first().map(|message| message.arrived_at);
    let last_shown = loaded.messages.last().map(|message| message.arrived_at);
    let notes = loaded.notes.iter().map(|row| (row.written_at, note(asked, loaded, row)));
    let mut beside: Vec<(jiff::Timestamp, Entry)> = notes.chain(steps::acts(asked, loaded)).collect();
    beside.retain(|(at, _)| {
        (!loaded.earlier || first_shown.is_none_or(|first| *at >= first))
            && (!loaded.later || last_shown.is_none_or(|last| *at <= last))
    });
    beside.sort_by_key(|(at, _)| *at);
    beside
}

fn note(asked: &Asked, loaded: &Loaded, row: &store::note::NoteRow) -> Entry {
    let who = loaded.members.iter().find(|member| member.member_id == row.member_id);
    Entry::Note(Note {
        id: row.note_id.clone(),
        who: who.map(|member| member.name.clone()).unwrap_or_default(),
        at: Moment::stamp(&asked.w, asked.now, row.written_at),
        text: linked(&row.text),
    })
}

fn message(asked: &Asked, loaded: &Loaded, row: &MessageRow) -> Message {
    let w = &asked.w;
    let name = if row.from_name.trim().is_empty() { row.from_address.clone() } else { row.from_name.clone() };
    let files = loaded.attachments.iter().filter(|file| file.message_id == row.message_id && !file.inline);
    let sending = loaded.outbox.iter().find(|sending| sending.message_id == row.message_id);
    Message {
        id: row.message_id.clone(),
        side: if row.direction == Direction::Out { "ours" } else { "theirs" },
        initials: initials(&name),
        from_name: if name.is_empty() { w.t("part-no-sender") } else { name },
        from_address: row.from_address.clone(),
        to: recipients(asked, row),
        at: Moment::stamp(w, asked.now, row.arrived_at),
        marks: marks(asked, row),
        doubt: doubt(asked, loaded, row),
        text: linked(row.new_text.trim_matches('\n').trim_end()),
        steps: steps::of_message(asked, loaded, &row.message_id),
        folded: folded(&row.folded),
        has_html: row.has_html,
        files: files.map(|file| self::file(asked, file)).collect(),
        overruled: overruled(asked, loaded, row),
        outbox: sending.and_then(|sending| outbox_state(asked, sending)),
        splits: loaded.conversation.messages > 1,
        splits_on: loaded.earlier || loaded.messages.first().is_some_and(|first| first.message_id != row.message_id),
    }
}

/// An owner's reason for sending what the gate held, with the name.
pub(crate) fn overruled_words(w: &Words, members: &[MemberRow], act: &EventRow) -> String {
    let data: serde_json::Value = serde_json::from_str(&act.data).unwrap_or_default();
    let reason = data.get("reason").and_then(serde_json::Value::as_str).unwrap_or_default();
    let who = members.iter().find(|member| member.member_id == act.actor);
    w.t2("part-overruled", "reason", reason, "name", who.map(|member| member.name.as_str()).unwrap_or_default())
}

/// Why it was sent although the gate held it, and by whom.
fn overruled(asked: &Asked, loaded: &Loaded, row: &MessageRow) -> Option<String> {
    let act = loaded.overruled.iter().rev().find(|act| act.object_id == row.message_id)?;
    Some(overruled_words(&asked.w, &loaded.members, act))
}

fn file(asked: &Asked, row: &store::attachment::AttachmentRow) -> File {
    let shown = crate::desk::message::file_name::for_people(&row.name);
    File {
        id: row.attachment_id.clone(),
        name: if shown.is_empty() { asked.w.t("part-no-name") } else { shown },
        size: asked.w.size(u64::try_from(row.bytes).unwrap_or(0)),
        picture: matches!(row.media_type.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp"),
    }
}

fn recipients(asked: &Asked, row: &MessageRow) -> String {
    let w = &asked.w;
    let names = |list: &[rulebook::people::Party]| {
        let mut names: Vec<_> = list.iter().take(8).map(|party| w.name(party)).collect();
        if list.len() > 8 {
            names.push("…");
        }
        names.join(", ")
    };
    if row.cc_list.is_empty() {
        w.t1("page-conversation-to", "names", names(&row.to_list))
    } else {
        w.t2("page-conversation-to-cc", "names", names(&row.to_list), "cc", names(&row.cc_list))
    }
}

/// What is worth knowing about a mail at a glance.
fn marks(asked: &Asked, row: &MessageRow) -> Vec<Badge> {
    use rulebook::event::Kind;
    let w = &asked.w;
    let mut marks = Vec::new();
    if row.kind != Kind::Person {
        let code = serde_json::to_value(row.kind).ok().and_then(|code| code.as_str().map(str::to_owned));
        marks.push(Badge::new("", w.t(&format!("page-conversation-kind-{}", code.unwrap_or_default()))));
    }
    if row.direction == Direction::In && mail::read::looks_like_another(&row.from_address) {
        marks.push(Badge::new("due", w.t("page-conversation-odd-letters")));
    }
    if row.newcomer {
        marks.push(Badge::new("due", w.t("page-conversation-newcomer")));
    }
    if row.holding_until.is_some() {
        marks.push(Badge::new("kept", w.t("page-conversation-holding")));
    }
    marks
}

/// What the reader folded away, as one text.
fn folded(json: &str) -> String {
    if json.is_empty() {
        return String::new();
    }
    let parts: mail::letter::Parts = serde_json::from_str(json).unwrap_or_default();
    let pieces: Vec<_> = parts
        .pieces
        .iter()
        .filter(|piece| piece.nature != mail::letter::Nature::New)
        .map(|piece| piece.text.trim_end())
        .collect();
    pieces.join("\n")
}

/// A strip under a message of ours that is not simply sent; the ten seconds of undo have a strip of their own.
fn outbox_state(asked: &Asked, row: &OutboxRow) -> Option<OutboxState> {
    let people = row::people(asked, row);
    let planned = row::is_planned(asked, row);
    match row.state {
        Sending::Cancelled => return None,
        Sending::Sent if people.iter().all(|one| one.tone == "kept") => return None,
        Sending::Waiting if row.not_before_at > asked.now && !planned => return None,
        _ => {}
    }
    let acts = row::acts(row);
    Some(OutboxState {
        id: row.outbox_id.clone(),
        tone: match row.state {
            Sending::Failed => "broken",
            Sending::Uncertain | Sending::Asking => "due",
            Sending::Sent => people.iter().map(|one| one.tone).find(|tone| *tone == "broken").unwrap_or("due"),
            _ => "",
        },
        text: row::reason(asked, row),
        reply: desk::outbox::trouble(&row.last_error).map(|(_, said)| said.to_owned()).unwrap_or_default(),
        people,
        acts,
    })
}

fn going(asked: &Asked, outbox: &[OutboxRow]) -> Option<Going> {
    let row = outbox
        .iter()
        .find(|row| row.state == Sending::Waiting && row.planned_at.is_none() && row.not_before_at > asked.now)?;
    let left = row.not_before_at.duration_since(asked.now);
    Some(Going {
        id: row.outbox_id.clone(),
        seconds: left.as_secs().max(1),
        until_ms: row.not_before_at.as_millisecond(),
    })
}
