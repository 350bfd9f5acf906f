//! Drafts: saved as typed, one per member, conversation and kind; a second tab never overwrites unseen.

use jiff::Timestamp;
use rulebook::people::Party;
use store::StoreError;
use store::draft::{DraftKind, DraftRow};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::refusal::refusals;
use crate::who::Who;

/// Longest draft, in bytes.
pub const LONGEST: usize = 1_000_000;

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
    };
    let version = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::conversation::find(tx, desk.id(), conversation).await?.ok_or(Refused::Nowhere)?;
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
