//! Sending the mails of a series together: each passes everything a mail passes, then all are entered in one transaction, or none.

use store::draft::DraftKind;
use store::{StoreError, Tx};

use serde_json::json;

use super::{Part, Refused, Series, find, load};
use crate::answer::context::PartOf;
use crate::answer::{self, AnswerForm, Answered, Hands, Prepared, Schedule};
use crate::desk::Desk;
use crate::drafts;
use crate::files::Place;
use crate::happening::{About, note};
use crate::who::Who;

/// What a page sends.
#[derive(Debug, Clone, Default)]
pub struct Together {
    /// Made by the page when it opens; the same key never sends twice.
    pub key: String,
    /// What the page had seen.
    pub seen: String,
    /// When they leave.
    pub schedule: Schedule,
    /// Whoever writes has seen what came since the draft began.
    pub despite_newer: bool,
    /// Whoever writes was asked about what looks like a slip.
    pub despite_slips: bool,
    /// Why an owner sends what the gate holds; empty: held mail stays.
    pub overruled: String,
    /// Where the links of steps lead.
    pub step_links: Option<String>,
}

/// Why nothing is sent: all mails stay as they are.
#[derive(Debug)]
pub enum Stopped {
    /// It is about the series.
    Series(Refused),
    /// It is about one of the mails.
    Mail {
        /// Which one, from 0.
        at: usize,
        /// Why.
        why: Box<answer::Refused>,
    },
}

impl Stopped {
    fn mail(at: usize, why: answer::Refused) -> Self {
        Self::Mail { at, why: Box::new(why) }
    }
}

impl From<StoreError> for Stopped {
    fn from(fault: StoreError) -> Self {
        Self::Series(fault.into())
    }
}

/// Sends all mails of the series; they leave after the undo time, in their order. The first stays in its conversation, each other
/// begins one.
///
/// # Errors
/// See [`Stopped`]; nothing is sent then.
pub async fn send(desk: &Desk, who: &Who, conversation: &str, form: Together) -> Result<Vec<Answered>, Stopped> {
    if let Some(answered) = answer::already_sent(desk, &key_of(&form.key, 0)).await? {
        return Ok(vec![answered]);
    }
    let hands = Hands::own(who);
    let series = load(desk, who, conversation).await?.ok_or(Stopped::Series(Refused::Nothing))?;
    if series.seen() != form.seen {
        return Err(Stopped::Series(Refused::Changed));
    }
    let mails = prepare(desk, hands, &series, &form).await?;
    let mut ready = Vec::with_capacity(mails.len());
    for (at, mail) in mails.into_iter().enumerate() {
        ready.push(answer::write_down(desk, hands, mail).await.map_err(|why| Stopped::mail(at, why))?);
    }
    let entered = desk.db().write(async |mut tx| enter(&mut tx, desk, hands, &form, &ready).await).await;
    let relay_set = match entered {
        Ok(relay_set) => relay_set,
        // The same key at the same moment: the other one sent them, and this is its answer.
        Err(stopped) => match answer::already_sent(desk, &key_of(&form.key, 0)).await? {
            Some(answered) => return Ok(vec![answered]),
            None => return Err(stopped),
        },
    };
    Ok(ready.iter().map(|mail| mail.told(desk, relay_set)).collect())
}

/// Every mail with what it is written into, each past the gate.
async fn prepare<'a>(
    desk: &Desk,
    hands: Hands<'_>,
    series: &'a Series,
    form: &Together,
) -> Result<Vec<Prepared<'a>>, Stopped> {
    let language = language(desk, series).await;
    let mut mails = Vec::with_capacity(series.parts.len());
    for (at, part) in series.parts.iter().enumerate() {
        let mail = answer::prepare(desk, hands, place_of(part), form_of(part, at, form, &language)).await;
        mails.push(mail.map_err(|why| Stopped::mail(at, why))?);
    }
    number(&mut mails, series);
    for at in 0..mails.len() {
        let beside = series.words_beside(at);
        let Some(mail) = mails.get_mut(at) else { break };
        let passed = answer::through_the_gate(desk, hands, mail, &beside).await;
        mail.form.overruled = passed.map_err(|why| Stopped::mail(at, why))?;
    }
    Ok(mails)
}

fn place_of(part: &Part) -> Place<'_> {
    Place { conversation: &part.draft.conversation_id, kind: part.draft.kind }
}

