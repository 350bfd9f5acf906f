//! What a member changes about their own time, and an owner about everybody's. Each change with its event.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rulebook::calendar::MemberTime;
use rulebook::house_rules::{Problem, Settings};
use serde_json::{Value, json};
use store::member::MemberRow;
use store::member_time::{self, AbsenceRow, MemberTimeRow};
use store::{StoreError, Tx};

use super::{ahead, of};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::{By, Who};

/// Longest word about an absence, in characters.
pub const LONGEST_WORD: usize = 200;

/// Most absences of one member that are not over.
const MOST: usize = 100;

refusals! {
    /// Why somebody's time is not changed.
    Refused {
        /// Of others only owners.
        NotYours = "refused-away-not-yours",
        /// There is no such member, or they are disabled.
        Nobody = "refused-member-nobody",
        /// The hours cannot be read; everything that is wrong with them.
        Hours(Vec<Problem>) = "refused-settings",
        /// No days, the last before the first, over long ago, or over a year.
        Days = "refused-away-days",
        /// Whoever steps in is not a member, or is who is away.
        StandIn = "refused-away-stand-in",
        /// More absences than anybody has.
        TooMany = "refused-away-too-many",
        /// Not an address.
        AlertAddress = "refused-away-alert-address",
        /// An address of ours.
        AlertToUs = "refused-away-alert-to-us",
        /// There is no such absence.
        NoAbsence = "refused-away-no-absence",
    }
}

/// An absence to be.
#[derive(Debug, Clone, Default)]
pub struct NewAbsence {
    /// `YYYY-MM-DD`.
    pub first: String,
    /// The last day away; empty: the first is the only one.
    pub last: String,
    /// The member who steps in; empty: nobody.
    pub stands_in: String,
    /// A word for colleagues.
    pub word: String,
}

/// Sets a member's own weekly hours; none: the desk's.
///
/// # Errors
/// See [`Refused`].
pub async fn set_hours(
    desk: &Desk,
    by: By<'_>,
    member_id: &str,
    hours: BTreeMap<String, Vec<String>>,
) -> Result<(), Refused> {
    may(by, member_id)?;
    if !hours.is_empty() {
        let document = Settings { hours: hours.clone(), ..desk.settings().settings.clone() };
        document.validate().map_err(Refused::Hours)?;
    }
    let text = if hours.is_empty() { String::new() } else { json!(hours).to_string() };
    let own = !hours.is_empty();
    change(desk, by, member_id, "hours_set", json!({ "own": own }), |row| row.hours.clone_from(&text)).await
}

/// Says whether a member is told of emergencies at any hour, and at which address beside the desk's pages (empty: none).
///
/// # Errors
/// See [`Refused`].
pub async fn set_on_call(
    desk: &Desk,
    by: By<'_>,
    member_id: &str,
    on_call: bool,
    alert_address: &str,
) -> Result<(), Refused> {
    may(by, member_id)?;
    let address = match alert_address.trim() {
        "" => String::new(),
        typed => crate::address::read_address(typed).ok_or(Refused::AlertAddress)?,
    };
    // Mail to an address of ours comes back here, to a desk that nobody looks at.
    if desk.settings().own.is_ours(&address) {
        return Err(Refused::AlertToUs);
    }
    let data = json!({ "on_call": on_call, "told_at": address });
    change(desk, by, member_id, "on_call_set", data, |row| {
        row.on_call = on_call;
        row.alert_address.clone_from(&address);
    })
    .await
}

/// 'I am away' or 'I am at work', whatever the hours say: until midnight, and their hours hold again.
///
/// # Errors
/// See [`Refused`].
pub async fn say(desk: &Desk, who: &Who, away: bool) -> Result<(), Refused> {
    let (me, now) = (who.member.member_id.as_str(), desk.now());
    let calendar = &desk.settings().calendar;
    let time = desk.db().read(async |mut tx| of(&mut tx, desk, me).await).await?;
    let tomorrow = calendar.date_of(now).tomorrow().unwrap_or(Date::MAX);
    let midnight = calendar.instant_of(tomorrow.to_datetime(jiff::civil::Time::midnight()));
    // Where nothing but the former word speaks against it, taking that back is enough.
    let unsaid = MemberTime::new(time.calendar(), &BTreeMap::new(), Vec::new(), None);
    let as_usual = unsaid.is_ok_and(|unsaid| unsaid.is_at_work(now) != away);
    let word = match (as_usual, away) {
        (true, _) => "",
        (false, true) => "away",
        (false, false) => "here",
    };
    let data = json!({ "away": away, "until": midnight });
    change(desk, By::Member(who), me, "away_said", data, |row| {
        word.clone_into(&mut row.said);
        row.said_until = (!word.is_empty()).then_some(midnight);
    })
    .await
}

