//! Letting a draft rest: it comes back to its author to be read again, and is never sent by a timer. Then it is rewritten, sent or
//! thrown away; what is thrown away is kept for a while. What is hot, the rulebook decides.

use jiff::{SignedDuration, Timestamp};
use rulebook::people::Party;
use rulebook::rules::cool_off::read_again_at;
use rulebook::step::DraftStep;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::blobs::Hash;
use store::cooling::{CoolingRow, Rested};
use store::draft::{DraftKind, DraftRow};
use store::thrown_draft::ThrownDraftRow;
use store::{StoreError, Tx};

use crate::answer::{SentFile, sent_file};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::drafts::{self, DraftForm};
use crate::files::{self, DraftAttachmentRow, Place};
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

/// How long a draft that was thrown away is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Most drafts that are told to rest, and to have come back; and how many are looked through for them.
const TOLD: usize = 20;
const LOOKED_THROUGH: i64 = 200;

refusals! {
    /// Why a draft is not put off, thrown away or brought back.
    Refused {
        /// Another tab saved a newer version: it is to be looked at first.
        Newer = "refused-answer-other-draft",
        /// Longer than a mail may be.
        TooLong = "refused-draft-too-long",
        /// There is no such conversation, or no such draft in it.
        Nothing = "refused-no-such-draft",
        /// Another one is being written there meanwhile.
        OtherDraft = "refused-draft-in-the-way",
    }
}

/// What is kept of a draft that was thrown away. The bytes of its files stay as long as it does.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    text: String,
    to: Vec<Party>,
    cc: Vec<Party>,
    subject: String,
    from: String,
    quoted: bool,
    base_message_id: Option<String>,
    #[serde(default)]
    steps: Vec<DraftStep>,
    #[serde(default)]
    files: Vec<SentFile>,
}

/// Saves what is written and lets it rest. Gives when it comes back.
///
/// # Errors
/// See [`Refused`].
pub async fn put_off(desk: &Desk, who: &Who, place: Place<'_>, form: &DraftForm) -> Result<Timestamp, Refused> {
    drafts::save(desk, who, place.conversation, place.kind, form).await.map_err(|refused| match refused {
        drafts::Refused::Newer(_) => Refused::Newer,
        drafts::Refused::TooLong => Refused::TooLong,
        drafts::Refused::Nowhere => Refused::Nothing,
        drafts::Refused::Fault(fault) => Refused::Fault(fault),
    })?;
    let member = &who.member.member_id;
    let due_at = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let draft = store::draft::find(tx, desk.id(), place.conversation, member, place.kind).await?;
            Ok::<_, Refused>(rest(tx, desk, &draft.ok_or(Refused::Nothing)?).await?)
        })
        .await?;
    desk.tell(Change::of(place.conversation, ChangeKind::Draft));
    Ok(due_at)
}

/// Lets a draft rest as it was saved. Gives when it comes back, in its writer's time.
pub(crate) async fn rest(tx: &mut Tx, desk: &Desk, draft: &DraftRow) -> Result<Timestamp, StoreError> {
    let now = desk.now();
    let due_at = read_again_at(now, &crate::away::of(tx, desk, &draft.member_id).await?);
    let row = CoolingRow { draft_id: draft.draft_id.clone(), put_off_at: now, due_at };
    store::cooling::save(tx, desk.id(), &row).await?;
    let about = About::within(&draft.conversation_id, "draft", &row.draft_id);
    note(tx, desk, &draft.member_id, "put_off", about, json!({ "until": due_at })).await?;
    Ok(due_at)
}

/// The member's drafts that were put off, in the order in which they come back.
#[derive(Debug, Default)]
pub struct PutOff {
    /// Those that have come back to be read again.
    pub rested: Vec<Rested>,
    /// Those that still rest.
    pub resting: Vec<Rested>,
}

/// The member's drafts that were put off.
///
/// # Errors
/// When the database fails.
pub async fn of_member(tx: &mut store::Tx, desk: &Desk, who: &Who) -> Result<PutOff, StoreError> {
    let now = desk.now();
    let all = store::cooling::of_member(tx, desk.id(), &who.member.member_id, LOOKED_THROUGH).await?;
    let (mut rested, mut resting): (Vec<_>, Vec<_>) = all.into_iter().partition(|draft| draft.due_at <= now);
    rested.truncate(TOLD);
    resting.truncate(TOLD);
    Ok(PutOff { rested, resting })
}

