//! Loads Today and shows it.

use std::collections::HashMap;

use axum::extract::Query;
use rulebook::people::Side;
use rulebook::promise::What;
use serde::Deserialize;
use store::cursor::Cursor;
use store::emergency::Waiting;
use store::promise::{self, Counts, Todo};
use store::step::StepRow;
use store::trust::Doubtful;
use store::{StoreError, Tx};

use super::instead::Absent;
use super::{Column, Offer, Row, StepMarks, Strip, Today, emergencies, group, instead, resting};
use crate::asked::{Asked, Figures};
use crate::desk::inbox::show::subject;
use crate::frame::Here;
use crate::ledger_line::{due, promise_of};
use crate::page::{Answer, page};

/// Rows of one side on one page.
const ROWS: i64 = 60;
/// Mails that are not verified, each named by itself.
const DOUBTFUL: i64 = 3;
/// Mentions that Today names; the others stand in the Inbox.
const MENTIONS: i64 = 5;
/// Offers that are shown at once; the others come after.
const OFFERS: i64 = 4;

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    /// Where the rest of our side goes on.
    after: Option<String>,
}

struct Loaded {
    figures: Figures,
    counts: Counts,
    ours: Vec<Todo>,
    theirs: Vec<Todo>,
    /// Steps of theirs that are overdue.
    overdue: Vec<StepRow>,
    /// Found in mail written elsewhere, each with its conversation.
    offers: Vec<(String, StepRow)>,
    more_offers: i64,
    /// RFC Message-ID → our id.
    evidence: HashMap<String, String>,
    waiting: i64,
    next_due: Option<jiff::Timestamp>,
    /// Members on leave for whom whoever asks steps in.
    instead: Vec<Absent>,
    emergencies: Vec<Waiting>,
    strips: Strips,
}

/// What wants a look first.
struct Strips {
    uncertain: i64,
    failed: i64,
    held: i64,
    doubtful: Vec<Doubtful>,
    stopped: bool,
    /// The disk is full.
    no_room: bool,
    waits_for_relay: bool,
    asking: i64,
    ways: i64,
    dropped: Vec<store::outbox::OutboxRow>,
    bounced: Vec<store::bounced_address::BouncedAddressRow>,
    /// An owner looks at an empty Today, and no mailbox is connected.
    no_mailbox: bool,
    /// Mailboxes that are not fetched: address and since when.
    not_fetched: Vec<(String, jiff::Timestamp)>,
    /// Drafts of the member that were put off.
    put_off: desk::cool_off::PutOff,
    /// Steps that their links said to be done, each with its conversation, until somebody looked.
    told: Vec<(String, StepRow)>,
    /// Notes that name the member: conversation, its subject, who wrote it.
    mentions: Vec<(String, String, String)>,
    /// Drafts that want reading: the sentence's key, whom it names, the draft, what to do.
    drafts: Vec<(&'static str, String, String, &'static str)>,
}

/// `GET /`
pub(crate) async fn show(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    let after = ask.after.and_then(|after| after.parse().ok()).unwrap_or_else(Cursor::earliest);
    let loaded = asked.desk().db().read(async |mut tx| load(&mut tx, &asked, &after).await).await?;
    let w = &asked.w;
    let f = asked.frame(Here::Today, w.t("page-today-title"), loaded.figures);
    let next_day = w.zone().to_datetime(crate::desk::conversation::put_aside::next_morning(&asked)).date();
    let column = |side: &'static str, title: &str, count: i64, todos: &[Todo]| Column {
        side,
        title: w.t(title),
        count,
        groups: group(w, asked.now, next_day, todos.iter().map(|todo| row(&asked, todo, &loaded)).collect()),
        more: todos.last().filter(|_| todos.len() as i64 == ROWS).map(|todo| format!("/?after={}", todo.cursor())),
    };
    let kept_line = loaded.next_due.map_or_else(
        || w.t("page-today-kept-none-ahead"),
        |next| w.t1("page-today-kept-next", "when", due(&asked, next).words),
    );
    let today = Today {
        day: w.day(w.zone().to_datetime(asked.now).date()),
        strips: emergencies::strips(&asked, &loaded.emergencies)
            .into_iter()
            .chain(strips(&asked, &loaded.strips))
            .chain(instead::strips(&asked, &loaded.instead))
            .collect(),
        offers: loaded.offers.iter().map(|(conversation, step)| offer(&asked, conversation, step)).collect(),
        more_offers: loaded.more_offers,
        ours: column("ours", "side-ours", loaded.counts.ours, &loaded.ours),
        theirs: column("theirs", "side-theirs", loaded.counts.theirs, &loaded.theirs),
        kept_line,
        waiting: loaded.waiting,
        history: loaded.counts.history,
        f,
    };
    page(&asked, &today)
}

