//! Who is where right now: a page tells every few seconds that it is looked at or written in. Nobody's past is kept: no
//! event is written, and what is not renewed is void.

use jiff::SignedDuration;
use store::StoreError;
use store::presence::{Doing, PresenceRow, There};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::who::Who;

/// How often a page renews it.
pub const RENEWED: SignedDuration = SignedDuration::from_secs(15);

/// How long it holds without being renewed: two renewals may be lost.
pub const HOLDS: SignedDuration = SignedDuration::from_secs(40);

/// The member is in this conversation, or with `None` has left it. Gives everybody else who is there.
///
/// # Errors
/// When the database fails.
pub async fn here(desk: &Desk, who: &Who, conversation: &str, doing: Option<Doing>) -> Result<Vec<There>, StoreError> {
    let (me, now) = (&who.member.member_id, desk.now());
    let (before, others) = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::presence::sweep(tx, desk.id(), now).await?;
            let everywhere = store::presence::everywhere(tx, desk.id(), now).await?;
            let (mine, others): (Vec<There>, Vec<There>) = everywhere
                .into_iter()
                .filter(|it| it.conversation_id == conversation)
                .partition(|it| it.member_id == *me);
            match doing {
                Some(doing) if exists(tx, desk, conversation).await? => {
                    let row = PresenceRow {
                        conversation_id: conversation.to_owned(),
                        member_id: me.clone(),
                        doing,
                        until_at: now + HOLDS,
                    };
                    store::presence::save(tx, desk.id(), &row).await?;
                }
                _ => drop(store::presence::remove(tx, desk.id(), conversation, me).await?),
            }
            Ok::<_, StoreError>((mine.first().map(|it| it.doing), others))
        })
        .await?;
    if before != doing {
        desk.tell(Change::of(conversation, ChangeKind::Presence));
    }
    Ok(others)
}

async fn exists(tx: &mut store::Tx, desk: &Desk, conversation: &str) -> Result<bool, StoreError> {
    Ok(store::conversation::find(tx, desk.id(), conversation).await?.is_some())
}

/// Everybody but the asking member, wherever they are.
///
/// # Errors
/// When the database fails.
pub async fn elsewhere(desk: &Desk, who: &Who) -> Result<Vec<There>, StoreError> {
    let now = desk.now();
    let all = desk.db().read(async |mut tx| store::presence::everywhere(&mut tx, desk.id(), now).await).await?;
    Ok(all.into_iter().filter(|it| it.member_id != who.member.member_id).collect())
}