/// Adds an absence; gives its id.
///
/// # Errors
/// See [`Refused`].
pub async fn add(desk: &Desk, by: By<'_>, member_id: &str, new: NewAbsence) -> Result<String, Refused> {
    may(by, member_id)?;
    let (first, last) = days(desk, &new).ok_or(Refused::Days)?;
    let word: String = new.word.trim().chars().filter(|char| !char.is_control()).take(LONGEST_WORD).collect();
    let stands_in = Some(new.stands_in).filter(|id| !id.is_empty());
    if stands_in.as_deref() == Some(member_id) {
        return Err(Refused::StandIn);
    }
    let row = AbsenceRow {
        absence_id: desk.new_id(),
        member_id: member_id.to_owned(),
        first_day: first.to_string(),
        last_day: last.to_string(),
        stands_in,
        word,
        added_at: desk.now(),
    };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            member(tx, desk, member_id).await?.ok_or(Refused::Nobody)?;
            if let Some(other) = &row.stands_in {
                member(tx, desk, other).await?.ok_or(Refused::StandIn)?;
            }
            if ahead(tx, desk, member_id).await?.len() >= MOST {
                return Err(Refused::TooMany);
            }
            member_time::add(tx, desk.id(), &row).await?;
            Ok::<_, Refused>(note_absence(tx, desk, by, "absence_added", &row).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(row.absence_id)
}

/// Takes an absence away.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, by: By<'_>, member_id: &str, absence_id: &str) -> Result<(), Refused> {
    may(by, member_id)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = member_time::remove(tx, desk.id(), member_id, absence_id).await?.ok_or(Refused::NoAbsence)?;
            Ok::<_, Refused>(note_absence(tx, desk, by, "absence_removed", &row).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

async fn note_absence(tx: &mut Tx, desk: &Desk, by: By<'_>, verb: &str, row: &AbsenceRow) -> Result<(), StoreError> {
    let data = json!({ "absence": row.absence_id, "first": row.first_day, "last": row.last_day,
        "stands_in": row.stands_in, "word": row.word });
    note(tx, desk, by.actor(), verb, About::desk("member", &row.member_id), data).await
}

/// First and last day; neither over already nor more than a year long.
fn days(desk: &Desk, new: &NewAbsence) -> Option<(Date, Date)> {
    let first: Date = new.first.trim().parse().ok()?;
    let last: Date = if new.last.trim().is_empty() { first } else { new.last.trim().parse().ok()? };
    let today = desk.settings().calendar.date_of(desk.now());
    let longest = first.checked_add(1.year()).ok()?;
    (first <= last && last >= today && last <= longest).then_some((first, last))
}

fn may(by: By<'_>, member_id: &str) -> Result<(), Refused> {
    if by.actor() == member_id || by.may_change_the_desk() { Ok(()) } else { Err(Refused::NotYours) }
}

async fn member(tx: &mut Tx, desk: &Desk, member_id: &str) -> Result<Option<MemberRow>, StoreError> {
    let found = store::member::find(tx, desk.id(), member_id).await?;
    Ok(found.filter(|member| member.disabled_at.is_none()))
}

/// Changes a member's row, with its event.
async fn change(
    desk: &Desk,
    by: By<'_>,
    member_id: &str,
    verb: &str,
    data: Value,
    change: impl Fn(&mut MemberTimeRow) + Send + Sync,
) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            member(tx, desk, member_id).await?.ok_or(Refused::Nobody)?;
            let mut row = member_time::find(tx, desk.id(), member_id).await?.unwrap_or_else(|| MemberTimeRow {
                member_id: member_id.to_owned(),
                hours: String::new(),
                on_call: false,
                alert_address: String::new(),
                said: String::new(),
                said_until: None,
            });
            change(&mut row);
            member_time::save(tx, desk.id(), &row).await?;
            let about = About::desk("member", member_id);
            Ok::<_, Refused>(note(tx, desk, by.actor(), verb, about, data.clone()).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}