async fn load(tx: &mut Tx, asked: &Asked, after: &Cursor) -> Result<Loaded, StoreError> {
    let (id, now) = (asked.desk().id(), asked.now);
    let ours = promise::to_do(tx, id, Side::Ours, after, now, ROWS).await?;
    let theirs = promise::to_do(tx, id, Side::Theirs, &Cursor::earliest(), now, ROWS).await?;
    let made_by: Vec<&str> =
        ours.iter().chain(&theirs).filter_map(|todo| todo.promise.evidence.first()).map(String::as_str).collect();
    let known = store::message::known(tx, id, &made_by).await?;
    let overdue: Vec<&str> =
        theirs.iter().filter(|todo| todo.promise.due_at < now).filter_map(|todo| step_of(&todo.promise)).collect();
    let overdue = store::step::by_ids(tx, id, &overdue).await?;
    let offers = store::step::offered(tx, id, OFFERS).await?;
    let more_offers = store::step::count_offered(tx, id).await? - i64::try_from(offers.len()).unwrap_or(0);
    let outbox = store::outbox::counts(tx, id).await?;
    let in_state = |wanted| outbox.iter().filter(|(state, _)| *state == wanted).map(|(_, count)| *count).sum::<i64>();
    use store::outbox::State;
    let relay = store::relay::find(tx, id).await?;
    let views = store::conversation::list::counts(tx, id, &asked.who.member.member_id, now).await?;
    let counts = promise::counts(tx, id, now).await?;
    let next_due = if ours.is_empty() { promise::next_due(tx, id, now).await? } else { None };
    let empty = asked.who.is_owner() && ours.is_empty() && next_due.is_none();
    let everybody = desk::away::everybody(tx, asked.desk()).await?;
    let no_mailbox = empty && store::mailbox::all(tx, id).await?.is_empty();
    Ok(Loaded {
        figures: Figures {
            late: counts.ours_broken,
            outbox: in_state(State::Waiting)
                + in_state(State::Sending)
                + in_state(State::Failed)
                + in_state(State::Uncertain)
                + in_state(State::Asking),
            at_work: Figures::at_work(tx, asked).await?,
        },
        strips: Strips {
            uncertain: in_state(State::Uncertain),
            failed: in_state(State::Failed),
            held: store::held::count(tx, id).await?,
            doubtful: store::trust::doubtful(tx, id, DOUBTFUL).await?,
            no_room: desk::room::is_scarce(asked.desk()),
            stopped: desk::acknowledge::was_stopped(tx, asked.desk()).await?,
            waits_for_relay: relay.is_none()
                && in_state(State::Waiting) > 0
                && store::mailbox::all(tx, id).await?.iter().all(|one| one.smtp_host.is_empty()),
            asking: in_state(State::Asking),
            ways: store::way_out::all(tx, id).await?.len() as i64,
            dropped: crate::desk::outbox::dropped(tx, asked).await?,
            bounced: bounced(tx, asked).await?,
            no_mailbox,
            not_fetched: desk::fetch::state::not_fetched(tx, asked.desk(), now).await?,
            put_off: desk::cool_off::of_member(tx, asked.desk(), &asked.who).await?,
            told: desk::step_link::told(tx, asked.desk(), &asked.who).await?,
            mentions: store::mention::unseen(tx, id, &asked.who.member.member_id, MENTIONS)
                .await?
                .into_iter()
                .map(|(conversation, subject, name, _)| (conversation, subject, name))
                .collect(),
            drafts: crate::desk::second_look::show::on_today(tx, asked).await?,
        },
        evidence: known.into_iter().map(|mail| (mail.rfc_id, mail.message_id)).collect(),
        waiting: views.waiting,
        instead: instead::load(tx, asked, &everybody).await?,
        emergencies: emergencies::load(tx, asked, &everybody).await?,
        counts,
        next_due,
        ours,
        theirs,
        overdue,
        offers,
        more_offers,
    })
}

