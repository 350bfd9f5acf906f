//! One reader's language and zone, ready to speak: what pages, mails and the command line hold.

use jiff::tz::TimeZone;

use crate::catalogue::say;
use crate::value::{Args, AsValue};
use crate::{Language, money, number};

/// A language and a time zone. Cheap to clone; made once per request or command.
///
/// In a template: `{{ words.t("page-today-title") }}`, `{{ words.t1("page-today-waiting", "count", waiting) }}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    language: Language,
    zone: TimeZone,
}

impl Words {
    /// Speaks `language`; moments are told in `zone`.
    pub const fn new(language: Language, zone: TimeZone) -> Self {
        Self { language, zone }
    }

    /// The language spoken.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The zone in which moments are told.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// A text without placeholders.
    pub fn t(&self, key: &str) -> String {
        say(self.language, key, &Args::new())
    }

    /// A text with one placeholder.
    pub fn t1(&self, key: &str, name: &str, value: impl AsValue) -> String {
        self.tn(key, &[(name, &value)])
    }

    /// A text with two placeholders.
    pub fn t2(&self, key: &str, name: &str, value: impl AsValue, name2: &str, value2: impl AsValue) -> String {
        self.tn(key, &[(name, &value), (name2, &value2)])
    }

    /// A text with any number of placeholders.
    pub fn tn(&self, key: &str, values: &[(&str, &dyn AsValue)]) -> String {
        let mut args = Args::new();
        for (name, value) in values {
            args.set(name, value.as_value());
        }
        say(self.language, key, &args)
    }

    /// A whole number, grouped: `17,000`.
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        number::grouped(self.language, number.try_into().unwrap_or(i64::MAX))
    }

    /// A file size: `3.4 MB`.
    pub fn size(&self, bytes: u64) -> String {
        number::size(self.language, bytes)
    }

    /// An amount in minor units of a currency: `€1,234.50`.
    pub fn money(&self, minor: i64, currency: &str) -> String {
        money::money(self.language, minor, currency)
    }
}
