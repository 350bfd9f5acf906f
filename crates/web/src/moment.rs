//! A moment as a page shows it: in words, with the exact form for hover and a form for machines.

use jiff::Timestamp;
use words::Words;

/// Ready for a `<time>` element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// As people near it say it.
    pub(crate) words: String,
    /// For hover and long press.
    pub(crate) exact: String,
    /// RFC 3339.
    pub(crate) iso: String,
}

impl Moment {
    /// When something is due.
    pub(crate) fn due(w: &Words, now: Timestamp, due: Timestamp, working_minutes_left: Option<i64>) -> Self {
        Self { words: w.due(now, due, working_minutes_left), exact: w.exact(due), iso: due.to_string() }
    }

    /// When something happened, short, for lists.
    pub(crate) fn stamp(w: &Words, now: Timestamp, at: Timestamp) -> Self {
        Self { words: w.stamp(now, at), exact: w.exact(at), iso: at.to_string() }
    }
}
