//! The mail that tells of an emergency, in the member's language: who wrote, what about, the first words, and where to answer.

use jiff::Timestamp;
use mail::auto_answer::LOOP_MARK;
use mail::compose::{Automatic, ComposeError, Outgoing, compose};
use rulebook::people::Party;
use store::alert::AlertRow;
use store::member::MemberRow;
use store::message::MessageRow;
use words::{Language, Words};

use crate::desk::Desk;

/// How much of the client's words goes along, in letters.
const FIRST_WORDS: usize = 400;

/// Told of which mail, and where it stands.
pub(super) struct Occasion<'a> {
    pub(super) member: &'a MemberRow,
    /// The emergency; `None` on trial.
    pub(super) message: Option<&'a MessageRow>,
    /// Where members reach the desk, such as `https://desk.example.com/`.
    pub(super) desk_at: &'a str,
}

/// The mail as bytes.
pub(super) fn write(
    desk: &Desk,
    row: &AlertRow,
    from: &Party,
    occasion: &Occasion<'_>,
) -> Result<Vec<u8>, ComposeError> {
    let settings = desk.settings();
    let language = occasion.member.language.parse().unwrap_or(Language::En);
    let words = Words::new(language, settings.calendar.time_zone().clone());
    let to = [Party { address: row.address.clone(), name: occasion.member.name.clone() }];
    let rfc_id = crate::answer::new_rfc_id(&from.address);
    let (subject, text) = occasion.message.map_or_else(
        || (words.t("mail-alert-trial-subject"), words.t("mail-alert-trial")),
        |message| said(&words, message, occasion.desk_at, desk.now()),
    );
    compose(&Outgoing {
        subject: &subject,
        text: &text,
        automatic: Some(Automatic::Generated),
        extra: &[(LOOP_MARK, "1"), ("X-Auto-Response-Suppress", "All"), ("Importance", "high"), ("X-Priority", "1")],
        ..Outgoing::new(from, &to, &rfc_id, desk.now())
    })
}

fn said(words: &Words, message: &MessageRow, desk_at: &str, now: Timestamp) -> (String, String) {
    let name = if message.from_name.trim().is_empty() { &message.from_address } else { &message.from_name };
    let subject = words.t2("mail-alert-subject", "name", name, "subject", &message.subject);
    let mut first: String = message.new_text.chars().take(FIRST_WORDS).collect();
    if first.len() < message.new_text.len() {
        first.push('…');
    }
    let quoted: Vec<String> = first.lines().map(|line| format!("> {line}")).collect();
    let when = words.when(words::dates::Role::Plain, now, message.arrived_at);
    let lead = words.t2("mail-alert-lead", "who", format!("{name} <{}>", message.from_address), "when", when);
    let parts = [
        lead,
        message.subject.clone(),
        quoted.join("\n"),
        words.t1("mail-alert-open", "link", format!("{desk_at}conversations/{}", message.conversation_id)),
        words.t("mail-alert-why"),
    ];
    (subject, parts.join("\n\n"))
}