/// The step that a promise is.
fn step_of(promise: &promise::PromiseRow) -> Option<&str> {
    match &promise.what {
        What::Step { step, .. } => Some(step),
        What::Answer | What::ComeBack => None,
    }
}

/// 'You promised Anna a quote by Friday: keep track?'
pub(crate) fn offer(asked: &Asked, conversation: &str, step: &StepRow) -> Offer {
    let w = &asked.w;
    let ours = step.side == Side::Ours;
    let name = w.name(if ours { &step.whom } else { &step.who });
    let due = step.due_on.as_deref().and_then(|date| date.parse().ok());
    let text = match (due, ours) {
        (Some(due), true) => w.tn("offer-ours-by", &[("name", &name), ("what", &step.what), ("by", &w.step_due(due))]),
        (Some(due), false) => {
            w.tn("offer-theirs-by", &[("name", &name), ("what", &step.what), ("by", &w.step_due(due))])
        }
        (None, true) => w.t2("offer-ours", "name", name, "what", &step.what),
        (None, false) => w.t2("offer-theirs", "name", name, "what", &step.what),
    };
    Offer { id: step.step_id.clone(), conversation: conversation.to_owned(), text, next: "/".to_owned() }
}

/// Addresses from which mail came back lately.
async fn bounced(tx: &mut Tx, asked: &Asked) -> Result<Vec<store::bounced_address::BouncedAddressRow>, StoreError> {
    let since = asked.now.checked_sub(crate::desk::outbox::TOLD).unwrap_or(asked.now);
    store::bounced_address::since(tx, asked.desk().id(), since).await
}

fn row(asked: &Asked, todo: &Todo, loaded: &Loaded) -> Row {
    let w = &asked.w;
    let promise = promise_of(&todo.promise);
    let other = if promise.side == Side::Ours { &promise.whom } else { &promise.who };
    let person = w.name(other).to_owned();
    let client = (todo.client_name != person && todo.client_name != other.address).then(|| todo.client_name.clone());
    let mail = if todo.subject.trim().is_empty() { w.t("part-no-subject") } else { todo.subject.clone() };
    // Of a step one wants to know what, of an answer about what.
    let (subject, words) = match &promise.what {
        What::Step { words, .. } => (words.clone(), mail),
        What::Answer | What::ComeBack => (mail, todo.preview.clone()),
    };
    let marks = |step: &str| StepMarks {
        id: step.to_owned(),
        day: w.zone().to_datetime(promise.due.max(asked.now)).date().to_string(),
        remind: loaded
            .overdue
            .iter()
            .any(|row| row.step_id == step && desk::remind::may_remind(asked.desk(), row, asked.now)),
    };
    Row {
        id: promise.id.clone(),
        conversation: todo.promise.conversation_id.clone(),
        person,
        client,
        subject,
        words,
        act: w.act(&promise.what),
        due: due(asked, promise.due),
        due_at: promise.due,
        reason: w.promise(asked.now, &promise),
        rule: promise.rule.clone(),
        evidence: promise.evidence.first().and_then(|rfc_id| loaded.evidence.get(rfc_id)).cloned(),
        step: step_of(&todo.promise).map(marks),
        instead: instead::of(&loaded.instead, todo.assigned_to.as_deref()),
    }
}

