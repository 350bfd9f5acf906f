//! A second pair of eyes: a colleague reads a draft before it goes, says that it is fine or what should change, or lets it go.
//! Whoever may draft but not send sends this way only.

use serde_json::json;
use store::draft::DraftRow;
use store::member::MemberRow;
use store::second_look::{SecondLookRow, Verdict};
use store::{StoreError, Tx};

use crate::answer::{self, AnswerForm, Answered};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::drafts;
use crate::files::Place;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

/// Longest question or answer, in letters.
const LONGEST: usize = 2_000;

/// Most drafts that are listed.
const MOST: i64 = 100;

refusals! {
    /// Why nobody is asked, or nothing is said about a draft.
    Refused {
        /// There is no such draft (any more).
        Nothing = "refused-draft-nothing",
        /// Nothing is written in it.
        Empty = "refused-answer-empty",
        /// No colleague of that name who could read it.
        NoReader = "refused-second-look-no-reader",
        /// Nobody asked this member about it.
        NotAsked = "refused-second-look-not-asked",
        /// It was changed since the reader saw it.
        Changed(Box<DraftRow>) = "refused-second-look-changed",
        /// Something should change, but not what.
        NoWords = "refused-second-look-no-words",
    }
}

/// A draft with everybody who was asked about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The draft as it is now.
    pub draft: DraftRow,
    /// Who writes it.
    pub writer: MemberRow,
    /// What each reader was asked and says.
    pub looks: Vec<SecondLookRow>,
}

/// Asks a colleague to read the member's draft there, as it was saved last.
///
/// # Errors
/// See [`Refused`].
pub async fn ask(
    desk: &Desk,
    who: &Who,
    place: Place<'_>,
    reader_id: &str,
    question: &str,
) -> Result<DraftRow, Refused> {
    let member = &who.member.member_id;
    let draft = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let draft = store::draft::find(tx, desk.id(), place.conversation, member, place.kind).await?;
            let draft = draft.ok_or(Refused::Nothing)?;
            ask_about(tx, desk, &draft, reader_id, question).await?;
            Ok::<_, Refused>(draft)
        })
        .await?;
    desk.tell(Change::of(place.conversation, ChangeKind::Promises));
    Ok(draft)
}

/// Asks a colleague to read this draft as it was saved.
pub(crate) async fn ask_about(
    tx: &mut Tx,
    desk: &Desk,
    draft: &DraftRow,
    reader_id: &str,
    question: &str,
) -> Result<(), Refused> {
    let member = &draft.member_id;
    if draft.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let reader = store::member::find(tx, desk.id(), reader_id).await?;
    let can_read = |it: &MemberRow| it.disabled_at.is_none() && it.member_id != *member;
    let reader = reader.filter(can_read).ok_or(Refused::NoReader)?;
    let row = SecondLookRow {
        draft_id: draft.draft_id.clone(),
        reader_id: reader.member_id.clone(),
        question: shortened(question),
        asked_at: desk.now(),
        verdict: Verdict::Asked,
        words: String::new(),
        version: 0,
        answered_at: None,
    };
    store::second_look::save(tx, desk.id(), &row).await?;
    let about = About::within(&draft.conversation_id, "draft", &draft.draft_id);
    Ok(note(tx, desk, member, "second_look_asked", about, json!({ "reader": reader.member_id })).await?)
}

/// Asks that colleague no longer.
///
/// # Errors
/// See [`Refused`].
pub async fn take_back(desk: &Desk, who: &Who, draft_id: &str, reader_id: &str) -> Result<DraftRow, Refused> {
    let draft = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let draft = drafts::mine(tx, desk, who, draft_id).await?.ok_or(Refused::Nothing)?;
            if store::second_look::remove(tx, desk.id(), draft_id, reader_id).await? {
                let about = About::within(&draft.conversation_id, "draft", draft_id);
                let data = json!({ "reader": reader_id });
                note(tx, desk, &who.member.member_id, "second_look_taken_back", about, data).await?;
            }
            Ok::<_, Refused>(draft)
        })
        .await?;
    desk.tell(Change::of(&draft.conversation_id, ChangeKind::Promises));
    Ok(draft)
}

