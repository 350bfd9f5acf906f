//! Next steps: what stands under a draft, what a member does with a step, and what to make a step of.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use rulebook::calendar::Calendar;
use rulebook::event::Happening;
use rulebook::language::{Deed, HOT, Look, Sent, look};
use rulebook::people::Side;
use rulebook::step::DraftStep;
use serde_json::json;
use store::promise::PromiseRow;
use store::step::{Standing, StepRow};
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, note_for_ledger, refresh};
use crate::refusal::refusals;
use crate::who::Who;

/// Most steps of one mail.
pub const MOST: usize = 20;
/// Longest words of a step, in letters.
pub const LONGEST: usize = 300;

refusals! {
    /// Why nothing is done with a step.
    Refused {
        /// There is no such step any more.
        Nothing = "refused-step-nothing",
        /// It is done or given up already.
        Settled = "refused-step-settled",
        /// It is not done.
        NotDone = "refused-step-not-done",
        /// The day has passed.
        Past = "refused-step-past",
        /// Somebody decided already.
        Decided = "refused-step-decided",
    }
}

/// What is kept of rows: those with words, in one line, each with an id of its own.
pub(crate) fn kept(desk: &Desk, steps: &[DraftStep]) -> Vec<DraftStep> {
    let mut kept: Vec<DraftStep> = Vec::new();
    for step in steps {
        let words = step.what.split_whitespace().collect::<Vec<_>>().join(" ");
        let what: String = words.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        if what.is_empty() || kept.len() == MOST {
            continue;
        }
        let own = uuid::Uuid::try_parse(&step.id).is_ok() && kept.iter().all(|other| other.id != step.id);
        let id = if own { step.id.clone() } else { desk.new_id() };
        let who: String = step.who.trim().to_ascii_lowercase().chars().take(LONGEST).collect();
        kept.push(DraftStep { id, who, what, due: step.due, listed: step.listed });
    }
    kept
}

/// Whether two lists say the same, whatever ids their rows have.
pub(crate) fn same(one: &[DraftStep], other: &[DraftStep]) -> bool {
    let said = |steps: &[DraftStep]| -> Vec<DraftStep> {
        let words = |step: &DraftStep| step.what.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = |step: &DraftStep| DraftStep { id: String::new(), what: words(step), ..step.clone() };
        steps.iter().map(bare).filter(|step| !step.what.is_empty()).collect()
    };
    said(one) == said(other)
}

/// Says that a step is done. Gives its conversation.
///
/// # Errors
/// See [`Refused`].
pub async fn tick(desk: &Desk, who: &Who, step: &str) -> Result<String, Refused> {
    let happening = Happening::StepDone { step: step.to_owned(), by: who.party() };
    change(desk, &who.member.member_id, &happening, step, |row| if row.unkept { Ok(()) } else { Err(Refused::Settled) })
        .await
}

/// Takes that back. Gives its conversation.
///
/// # Errors
/// See [`Refused`].
pub async fn untick(desk: &Desk, who: &Who, step: &str) -> Result<String, Refused> {
    let happening = Happening::StepUndone { step: step.to_owned() };
    change(desk, &who.member.member_id, &happening, step, |row| {
        if row.kept_at.is_some() { Ok(()) } else { Err(Refused::NotDone) }
    })
    .await
}

/// Gives a step another day. Gives its conversation.
///
/// # Errors
/// See [`Refused`].
pub async fn move_to(desk: &Desk, who: &Who, step: &str, due: Date) -> Result<String, Refused> {
    if due < desk.settings().calendar.date_of(desk.now()) {
        return Err(Refused::Past);
    }
    let happening = Happening::StepMoved { step: step.to_owned(), due, by: who.party() };
    change(desk, &who.member.member_id, &happening, step, |row| if row.unkept { Ok(()) } else { Err(Refused::Settled) })
        .await
}

/// One change of a step in one transaction: looked at, noted, derived anew.
pub(crate) async fn change(
    desk: &Desk,
    actor: &str,
    happening: &Happening,
    step: &str,
    may: impl Fn(&PromiseRow) -> Result<(), Refused> + Sync,
) -> Result<String, Refused> {
    let conversation = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::step::find(tx, desk.id(), step).await?.ok_or(Refused::Nothing)?;
            let promise = promise_of(tx, desk, &row).await?.ok_or(Refused::Nothing)?;
            may(&promise)?;
            note_for_ledger(tx, desk, actor, &promise.conversation_id, happening).await?;
            refresh(tx, desk, std::slice::from_ref(&promise.conversation_id)).await?;
            Ok::<_, Refused>(promise.conversation_id)
        })
        .await?;
    desk.tell(Change::of(&conversation, ChangeKind::Promises));
    Ok(conversation)
}

