//! Absence notices, acknowledgements, read receipts, and challenges.

use super::facts::Facts;
use super::phrases;

/// Whether a responder wrote it (RFC 3834), by its marks, else by the words of its subject.
pub(super) fn is_auto_reply(facts: &Facts<'_>) -> bool {
    let submitted = facts.header("auto-submitted");
    if submitted.starts_with("auto-replied") || submitted.starts_with("auto-notified") {
        return true;
    }
    if marked(facts) || is_receipt(facts) || facts.is_calendar_answer() {
        return true;
    }
    let subject = without_prefixes(&facts.subject);
    if phrases::AUTO_SUBJECTS_ANYWHERE.iter().any(|p| facts.subject.contains(p)) {
        return true;
    }
    if phrases::AUTO_SUBJECTS.iter().any(|p| subject.starts_with(p)) && !is_talk_about_it(facts) {
        return true;
    }
    let by_machine = facts.is_null_sender()
        || submitted.starts_with("auto-generated")
        || facts.has("x-auto-response-suppress")
        || facts.from.contains("noreply")
        || facts.from.contains("no-reply");
    by_machine && facts.letter.parent.is_some() && phrases::AUTO_TEXTS.iter().any(|p| facts.text().contains(p))
        || facts.is_null_sender() && phrases::AUTO_TEXTS.iter().any(|p| facts.text().contains(p))
}

/// Headers that responders set and nobody else does.
fn marked(facts: &Facts<'_>) -> bool {
    const MARKS: [&str; 9] = [
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-autoreply-from",
        "x-mail-autoreply",
        "x-amazon-auto-reply",
        "x-cron-autoresponder",
        "x-ms-exchange-inbox-rules-loop",
        "x-mdaemon-deliver-to-autoresponder",
    ];
    if MARKS.iter().any(|m| facts.has(m) && !matches!(facts.header(m).as_str(), "no" | "false")) {
        return true;
    }
    matches!(facts.header("precedence").as_str(), "auto_reply" | "auto-reply" | "autoreply")
        || facts.header("x-precedence") == "auto_reply"
        || facts.header("x-post-messageclass").contains("autoresponder")
        || facts.header("content-type").contains("report-type=disposition-notification")
        || facts.header("delivered-to").contains("autoresponder")
}

/// A read receipt (RFC 8098) answers nothing.
fn is_receipt(facts: &Facts<'_>) -> bool {
    facts.header("content-type").replace(['"', ' '], "").contains("report-type=disposition-notification")
}

/// People also write about absences: a mail that answers another and was sent by hand (it has a mail
/// program, no mark, and quotes) is theirs.
fn is_talk_about_it(facts: &Facts<'_>) -> bool {
    let human = facts.has("user-agent") || facts.has("x-mailer") && !facts.header("x-mailer").contains("vacation");
    let replies = facts.subject.starts_with("re:") && facts.text().contains("\n>");
    human && replies && !facts.is_null_sender()
}

/// The subject without `Re:`, `AW:`, `Odp:`, `Отв:` and list tags before it.
fn without_prefixes(subject: &str) -> &str {
    const PREFIXES: [&str; 12] =
        ["re:", "aw:", "fw:", "fwd:", "odp:", "odp.:", "отв:", "на:", "ответ:", "sv:", "antw:", "re :"];
    let mut rest = subject.trim_start();
    loop {
        let before = rest;
        for prefix in PREFIXES {
            rest = rest.strip_prefix(prefix).unwrap_or(rest).trim_start();
        }
        if rest.len() == before.len() {
            return rest;
        }
    }
}

/// Whether the sender's filter asks to prove that we are people.
pub(super) fn is_challenge(facts: &Facts<'_>) -> bool {
    let marked = facts.has("x-boxbe-challenge")
        || facts.has("x-spamarrest-challenge")
        || facts.has("x-ask-version")
        || facts.header("x-delivery-agent").contains("tmda")
        || facts.from.contains("boxbe.com")
        || facts.from.contains("spamarrest.com")
        || facts.from.contains("bluebottle.com")
        || facts.from.contains("bouncer@");
    if marked {
        return true;
    }
    let by_machine = facts.is_null_sender()
        || facts.is_from_mailer()
        || facts.header("auto-submitted").starts_with("auto-")
        || facts.from.contains("confirm")
        || facts.from.contains("verify");
    if !by_machine {
        return false;
    }
    let asks =
        facts.subject.contains("confirm") || facts.subject.contains("verif") || facts.subject.contains("approve");
    let text = facts.text();
    let found = phrases::CHALLENGE_TEXTS.iter().filter(|p| text.contains(**p)).count();
    asks && found >= 1
        || found >= 2 && text.contains("click")
        || text.contains("click the link") && text.contains("whitelist")
}

#[cfg(test)]
mod tests {
    use rulebook::event::Kind;

    fn kind(mail: &str) -> Kind {
        crate::read::read(mail.as_bytes(), &crate::read::Hints::default()).kind.0
    }

    #[test]
    fn absence_notices_of_five_languages() {
        for subject in [
            "Automatic reply: Quote",
            "Odpowiedź automatyczna: Wycena",
            "Автоответ: Счёт",
            "Abwesenheitsnotiz: Angebot",
            "Réponse automatique : Devis",
            "Re: Out of the office: Quote",
        ] {
            assert_eq!(
                kind(&format!("From: a@b.example\nSubject: {subject}\n\nI am away.\n")),
                Kind::AutoReply,
                "{subject}"
            );
        }
    }

    #[test]
    fn marks_decide_whatever_the_subject() {
        for mark in ["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply"] {
            assert_eq!(
                kind(&format!("From: a@b.example\nSubject: Hello\n{mark}\n\nThanks.\n")),
                Kind::AutoReply,
                "{mark}"
            );
        }
        assert_eq!(kind("From: a@b.example\nSubject: Hello\nAuto-Submitted: no\n\nThanks.\n"), Kind::Person);
    }

    #[test]
    fn an_invitation_answered_by_a_click_is_no_letter_but_words_with_it_are() {
        let head = "From: a@b.example\nSubject: Accepted: Talk\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n";
        let calendar = "\n--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n--b--\n";
        assert_eq!(kind(&format!("{head}{calendar}")), Kind::AutoReply);
        assert_eq!(kind(&format!("{head}Do you bring the report?{calendar}")), Kind::Person);
        assert_eq!(kind(&format!("{head}{}", calendar.replace("REPLY", "REQUEST"))), Kind::Person);
    }

    #[test]
    fn a_person_may_write_about_absence() {
        let mail =
            "From: a@b.example\nUser-Agent: Mutt\nSubject: Re: Out of office next week\n\nFine.\n> shall we meet?\n";
        assert_eq!(kind(mail), Kind::Person);
    }

    #[test]
    fn a_challenge_is_told_from_a_bounce() {
        let mail = "From: confirm@filter.example\nReturn-Path: <>\nSubject: Please confirm your message\n\n\
                    To deliver your message, click the link below. I whitelist senders.\n";
        assert_eq!(kind(mail), Kind::Challenge);
    }
}