/// In which language the client wrote, for the mails that answer nothing.
async fn language(desk: &Desk, series: &Series) -> String {
    let answers = series.parts.iter().find(|part| part.draft.kind == DraftKind::Reply);
    let conversation = answers.map(|part| &part.draft.conversation_id);
    let conversation = conversation.or_else(|| series.sent.first().map(|sent| &sent.conversation_id));
    match conversation {
        Some(conversation) => answer::language_in(desk, conversation).await.unwrap_or_default(),
        None => String::new(),
    }
}

fn key_of(key: &str, at: usize) -> String {
    if key.is_empty() { String::new() } else { format!("{key}-{at}") }
}

fn form_of(part: &Part, at: usize, form: &Together, language: &str) -> AnswerForm {
    let asked = AnswerForm {
        idempotency_key: key_of(&form.key, at),
        base_message_id: part.draft.base_message_id.clone(),
        despite_newer: form.despite_newer,
        despite_slips: form.despite_slips,
        overruled: form.overruled.clone(),
        schedule: form.schedule.clone(),
        step_links: form.step_links.clone(),
        language: language.to_owned(),
        ..AnswerForm::default()
    };
    drafts::as_form(&part.draft, asked)
}

/// Tells each mail which one it is, and what the others are about.
fn number(mails: &mut [Prepared<'_>], series: &Series) {
    let unsent = series.parts.iter().zip(mails.iter()).map(|(part, mail)| (part.position, mail.context.subject()));
    let sent = series.sent.iter().map(|sent| (sent.position, mail::subject::bare(&sent.subject).to_owned()));
    let mut all: Vec<(i64, String)> = unsent.chain(sent).collect();
    all.sort_by_key(|(position, _)| *position);
    let first = series.sent.first().map(|sent| &sent.conversation_id);
    let first = first.or_else(|| series.parts.first().map(|part| &part.draft.conversation_id));
    for (part, mail) in series.parts.iter().zip(mails) {
        let own = &part.draft.conversation_id;
        let beside = first.filter(|first| *first != own).cloned();
        mail.context.part = Some(part_of(&series.series_id, part.position, &all, beside));
    }
}

fn part_of(series_id: &str, position: i64, all: &[(i64, String)], beside: Option<String>) -> PartOf {
    let at = all.iter().filter(|(other, _)| *other < position).count();
    let others = all.iter().filter(|(other, _)| *other != position).map(|(_, subject)| subject.clone());
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    PartOf {
        series_id: series_id.to_owned(),
        position,
        at: number(at),
        of: number(all.len()),
        others: others.collect(),
        beside,
    }
}

async fn enter(
    tx: &mut Tx,
    desk: &Desk,
    hands: Hands<'_>,
    form: &Together,
    ready: &[answer::Ready<'_>],
) -> Result<bool, Stopped> {
    let (Some(first), who) = (ready.first(), hands.writer) else { return Err(Stopped::Series(Refused::Nothing)) };
    let conversation = first.message().conversation_id.clone();
    let there = find(tx, desk, who, &conversation).await?;
    if there.is_none_or(|there| there.seen() != form.seen) {
        return Err(Stopped::Series(Refused::Changed));
    }
    let mut relay_set = true;
    for (at, mail) in ready.iter().enumerate() {
        relay_set &= answer::enter(tx, desk, hands, mail).await.map_err(|why| Stopped::mail(at, why))?;
    }
    let messages: Vec<&str> = ready.iter().map(|mail| mail.message().message_id.as_str()).collect();
    let about = About::conversation(&conversation);
    note(tx, desk, &who.member.member_id, "sent_in_parts", about, json!({ "messages": messages })).await?;
    Ok(relay_set)
}

/// What a mail is that is sent by itself: its place in the series when the others have gone, otherwise a mail like any other.
pub(crate) async fn alone(desk: &Desk, who: &Who, place: Place<'_>) -> Result<Option<PartOf>, StoreError> {
    let Some(series) = load(desk, who, place.conversation).await?.filter(|series| !series.sent.is_empty()) else {
        return Ok(None);
    };
    let here = series.parts.iter().find(|part| part.draft.conversation_id == place.conversation);
    let Some(here) = here.filter(|part| part.draft.kind == place.kind) else { return Ok(None) };
    let sent = series.sent.iter().map(|sent| (sent.position, mail::subject::bare(&sent.subject).to_owned()));
    let unsent = series.parts.iter().map(|part| (part.position, part.draft.subject.clone()));
    let mut all: Vec<(i64, String)> = sent.chain(unsent).collect();
    all.sort_by_key(|(position, _)| *position);
    let beside = series.sent.first().map(|sent| sent.conversation_id.clone()).filter(|it| it != place.conversation);
    Ok(Some(part_of(&series.series_id, here.position, &all, beside)))
}
