//! Telling of emergencies by mail, at any hour, at the address that whoever is on call gave: a phone rings, whether a page of
//! the desk is open or not. The mails leave by the desk's own server and stand in no conversation.

mod bell;
mod letter;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::alert::{AlertRow, WAITING};
use store::member_time::MemberTimeRow;
use store::{DeskId, StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

pub use bell::Bell;

/// Most mails that one member gets within an hour: whoever floods the desk does not flood their night.
const MOST_IN_AN_HOUR: i64 = 5;

refusals! {
    /// Why no mail is sent on trial.
    Refused {
        /// No address is kept.
        NoAddress = "refused-alert-no-address",
        /// As many within the hour as there may be.
        TooMany = "refused-alert-too-many",
    }
}

/// Puts down who is to be told of these mails, in their transaction: those on call, or, where nobody is, everybody who gave an
/// address.
pub(crate) async fn put_down(
    tx: &mut Tx,
    desk: &DeskId,
    emergencies: &[&str],
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<(), StoreError> {
    if emergencies.is_empty() {
        return Ok(());
    }
    let members = store::member::all(tx, desk).await?;
    let here = |row: &MemberTimeRow| {
        members.iter().any(|member| member.member_id == row.member_id && member.disabled_at.is_none())
    };
    let times: Vec<MemberTimeRow> = store::member_time::all(tx, desk).await?.into_iter().filter(here).collect();
    let somebody = times.iter().any(|row| row.on_call);
    for row in times.iter().filter(|row| !row.alert_address.is_empty() && (row.on_call || !somebody)) {
        let free = usize::try_from(room(tx, desk, &row.member_id, now).await?).unwrap_or(0);
        let told = emergencies.iter().take(free);
        let rows: Vec<AlertRow> = told.map(|message| new(row, Some((*message).to_owned()), now, ids())).collect();
        store::alert::insert_many(tx, desk, &rows).await?;
    }
    Ok(())
}

/// Sends the member a mail as it would come in an emergency.
///
/// # Errors
/// See [`Refused`].
pub async fn try_out(desk: &Desk, who: &Who) -> Result<(), Refused> {
    let (member, now) = (&who.member.member_id, desk.now());
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::member_time::find(tx, desk.id(), member).await?;
            let row = row.filter(|row| !row.alert_address.is_empty()).ok_or(Refused::NoAddress)?;
            if room(tx, desk.id(), member, now).await? == 0 {
                return Err(Refused::TooMany);
            }
            store::alert::insert_many(tx, desk.id(), &[new(&row, None, now, desk.new_id())]).await?;
            let about = About::desk("member", member);
            Ok::<_, Refused>(note(tx, desk, member, "alert_tried", about, json!({})).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

/// How many more a member may get now.
async fn room(tx: &mut Tx, desk: &DeskId, member: &str, now: Timestamp) -> Result<i64, StoreError> {
    let since = now.checked_sub(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MIN);
    Ok((MOST_IN_AN_HOUR - store::alert::count(tx, desk, member, since).await?).max(0))
}

fn new(to: &MemberTimeRow, message_id: Option<String>, now: Timestamp, id: String) -> AlertRow {
    AlertRow {
        alert_id: id,
        member_id: to.member_id.clone(),
        message_id,
        address: to.alert_address.clone(),
        state: WAITING.to_owned(),
        tries: 0,
        next_try_at: now,
        last_error: String::new(),
        created_at: now,
        finished_at: None,
    }
}
