//! Notices of mailers that write no delivery report.

use rulebook::event::Kind;

use super::facts::Facts;
use super::phrases;

/// `Bounce` or `Delay` when a mailer says so in its own words.
pub(super) fn kind(facts: &Facts<'_>) -> Option<Kind> {
    if !is_notice(facts) {
        return None;
    }
    Some(if is_delay(facts) { Kind::Delay } else { Kind::Bounce })
}

fn is_notice(facts: &Facts<'_>) -> bool {
    if facts.has("x-failed-recipients") {
        return true;
    }
    let subject = phrases::BOUNCE_SUBJECTS.iter().any(|p| facts.subject.contains(p));
    let mailer = facts.is_from_mailer();
    let report = facts.header("content-type").replace(['"', ' '], "").contains("report-type=delivery-status");
    let machine = mailer || facts.is_null_sender() || facts.header("auto-submitted").starts_with("auto-");
    let says = || phrases::BOUNCE_TEXTS.iter().filter(|p| facts.text().contains(**p)).take(2).count();
    if report && (subject || says() > 0) {
        return true;
    }
    if mailer && (subject || says() > 0) || machine && subject && says() > 0 {
        return true;
    }
    if machine && is_absence(facts) {
        return false;
    }
    // A null sender and the words of a failure, whatever the subject.
    facts.is_null_sender() && says() > 1
        || subject && says() > 1 && carries_original(facts)
        || facts.is_service_notice("bounce")
}

/// An absence notice may say that mail is not delivered meanwhile.
fn is_absence(facts: &Facts<'_>) -> bool {
    phrases::AUTO_SUBJECTS.iter().chain(phrases::AUTO_SUBJECTS_ANYWHERE).any(|p| facts.subject.contains(p))
}

/// A notice that gives the mail back, without any other sign that a mailer wrote it.
fn carries_original(facts: &Facts<'_>) -> bool {
    facts.original().is_some() || facts.text().contains("\nreceived: ") || facts.text().contains("\nmessage-id: ")
}

/// Whether the mailer goes on trying.
fn is_delay(facts: &Facts<'_>) -> bool {
    let by_subject = phrases::DELAY_SUBJECTS.iter().any(|p| facts.subject.contains(p));
    let text = facts.text();
    let by_text = phrases::DELAY_TEXTS.iter().any(|p| text.contains(p));
    let gave_up = [
        "giving up",
        "gave up",
        "given up",
        "permanent",
        "will not be retried",
        "has been returned",
        "could not be delivered for",
    ]
    .iter()
    .any(|p| text.contains(p));
    by_subject && !facts.subject.contains("fail") || by_text && !gave_up
}
