//! `cool-off`: a mail written in anger waits until it was read again; one with an edge is marked.
//!
//! **Why.** A hot mail costs more than it says, and nobody can take it back. Delay and a second reading help where a warning alone is clicked away.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use super::{Produces, Rule, Setting};
use crate::calendar::MemberTime;
use crate::finding::{Finding, Fix, Severity};
use crate::gate::{Leaning, Said};
use crate::language::{EDGY, HOT, Heat};

/// The rule's stable code.
pub const CODE: &str = "cool-off";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("hold")];

/// One finding on the sentence that carries most of the heat, and on others that carry it as well: held when hot, marked when edgy. Where that begins follows a
/// little what the member said of such findings in other words.
pub(crate) fn check(heat: &Heat, text: &str, said: &[Said]) -> Vec<Finding> {
    let marked = heat.markers.first().map(|marker| marker.span.clone());
    let Some(span) = heat.hottest.clone().or(marked) else { return Vec::new() };
    let leaning = Leaning::of(said, text.get(span.clone()).unwrap_or_default());
    if heat.score < EDGY + leaning.edgy {
        return Vec::new();
    }
    if heat.score < HOT + leaning.hot {
        let choices = milder(heat, &span);
        let edgy = Finding::advice(CODE, "heat-edgy", span.clone()).mended_by(Fix::MilderWording { span, choices });
        return vec![Finding { also: heat.also.clone(), ..edgy }];
    }
    let hot = Finding::advice(CODE, "heat-hot", span).mended_by(Fix::PutOff);
    vec![Finding { severity: Severity::Hold, also: heat.also.clone(), ..hot }]
}

/// What could stand instead, by what gives the sentence its edge.
fn milder(heat: &Heat, span: &Range<usize>) -> Vec<&'static str> {
    let inside = heat.markers.iter().filter(|marker| marker.span.start < span.end && span.start < marker.span.end);
    let mut choices: Vec<&'static str> = inside
        .map(|marker| match marker.kind {
            "said-before" | "counting" => "milder-summary",
            "you-failed" => "milder-facts",
            "mock-thanks" | "scare-quotes" => "milder-plain",
            _ => "milder-ask",
        })
        .chain(["milder-plain", "milder-ask"])
        .collect();
    let mut known = Vec::new();
    choices.retain(|choice| {
        !known.contains(choice) && {
            known.push(*choice);
            true
        }
    });
    choices
}

/// How long a mail that is put off rests.
const REST: SignedDuration = SignedDuration::from_hours(3);

/// Whoever is angry at this time of the day or later reads the mail again in the morning.
const LATE: Time = Time::constant(15, 0, 0, 0);

/// When a mail that is put off at this moment is read again by its writer: after three hours, or on their next working
/// morning when it is late in the day or they do not work that day. Nothing leaves at that moment.
pub fn read_again_at(written: Timestamp, writer: &MemberTime) -> Timestamp {
    let calendar = writer.calendar();
    let wall = calendar.time_zone().to_datetime(written);
    let midnight = |date: Date| calendar.instant_of(date.to_datetime(Time::midnight()));
    let works_today = calendar.date_of(writer.next_hours(midnight(wall.date()))) == wall.date();
    if works_today && wall.time() < LATE {
        return written.checked_add(REST).unwrap_or(Timestamp::MAX);
    }
    let tomorrow = wall.date().tomorrow().unwrap_or(Date::MAX);
    writer.next_hours(midnight(tomorrow))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, CalendarSettings, Leave};

    #[test]
    fn a_mail_rests_three_hours_or_till_its_writers_next_working_morning() {
        let hours = ["mon", "tue", "wed", "thu", "fri"].map(|day| (day.to_owned(), vec!["09:00-17:00".to_owned()]));
        let settings = CalendarSettings {
            time_zone: "Europe/Warsaw".to_owned(),
            hours: hours.into(),
            ..CalendarSettings::default()
        };
        let calendar = Calendar::new(&settings).unwrap();
        let zone = calendar.time_zone().clone();
        let at = |wall: &str| zone.to_timestamp(wall.parse().unwrap()).unwrap();
        let desk = MemberTime::of_the_desk(&calendar);
        let own = [("mon".to_owned(), vec!["12:00-20:00".to_owned()])].into();
        let mondays = MemberTime::new(&calendar, &own, Vec::new(), None).unwrap();
        let day = |day| Date::constant(2026, 11, day);
        let leave = Leave { first: day(24), last: day(27), stands_in: None, word: String::new() };
        let away = MemberTime::new(&calendar, &[].into(), vec![leave], None).unwrap();
        let table = [
            (&desk, "2026-11-24T09:30", "2026-11-24T12:30"),
            (&desk, "2026-11-24T14:59", "2026-11-24T17:59"),
            (&desk, "2026-11-24T15:00", "2026-11-25T09:00"),
            (&desk, "2026-11-24T23:10", "2026-11-25T09:00"),
            (&desk, "2026-11-27T16:00", "2026-11-30T09:00"),
            (&desk, "2026-11-28T10:00", "2026-11-30T09:00"),
            (&mondays, "2026-11-23T10:00", "2026-11-23T13:00"),
            (&mondays, "2026-11-24T10:00", "2026-11-30T12:00"),
            (&away, "2026-11-23T16:00", "2026-11-30T09:00"),
            (&away, "2026-11-25T10:00", "2026-11-30T09:00"),
        ];
        for (writer, written, again) in table {
            assert_eq!(read_again_at(at(written), writer), at(again), "{written}");
        }
    }
}
