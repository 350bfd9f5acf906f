//! Everything said to a human, in English, Polish and Russian.
//!
//! A pure room: the moment and the zone are arguments, the texts are embedded. What stands here:
//! the languages, the texts (Fluent files under `locales/`), dates, durations, sizes and money in
//! words, and promises said as sentences. What does not: HTML, colours, and the decision what to say.
//!
//! Most callers need one type, [`Words`]: a language and a zone, ready to speak.
//!
//! ```
//! use words::{Language, Words};
//!
//! let words = Words::new(Language::Pl, jiff::tz::TimeZone::UTC);
//! assert_eq!(words.t1("duration-hours", "count", 22), "22 godziny");
//! ```

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "tests may panic"
    )
)]

pub mod catalogue;
pub mod dates;
pub mod due;
pub mod duration;
mod language;
pub mod letter;
pub mod money;
pub mod number;
pub mod promise;
pub mod rules;
pub mod series;
pub mod settings;
mod speaker;
pub mod steps;
mod value;

pub use catalogue::say;
pub use language::{Language, UnknownLanguage};
pub use speaker::Words;
pub use value::{Args, AsValue, Value};
