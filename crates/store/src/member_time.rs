//! When members work and are away: own hours, what they said of themselves, absences. What follows from it, the rulebook knows.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A member's own hours and word.
    MemberTimeRow of "member_time" {
        /// Whose.
        member_id: String,
        /// Weekly hours as JSON; empty: the desk's.
        hours: String,
        /// Told of emergencies at any hour.
        on_call: bool,
        /// Where emergencies are told by mail; empty: nowhere.
        alert_address: String,
        /// `away` or `here`; empty: nothing.
        said: String,
        /// What was said holds until then.
        said_until: Option<Timestamp>,
    }
}

row! {
    /// Whole days away.
    AbsenceRow of "absence" {
        /// UUIDv7.
        absence_id: String,
        /// Whose.
        member_id: String,
        /// `YYYY-MM-DD` on the desk's clock.
        first_day: String,
        /// The last day away.
        last_day: String,
        /// The member who steps in.
        stands_in: Option<String>,
        /// A word for colleagues.
        word: String,
        /// When it was added.
        added_at: Timestamp,
    }
}

/// Those who have hours of their own, said something, or are on call.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<MemberTimeRow>, StoreError> {
    let columns = MemberTimeRow::COLUMNS;
    tx.fetch_all(format!("select {columns} from member_time where desk_id = $1 order by member_id"), args![desk]).await
}

/// One member's.
pub async fn find(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<Option<MemberTimeRow>, StoreError> {
    let columns = MemberTimeRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from member_time where desk_id = $1 and member_id = $2"),
        args![desk, member_id],
    )
    .await
}

/// Sets it as a whole.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &MemberTimeRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, member_id) do update
         set hours = excluded.hours, on_call = excluded.on_call, alert_address = excluded.alert_address, said = excluded.said,
             said_until = excluded.said_until",
    )
    .await?;
    Ok(())
}

/// Absences that are not over on this day (`YYYY-MM-DD`), of one member or (`None`) of all; the first first, 500 at most.
pub async fn absences(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: Option<&str>,
    from_day: &str,
) -> Result<Vec<AbsenceRow>, StoreError> {
    let columns = AbsenceRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from absence
             where desk_id = $1 and last_day >= $2 and ($3 = '' or member_id = $3)
             order by first_day, absence_id
             limit 500"
        ),
        args![desk, from_day, member_id.unwrap_or_default()],
    )
    .await
}

/// Adds an absence.
pub async fn add(tx: &mut Tx, desk: &DeskId, row: &AbsenceRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// Takes an absence of this member away and gives it.
pub async fn remove(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    absence_id: &str,
) -> Result<Option<AbsenceRow>, StoreError> {
    let columns = AbsenceRow::COLUMNS;
    tx.fetch_optional(
        format!("delete from absence where desk_id = $1 and absence_id = $2 and member_id = $3 returning {columns}"),
        args![desk, absence_id, member_id],
    )
    .await
}
