//! A draft that a colleague reads before it goes: the words with what the gate marks, the client's last mail beside them, and
//! what can be done. Whether it may go, the desk decides.

pub(crate) mod act;
pub(crate) mod offer;
pub(crate) mod show;

use askama::Template;
use rulebook::finding::Severity;
use words::Language;

use crate::desk::composer::checks::Checks;
use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /drafts/{id}`
#[derive(Template)]
#[template(path = "desk/second_look.html")]
pub(crate) struct DraftPage {
    pub(crate) f: Frame,
    pub(crate) id: String,
    /// Where it is written on.
    pub(crate) rewrite: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    /// Why it is here, in a sentence.
    pub(crate) lead: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) checks: Checks,
    pub(crate) theirs: Option<Theirs>,
    pub(crate) looks: Vec<Said>,
    pub(crate) files: Vec<String>,
    pub(crate) acts: Acts,
    /// Makes a doubled click one mail.
    pub(crate) key: String,
    /// The version that is shown; another one is not sent unseen.
    pub(crate) version: i64,
    /// The last message that whoever reads has seen.
    pub(crate) base: String,
    /// Why it did not go, with a way out.
    pub(crate) problem: Option<String>,
    pub(crate) reason: String,
    /// What the reader wrote that was not taken, and why not.
    pub(crate) words: String,
    pub(crate) words_problem: Option<String>,
}

/// Some words, marked or not.
pub(crate) struct Piece {
    pub(crate) text: String,
    /// `hold` or `advice`; empty: plain.
    pub(crate) mark: &'static str,
}

/// The client's last mail.
pub(crate) struct Theirs {
    pub(crate) who: String,
    pub(crate) at: Moment,
    pub(crate) text: String,
}

/// What a reader was asked and says.
pub(crate) struct Said {
    pub(crate) reader: String,
    pub(crate) name: String,
    pub(crate) question: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
    pub(crate) words: String,
}

/// What can be done, and by whom.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Acts {
    /// Whoever looks writes it.
    pub(crate) mine: bool,
    /// It may go as it is, or with a reason.
    pub(crate) send: bool,
    /// Only with a reason.
    pub(crate) with_reason: bool,
}

/// Cuts a text at what is marked. Marks that overlap go on from where the one before ended.
pub(crate) fn pieces(text: &str, marks: &[(std::ops::Range<usize>, Severity)]) -> Vec<Piece> {
    let mut marks: Vec<_> = marks.iter().filter(|(span, _)| span.start < span.end).collect();
    marks.sort_by_key(|(span, severity)| (span.start, std::cmp::Reverse(*severity), span.end));
    let (mut pieces, mut done) = (Vec::new(), 0);
    for (span, severity) in marks {
        let start = span.start.max(done);
        let (Some(before), Some(marked)) = (text.get(done..start), text.get(start..span.end)) else { continue };
        if !before.is_empty() {
            pieces.push(Piece { text: before.to_owned(), mark: "" });
        }
        let mark = if *severity == Severity::Hold { "hold" } else { "advice" };
        pieces.push(Piece { text: marked.to_owned(), mark });
        done = span.end;
    }
    if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
        pieces.push(Piece { text: rest.to_owned(), mark: "" });
    }
    pieces
}

impl DraftPage {
    /// A hot draft, seen by its writer while others read.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Inbox, "page-draft-title");
        let now = sample_now();
        let text = "Good morning.\n\nThis is the third time I am telling you. Send the texts.";
        let said = |key: &str, tone, words: &str| Said {
            reader: "m2".to_owned(),
            name: "Piotr Wzór".to_owned(),
            question: "Is this too sharp?".to_owned(),
            state: f.w.t(key),
            tone,
            words: words.to_owned(),
        };
        Self {
            id: "d1".to_owned(),
            rewrite: "/conversations/c1#reply".to_owned(),
            to: "Anna Przykładowa".to_owned(),
            subject: "Re: Texts for the site".to_owned(),
            lead: f.w.t("page-draft-lead"),
            pieces: pieces(text, &[(15..54, Severity::Hold)]),
            checks: Checks::sample(&f.w),
            theirs: Some(Theirs {
                who: "Anna Przykładowa".to_owned(),
                at: Moment::stamp(&f.w, now, now),
                text: "We have not found the time yet, sorry.".to_owned(),
            }),
            looks: vec![said("look-asked", "", ""), said("look-change", "due", "The second sentence sounds sharp.")],
            files: vec!["offer.pdf".to_owned()],
            acts: Acts { mine: true, send: false, with_reason: true },
            key: "k".to_owned(),
            version: 3,
            base: String::new(),
            problem: Some(f.w.t("refused-answer-held")),
            reason: String::new(),
            words: String::new(),
            words_problem: None,
            f,
        }
    }

    /// The same, read by a colleague who was asked.
    pub(crate) fn sample_asked(language: Language) -> Self {
        let page = Self::sample(language);
        let lead = page.f.w.t1("page-draft-asked", "name", "Piotr Wzór");
        let acts = Acts { mine: false, send: true, with_reason: true };
        let words_problem = Some(page.f.w.t("refused-second-look-no-words"));
        Self { lead, acts, words_problem, problem: None, ..page }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, marks: &[(std::ops::Range<usize>, Severity)]) -> Vec<(String, &'static str)> {
        pieces(text, marks).into_iter().map(|piece| (piece.text, piece.mark)).collect()
    }

    #[test]
    fn a_text_is_cut_at_its_marks_and_loses_nothing() {
        let said = |text: &str, mark| (text.to_owned(), mark);
        assert_eq!(cut("żółć", &[]), [said("żółć", "")]);
        let marks = [(3..6, Severity::Advice), (0..2, Severity::Hold)];
        assert_eq!(cut("ab cde f", &marks), [said("ab", "hold"), said(" ", ""), said("cde", "advice"), said(" f", "")]);
        let over = [(0..4, Severity::Hold), (2..6, Severity::Advice)];
        assert_eq!(cut("abcdefg", &over), [said("abcd", "hold"), said("ef", "advice"), said("g", "")]);
        assert_eq!(cut("żó", &[(1..2, Severity::Hold)]), [said("żó", "")], "within a letter nothing is marked");
        assert_eq!(cut("ab", &[(2..2, Severity::Hold)]), [said("ab", "")]);
    }
}
