//! When each member works and is away: own hours, absences with who steps in, and a word of the moment. The arithmetic is
//! the rulebook's; what changes it stands in `change`.

mod change;

use std::collections::BTreeMap;

use jiff::Timestamp;
use rulebook::calendar::{Leave, MemberTime, Said, Whereabouts};
use store::member::MemberRow;
use store::member_time::{self, AbsenceRow, MemberTimeRow};
use store::{StoreError, Tx};

use crate::desk::{Desk, DeskSettings};
use crate::who::Who;

pub use change::{LONGEST_WORD, NewAbsence, Refused, add, remove, say, set_hours, set_on_call};

/// A member and their time.
#[derive(Debug, Clone, PartialEq)]
pub struct Somebody {
    /// Who.
    pub member: MemberRow,
    /// When they are at work.
    pub time: MemberTime,
    /// Told of emergencies at any hour.
    pub on_call: bool,
}

impl Somebody {
    /// Whether this member is on leave now and that one steps in.
    pub fn is_stood_in_for_by(&self, member_id: &str, now: Timestamp) -> bool {
        match self.time.whereabouts(now) {
            Whereabouts::OnLeave { leave, .. } => leave.stands_in.as_deref() == Some(member_id),
            _ => false,
        }
    }
}

/// Everybody who may sign in, with their time.
///
/// # Errors
/// When the database fails.
pub async fn everybody(tx: &mut Tx, desk: &Desk) -> Result<Vec<Somebody>, StoreError> {
    let (settings, today) = (desk.settings(), today(desk));
    let members = store::member::all(tx, desk.id()).await?;
    let times = member_time::all(tx, desk.id()).await?;
    let absences = member_time::absences(tx, desk.id(), None, &today).await?;
    let there = members.into_iter().filter(|member| member.disabled_at.is_none());
    Ok(there
        .map(|member| {
            let row = times.iter().find(|row| row.member_id == member.member_id);
            let mine = absences.iter().filter(|absence| absence.member_id == member.member_id);
            Somebody { time: time_of(&settings, row, mine), on_call: row.is_some_and(|row| row.on_call), member }
        })
        .collect())
}

/// Whether this member is told of emergencies: whoever is on call is, and where nobody is, everybody.
pub fn is_told_of_emergencies(everybody: &[Somebody], member_id: &str) -> bool {
    let mut on_call = everybody.iter().filter(|one| one.on_call).peekable();
    on_call.peek().is_none() || on_call.any(|one| one.member.member_id == member_id)
}

/// One member's time.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, desk: &Desk, member_id: &str) -> Result<MemberTime, StoreError> {
    let row = member_time::find(tx, desk.id(), member_id).await?;
    let absences = member_time::absences(tx, desk.id(), Some(member_id), &today(desk)).await?;
    Ok(time_of(&desk.settings(), row.as_ref(), &absences))
}

/// When a member is at work next; now, when they are.
pub(crate) async fn back(desk: &Desk, who: &Who) -> Result<Timestamp, StoreError> {
    let time = desk.db().read(async |mut tx| of(&mut tx, desk, &who.member.member_id).await).await?;
    Ok(time.back(desk.now()))
}

/// Absences of a member that are not over.
///
/// # Errors
/// When the database fails.
pub async fn ahead(tx: &mut Tx, desk: &Desk, member_id: &str) -> Result<Vec<AbsenceRow>, StoreError> {
    member_time::absences(tx, desk.id(), Some(member_id), &today(desk)).await
}

/// The hours a member keeps of their own; empty where they keep the desk's.
pub fn hours_of(row: Option<&MemberTimeRow>) -> BTreeMap<String, Vec<String>> {
    row.and_then(|row| serde_json::from_str(&row.hours).ok()).unwrap_or_default()
}

/// What cannot be read counts as nothing said: a bad row keeps nobody from work.
fn time_of<'a>(
    settings: &DeskSettings,
    row: Option<&MemberTimeRow>,
    absences: impl IntoIterator<Item = &'a AbsenceRow>,
) -> MemberTime {
    let leave = |row: &AbsenceRow| {
        let (first, last) = (row.first_day.parse().ok()?, row.last_day.parse().ok()?);
        Some(Leave { first, last, stands_in: row.stands_in.clone(), word: row.word.clone() })
    };
    let leaves = absences.into_iter().filter_map(leave).collect();
    let said = row.and_then(|row| {
        let away = match row.said.as_str() {
            "away" => true,
            "here" => false,
            _ => return None,
        };
        Some(Said { away, until: row.said_until? })
    });
    MemberTime::new(&settings.calendar, &hours_of(row), leaves, said)
        .unwrap_or_else(|_| MemberTime::of_the_desk(&settings.calendar))
}

fn today(desk: &Desk) -> String {
    desk.settings().calendar.date_of(desk.now()).to_string()
}
