//! The outbox page: what waits, what failed, what is uncertain, and the ways out. Sending itself is elsewhere.

pub(crate) mod show;

use askama::Template;
use words::Language;

use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /outbox`
#[derive(Template)]
#[template(path = "desk/outbox.html")]
pub(crate) struct Outbox {
    pub(crate) f: Frame,
    pub(crate) no_relay: bool,
    pub(crate) rows: Vec<Row>,
}

/// One answer that is not simply sent.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) conversation: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) state: String,
    pub(crate) state_words: String,
    pub(crate) tone: &'static str,
    pub(crate) reason: String,
    /// What the server said, as it said it.
    pub(crate) reply: String,
    pub(crate) at: Moment,
    pub(crate) choices: bool,
    pub(crate) undo: bool,
}

impl Outbox {
    /// One of each.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Outbox, "page-outbox-title");
        let now = sample_now();
        let row = |state: &str, tone, choices, undo| Row {
            id: state.to_owned(),
            conversation: "c1".to_owned(),
            to: "Anna Przykładowa".to_owned(),
            subject: "Re: Where is my report?".to_owned(),
            state: state.to_owned(),
            state_words: f.w.t(&format!("outbox-{state}")),
            tone,
            reason: f.w.t(&format!("page-outbox-{state}-what")),
            reply: if state == "failed" { "550 5.1.1 no such user (sample)".to_owned() } else { String::new() },
            at: Moment::stamp(&f.w, now, now),
            choices,
            undo,
        };
        let rows = vec![
            row("uncertain", "due", true, false),
            row("failed", "broken", false, true),
            row("waiting", "", false, true),
            row("sending", "", false, false),
        ];
        Self { rows, no_relay: true, f }
    }
}
