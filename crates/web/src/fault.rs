//! When something cannot be shown: one page with human words, a way out, and for faults a reference that the log knows too.

use askama::Template;
use words::Language;

use crate::desk::sign_in::outside;
use crate::frame::Frame;

/// The page.
#[derive(Template)]
#[template(path = "fault.html")]
pub(crate) struct FaultPage {
    pub(crate) f: Frame,
    pub(crate) more: String,
    pub(crate) reference: Option<String>,
}

impl FaultPage {
    /// For what is not there (or not for this person: the same answer).
    pub(crate) fn not_found(language: Language) -> Self {
        let f = outside(language, "page-fault-not-found");
        Self { more: f.w.t("page-fault-not-found-more"), reference: None, f }
    }

    /// For what went wrong on our side.
    pub(crate) fn broken(language: Language, reference: String) -> Self {
        let f = outside(language, "page-fault-broken");
        Self { more: f.w.t("page-fault-broken-more"), reference: Some(reference), f }
    }

    /// For a request that may not be answered: from another site, too large, not allowed.
    pub(crate) fn refused(language: Language, key: &str) -> Self {
        let f = outside(language, "page-fault-refused");
        Self { more: f.w.t(key), reference: None, f }
    }
}
