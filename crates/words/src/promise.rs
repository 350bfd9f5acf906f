//! Promises and their reasons as sentences. Which promise exists, and why, the rulebook decides.

use jiff::Timestamp;
use rulebook::people::{Party, Side};
use rulebook::promise::{Because, Promise, State, What};

use crate::dates::Role;
use crate::speaker::Words;

impl Words {
    /// The person's name, or the address where no name is known.
    pub fn name<'a>(&self, party: &'a Party) -> &'a str {
        if party.name.trim().is_empty() { &party.address } else { &party.name }
    }

    /// The ledger's column: 'We owe', 'We are owed'.
    pub fn side(&self, side: Side) -> String {
        self.t(match side {
            Side::Ours => "side-ours",
            Side::Theirs => "side-theirs",
        })
    }

    /// What is owed, for a row: 'an answer', 'odpowiedź', 'ответ'.
    pub fn what(&self, what: &What) -> String {
        match what {
            What::Answer => self.t("what-answer"),
            What::ComeBack => self.t("what-come-back"),
            What::Step { words, .. } => words.clone(),
        }
    }

    /// The act that keeps it, for a button: 'Answer', 'Odpowiedz', 'Ответить'.
    pub fn act(&self, what: &What) -> String {
        self.t(match what {
            What::Answer => "act-answer",
            What::ComeBack => "act-come-back",
            What::Step { .. } => "act-step",
        })
    }

    /// Where it stands, in a word or two: 'open', 'kept', 'kept late', 'late', 'waived'.
    pub fn state(&self, promise: &Promise) -> String {
        self.t(match (promise.state, promise.kept_at) {
            (State::Open, _) => "state-open",
            (State::Kept, _) => "state-kept",
            (State::Broken, Some(_)) => "state-kept-late",
            (State::Broken, None) => "state-broken",
            (State::Waived, _) => "state-waived",
        })
    }

    /// One reason as a sentence.
    pub fn because(&self, now: Timestamp, because: &Because) -> String {
        match because {
            Because::WorkingDays { days, counted_from, outside_hours } => {
                self.counted(self.t1("because-working-days", "days", days), now, *counted_from, *outside_hours)
            }
            Because::WorkingHours { minutes, counted_from, outside_hours } => {
                self.counted(self.working_hours("because-working", *minutes), now, *counted_from, *outside_hours)
            }
            Because::HoldingReply { .. } => self.t("because-holding-reply"),
            Because::DateNamed { date } => self.t1("because-date-named", "day", self.day(*date)),
            Because::NoDate { days, .. } => self.t1("because-no-date", "days", days),
            Because::MovedBy { member, date } => self.t2("because-moved-by", "member", member, "day", self.day(*date)),
            Because::MoreSince { messages } => self.t1("because-more-since", "count", messages),
            Because::KeptBy { .. } => self.t("because-kept-by"),
            Because::SettledBy { member } => self.t1("because-settled-by", "member", member),
            Because::WaivedBy { member, reason } => self.t2("because-waived-by", "member", member, "reason", reason),
        }
    }

    /// The whole promise for a person, with who, since when, the term and how it ended:
    /// 'Anna has waited since Friday 16:30; we answer within one working day, so by Monday 16:30.'
    pub fn promise(&self, now: Timestamp, promise: &Promise) -> String {
        let mut sentences = vec![self.owed(now, promise)];
        sentences.extend(promise.because.iter().filter_map(|because| self.beside_the_term(now, because)));
        if let Some(kept_at) = promise.kept_at {
            let key = if promise.state == State::Broken { "promise-kept-late" } else { "promise-kept" };
            sentences.push(self.t1(key, "on", self.when(Role::On, now, kept_at)));
        }
        sentences.join(" ")
    }

    fn owed(&self, now: Timestamp, promise: &Promise) -> String {
        if let What::Step { words, .. } = &promise.what {
            let line = self.step(&promise.who, promise.side, words);
            return self.t2("promise-step", "step", line, "by", self.when(Role::By, now, promise.due));
        }
        let waits = promise.kept_at.is_none() && promise.state != State::Waived;
        let key = match (promise.side, waits) {
            (Side::Ours, true) => "promise-ours-waits",
            (Side::Ours, false) => "promise-ours-came",
            (Side::Theirs, _) => "promise-theirs",
        };
        self.tn(
            key,
            &[
                ("name", &self.name(if promise.side == Side::Ours { &promise.whom } else { &promise.who })),
                ("since", &self.when(Role::Since, now, promise.since)),
                ("on", &self.when(Role::On, now, promise.since)),
                ("what", &self.what(&promise.what)),
                ("term", &self.term(&promise.because)),
                ("by", &self.when(Role::By, now, promise.due)),
            ],
        )
    }

    /// The term inside the sentence: 'we answer within one working day'.
    fn term(&self, because: &[Because]) -> String {
        because
            .iter()
            .find_map(|because| match because {
                Because::WorkingDays { days, .. } => Some(self.t1("term-working-days", "days", days)),
                Because::WorkingHours { minutes, .. } => Some(self.working_hours("term-working", *minutes)),
                Because::HoldingReply { .. } => Some(self.t("term-holding-reply")),
                _ => None,
            })
            .unwrap_or_else(|| self.t("term-none"))
    }

    /// What is worth saying after the sentence that holds the term.
    fn beside_the_term(&self, now: Timestamp, because: &Because) -> Option<String> {
        match because {
            Because::WorkingDays { counted_from, outside_hours: true, .. }
            | Because::WorkingHours { counted_from, outside_hours: true, .. } => Some(self.outside(now, *counted_from)),
            Because::MoreSince { .. }
            | Because::SettledBy { .. }
            | Because::WaivedBy { .. }
            | Because::DateNamed { .. }
            | Because::NoDate { .. }
            | Because::MovedBy { .. } => Some(self.because(now, because)),
            _ => None,
        }
    }

    fn counted(&self, term: String, now: Timestamp, counted_from: Timestamp, outside_hours: bool) -> String {
        if outside_hours { format!("{term} {}", self.outside(now, counted_from)) } else { term }
    }

    fn outside(&self, now: Timestamp, counted_from: Timestamp) -> String {
        self.t1("because-outside-hours", "from", self.when(Role::From, now, counted_from))
    }

    /// Whole hours are said as hours, anything else as minutes.
    fn working_hours(&self, prefix: &str, minutes: u32) -> String {
        if minutes.is_multiple_of(60) {
            self.t1(&format!("{prefix}-hours"), "hours", minutes / 60)
        } else {
            self.t1(&format!("{prefix}-minutes"), "minutes", minutes)
        }
    }
}
