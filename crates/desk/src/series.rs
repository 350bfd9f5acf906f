//! One long draft as several short mails, a series. Each part is a draft of its own and is written on like any other; here it is
//! proposed which there are, and they are moved about until they are right. What is proposed, the rulebook says.

mod moving;
mod sending;
mod waiting;

use rulebook::language::{Pieces, Proposed, Whole, propose};
use rulebook::people::Party;
use rulebook::step::DraftStep;
use serde_json::json;
use store::draft::{DraftKind, DraftRow};
use store::draft_attachment::DraftAttachmentRow;
use store::outbox::{OutboxRow, State};
use store::series::{DraftPartRow, Sibling};
use store::{DeskId, StoreError, Tx};

use crate::answer;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::files::Place;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

pub use moving::{Move, rearrange};
pub(crate) use sending::alone;
pub use sending::{Stopped, Together, send};
pub use waiting::{ask, put_off};

/// Most mails of one series.
pub const MOST: usize = 10;

refusals! {
    /// Why a draft does not become several mails, or they are not changed.
    Refused {
        /// There is no such draft (any more).
        Nothing = "refused-no-such-draft",
        /// It is about one thing, or nobody could tell the things apart.
        OneThing = "refused-series-one-thing",
        /// Another tab or device changed it: to be looked at first.
        Changed = "refused-series-changed",
        /// More mails than a person wants at once.
        TooMany = "refused-series-too-many",
    }
}

/// One of the mails, not sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Where it is kept among the parts.
    position: i64,
    /// The draft.
    pub draft: DraftRow,
    /// What it says, in pieces.
    pub pieces: Pieces,
    /// What goes along.
    pub files: Vec<DraftAttachmentRow>,
}

/// The mails that one draft became.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    series_id: String,
    /// Those that are not sent, in order.
    pub parts: Vec<Part>,
    /// Those that are, in order.
    pub sent: Vec<Sibling>,
}