/// Throws the member's answer away; it is kept for [`KEPT`].
///
/// # Errors
/// See [`Refused`].
pub async fn throw_away(desk: &Desk, who: &Who, conversation: &str) -> Result<(), Refused> {
    let member = &who.member.member_id;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let draft = store::draft::find(tx, desk.id(), conversation, member, DraftKind::Reply).await?;
            let draft = draft.ok_or(Refused::Nothing)?;
            let files =
                store::draft_attachment::of_draft(tx, desk.id(), conversation, member, DraftKind::Reply).await?;
            let row = ThrownDraftRow {
                draft_id: draft.draft_id.clone(),
                conversation_id: conversation.to_owned(),
                member_id: member.clone(),
                draft: serde_json::to_string(&Kept::of(&draft, &files))
                    .map_err(|error| Refused::Fault(error.into()))?,
                thrown_at: desk.now(),
            };
            store::thrown_draft::insert(tx, desk.id(), &row).await?;
            store::draft::remove(tx, desk.id(), conversation, member, DraftKind::Reply).await?;
            let about = About::within(conversation, "draft", &row.draft_id);
            Ok::<_, Refused>(note(tx, desk, member, "draft_thrown_away", about, json!({})).await?)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Draft));
    Ok(())
}

/// Brings the member's last answer back that was thrown away here.
///
/// # Errors
/// See [`Refused`]; nothing is brought back over another draft.
pub async fn bring_back(desk: &Desk, who: &Who, conversation: &str) -> Result<(), Refused> {
    let member = &who.member.member_id;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let thrown = store::thrown_draft::last(tx, desk.id(), conversation, member).await?;
            let thrown = thrown.ok_or(Refused::Nothing)?;
            if is_in_the_way(tx, desk, conversation, member).await? {
                return Err(Refused::OtherDraft);
            }
            store::draft::remove(tx, desk.id(), conversation, member, DraftKind::Reply).await?;
            let kept: Kept = serde_json::from_str(&thrown.draft).map_err(|error| Refused::Fault(error.into()))?;
            let place = Place { conversation, kind: DraftKind::Reply };
            let mut ids = || desk.new_id();
            files::give_back(tx, desk.id(), place, member, &kept.files, desk.now(), &mut ids).await?;
            store::draft::save(tx, desk.id(), &kept.draft(desk, &thrown)).await?;
            store::thrown_draft::remove(tx, desk.id(), &thrown.draft_id).await?;
            let about = About::within(conversation, "draft", &thrown.draft_id);
            Ok::<_, Refused>(note(tx, desk, member, "draft_brought_back", about, json!({})).await?)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Draft));
    Ok(())
}

/// Whether something is written there, or files wait there to go along.
async fn is_in_the_way(tx: &mut Tx, desk: &Desk, conversation: &str, member: &str) -> Result<bool, StoreError> {
    let there = store::draft::find(tx, desk.id(), conversation, member, DraftKind::Reply).await?;
    if there.is_some_and(|there| !there.text.trim().is_empty()) {
        return Ok(true);
    }
    let files = store::draft_attachment::of_draft(tx, desk.id(), conversation, member, DraftKind::Reply).await?;
    Ok(!files.is_empty())
}

/// The bytes that drafts thrown away would need again.
pub(crate) async fn wanted(tx: &mut Tx, desk: &Desk) -> Result<Vec<Hash>, StoreError> {
    let thrown = store::thrown_draft::all(tx, desk.id()).await?;
    let kept = thrown.iter().filter_map(|draft| serde_json::from_str::<Kept>(draft).ok());
    Ok(kept.flat_map(|kept| kept.files).filter_map(|file| file.raw_hash.parse().ok()).collect())
}

/// Lets go of what was thrown away long enough ago; how many. The clock asks for it, so no member does.
///
/// # Errors
/// When the database fails.
pub async fn let_go(desk: &Desk) -> Result<u64, StoreError> {
    let Ok(before) = desk.now().checked_sub(KEPT) else { return Ok(0) };
    desk.db().write(async |mut tx| store::thrown_draft::let_go(&mut tx, desk.id(), before).await).await
}

impl Kept {
    fn of(draft: &DraftRow, files: &[DraftAttachmentRow]) -> Self {
        let DraftRow { text, to_list, cc_list, subject, from_address, quoted, base_message_id, steps, .. } =
            draft.clone();
        let files = files.iter().map(sent_file).collect();
        Self { text, to: to_list, cc: cc_list, subject, from: from_address, quoted, base_message_id, steps, files }
    }

    /// The draft as it was, begun anew.
    fn draft(self, desk: &Desk, thrown: &ThrownDraftRow) -> DraftRow {
        DraftRow {
            draft_id: thrown.draft_id.clone(),
            conversation_id: thrown.conversation_id.clone(),
            member_id: thrown.member_id.clone(),
            kind: DraftKind::Reply,
            text: self.text,
            to_list: self.to,
            cc_list: self.cc,
            holding_until: None,
            version: 1,
            base_message_id: self.base_message_id,
            saved_at: desk.now(),
            subject: self.subject,
            from_address: self.from,
            quoted: self.quoted,
            passes_on: None,
            steps: self.steps,
        }
    }
}