/// Says what the reader thinks of the version that they saw.
///
/// # Errors
/// See [`Refused`].
pub async fn say(
    desk: &Desk,
    who: &Who,
    draft_id: &str,
    version: i64,
    verdict: Verdict,
    words: &str,
) -> Result<DraftRow, Refused> {
    let words = shortened(words);
    if verdict == Verdict::Change && words.is_empty() {
        return Err(Refused::NoWords);
    }
    let draft = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let (draft, row) = asked_about(tx, desk, who, draft_id, version).await?;
            let answered_at = (verdict != Verdict::Asked).then(|| desk.now());
            let row = SecondLookRow { verdict, words: words.clone(), version, answered_at, ..row };
            store::second_look::save(tx, desk.id(), &row).await?;
            let about = About::within(&draft.conversation_id, "draft", draft_id);
            let data = json!({ "fine": verdict == Verdict::Fine, "writer": draft.member_id });
            note(tx, desk, &who.member.member_id, "second_look_given", about, data).await?;
            Ok::<_, Refused>(draft)
        })
        .await?;
    desk.tell(Change::of(&draft.conversation_id, ChangeKind::Promises));
    Ok(draft)
}

/// Lets the draft go as the reader saw it: it is its writer's mail, and the event says who let it go.
///
/// # Errors
/// What [`answer::send`] refuses; [`answer::Refused::Nowhere`] when nobody asked this member about it.
pub async fn let_go(
    desk: &Desk,
    who: &Who,
    draft_id: &str,
    version: i64,
    form: AnswerForm,
) -> Result<Answered, answer::Refused> {
    let found = desk
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let (draft, _) = asked_about(tx, desk, who, draft_id, version).await?;
            let writer = store::member::find(tx, desk.id(), &draft.member_id).await?.ok_or(Refused::Nothing)?;
            Ok::<_, Refused>((draft, writer))
        })
        .await;
    let (draft, writer) = found.map_err(|refused| match refused {
        Refused::Fault(fault) => answer::Refused::Fault(fault),
        Refused::Changed(there) => answer::Refused::OtherDraft(there),
        _ => answer::Refused::Nowhere,
    })?;
    let writer = Who { member: writer, session_id: None };
    let place = Place { conversation: &draft.conversation_id, kind: draft.kind };
    let form = drafts::as_form(&draft, form);
    answer::deliver(desk, answer::Hands { writer: &writer, sender: who }, place, form).await
}

/// The draft, for its writer and for those who were asked about it; nobody else sees it.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut Tx, desk: &Desk, who: &Who, draft_id: &str) -> Result<Option<Look>, StoreError> {
    let Some(draft) = store::draft::by_id(tx, desk.id(), draft_id).await? else { return Ok(None) };
    let looks = store::second_look::of_draft(tx, desk.id(), draft_id).await?;
    let me = &who.member.member_id;
    if draft.member_id != *me && looks.iter().all(|look| look.reader_id != *me) {
        return Ok(None);
    }
    let writer = store::member::find(tx, desk.id(), &draft.member_id).await?;
    Ok(writer.map(|writer| Look { draft, writer, looks }))
}

/// What this member is asked to read, the longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn to_read(tx: &mut Tx, desk: &Desk, who: &Who) -> Result<Vec<(SecondLookRow, DraftRow)>, StoreError> {
    store::second_look::to_read(tx, desk.id(), &who.member.member_id, MOST).await
}

/// The member's own drafts that somebody was asked about, with what was said.
///
/// # Errors
/// When the database fails.
pub async fn asked_by(tx: &mut Tx, desk: &Desk, who: &Who) -> Result<Vec<(SecondLookRow, DraftRow)>, StoreError> {
    store::second_look::of_writer(tx, desk.id(), &who.member.member_id, MOST).await
}

/// The draft as this reader was asked about it, if it still is what they saw.
async fn asked_about(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    draft_id: &str,
    version: i64,
) -> Result<(DraftRow, SecondLookRow), Refused> {
    let draft = store::draft::by_id(tx, desk.id(), draft_id).await?.ok_or(Refused::Nothing)?;
    let looks = store::second_look::of_draft(tx, desk.id(), draft_id).await?;
    let mine = looks.into_iter().find(|look| look.reader_id == who.member.member_id).ok_or(Refused::NotAsked)?;
    if draft.version == version { Ok((draft, mine)) } else { Err(Refused::Changed(Box::new(draft))) }
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(LONGEST).collect()
}