impl Series {
    /// What a page shows of it: the same again only while nothing changed.
    pub fn seen(&self) -> String {
        let part = |part: &Part| {
            let files = part.files.iter().map(|file| file.attachment_id.as_str()).collect::<Vec<_>>().join("+");
            format!("{}:{}:{files}", part.draft.draft_id, part.draft.version)
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    /// The words of all parts but this one: what they answer is not open in it.
    pub fn words_beside(&self, at: usize) -> String {
        let others = self.parts.iter().enumerate().filter(|(other, _)| *other != at);
        others.map(|(_, part)| part.draft.text.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The series that the member's draft there is a part of.
///
/// # Errors
/// When the database fails.
pub async fn load(desk: &Desk, who: &Who, conversation: &str) -> Result<Option<Series>, StoreError> {
    desk.db().read(async |mut tx| find(&mut tx, desk, who, conversation).await).await
}

/// The same in a transaction.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, desk: &Desk, who: &Who, conversation: &str) -> Result<Option<Series>, StoreError> {
    for kind in [DraftKind::Reply, DraftKind::New] {
        let draft = store::draft::find(tx, desk.id(), conversation, &who.member.member_id, kind).await?;
        let Some(draft) = draft else { continue };
        if let Some(part) = store::series::part_of_draft(tx, desk.id(), &draft.draft_id).await? {
            return of(tx, desk, &part.series_id).await.map(Some);
        }
    }
    Ok(None)
}

async fn of(tx: &mut Tx, desk: &Desk, series_id: &str) -> Result<Series, StoreError> {
    let mut parts = Vec::new();
    for (position, draft) in store::series::drafts(tx, desk.id(), series_id).await? {
        let DraftRow { conversation_id, member_id, kind, .. } = &draft;
        let files = store::draft_attachment::of_draft(tx, desk.id(), conversation_id, member_id, *kind).await?;
        parts.push(Part { position, pieces: Pieces::of(&draft.text), files, draft });
    }
    let sent = store::series::sent(tx, desk.id(), series_id).await?;
    Ok(Series { series_id: series_id.to_owned(), parts, sent })
}

/// Makes several mails of the member's draft there, as the rulebook proposes them. The first stays where it is; each other is a new
/// mail to the same people. A part can be split further.
///
/// # Errors
/// See [`Refused`].
pub async fn begin(desk: &Desk, who: &Who, place: Place<'_>) -> Result<Series, Refused> {
    let usual = usual(desk, who, place).await;
    let member = &who.member.member_id;
    let series = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let draft = store::draft::find(tx, desk.id(), place.conversation, member, place.kind).await?;
            let draft = draft.ok_or(Refused::Nothing)?;
            let before = match store::series::part_of_draft(tx, desk.id(), &draft.draft_id).await? {
                Some(part) => of(tx, desk, &part.series_id).await?,
                None => one(tx, desk, draft.clone()).await?,
            };
            let at = before.parts.iter().position(|part| part.draft.draft_id == draft.draft_id);
            let at = at.ok_or(Refused::Nothing)?;
            let mut after = before.clone();
            let whole = after.parts.remove(at);
            after.parts.splice(at..at, divided(desk, &whole, &usual)?);
            keep(tx, desk, &before, &after).await?;
            let about = About::within(place.conversation, "draft", &draft.draft_id);
            let data = json!({ "series": after.series_id, "parts": after.parts.len() });
            note(tx, desk, member, "draft_split", about, data).await?;
            Ok::<_, Refused>(of(tx, desk, &after.series_id).await?)
        })
        .await?;
    desk.tell(Change::of(place.conversation, ChangeKind::Draft));
    Ok(series)
}

/// To whom and from where the first mail goes where its draft does not say so.
async fn usual(desk: &Desk, who: &Who, place: Place<'_>) -> (Vec<Party>, Vec<Party>, String) {
    if place.kind != DraftKind::Reply {
        return Default::default();
    }
    let suggested = answer::suggest(desk, who, place.conversation).await.unwrap_or_default();
    (suggested.to, suggested.cc, suggested.from.map(|from| from.address).unwrap_or_default())
}

/// A draft that is no part yet, as a series of one.
async fn one(tx: &mut Tx, desk: &Desk, draft: DraftRow) -> Result<Series, StoreError> {
    let DraftRow { conversation_id, member_id, kind, .. } = &draft;
    let files = store::draft_attachment::of_draft(tx, desk.id(), conversation_id, member_id, *kind).await?;
    let part = Part { position: 0, pieces: Pieces::of(&draft.text), files, draft };
    Ok(Series { series_id: desk.new_id(), parts: vec![part], sent: Vec::new() })
}

/// The mails that the rulebook proposes for this one.
fn divided(desk: &Desk, whole: &Part, usual: &(Vec<Party>, Vec<Party>, String)) -> Result<Vec<Part>, Refused> {
    let steps: Vec<&str> = whole.draft.steps.iter().map(|step| step.what.as_str()).collect();
    let files: Vec<&str> = whole.files.iter().map(|file| file.name.as_str()).collect();
    let (pieces, proposed) = propose(&Whole { text: &whole.draft.text, language: None, steps: &steps, files: &files });
    if proposed.len() < 2 {
        return Err(Refused::OneThing);
    }
    let part = |(number, proposed): (usize, &Proposed)| {
        let mut part = if number == 0 { whole.clone() } else { fresh(desk, whole) };
        if number > 0 && part.draft.to_list.is_empty() {
            (part.draft.to_list, part.draft.cc_list) = (usual.0.clone(), usual.1.clone());
        }
        if number > 0 && part.draft.from_address.is_empty() {
            part.draft.from_address.clone_from(&usual.2);
        }
        if part.draft.subject.trim().is_empty() {
            part.draft.subject.clone_from(&proposed.subject);
        }
        let step = |at: &usize| whole.draft.steps.get(*at).cloned();
        let steps: Vec<DraftStep> = proposed.steps.iter().filter_map(step).collect();
        let files = proposed.files.iter().filter_map(|at| whole.files.get(*at).cloned()).collect();
        part.draft.steps = steps;
        Part { pieces: pieces.with(&proposed.paragraphs), files, ..part }
    };
    Ok(proposed.iter().enumerate().map(part).collect())
}

/// A new mail beside this one: same people, same frame, nothing in it.
fn fresh(desk: &Desk, beside: &Part) -> Part {
    let draft = DraftRow {
        draft_id: desk.new_id(),
        conversation_id: desk.new_id(),
        kind: DraftKind::New,
        subject: String::new(),
        text: String::new(),
        version: 0,
        base_message_id: None,
        holding_until: None,
        quoted: false,
        passes_on: None,
        steps: Vec::new(),
        ..beside.draft.clone()
    };
    Part { position: 0, draft, pieces: beside.pieces.with(&[]), files: Vec::new() }
}

/// Keeps what changed: drafts as new versions, files with the drafts they are in, everybody's place. What is left alone is a draft
/// like any other.
async fn keep(tx: &mut Tx, desk: &Desk, before: &Series, after: &Series) -> Result<(), Refused> {
    if after.parts.len() > MOST {
        return Err(Refused::TooMany);
    }
    let last = before.parts.iter().map(|part| part.position).chain(before.sent.iter().map(|sent| sent.position)).max();
    let mut next = last.unwrap_or(0);
    for (number, part) in (0..).zip(&after.parts) {
        let was = before.parts.iter().find(|it| it.draft.draft_id == part.draft.draft_id);
        keep_part(tx, desk, was, part).await?;
        // Beside what is sent already, everybody keeps their place.
        let position = match was {
            _ if before.sent.is_empty() => number,
            Some(was) => was.position,
            None => {
                next += 1;
                next
            }
        };
        let row = DraftPartRow { draft_id: part.draft.draft_id.clone(), series_id: after.series_id.clone(), position };
        store::series::save_part(tx, desk.id(), &row).await?;
    }
    for gone in &before.parts {
        let DraftRow { draft_id, conversation_id, member_id, kind, .. } = &gone.draft;
        if after.parts.iter().all(|part| part.draft.draft_id != *draft_id) {
            store::draft::remove(tx, desk.id(), conversation_id, member_id, *kind).await?;
        }
    }
    if let ([only], true) = (after.parts.as_slice(), after.sent.is_empty()) {
        store::series::forget_part(tx, desk.id(), &only.draft.draft_id).await?;
    }
    Ok(())
}

async fn keep_part(tx: &mut Tx, desk: &Desk, was: Option<&Part>, part: &Part) -> Result<(), Refused> {
    // Who only looks at a mail does not rewrite its blank lines.
    let same_words = was.is_some_and(|was| was.pieces == part.pieces);
    let text = if same_words { part.draft.text.clone() } else { part.pieces.text() };
    let draft = DraftRow { text, ..part.draft.clone() };
    if was.is_none_or(|was| was.draft != draft) {
        let row = DraftRow { version: draft.version + 1, saved_at: desk.now(), ..draft.clone() };
        if !store::draft::save(tx, desk.id(), &row).await? {
            return Err(Refused::Changed);
        }
    }
    for (position, file) in (0..).zip(&part.files) {
        let stays = file.conversation_id == draft.conversation_id && file.position == position;
        if !stays {
            let (id, to) = (&file.attachment_id, &draft.conversation_id);
            store::draft_attachment::hand_over(tx, desk.id(), id, to, draft.kind, position).await?;
        }
    }
    Ok(())
}

/// The mails of the same series that wait in the outbox and that nobody tried to send yet.
pub(crate) async fn waiting_with(desk: &Desk, outbox_id: &str) -> Result<Vec<String>, StoreError> {
    let waits = |row: &OutboxRow| row.outbox_id != outbox_id && row.state == State::Waiting && row.tries == 0;
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let Some(row) = store::outbox::find(tx, desk.id(), outbox_id).await? else { return Ok(Vec::new()) };
            let Some(part) = store::series::part_of_message(tx, desk.id(), &row.message_id).await? else {
                return Ok(Vec::new());
            };
            let sent = store::series::sent(tx, desk.id(), &part.series_id).await?;
            let ids: Vec<&str> = sent.iter().map(|one| one.message_id.as_str()).collect();
            let rows = store::outbox::of_messages(tx, desk.id(), &ids).await?;
            Ok(rows.into_iter().filter(waits).map(|row| row.outbox_id).collect())
        })
        .await
}

/// A mail that was taken back is a part as a draft again.
pub(crate) async fn came_back(tx: &mut Tx, desk: &DeskId, row: &OutboxRow, kind: DraftKind) -> Result<(), StoreError> {
    let Some(part) = store::series::part_of_message(tx, desk, &row.message_id).await? else { return Ok(()) };
    store::series::forget_sent(tx, desk, &row.message_id).await?;
    let draft = store::draft::find(tx, desk, &row.conversation_id, &row.member_id, kind).await?;
    let Some(draft) = draft else { return Ok(()) };
    let row = DraftPartRow { draft_id: draft.draft_id, series_id: part.series_id, position: part.position };
    store::series::save_part(tx, desk, &row).await
}
