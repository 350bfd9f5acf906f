//! Where a list goes on: the key of the last row shown. Lists are paged by key, never by counting rows.

use std::fmt;
use std::str::FromStr;

/// The key of the last row of a page: an instant or number, and the row's id to break ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The number the list is sorted by (instants in microseconds).
    pub at: i64,
    /// The row's id.
    pub id: String,
}

impl Cursor {
    /// Before the first row of a list that is sorted newest first.
    pub fn newest() -> Self {
        Self { at: i64::MAX, id: String::new() }
    }

    /// Before the first row of a list that is sorted earliest first.
    pub fn earliest() -> Self {
        Self { at: i64::MIN, id: String::new() }
    }
}

/// `AT.ID`, fit for a query string.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, self.id)
    }
}

/// What was given is not a cursor of ours; show the first page instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a place in a list")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (at, id) = text.split_once('.').ok_or(NotACursor)?;
        if id.len() > 64 {
            return Err(NotACursor);
        }
        Ok(Self { at: at.parse().map_err(|_| NotACursor)?, id: id.to_owned() })
    }
}