/// The promise that a step is, once its mail has left.
pub(crate) async fn promise_of(tx: &mut Tx, desk: &Desk, step: &StepRow) -> Result<Option<PromiseRow>, StoreError> {
    store::promise::find(tx, desk.id(), &promise_id(step)).await
}

/// The id of the promise that a step is.
pub fn promise_id(step: &StepRow) -> String {
    use rulebook::rules::{next_steps, say_what_you_will_do};
    let rule = if step.listed { next_steps::CODE } else { say_what_you_will_do::CODE };
    rulebook::step::step_promise(rule, &step.step_id)
}

/// Keeps track of what was found in a mail written elsewhere, or leaves it. Gives its conversation.
///
/// # Errors
/// See [`Refused`].
pub async fn decide(desk: &Desk, who: &Who, step: &str, keep: bool) -> Result<String, Refused> {
    let standing = if keep { Standing::Agreed } else { Standing::Declined };
    let conversation = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::step::find(tx, desk.id(), step).await?.ok_or(Refused::Nothing)?;
            let message = store::message::find(tx, desk.id(), &row.message_id).await?.ok_or(Refused::Nothing)?;
            if !store::step::decide(tx, desk.id(), step, standing).await? {
                return Err(Refused::Decided);
            }
            let conversation = message.conversation_id;
            let verb = if keep { "step_agreed" } else { "step_declined" };
            let about = About::within(&conversation, "step", step);
            note(tx, desk, &who.member.member_id, verb, about, json!({ "what": row.what })).await?;
            refresh(tx, desk, std::slice::from_ref(&conversation)).await?;
            Ok::<_, Refused>(conversation)
        })
        .await?;
    desk.tell(Change::of(&conversation, ChangeKind::Promises));
    Ok(conversation)
}

/// Something in a text that could be a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Theirs: something is asked of the reader. Ours: a commitment.
    pub side: Side,
    /// The words.
    pub what: String,
    /// The day it is due, when one is named and has not passed.
    pub due: Option<Date>,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
}

/// The whole sentence, with its full stop, where it says nothing but these words.
pub fn sentence_of(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    const ENDS: [char; 4] = ['.', '!', '?', '…'];
    let (before, words, after) = (text.get(..span.start)?, text.get(span.clone())?, text.get(span.end..)?);
    let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
    // A full stop before small letters ends a shortened word, no sentence.
    let is_large = || words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let begins = line.is_empty() || line.ends_with(ENDS) && is_large();
    let rest = after.trim_start_matches(ENDS);
    let stops = rest.len() < after.len() || words.trim_end().ends_with(ENDS);
    let ends = rest.is_empty() || rest.starts_with('\n') || stops && rest.starts_with(char::is_whitespace);
    let (from, to) = (span.end - words.trim_start().len(), span.end + after.len() - rest.len());
    let to = if rest.len() < after.len() { to } else { span.start + words.trim_end().len() };
    (begins && ends && from < to).then_some(from..to)
}

/// What a text asks of its reader and what it promises, as steps could say it. Questions are answered, not done: they are left out.
pub fn found_in(calendar: &Calendar, text: &str, language: Option<&str>, sent: Timestamp) -> Vec<Found> {
    if text.len() > rulebook::gate::LONGEST_DRAFT {
        return Vec::new();
    }
    let at = calendar.time_zone().to_datetime(sent);
    let sent = Sent { at, calendar: Some(calendar) };
    let Look { reading: read, heat, .. } = look(text, None, language, &sent, None);
    // What is written in anger is written anew: nobody wants an insult as a step.
    if heat.score >= HOT {
        return Vec::new();
    }
    let today = at.date();
    let found = |side: Side, deed: &Deed| {
        let what: String = deed.title(text, &sent).chars().take(LONGEST).collect();
        let is_question = what.ends_with('?') && deed.due.is_none();
        (!what.is_empty() && !is_question).then(|| Found {
            side,
            what,
            due: deed.due.filter(|due| *due >= today),
            span: deed.span.clone(),
        })
    };
    let asks = read.asks.iter().filter_map(|deed| found(Side::Theirs, deed));
    let commitments = read.commitments.iter().filter_map(|deed| found(Side::Ours, deed));
    let mut all: Vec<Found> = asks.chain(commitments).collect();
    all.truncate(MOST);
    all
}
