//! Runs the scenarios in plain language of `tests/scenarios/*.txt`.
//!
//! A scenario is a block that begins with `# title`. Lines before the first event set the stage, each event moves the clock
//! forward ('Fri' is the next Friday), and `=>` lines say what the ledger shows at that moment. With `UPDATE_SCENARIOS=1`
//! the `=>` lines are written anew; read the difference before you commit it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use rulebook::calendar::{Absence, Calendar, CalendarSettings, WEEKDAY_KEYS};
use rulebook::derive::derive;
use rulebook::event::{Event, Happening, Kind};
use rulebook::house_rules::HouseRules;
use rulebook::language::expects_answer;
use rulebook::people::{Party, Side};
use rulebook::promise::{Because, Promise, State, What};
use rulebook::step::Step;

use crate::cast::{OFFICE, settings, us};

#[test]
fn every_scenario_ends_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut played = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt")) {
        let written = std::fs::read_to_string(file).unwrap();
        let blocks: Vec<&str> = written.trim_end().split("\n\n").collect();
        let told: Vec<String> = blocks.iter().map(|block| Stage::default().play(block)).collect();
        played += blocks.iter().filter(|block| block.contains("=>")).count();
        let told = told.join("\n\n") + "\n";
        if std::env::var_os("UPDATE_SCENARIOS").is_some() {
            std::fs::write(file, told).unwrap();
        } else {
            assert_eq!(written, told, "{}", file.display());
        }
    }
    assert!(played >= 25, "only {played} scenarios were found");
}

/// The one step of a scenario.
const STEP: &str = "step";

struct Stage {
    calendar: CalendarSettings,
    rules: HouseRules,
    now: Timestamp,
    events: Vec<Event>,
}

impl Default for Stage {
    fn default() -> Self {
        let calendar = settings("Europe/Warsaw", "PL", OFFICE);
        let mut stage = Self { calendar, rules: HouseRules::default(), now: Timestamp::UNIX_EPOCH, events: Vec::new() };
        stage.begin_week("2026-11-16");
        stage
    }
}

impl Stage {
    /// The block with its `=>` lines as they come out.
    fn play(&mut self, block: &str) -> String {
        let mut told = String::new();
        let mut answered = false;
        for line in block.lines() {
            if line.starts_with("=>") {
                if !answered {
                    told.push_str(&self.ledger());
                }
                answered = true;
                continue;
            }
            answered = false;
            if !line.starts_with('#') {
                self.line(line);
            }
            writeln!(told, "{line}").unwrap();
        }
        told.trim_end().to_owned()
    }

    fn line(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["in", zone, "with", "the", "holidays", "of", country] => {
                self.calendar.time_zone = (*zone).to_owned();
                self.calendar.country = Some((*country).to_owned());
                self.now = self.wall(self.date(), Time::midnight());
            }
            ["hours", ..] => self.hours(line.trim_start_matches("hours ")),
            ["the", "week", "of", monday] => self.begin_week(monday),
            ["closed", "on", day] => self.calendar.closed_days.push(day.parse().unwrap()),
            ["away", "from", first, "to", last] => {
                self.calendar
                    .absences
                    .push(Absence::Days { first: first.parse().unwrap(), last: last.parse().unwrap() });
            }
            ["rule", setting, value] => {
                let layer = format!(r#"{{"reply-in-a-working-day": {{"{setting}": {value}}}}}"#);
                self.rules = HouseRules::layered([&serde_json::from_str(&layer).unwrap()]).unwrap();
            }
            [day, time, happens @ ..] => {
                self.now = self.next(day, time);
                self.happens(happens, line);
            }
            _ => panic!("what is '{line}'?"),
        }
    }

