//! The rulebook's table of contents: one line per rule, and what a rule tells about itself. The rules stand in files of their own.

pub mod answer_everything;
pub mod cool_off;
pub mod honest_start;
pub mod next_steps;
pub mod no_with_a_way_out;
pub mod offer_a_call;
pub mod one_topic_per_mail;
pub mod own_the_fault;
pub mod reply_in_a_working_day;
pub mod right_recipient;
pub mod say_what_you_will_do;
mod setting;
pub mod work_mode;

pub(crate) use setting::{Given, read as read_settings};
pub use setting::{Setting, SettingKind, Unit};

/// Every rule, in the order of the Rulebook page.
pub const ALL: &[&Rule] = &[
    &reply_in_a_working_day::RULE,
    &next_steps::RULE,
    &say_what_you_will_do::RULE,
    &answer_everything::RULE,
    &no_with_a_way_out::RULE,
    &one_topic_per_mail::RULE,
    &work_mode::RULE,
    &cool_off::RULE,
    &own_the_fault::RULE,
    &honest_start::RULE,
    &offer_a_call::RULE,
    &right_recipient::RULE,
];

/// What a rule tells about itself. Its texts are in `words`: `rule-<code>-title`, `-what`, `-why`, `-off`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rule {
    /// The stable code, such as `reply-in-a-working-day`.
    pub code: &'static str,
    /// What comes of it.
    pub produces: &'static [Produces],
    /// Its switches and numbers, in the order in which a form shows them.
    pub settings: &'static [Setting],
}

/// What a rule brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Produces {
    /// Lines in the ledger of promises.
    Promise,
    /// Findings on a draft.
    Check,
    /// A way to do something in the desk.
    Flow,
}

/// The rule of this code.
///
/// ```
/// assert!(rulebook::rules::find("reply-in-a-working-day").is_some());
/// assert!(rulebook::rules::find("reply-some-day").is_none());
/// ```
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}
