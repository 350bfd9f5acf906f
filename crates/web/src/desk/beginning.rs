//! A mail that begins a conversation: to a client, a contact, anybody; or another's mail passed on.

pub(crate) mod show;

use askama::Template;
use words::Language;

use crate::desk::composer::Composer;
use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /conversations/new`
#[derive(Template)]
#[template(path = "desk/beginning.html")]
pub(crate) struct Beginning {
    pub(crate) f: Frame,
    /// The id that the conversation will have.
    pub(crate) id: String,
    pub(crate) back: String,
    pub(crate) composer: Composer,
    pub(crate) unfinished: Vec<Unfinished>,
}

/// A mail that was begun and not sent.
pub(crate) struct Unfinished {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) at: Moment,
}

impl Beginning {
    /// A mail half written, and another one that waits.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Inbox, "page-beginning-title");
        let now = sample_now();
        let composer = Composer { kind: "new", widths: Vec::new(), people_open: true, ..Composer::sample(&f.w) };
        Self {
            id: "n1".to_owned(),
            back: "/inbox".to_owned(),
            composer,
            unfinished: vec![Unfinished {
                id: "n2".to_owned(),
                title: "Hosting".to_owned(),
                at: Moment::stamp(&f.w, now, now),
            }],
            f,
        }
    }
}
