//! Today: the ledger sorted by what is due, in two columns. What is owed and why, the rulebook decided before.

mod emergencies;
mod instead;
mod resting;
pub(crate) mod show;

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use words::{Language, Words};

use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /`
#[derive(Template)]
#[template(path = "desk/today.html")]
pub(crate) struct Today {
    pub(crate) f: Frame,
    pub(crate) day: String,
    pub(crate) strips: Vec<Strip>,
    pub(crate) offers: Vec<Offer>,
    /// How many more wait for these to be decided.
    pub(crate) more_offers: i64,
    pub(crate) ours: Column,
    pub(crate) theirs: Column,
    /// What is said when nothing is owed: the next due, or how many were kept today.
    pub(crate) kept_line: String,
    /// Conversations in which the client is to act next.
    pub(crate) waiting: i64,
    /// Old conversations that were left out.
    pub(crate) history: i64,
}

/// Something that wants a look before anything else.
pub(crate) struct Strip {
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    pub(crate) act: String,
    pub(crate) href: String,
}

/// One side of the ledger.
pub(crate) struct Column {
    pub(crate) side: &'static str,
    pub(crate) title: String,
    pub(crate) count: i64,
    pub(crate) groups: Vec<Group>,
    /// Where the rest stands when there is more than one page shows.
    pub(crate) more: Option<String>,
}

/// Rows that are due about the same time.
pub(crate) struct Group {
    pub(crate) tone: &'static str,
    pub(crate) title: String,
    pub(crate) rows: Vec<Row>,
}

/// One promise.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) conversation: String,
    pub(crate) person: String,
    /// Left out when it says no more than the person's name.
    pub(crate) client: Option<String>,
    pub(crate) subject: String,
    /// The first new words of the last message.
    pub(crate) words: String,
    pub(crate) act: String,
    pub(crate) due: Moment,
    pub(crate) due_at: Timestamp,
    pub(crate) reason: String,
    pub(crate) rule: String,
    /// Our id of the message that made it.
    pub(crate) evidence: Option<String>,
    /// It is a step, with marks of its own.
    pub(crate) step: Option<StepMarks>,
    /// Whoever takes care of it is on leave, and whoever looks steps in: that one's name.
    pub(crate) instead: Option<String>,
}

/// What can be done with a step from its row.
#[derive(Clone)]
pub(crate) struct StepMarks {
    pub(crate) id: String,
    /// The day to which it could be moved, as the field wants it.
    pub(crate) day: String,
    /// It is overdue, and they were not reminded a moment ago.
    pub(crate) remind: bool,
}

/// Something found in a mail that was written elsewhere.
pub(crate) struct Offer {
    pub(crate) id: String,
    pub(crate) conversation: String,
    pub(crate) text: String,
    /// The page to come back to.
    pub(crate) next: String,
}

/// When something is due, as the page groups it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    Broken,
    Today,
    Tomorrow,
    /// The next day we work, when tomorrow is none.
    NextDay,
    ThisWeek,
    Later,
}

impl Near {
    fn of(today: Date, next_day: Date, now: Timestamp, due: Timestamp, day: Date) -> Self {
        if due < now {
            return Self::Broken;
        }
        let days = today.until(day).map_or(0, |span| span.get_days());
        let left_in_week = 7 - i32::from(today.weekday().to_monday_one_offset());
        match days {
            ..=0 => Self::Today,
            1 => Self::Tomorrow,
            _ if day <= next_day => Self::NextDay,
            days if days <= left_in_week => Self::ThisWeek,
            _ => Self::Later,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Broken => "page-today-group-broken",
            Self::Today => "page-today-group-today",
            Self::Tomorrow => "page-today-group-tomorrow",
            Self::NextDay => "page-today-group-next-day",
            Self::ThisWeek => "page-today-group-week",
            Self::Later => "page-today-group-later",
        }
    }

    fn tone(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Today => "due",
            _ => "",
        }
    }
}

/// Puts rows, soonest due first, into the groups people think in. `next_day` is the next day on which we work.
pub(crate) fn group(w: &Words, now: Timestamp, next_day: Date, rows: Vec<Row>) -> Vec<Group> {
    let date_of = |at: Timestamp| w.zone().to_datetime(at).date();
    let today = date_of(now);
    let mut groups: Vec<(Near, Group)> = Vec::new();
    for row in rows {
        let near = Near::of(today, next_day, now, row.due_at, date_of(row.due_at));
        match groups.iter_mut().find(|(known, _)| *known == near) {
            Some((_, group)) => group.rows.push(row),
            None => groups.push((near, Group { tone: near.tone(), title: w.t(near.key()), rows: vec![row] })),
        }
    }
    groups.sort_by_key(|(near, _)| *near);
    groups.into_iter().map(|(_, group)| group).collect()
}

impl Today {
    /// The two sides in their order.
    pub(crate) fn columns(&self) -> [&Column; 2] {
        [&self.ours, &self.theirs]
    }

    /// A lively day of a sample agency.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Today, "page-today-title");
        let w = f.w.clone();
        let now = sample_now();
        let row = |id: &str, person: &str, client: Option<&str>, subject: &str, words: &str, due: &str, left| {
            let due_at: Timestamp = due.parse().unwrap_or(now);
            Row {
                id: id.to_owned(),
                conversation: format!("c-{id}"),
                person: person.to_owned(),
                client: client.map(str::to_owned),
                subject: subject.to_owned(),
                words: words.to_owned(),
                act: w.t("act-answer"),
                due: Moment::due(&w, now, due_at, left),
                due_at,
                reason: w.t("rule-reply-in-a-working-day-short"),
                rule: "reply-in-a-working-day".to_owned(),
                evidence: Some(format!("m-{id}")),
                step: None,
                instead: (id == "3").then(|| "Piotr Wzór".to_owned()),
            }
        };
        let rows = vec![
            row(
                "1",
                "Anna Przykładowa",
                Some("Lumen Studio"),
                "Where is my report?",
                "I asked on Thursday and the board meets on Monday. Could you tell me where it is?",
                "2026-11-20T15:30:00Z",
                None,
            ),
            row(
                "2",
                "Сергей Образцов",
                Some("ООО «Пример»"),
                "Правки по главной странице",
                "Пришлите, пожалуйста, новый вариант до конца недели.",
                "2026-11-23T10:00:00Z",
                Some(180),
            ),
            row(
                "3",
                "Piotr Wzorcowy",
                None,
                "Faktura za listopad",
                "Czy mogę prosić o fakturę na nowe dane?",
                "2026-11-23T15:10:00Z",
                Some(430),
            ),
            row(
                "4",
                "Example Bakery",
                Some("example-bakery.test"),
                "Opening hours on the site",
                "We close an hour earlier in December.",
                "2026-11-24T08:00:00Z",
                None,
            ),
            row(
                "5",
                "Katarzyna Dłuższa-Nazwiskowa",
                Some("Towarzystwo Przykładów i Wzorów sp. z o.o."),
                "Zapytanie o zakres prac przy przebudowie strony i sklepu",
                "Dzień dobry, zastanawiamy się, czy dałoby się jeszcze",
                "2026-11-26T11:00:00Z",
                None,
            ),
        ];
        let strips = vec![Strip {
            tone: "broken",
            text: w.t1("page-today-uncertain", "count", 1),
            act: w.t("page-today-uncertain-act"),
            href: "/outbox".to_owned(),
        }];
        let ours = Column {
            side: "ours",
            title: w.t("side-ours"),
            count: 5,
            groups: group(&w, now, jiff::civil::date(2026, 11, 24), rows),
            more: None,
        };
        let day = w.day(w.zone().to_datetime(now).date());
        let theirs = Self::sample_theirs(&w, now);
        let offers = vec![Offer {
            id: "s9".to_owned(),
            conversation: "c-1".to_owned(),
            text: w.t2("offer-ours", "name", "Anna Przykładowa", "what", "прислать смету <b>за</b>"),
            next: "/".to_owned(),
        }];
        Self {
            f,
            day,
            strips,
            offers,
            more_offers: 3,
            ours,
            theirs,
            kept_line: String::new(),
            waiting: 12,
            history: 212,
        }
    }

    /// A step of theirs that is overdue.
    fn sample_theirs(w: &Words, now: Timestamp) -> Column {
        let due_at = "2026-11-20T16:00:00Z".parse().unwrap_or(now);
        let row = Row {
            id: "6".to_owned(),
            conversation: "c-6".to_owned(),
            person: "Anna Przykładowa".to_owned(),
            client: Some("Lumen Studio".to_owned()),
            subject: "przesłać logo".to_owned(),
            words: "Where is my report?".to_owned(),
            act: w.t("act-step"),
            due: Moment::due(w, now, due_at, None),
            due_at,
            reason: w.t("rule-next-steps-short"),
            rule: "next-steps".to_owned(),
            evidence: Some("m-6".to_owned()),
            instead: None,
            step: Some(StepMarks { id: "s6".to_owned(), day: "2026-11-25".to_owned(), remind: true }),
        };
        let groups = group(w, now, jiff::civil::date(2026, 11, 24), vec![row]);
        Column { side: "theirs", title: w.t("side-theirs"), count: 1, groups, more: None }
    }

    /// The same desk when nothing is owed.
    pub(crate) fn sample_kept(language: Language) -> Self {
        let mut page = Self::sample(language);
        page.ours.groups.clear();
        page.ours.count = 0;
        page.theirs.groups.clear();
        page.theirs.count = 0;
        page.offers.clear();
        page.more_offers = 0;
        page.strips.clear();
        page.kept_line = page.f.w.t("page-today-kept-none-ahead");
        page
    }
}

/// The moment at which every sample page is seen: a Monday morning.
pub(crate) fn sample_now() -> Timestamp {
    Timestamp::from_second(1_795_420_800).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_grouped_as_people_think_of_days() {
        let page = Today::sample(Language::En);
        let sizes: Vec<_> = page.ours.groups.iter().map(|g| (g.tone, g.rows.len())).collect();
        assert_eq!(sizes, [("broken", 1), ("due", 2), ("", 1), ("", 1)]);
    }

    #[test]
    fn the_week_ends_on_sunday() {
        let now: Timestamp = "2026-11-28T08:00:00Z".parse().unwrap();
        let date = |text: &str| text.parse::<Date>().unwrap();
        let near = |day: &str| Near::of(date("2026-11-28"), date("2026-11-30"), now, now, date(day));
        assert_eq!(near("2026-11-28"), Near::Today);
        assert_eq!(near("2026-11-29"), Near::Tomorrow);
        assert_eq!(near("2026-11-30"), Near::NextDay);
        assert_eq!(near("2026-12-01"), Near::Later);
    }
}
