//! The composer under a conversation: reply or note, two boxes. What may be sent, the desk decides.

pub(crate) mod later;
pub(crate) mod load;

use words::Words;

/// What stands in the two boxes.
pub(crate) struct Composer {
    /// Makes a doubled click one answer.
    pub(crate) key: String,
    pub(crate) note_open: bool,
    /// Why the answer was not taken, with a way out.
    pub(crate) problem: Option<String>,
    /// Offer to send although something newer came.
    pub(crate) confirm_newer: bool,
    pub(crate) people_open: bool,
    pub(crate) to: String,
    pub(crate) to_words: String,
    pub(crate) cc: String,
    pub(crate) cc_words: String,
    pub(crate) text: String,
    pub(crate) hint: String,
    /// The contact's language, for the spelling check.
    pub(crate) language: String,
    pub(crate) version: i64,
    pub(crate) send_words: String,
    pub(crate) holding_open: bool,
    /// Local time, as the field wants it.
    pub(crate) holding_until: String,
    pub(crate) holding_words: String,
    pub(crate) holding_send: String,
    pub(crate) note_text: String,
    pub(crate) note_version: i64,
    pub(crate) later: later::Later,
    /// What is known against addresses it goes to.
    pub(crate) warnings: Vec<String>,
}

impl Composer {
    pub(crate) fn sample(w: &Words) -> Self {
        Self {
            key: "k".to_owned(),
            note_open: false,
            problem: None,
            confirm_newer: false,
            people_open: false,
            to: "Anna Przykładowa <anna@lumen.test>".to_owned(),
            to_words: "Anna".to_owned(),
            cc: "Piotr <piotr@lumen.test>".to_owned(),
            cc_words: "Piotr".to_owned(),
            text: String::new(),
            hint: w.t1("part-composer-hint", "name", "Anna"),
            language: "en".to_owned(),
            version: 0,
            send_words: w.t2("part-composer-send-cc", "to", "Anna", "cc", "Piotr"),
            holding_open: false,
            holding_until: "2026-11-24T17:00".to_owned(),
            holding_words: String::new(),
            holding_send: w.t1("part-holding-send", "to", "Anna"),
            note_text: String::new(),
            note_version: 0,
            later: later::Later::sample(w),
            warnings: vec![w.t1("composer-bounced", "address", "piotr@lumen.test")],
        }
    }
}
