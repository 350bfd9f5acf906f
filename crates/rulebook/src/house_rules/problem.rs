//! What is wrong in a settings document, as data that `words` says in each language.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where, by keys and positions: `hours.mon`, `closed_days.2`, `rules.reply-in-a-working-day.working_days`.
    pub path: String,
    /// What; its words are `problem-<code>`.
    pub code: ProblemCode,
    /// What was written there.
    pub value: String,
    /// What could be written instead; of a number the smallest and the largest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The document has no such key.
    UnknownKey,
    /// A key that every document needs is not there.
    Missing,
    /// A text where a list belongs, or the like.
    WrongShape,
    /// The agency has no name.
    EmptyName,
    /// No such IANA time zone.
    UnknownZone,
    /// No holidays are known for this country.
    UnknownCountry,
    /// No weekday.
    UnknownWeekday,
    /// Not `HH:MM-HH:MM` with the end after the start.
    BadHours,
    /// Two spans of a day overlap.
    OverlappingHours,
    /// No day has hours.
    NeverOpen,
    /// Not `YYYY-MM-DD`, or no such day.
    BadDate,
    /// Not `name@domain`.
    BadAddress,
    /// No language is given.
    NoLanguage,
    /// A language that Tact does not speak.
    UnknownLanguage,
    /// No rule has this code.
    UnknownRule,
    /// The rule has no such setting.
    UnknownSetting,
    /// Settings of a rule must be an object.
    NotAnObject,
    /// Neither `true` nor `false`.
    NotASwitch,
    /// None of the words to choose from.
    NotAChoice,
    /// No whole number.
    NotAWholeNumber,
    /// Smaller or larger than allowed.
    OutOfRange,
    /// Two settings of which only one may be given.
    Exclusive,
}

impl Problem {
    pub(crate) fn new(path: impl Into<String>, code: ProblemCode, value: impl ToString) -> Self {
        Self { path: path.into(), code, value: value.to_string(), allowed: Vec::new() }
    }

    pub(crate) fn allowed(mut self, allowed: Vec<String>) -> Self {
        self.allowed = allowed;
        self
    }
}

/// In English, for logs and the terminal; pages say it by `code`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "document" } else { &self.path };
        write!(f, "{path}: {}", self.code.in_english())?;
        if !self.value.is_empty() {
            write!(f, " ('{}')", self.value)?;
        }
        match (self.code, self.allowed.as_slice()) {
            (_, []) => Ok(()),
            (ProblemCode::OutOfRange | ProblemCode::NotAWholeNumber, [min, max]) => {
                write!(f, "; {min} to {max}")
            }
            (ProblemCode::WrongShape, [example]) => write!(f, "; write for example {example}"),
            (ProblemCode::Exclusive, [other]) => write!(f, "; it cannot stand beside '{other}'"),
            (_, allowed) => write!(f, "; known: {}", allowed.join(", ")),
        }
    }
}

impl ProblemCode {
    fn in_english(self) -> &'static str {
        match self {
            Self::UnknownKey => "no such key",
            Self::Missing => "is missing",
            Self::WrongShape => "cannot be written like this",
            Self::EmptyName => "the agency needs a name",
            Self::UnknownZone => "no such time zone, write one such as Europe/Warsaw",
            Self::UnknownCountry => "no holidays are known for this country",
            Self::UnknownWeekday => "no weekday",
            Self::BadHours => "no span of hours, write 09:00-17:00, the end after the start and 24:00 at most",
            Self::OverlappingHours => "two spans overlap",
            Self::NeverOpen => "at least one day needs working hours",
            Self::BadDate => "no date, write YYYY-MM-DD",
            Self::BadAddress => "no mail address, write name@example.org",
            Self::NoLanguage => "name at least one language",
            Self::UnknownLanguage => "a language that is not spoken here",
            Self::UnknownRule => "no such rule",
            Self::UnknownSetting => "the rule has no such setting",
            Self::NotAnObject => "settings of a rule are written {\"key\": value}",
            Self::NotASwitch => "write true or false",
            Self::NotAChoice => "none of the words to choose from",
            Self::NotAWholeNumber => "no whole number",
            Self::OutOfRange => "out of bounds",
            Self::Exclusive => "only one of two may be given",
        }
    }
}