    fn happens(&mut self, happens: &[&str], line: &str) {
        let quoted = line.split_once('"').map_or("", |(_, rest)| rest.trim_end_matches('"'));
        let what = match happens {
            ["now"] => return,
            ["we", "answer", "automatically"] => self.message_out(true, None),
            ["we", "answer", ..] => self.message_out(false, None),
            ["we", "hold", "until", day, time] => {
                let until = self.next(day, time);
                self.message_out(false, Some(until))
            }
            ["we", "snooze", "until", day, time] => Happening::Snoozed { until: self.next(day, time) },
            ["we", "mark", "it", "done"] => Happening::Settled { by: us() },
            ["we", "waive", "it", ..] => {
                let open =
                    self.promises().into_iter().rfind(|p| p.kept_at.is_none() && p.state != State::Waived).unwrap();
                Happening::Waived { promise: open.id, by: us(), reason: quoted.to_owned() }
            }
            ["we", "take", "that", "back"] => self.undo(),
            ["we", "ask", name, "by", day, "to", ..] => self.step(Side::Theirs, name, Some(day), quoted),
            ["we", "ask", name, "to", ..] => self.step(Side::Theirs, name, None, quoted),
            ["we", "promise", name, "by", day, "to", ..] => self.step(Side::Ours, name, Some(day), quoted),
            ["we", "tick", "it"] => Happening::StepDone { step: STEP.into(), by: us() },
            [name, "ticks", "it"] => Happening::StepDone { step: STEP.into(), by: person(name) },
            [_, "unticks", "it"] => Happening::StepUndone { step: STEP.into() },
            ["we", "move", "it", "to", day] => Happening::StepMoved { step: STEP.into(), due: self.day(day), by: us() },
            [name, "writes", ..] => self.message_in(name, Kind::Person, expects_answer(quoted, None)),
            [name, "sends", kind] => {
                let kind = serde_json::from_value(serde_json::json!(kind)).unwrap();
                self.message_in(name, kind, true)
            }
            _ => panic!("what happens in '{line}'?"),
        };
        self.events.push(Event { at: self.now, id: format!("e{:03}", self.events.len()), what });
    }

    fn message_in(&self, name: &str, kind: Kind, expects_answer: bool) -> Happening {
        let from = person(name);
        let message_id = format!("in{}@client.example", self.events.len());
        Happening::MessageIn { message_id, from, to: us(), kind, expects_answer }
    }

    fn message_out(&self, automatic: bool, holding_until: Option<Timestamp>) -> Happening {
        let mut writers = self.events.iter().filter_map(|event| match &event.what {
            Happening::MessageIn { from, .. } => Some(from.clone()),
            _ => None,
        });
        let message_id = format!("out{}@agency.example", self.events.len());
        Happening::MessageOut {
            message_id,
            from: us(),
            to: writers.next_back().into_iter().collect(),
            automatic,
            holding_until,
        }
    }

    /// What is asked stands in the list; what we promise, in the text.
    fn step(&self, side: Side, name: &str, day: Option<&str>, what: &str) -> Happening {
        let (who, whom) = if side == Side::Ours { (us(), person(name)) } else { (person(name), us()) };
        let step = Step {
            id: STEP.into(),
            message_id: format!("out{}@agency.example", self.events.len()),
            side,
            who,
            whom,
            what: what.to_owned(),
            due: day.map(|day| self.day(day)),
            listed: side == Side::Theirs,
        };
        Happening::StepNamed { step }
    }

    /// The next such day, today included.
    fn day(&self, day: &str) -> Date {
        self.zone().to_datetime(self.next(day, "23:59")).date()
    }

    fn undo(&self) -> Happening {
        let last = self.events.iter().rev().find_map(|event| match &event.what {
            Happening::Waived { promise, .. } => Some(Happening::Unwaived { promise: promise.clone() }),
            Happening::Settled { .. } => Some(Happening::Unsettled),
            _ => None,
        });
        last.unwrap()
    }

    fn hours(&mut self, text: &str) {
        self.calendar.hours.clear();
        for part in text.split(';') {
            let (days, spans) = part.trim().split_once(' ').unwrap();
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let place = |day: &str| WEEKDAY_KEYS.iter().position(|key| *key == day).unwrap();
            for day in &WEEKDAY_KEYS[place(first)..=place(last)] {
                let spans = spans.split(',').map(|span| span.trim().to_owned()).collect();
                self.calendar.hours.insert((*day).to_owned(), spans);
            }
        }
    }

