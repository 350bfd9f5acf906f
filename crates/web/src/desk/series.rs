//! One draft that became several mails, on a page of its own: each with its subject, paragraphs, steps and files, to be moved about
//! and sent together. Writing in a mail is its composer's; what is moved and whether they go, the desk decides.

pub(crate) mod act;
pub(crate) mod show;

use askama::Template;
use words::Language;

use crate::desk::composer::checks::Checks;
use crate::desk::composer::later::Later;
use crate::desk::second_look::offer::SecondLook;
use crate::frame::{Frame, Here};

/// `GET /conversations/{id}/series`
#[derive(Template)]
#[template(path = "desk/series.html")]
pub(crate) struct SeriesPage {
    pub(crate) f: Frame,
    /// The conversation of the first mail.
    pub(crate) id: String,
    /// Where the first mail is written on.
    pub(crate) back: String,
    pub(crate) mails: Vec<Mail>,
    /// What this page shows; another state is not changed unseen.
    pub(crate) seen: String,
    /// Makes a doubled click one sending.
    pub(crate) key: String,
    pub(crate) send_words: String,
    pub(crate) later: Later,
    /// What puts all of them off, with when they come back.
    pub(crate) put_off: String,
    /// Who could read all of them first.
    pub(crate) look: SecondLook,
    /// Why nothing was sent or moved, and what to say about it.
    pub(crate) stopped: Stop,
    pub(crate) may_overrule: bool,
}

/// Why nothing was sent.
#[derive(Default)]
pub(crate) struct Stop {
    pub(crate) words: Option<String>,
    /// What looks like a slip, asked about once.
    pub(crate) slips: Vec<String>,
    /// Something came meanwhile.
    pub(crate) newer: bool,
    /// The gate holds it.
    pub(crate) held: bool,
}

/// One of the mails.
pub(crate) struct Mail {
    /// 'Mail 2 of 3'.
    pub(crate) title: String,
    /// Stays in its conversation: has the subject of what it answers.
    pub(crate) answers: bool,
    pub(crate) subject: String,
    /// Where it is written on.
    pub(crate) write: String,
    pub(crate) greeting: String,
    pub(crate) closing: String,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) steps: Vec<Thing>,
    pub(crate) files: Vec<Thing>,
    pub(crate) checks: Checks,
    /// What joins it with the mail above; the first has none.
    pub(crate) join: Option<String>,
}

impl Mail {
    /// Nothing to be lost with it.
    pub(crate) fn is_empty(&self) -> bool {
        self.paragraphs.is_empty() && self.steps.is_empty() && self.files.is_empty()
    }
}

/// A paragraph with what moves it.
pub(crate) struct Paragraph {
    /// `p-1-0`: mail and place, from 0.
    pub(crate) id: String,
    /// 'Mail 2, paragraph 1 of 3'.
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) up: Option<String>,
    pub(crate) down: Option<String>,
    pub(crate) to: Vec<(String, String)>,
    /// It was moved just now.
    pub(crate) focus: bool,
}

/// A step or a file with what moves it.
pub(crate) struct Thing {
    pub(crate) words: String,
    pub(crate) to: Vec<(String, String)>,
}

impl SeriesPage {
    /// Two mails, the second with a step and a file.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Inbox, "page-series-title");
        let w = &f.w;
        let to = |act: &str| vec![(act.to_owned(), w.t1("page-series-to", "at", 2))];
        let paragraph = |id: &str, text: &str, up: bool| Paragraph {
            id: id.to_owned(),
            label: w.tn("page-series-paragraph", &[("mail", &1), ("at", &1), ("of", &2)]),
            text: text.to_owned(),
            up: up.then(|| "p 0 1 0 0".to_owned()),
            down: Some("p 0 0 0 1".to_owned()),
            to: to("p 0 0 1 0"),
            focus: false,
        };
        let thing = |words: &str| Thing { words: words.to_owned(), to: to("s 1 0 0") };
        let mail = |at: i64, answers, subject: &str, paragraphs, things: bool| Mail {
            title: w.t2("page-series-mail", "at", at, "of", 2),
            answers,
            subject: subject.to_owned(),
            write: "/conversations/c1#reply".to_owned(),
            greeting: "Dzień dobry, Pani Anno,".to_owned(),
            closing: "Z poważaniem,\nMarta".to_owned(),
            paragraphs,
            steps: if things { vec![thing("прислать смету <b>за</b>")] } else { Vec::new() },
            files: if things { vec![thing("zestawienie <b>godzin</b>.pdf")] } else { Vec::new() },
            checks: if things { Checks::sample(w) } else { Checks::none(w) },
            join: (!answers).then(|| "join 1".to_owned()),
        };
        let first = vec![
            paragraph("p-0-0", "Nowy serwer sklepu działa od poniedziałku.", false),
            paragraph("p-0-1", "Нужно ещё:\n- логотип <b>за</b>\n- фото", true),
        ];
        let second = vec![paragraph("p-1-0", "The invoice for October follows separately.", true)];
        Self {
            id: "c1".to_owned(),
            back: "/conversations/c1#reply".to_owned(),
            mails: vec![
                mail(1, true, "Re: Plan", first, false),
                mail(2, false, "Invoice <b>за</b>", second, true),
                mail(3, false, "", Vec::new(), false),
            ],
            seen: "d1:1: d2:1:f1".to_owned(),
            key: "k".to_owned(),
            send_words: w.t2("page-series-send", "count", 2, "to", "Anna"),
            later: Later::sample(w),
            stopped: Stop::default(),
            put_off: w.t1("part-held-put-off", "when", "13:00"),
            look: SecondLook::sample(),
            may_overrule: true,
            f,
        }
    }

    /// The same after one was held, and for somebody who may not send.
    pub(crate) fn sample_stopped(language: Language) -> Self {
        let page = Self::sample(language);
        let w = &page.f.w;
        let why = w.t("refused-answer-held");
        let words = w.tn("page-series-stopped", &[("at", &2), ("subject", &"Invoice"), ("why", &why)]);
        let slips = vec![w.t1("part-slip-no-file", "word", "attached")];
        let look = SecondLook { drafts_only: true, ..SecondLook::sample() };
        Self { stopped: Stop { words: Some(words), slips, newer: true, held: true }, look, ..page }
    }
}
