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
    let says = || phrases::BOUNCE_TEXTS.iter().filter(|p| facts.text().contains(**p)).take(2).count();
    let report = facts.header("content-type").replace(['"', ' '], "").contains("report-type=delivery-status");
    if report && (subject || says() > 0) || facts.is_from_mailer() && (subject || says() > 0) {
        return true;
    }
    let null = facts.is_null_sender();
    let machine = null || facts.header("auto-submitted").starts_with("auto-");
    if machine && is_absence(facts) {
        return false;
    }
    if facts.is_from_postmaster() && (subject || says() > 1) || machine && subject && says() > 0 {
        return true;
    }
    // A null sender and the words of a failure, whatever the subject; or a mail that comes back of which nobody
    // says that a person passes it on.
    null && says() > 1
        || subject && says() > 1 && !facts.is_passed_on() && carries_original(facts)
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

#[cfg(test)]
mod tests {
    use rulebook::event::Kind;

    use crate::letter::Letter;
    use crate::read::{Hints, read};

    fn letter(mail: &str) -> Letter {
        read(mail.as_bytes(), &Hints::default())
    }

    #[test]
    fn notices_in_the_words_of_five_languages() {
        for (subject, text) in [
            (
                "failure notice",
                "Hi. This is the qmail-send program at x.example.\n\n<anna@client.example>:\nno mailbox here by that name.\n",
            ),
            (
                "Niedostarczona wiadomość",
                "Nie można dostarczyć wiadomości do: anna@client.example\nSkrzynka odbiorcy nie istnieje.\n",
            ),
            ("Недоставленное сообщение", "Письмо не доставлено: anna@client.example\nТакой пользователь не найден.\n"),
            (
                "Unzustellbar: Angebot",
                "Ihre Nachricht konnte nicht zugestellt werden.\n anna@client.example\n Benutzer unbekannt\n",
            ),
            ("Non remis : Devis", "Le message n'a pas pu être remis au destinataire anna@client.example (inconnu)\n"),
        ] {
            let mail = format!(
                "Return-Path: <>\nFrom: mail@relay.example\nTo: us@agency.example\nSubject: {subject}\n\n{text}"
            );
            let letter = letter(&mail);
            assert_eq!(letter.kind.0, Kind::Bounce, "{subject}");
            let bounce = letter.bounce.unwrap();
            assert_eq!(bounce.recipients[0].address, "anna@client.example", "{subject}");
            assert!(bounce.hard, "{subject}");
        }
    }

    #[test]
    fn a_full_box_is_no_dead_address_and_a_delay_no_failure() {
        let full = letter(
            "From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail\n\n<a@c.example>: 552 5.2.2 mailbox full\n",
        );
        let bounce = full.bounce.unwrap();
        assert_eq!((full.kind.0, bounce.hard, bounce.recipients[0].status.as_str()), (Kind::Bounce, false, "5.2.2"));
        let late = letter(
            "From: MAILER-DAEMON@x.example\nSubject: Warning: message delayed 24 hours\n\n<a@c.example>: will retry\n",
        );
        assert_eq!(late.kind.0, Kind::Delay);
    }

    #[test]
    fn people_who_pass_a_bounce_on_are_people() {
        let text = "Look what came back:\n\nThis is the mail system at host x.\nYour message could not be delivered: user unknown\n\nMessage-ID: <1@x>\n";
        for subject in
            ["Fwd: Undelivered Mail Returned to Sender", "Pd: Niedostarczona wiadomość", "Re: Undeliverable: Quote"]
        {
            let mail = format!("From: anna@client.example\nSubject: {subject}\n\n{text}");
            assert_eq!(letter(&mail).kind.0, Kind::Person, "{subject}");
        }
        let human = letter(
            "From: Postmaster Bob <postmaster@client.example>\nSubject: Our new site\n\nCan you deliver it by Friday?\n",
        );
        assert_eq!(human.kind.0, Kind::Person);
    }
}