    fn begin_week(&mut self, monday: &str) {
        self.now = self.wall(monday.parse().unwrap(), Time::midnight());
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.calendar.time_zone).unwrap()
    }

    fn date(&self) -> Date {
        self.zone().to_datetime(self.now).date()
    }

    fn wall(&self, date: Date, time: Time) -> Timestamp {
        self.zone().to_ambiguous_timestamp(date.to_datetime(time)).compatible().unwrap()
    }

    /// The next moment from now on at which the wall shows this day ('Fri' or a date) and time.
    fn next(&self, day: &str, time: &str) -> Timestamp {
        let time: Time = time.parse().unwrap_or_else(|error| panic!("{time}: {error}"));
        if let Ok(date) = day.parse::<Date>() {
            return self.wall(date, time);
        }
        let key = day.to_lowercase();
        let ahead = (0..8).map(|days| self.date() + Span::new().days(days));
        let mut moments = ahead.filter(|date| key_of(date.weekday()) == key).map(|date| self.wall(date, time));
        moments.find(|moment| *moment >= self.now).unwrap_or_else(|| panic!("when is {day} {time}?"))
    }

    fn promises(&self) -> Vec<Promise> {
        let calendar = Calendar::new(&self.calendar).unwrap();
        derive("c1", &self.events, &self.rules, &calendar, self.now).promises
    }

    fn ledger(&self) -> String {
        let promises = self.promises();
        if promises.is_empty() {
            return "=> nothing is owed\n".to_owned();
        }
        promises.iter().map(|promise| format!("=> {}\n", self.say(promise))).collect()
    }

    fn say(&self, promise: &Promise) -> String {
        let owed = match &promise.what {
            What::Answer => format!("reply to {}", promise.whom.name),
            What::ComeBack => format!("come back to {}", promise.whom.name),
            What::Step { words, .. } => format!("{}: {words}", promise.who.name),
        };
        let mut remarks = Vec::new();
        let mut state = match (promise.state, promise.kept_at) {
            (State::Open, _) => "open".to_owned(),
            (State::Kept, Some(at)) => format!("kept {}", self.clock(at)),
            (State::Broken, Some(at)) => format!("kept late {}", self.clock(at)),
            (State::Broken, None) => "late".to_owned(),
            (State::Waived, _) => "waived".to_owned(),
            (State::Kept, None) => panic!("kept, but when?"),
        };
        for because in &promise.because {
            match because {
                Because::WorkingDays { days, counted_from, outside_hours } => {
                    remarks.extend((*days != 1).then(|| format!("{days} working days")));
                    remarks.extend(outside_hours.then(|| format!("counted from {}", self.clock(*counted_from))));
                }
                Because::WorkingHours { minutes, counted_from, outside_hours } => {
                    remarks.push(format!("{} working hours", minutes / 60));
                    remarks.extend(outside_hours.then(|| format!("counted from {}", self.clock(*counted_from))));
                }
                Because::HoldingReply { .. } => remarks.push("we said so".to_owned()),
                Because::MoreSince { messages } => remarks.push(format!("{messages} more since")),
                Because::KeptBy { .. } | Because::DateNamed { .. } => {}
                Because::NoDate { days, .. } => remarks.push(format!("no day named, {days} working days")),
                Because::MovedBy { .. } => remarks.push("moved".to_owned()),
                Because::SettledBy { .. } => state.push_str(", marked done"),
                Because::WaivedBy { reason, .. } => write!(state, ": {reason}").unwrap(),
            }
        }
        let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
        format!("{owed}, due {}, because {}{remarks}: {state}", self.clock(promise.due), promise.rule)
    }

    /// 'Mon 16:30', with the date when it is more than six days away.
    fn clock(&self, moment: Timestamp) -> String {
        let wall = self.zone().to_datetime(moment);
        let far = (moment.duration_since(self.now)).abs() > SignedDuration::from_hours(24 * 6);
        wall.strftime(if far { "%a %F %H:%M" } else { "%a %H:%M" }).to_string()
    }
}

fn person(name: &str) -> Party {
    Party { address: format!("{name}@client.example"), name: name.to_owned() }
}

fn key_of(day: Weekday) -> &'static str {
    WEEKDAY_KEYS[day.to_monday_zero_offset() as usize]
}
