//! Shows a draft to its writer and to those who were asked to read it.

use axum::extract::Path;
use desk::answer::Hands;
use desk::check::{self, Care, Checked, Unsent};
use desk::files::Place;
use desk::second_look::{self, Look};
use desk::who::Who;
use rulebook::people::Party;
use store::draft::DraftRow;
use store::draft_attachment::DraftAttachmentRow;
use store::member::MemberRow;
use store::message::{Direction, MessageRow};
use store::second_look::{SecondLookRow, Verdict};
use store::{StoreError, Tx};

use super::act::place_of;
use super::{Acts, DraftPage, Said, Theirs, pieces};
use crate::asked::{Asked, Figures};
use crate::desk::composer::checks::Checks;
use crate::fault::Fault;
use crate::frame::Here;
use crate::moment::Moment;
use crate::page::{Answer, page};

/// What Today says: what is to be read for a colleague, and what colleagues said of what still stands so.
pub(crate) async fn on_today(
    tx: &mut Tx,
    asked: &Asked,
) -> Result<Vec<(&'static str, String, String, &'static str)>, StoreError> {
    let desk = asked.desk();
    let to_read = second_look::to_read(tx, desk, &asked.who).await?;
    let looks = second_look::asked_by(tx, desk, &asked.who).await?;
    if to_read.is_empty() && looks.is_empty() {
        return Ok(Vec::new());
    }
    let members = store::member::all(tx, desk.id()).await?;
    let name = |id: &str| name_of(&members, id).to_owned();
    let read = to_read
        .into_iter()
        .map(|(_, draft)| ("page-today-to-read", name(&draft.member_id), draft.draft_id, "page-today-to-read-act"));
    let said = looks.into_iter().filter(|(look, draft)| look.version == draft.version).filter_map(|(look, draft)| {
        let key = match look.verdict {
            Verdict::Asked => return None,
            Verdict::Fine => "page-today-looked-fine",
            Verdict::Change => "page-today-looked-change",
        };
        Some((key, name(&look.reader_id), draft.draft_id, "page-today-looked-act"))
    });
    Ok(read.chain(said).collect())
}

/// One draft with all that is shown beside it.
struct Loaded {
    figures: Figures,
    look: Look,
    files: Vec<DraftAttachmentRow>,
    newest: Option<MessageRow>,
    theirs: Option<MessageRow>,
    members: Vec<MemberRow>,
    subject: String,
}

/// `GET /drafts/{id}`
pub(crate) async fn one(asked: Asked, Path(id): Path<String>) -> Answer {
    page(&asked, &build(&asked, &id).await?)
}

/// The page again after a refusal, with the reason that was typed.
pub(super) async fn again(asked: &Asked, id: &str, key: &'static str, reason: &str) -> Answer {
    let page = build(asked, id).await?;
    crate::page::again(&DraftPage { problem: Some(asked.w.t(key)), reason: reason.to_owned(), ..page })
}

/// The page again with the words a reader wrote, the reason they were not taken, and the draft as it is now.
pub(super) async fn again_with_words(asked: &Asked, id: &str, key: &'static str, words: &str) -> Answer {
    let page = build(asked, id).await?;
    crate::page::again(&DraftPage { words_problem: Some(asked.w.t(key)), words: words.to_owned(), ..page })
}

