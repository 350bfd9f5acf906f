//! What the rules on kinds look at, gathered once.

use std::cell::OnceCell;

use crate::letter::Letter;
use crate::read::{self, Field, Walked};

/// Characters of the text that are looked at.
const HEAD: usize = 12_000;

/// A letter with its headers and parts, as the rules on kinds see it.
pub(super) struct Facts<'a> {
    pub(super) letter: &'a Letter,
    bytes: &'a [u8],
    walked: &'a Walked<'a>,
    /// The subject in lower case, without `Re:` and the like.
    pub(super) subject: String,
    /// From as it stands, in lower case.
    pub(super) from: String,
    text: OnceCell<String>,
}

impl<'a> Facts<'a> {
    pub(super) fn gather(letter: &'a Letter, bytes: &'a [u8], walked: &'a Walked<'a>) -> Self {
        Self {
            letter,
            bytes,
            walked,
            subject: letter.subject.to_lowercase(),
            from: letter.from_raw.to_lowercase(),
            text: OnceCell::new(),
        }
    }

    fn root(&self) -> &[Field<'a>] {
        self.walked.nodes.first().map(|n| n.fields.as_slice()).unwrap_or_default()
    }

    /// A header of the mail as one line in lower case, empty when it is not there.
    pub(super) fn header(&self, name: &str) -> String {
        self.header_as_is(name).to_lowercase()
    }

    /// The same without lower case.
    pub(super) fn header_as_is(&self, name: &str) -> String {
        read::first_line(self.root(), name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.root().iter().any(|f| f.name.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// The head of the text in lower case, made when it is first asked for.
    pub(super) fn text(&self) -> &str {
        self.text.get_or_init(|| self.letter.text.chars().take(HEAD).collect::<String>().to_lowercase())
    }

    /// Whether the envelope sender is the null one.
    pub(super) fn is_null_sender(&self) -> bool {
        self.letter.return_path.as_deref() == Some("")
            && !self.header("return-path").contains(|c: char| c.is_alphanumeric())
    }

    /// Whether a mail system wrote it, by its name.
    pub(super) fn is_from_mailer(&self) -> bool {
        const NAMES: [&str; 18] = [
            "mailer-daemon",
            "mailer_daemon",
            "mailerdaemon",
            "mailer daemon",
            "maildaemon",
            "mail-daemon",
            "mdaemon",
            "mail delivery",
            "mail.delivery",
            "maildelivery",
            "delivery subsystem",
            "delivery system",
            "mail deliver system",
            "smtp gateway",
            "smtp_gateway",
            "mail_service",
            "ndr@",
            "mail service",
        ];
        NAMES.iter().any(|n| self.from.contains(n))
            || self.header("return-path").contains("mailer-daemon")
            || self.from.trim() == "<>"
    }

    /// Whether the sender has a name that mail systems use and people who run them, too.
    pub(super) fn is_from_postmaster(&self) -> bool {
        const NAMES: [&str; 6] =
            ["postmaster", "post_master", "post.master", "system administrator", "mail administrator", "bounce@"];
        NAMES.iter().any(|n| self.from.contains(n))
    }

    /// Whether somebody passes something on or answers.
    pub(super) fn is_passed_on(&self) -> bool {
        const PREFIXES: [&str; 11] =
            ["re:", "fw:", "fwd:", "aw:", "wg:", "odp:", "pd:", "отв:", "пересл:", "tr:", "rv:"];
        PREFIXES.iter().any(|p| self.subject.starts_with(p)) || self.letter.parent.is_some()
    }

    /// The parameter of Content-Type that says what a multipart/report reports.
    fn report_type(&self) -> &str {
        let root = self.walked.nodes.first();
        root.filter(|r| r.media.value == "multipart/report").and_then(|r| r.media.param("report-type")).unwrap_or("")
    }

    /// The decoded bodies of the parts of some types that are not inside an enclosed mail.
    fn parts(&self, types: &[&str]) -> impl Iterator<Item = String> {
        let mut open: Vec<_> = self.walked.nodes.first().into_iter().collect();
        std::iter::from_fn(move || {
            while let Some(node) = open.pop() {
                if types.contains(&node.media.value.as_str()) {
                    return Some(read::part_text(self.bytes, self.walked, node));
                }
                if node.media.is_kind("multipart") {
                    open.extend(node.children.iter().rev().filter_map(|c| self.walked.nodes.get(*c)));
                }
            }
            None
        })
    }

    /// The fields of a delivery report (RFC 3464); several reports are one.
    pub(super) fn report(&self) -> Option<String> {
        let types = ["message/delivery-status", "message/global-delivery-status", "text/delivery-status"];
        let reports: Vec<String> = self.parts(&types).take(20).collect();
        (!reports.is_empty()).then(|| reports.join("\n\n"))
    }

    /// The header of the mail that a report is about: enclosed whole, its header alone, or in the text.
    pub(super) fn original(&self) -> Option<String> {
        self.parts(&[
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "text/rfc822",
        ])
        .next()
    }

    /// Whether a sending service tells of that in its own data (Amazon SES over SNS).
    pub(super) fn is_service_notice(&self, what: &str) -> bool {
        if !self.from.contains("amazonaws") {
            return false;
        }
        let data: String = self.text().chars().filter(|c| !c.is_whitespace() && !matches!(c, '\\' | '"')).collect();
        data.contains(&format!("notificationtype:{what}"))
    }

    /// Whether a calendar program answers an invitation (RFC 5546) and nobody wrote a word to it.
    pub(super) fn is_calendar_answer(&self) -> bool {
        let is_reply = |method: &str| method.eq_ignore_ascii_case("reply");
        let mut parts = self.walked.nodes.iter().map(|node| &node.media);
        parts.any(|media| media.value == "text/calendar" && media.param("method").is_some_and(is_reply))
            && (self.letter.text.trim().is_empty()
                || self.header("sender").contains("calendar-notification@google.com"))
    }

    pub(super) fn is_abuse_report(&self) -> bool {
        if self.report_type().eq_ignore_ascii_case("feedback-report")
            || self.parts(&["message/feedback-report"]).next().is_some()
        {
            return true;
        }
        let subject = &self.subject;
        if subject.starts_with("complaint about message from") || subject.starts_with("email feedback report for ip") {
            return true;
        }
        self.is_service_notice("complaint")
            || self.has("x-hmxmroriginalrecipient") && subject.contains("complaint")
            || subject.trim() == "unsubscribe" && self.header("auto-submitted").starts_with("auto-")
    }
}
