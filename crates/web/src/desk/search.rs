//! Search: what was asked, what was found, newest first. How words are matched, the store knows.

pub(crate) mod show;

use askama::Template;
use words::Language;

use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /search?q=…&after=…`
#[derive(Template)]
#[template(path = "desk/search.html")]
pub(crate) struct Search {
    pub(crate) f: Frame,
    pub(crate) q: String,
    /// Pieces of the query that could not be used.
    pub(crate) unused: String,
    pub(crate) rows: Vec<Hit>,
    pub(crate) older: Option<String>,
}

/// One message found.
pub(crate) struct Hit {
    pub(crate) conversation: String,
    pub(crate) message: String,
    pub(crate) subject: String,
    pub(crate) from: String,
    pub(crate) words: String,
    pub(crate) at: Moment,
}

impl Search {
    /// Something found.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Search, "page-search-title");
        let now = sample_now();
        let hit = Hit {
            conversation: "c1".to_owned(),
            message: "m1".to_owned(),
            subject: "Faktura <b>za</b> listopad".to_owned(),
            from: "Anna Przykładowa".to_owned(),
            words: "Czy mogę prosić o fakturę na nowe dane?".to_owned(),
            at: Moment::stamp(&f.w, now, now),
        };
        Self { q: "from:anna faktura".to_owned(), unused: "is:blue".to_owned(), rows: vec![hit], older: None, f }
    }

    /// Nothing asked yet.
    pub(crate) fn sample_empty(language: Language) -> Self {
        Self { q: String::new(), unused: String::new(), rows: Vec::new(), ..Self::sample(language) }
    }

    /// Nothing found.
    pub(crate) fn sample_none(language: Language) -> Self {
        Self { q: "żółw".to_owned(), unused: String::new(), rows: Vec::new(), ..Self::sample(language) }
    }
}
