//! Drafts: saved as typed, one per member, conversation and kind; a second tab never overwrites unseen.

use jiff::Timestamp;
use rulebook::people::Party;
use rulebook::step::DraftStep;
use store::draft::{DraftKind, DraftRow};
use store::{StoreError, Tx};

use crate::answer::AnswerForm;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::merge::resolve;
use crate::refusal::refusals;
use crate::who::Who;

/// Longest draft, in bytes.
pub const LONGEST: usize = 1_000_000;
/// Longest subject, in letters.
pub(crate) const SUBJECT: usize = 400;
/// Unfinished new mails that are offered to go on with.
const OFFERED: i64 = 50;

/// What the composer holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftForm {
    /// The text as typed.
    pub text: String,
    /// To.
    pub to: Vec<Party>,
    /// Cc.
    pub cc: Vec<Party>,
    /// For a holding reply: the date it gives.
    pub holding_until: Option<Timestamp>,
    /// The version the composer last saw; 0 when there was no draft yet.
    pub version: i64,
    /// The last message of the conversation when the draft began.
    pub base_message_id: Option<String>,
    /// Of a mail that begins a conversation.
    pub subject: String,
    /// The address of ours it is to be written from; empty: the usual one.
    pub from: String,
    /// Whether the quote goes along.
    pub quoted: bool,
    /// The message that is passed on.
    pub passes_on: Option<String>,
    /// The next steps under the text.
    pub steps: Vec<DraftStep>,
}

refusals! {
    /// Why a draft is not saved. The text that was to be saved stays with the composer.
    Refused {
        /// Another tab saved a newer version: here it is, for both to be shown.
        Newer(Box<DraftRow>) = "refused-draft-newer",
        /// Longer than a mail may be.
        TooLong = "refused-draft-too-long",
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
    }
}

/// The member's own draft there.
///
/// # Errors
/// When the database fails.
pub async fn load(desk: &Desk, who: &Who, conversation: &str, kind: DraftKind) -> Result<Option<DraftRow>, StoreError> {
    let member = &who.member.member_id;
    desk.db().read(async |mut tx| store::draft::find(&mut tx, desk.id(), conversation, member, kind).await).await
}

/// Saves what is typed. Gives the new version.
///
/// # Errors
/// See [`Refused`].
pub async fn save(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    kind: DraftKind,
    form: &DraftForm,
) -> Result<i64, Refused> {
    if form.text.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    let row = DraftRow {
        draft_id: desk.new_id(),
        conversation_id: conversation.to_owned(),
        member_id: who.member.member_id.clone(),
        kind,
        text: form.text.clone(),
        to_list: form.to.clone(),
        cc_list: form.cc.clone(),
        holding_until: form.holding_until,
        version: form.version + 1,
        base_message_id: form.base_message_id.clone(),
        saved_at: desk.now(),
        subject: form.subject.chars().filter(|char| !char.is_control()).take(SUBJECT).collect(),
        from_address: form.from.clone(),
        quoted: form.quoted,
        passes_on: form.passes_on.clone(),
        steps: crate::steps::kept(desk, &form.steps),
    };
    let version = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            // Joined with another one meanwhile: what is typed belongs where that goes on.
            let standing = resolve(tx, desk, conversation).await?.map(|row| row.conversation_id);
            let conversation = standing.as_deref().unwrap_or(conversation);
            let row = DraftRow { conversation_id: conversation.to_owned(), ..row.clone() };
            may_stand(tx, desk, conversation, kind).await?;
            if store::draft::save(tx, desk.id(), &row).await? {
                return Ok(row.version);
            }
            match store::draft::find(tx, desk.id(), conversation, &row.member_id, kind).await? {
                Some(there) => Err(Refused::Newer(Box::new(there))),
                // Sent or thrown away in another tab: what is typed here begins a draft of its own.
                None => {
                    store::draft::save(tx, desk.id(), &DraftRow { version: 1, ..row.clone() }).await?;
                    Ok(1)
                }
            }
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Draft));
    Ok(version)
}

/// A new mail stands under an id of ours that is no conversation yet; all others stand in one.
async fn may_stand(tx: &mut Tx, desk: &Desk, conversation: &str, kind: DraftKind) -> Result<(), Refused> {
    let known = store::conversation::find(tx, desk.id(), conversation).await?.is_some();
    let fine = match kind {
        DraftKind::New => !known && uuid::Uuid::try_parse(conversation).is_ok_and(|id| id.to_string() == conversation),
        DraftKind::Reply | DraftKind::Note => known,
    };
    if fine { Ok(()) } else { Err(Refused::Nowhere) }
}

/// The draft of this id, if it is the member's own and no note.
pub(crate) async fn mine(tx: &mut Tx, desk: &Desk, who: &Who, draft_id: &str) -> Result<Option<DraftRow>, StoreError> {
    let draft = store::draft::by_id(tx, desk.id(), draft_id).await?;
    Ok(draft.filter(|it| it.member_id == who.member.member_id && it.kind != DraftKind::Note))
}

/// What a draft says, as a mail to be sent; the rest is from `form`.
pub(crate) fn as_form(draft: &DraftRow, form: AnswerForm) -> AnswerForm {
    let DraftRow { to_list, cc_list, text, from_address, subject, quoted, passes_on, version, steps, .. } =
        draft.clone();
    AnswerForm {
        to: to_list,
        cc: cc_list,
        text,
        from: from_address,
        subject,
        quoted,
        passes_on,
        steps,
        draft_version: Some(version),
        ..form
    }
}

/// The member's new mails that were begun and not sent, the last one first.
///
/// # Errors
/// When the database fails.
pub async fn unfinished(desk: &Desk, who: &Who) -> Result<Vec<DraftRow>, StoreError> {
    let member = &who.member.member_id;
    let mut drafts =
        desk.db().read(async |mut tx| store::draft::of_member(&mut tx, desk.id(), member, OFFERED).await).await?;
    drafts.retain(|draft| draft.kind == DraftKind::New);
    Ok(drafts)
}

/// Throws the member's draft away.
///
/// # Errors
/// When the database fails.
pub async fn discard(desk: &Desk, who: &Who, conversation: &str, kind: DraftKind) -> Result<(), StoreError> {
    let member = &who.member.member_id;
    desk.db()
        .write(async |mut tx| store::draft::remove(&mut tx, desk.id(), conversation, member, kind).await.map(drop))
        .await
}