async fn build(asked: &Asked, id: &str) -> Result<DraftPage, Fault> {
    let desk = asked.desk();
    let loaded = desk.db().read(async |mut tx| load(&mut tx, asked, id).await).await?.ok_or(Fault::NotFound)?;
    let draft = &loaded.look.draft;
    let checked = read(asked, &loaded.look).await?;
    let (w, mine) = (&asked.w, draft.member_id == asked.who.member.member_id);
    let held = checked.as_ref().is_some_and(Checked::is_held);
    let acts = Acts { mine, send: !mine && asked.who.may_send() && (!held || asked.who.is_owner()), with_reason: held };
    let findings = checked.iter().flat_map(|it| &it.passage.findings);
    let marks = findings.flat_map(|it| [&it.span].into_iter().chain(&it.also).map(|span| (span.clone(), it.severity)));
    Ok(DraftPage {
        f: asked.frame(Here::Inbox, w.t("page-draft-title"), loaded.figures),
        id: id.to_owned(),
        rewrite: place_of(draft),
        to: names(asked, &draft.to_list),
        subject: loaded.subject.clone(),
        lead: lead(asked, &loaded, mine),
        pieces: pieces(&draft.text, &marks.collect::<Vec<_>>()),
        checks: checked.map_or_else(|| Checks::none(w), |checked| Checks::of(w, &checked)),
        theirs: loaded.theirs.as_ref().map(|message| Theirs {
            who: if message.from_name.trim().is_empty() {
                message.from_address.clone()
            } else {
                message.from_name.clone()
            },
            at: Moment::stamp(w, asked.now, message.arrived_at),
            text: message.new_text.clone(),
        }),
        looks: loaded.look.looks.iter().map(|look| said(asked, look, &loaded.members)).collect(),
        files: loaded.files.iter().map(|file| file.name.clone()).collect(),
        acts,
        key: desk.new_id(),
        version: draft.version,
        base: loaded.newest.map(|message| message.message_id).unwrap_or_default(),
        problem: None,
        reason: String::new(),
        words: String::new(),
        words_problem: None,
    })
}

async fn load(tx: &mut Tx, asked: &Asked, id: &str) -> Result<Option<Loaded>, StoreError> {
    let desk = asked.desk();
    let Some(look) = second_look::look(tx, desk, &asked.who, id).await? else { return Ok(None) };
    let DraftRow { conversation_id, member_id, kind, .. } = &look.draft;
    let conversation = store::conversation::find(tx, desk.id(), conversation_id).await?;
    Ok(Some(Loaded {
        figures: Figures::load(tx, asked).await?,
        files: store::draft_attachment::of_draft(tx, desk.id(), conversation_id, member_id, *kind).await?,
        newest: store::message::newest(tx, desk.id(), conversation_id, None).await?,
        theirs: store::message::newest(tx, desk.id(), conversation_id, Some(Direction::In)).await?,
        members: store::member::all(tx, desk.id()).await?,
        subject: conversation.map_or_else(|| look.draft.subject.clone(), |row| row.subject),
        look,
    }))
}

/// What the gate says; nothing of what is too long to be read.
async fn read(asked: &Asked, Look { draft, writer, .. }: &Look) -> Result<Option<Checked>, Fault> {
    let writer = Who { member: writer.clone(), session_id: None };
    let hands = Hands { writer: &writer, sender: &asked.who };
    let place = Place { conversation: &draft.conversation_id, kind: draft.kind };
    let unsent = Unsent {
        text: draft.text.clone(),
        to: draft.to_list.clone(),
        cc: draft.cc_list.clone(),
        steps: draft.steps.clone(),
        leaves_at: None,
    };
    match check::check(asked.desk(), hands, place, unsent, Care::Close).await {
        Ok(checked) => Ok(Some(checked)),
        Err(check::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(_) => Ok(None),
    }
}

fn lead(asked: &Asked, loaded: &Loaded, mine: bool) -> String {
    if mine { asked.w.t("page-draft-lead") } else { asked.w.t1("page-draft-asked", "name", &loaded.look.writer.name) }
}

fn said(asked: &Asked, look: &SecondLookRow, members: &[MemberRow]) -> Said {
    let (key, tone) = match look.verdict {
        Verdict::Asked => ("look-asked", ""),
        Verdict::Fine => ("look-fine", "kept"),
        Verdict::Change => ("look-change", "due"),
    };
    Said {
        reader: look.reader_id.clone(),
        name: name_of(members, &look.reader_id).to_owned(),
        question: look.question.clone(),
        state: asked.w.t(key),
        tone,
        words: look.words.clone(),
    }
}

/// Whom a draft is for.
pub(crate) fn names(asked: &Asked, people: &[Party]) -> String {
    if people.is_empty() {
        return asked.w.t("page-draft-nobody");
    }
    people.iter().map(|party| asked.w.name(party)).collect::<Vec<_>>().join(", ")
}

/// A member's name; empty when they are gone.
pub(crate) fn name_of<'a>(members: &'a [MemberRow], id: &str) -> &'a str {
    members.iter().find(|member| member.member_id == id).map_or("", |member| &member.name)
}