fn strips(asked: &Asked, found: &Strips) -> Vec<Strip> {
    let w = &asked.w;
    let strip = |tone, text: String, act: &str, href: &str| Strip { tone, text, act: w.t(act), href: href.to_owned() };
    let mut strips = Vec::new();
    strips.extend(found.put_off.rested.iter().map(|draft| resting::over(asked, draft)));
    if found.asking > 0 {
        let text = w.t1("page-today-asking", "count", found.asking);
        strips.push(strip("due", text, "page-today-asking-act", "/outbox"));
    }
    if found.ways > 0 {
        let text = w.t1("page-today-way", "count", found.ways);
        strips.push(strip("broken", text, "page-today-way-act", "/outbox"));
    }
    for row in &found.dropped {
        let name = desk::outbox::trouble(&row.last_error).map_or("", |(_, name)| name);
        let text = w.t1("page-today-dropped", "name", name);
        strips.push(strip("", text, "page-today-dropped-act", &format!("/conversations/{}", row.conversation_id)));
    }
    if found.no_room {
        strips.push(strip("broken", w.t("page-today-no-room"), "page-today-no-room-act", "/"));
    }
    for row in &found.bounced {
        let text = w.t1("page-today-bounced", "address", &row.address);
        strips.push(strip("broken", text, "page-today-bounced-act", "/outbox"));
    }
    for (key, name, draft, act) in &found.drafts {
        strips.push(strip("due", w.t1(key, "name", name), act, &format!("/drafts/{draft}")));
    }
    for (conversation, step) in &found.told {
        let text = w.t2("page-today-step-done", "name", w.name(&step.who), "what", &step.what);
        strips.push(strip("good", text, "page-today-step-done-act", &format!("/conversations/{conversation}")));
    }
    for (conversation, about, name) in &found.mentions {
        let text = w.t2("page-today-mention", "name", name, "subject", subject(asked, about));
        strips.push(strip("", text, "page-today-mention-act", &format!("/conversations/{conversation}")));
    }
    if found.uncertain > 0 {
        let text = w.t1("page-today-uncertain", "count", found.uncertain);
        strips.push(strip("due", text, "page-today-uncertain-act", "/outbox"));
    }
    if found.failed > 0 {
        let text = w.t1("page-today-failed", "count", found.failed);
        strips.push(strip("broken", text, "page-today-failed-act", "/outbox"));
    }
    if found.waits_for_relay {
        strips.push(strip("due", w.t("page-today-no-relay"), "page-today-no-relay-act", "/settings/relay"));
    }
    for (address, since) in &found.not_fetched {
        let text = w.t2("page-today-not-fetched", "address", address, "since", w.since(asked.now, *since));
        strips.push(strip("broken", text, "page-today-not-fetched-act", "/settings/mailboxes"));
    }
    for doubtful in &found.doubtful {
        let name = if doubtful.from_name.trim().is_empty() { &doubtful.from_address } else { &doubtful.from_name };
        let text = w.t1("page-today-doubtful", "name", name);
        let href = format!("/conversations/{}", doubtful.conversation_id);
        strips.push(strip("broken", text, "page-today-doubtful-act", &href));
    }
    if found.stopped {
        strips.push(strip("broken", w.t("page-today-stopped"), "page-today-stopped-act", "/settings/mail"));
    }
    if found.no_mailbox {
        strips.push(strip("good", w.t("page-today-no-mailbox"), "page-today-no-mailbox-act", "/settings/mailboxes"));
    }
    if found.held > 0 {
        let text = w.t1("page-today-held", "count", found.held);
        strips.push(strip("", text, "page-today-held-act", "/inbox?view=held"));
    }
    strips.extend(found.put_off.resting.iter().map(|draft| resting::still(asked, draft)));
    strips
}
