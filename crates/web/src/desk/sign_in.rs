//! The door: sign-in with password, passkey or a link. Who may pass, the desk decides.

pub(crate) mod show;

use askama::Template;
use words::{Language, Words};

use crate::frame::Frame;

/// `GET /sign-in`
#[derive(Template)]
#[template(path = "desk/sign_in.html")]
pub(crate) struct SignIn {
    pub(crate) f: Frame,
    pub(crate) problem: Option<String>,
    pub(crate) address: String,
    pub(crate) next: String,
    /// Passkeys need https or a loopback name.
    pub(crate) passkeys: bool,
}

/// `GET /sign-in/link?token=…`: only shows a button, so that a mail scanner's look uses nothing up.
#[derive(Template)]
#[template(path = "desk/sign_in_link.html")]
pub(crate) struct SignInLink {
    pub(crate) f: Frame,
    /// Whose link it is; nothing when it is used up or too old.
    pub(crate) name: Option<String>,
    pub(crate) token: String,
}

impl SignIn {
    /// After a wrong password.
    pub(crate) fn sample(language: Language) -> Self {
        let f = outside(language, "page-sign-in-title");
        let problem = Some(f.w.t("page-sign-in-passkey-failed"));
        Self { f, problem, address: "marta@studio.test".to_owned(), next: "/inbox".to_owned(), passkeys: true }
    }
}

impl SignInLink {
    /// A good link.
    pub(crate) fn sample(language: Language) -> Self {
        let f = outside(language, "page-sign-in-title");
        Self { f, name: Some("Marta Wzór".to_owned()), token: "t".to_owned() }
    }

    /// A link that was used.
    pub(crate) fn sample_gone(language: Language) -> Self {
        Self { name: None, ..Self::sample(language) }
    }
}

/// Surroundings for a visitor.
pub(crate) fn outside(language: Language, title_key: &str) -> Frame {
    Frame::outside(Words::new(language, jiff::tz::TimeZone::UTC), title_key)
}
