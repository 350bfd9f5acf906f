//! Everything the gate can say has its sentence and its way out in every language, and the examples of a rule's page are true.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use jiff::tz::TimeZone;
use rulebook::finding::{CHOICES, CODES};
use rulebook::gate::{Context, Draft, pass};
use rulebook::house_rules::Checks;
use rulebook::language::Sent;
use rulebook::rules::{self, Produces};
use words::{Language, Words, catalogue};

#[test]
fn every_finding_is_told_in_every_language() {
    for language in Language::ALL {
        let sentences = CODES.iter().flat_map(|code| [format!("finding-{code}"), format!("fix-{code}")]);
        for key in sentences.chain(CHOICES.iter().map(|choice| format!("draft-{choice}"))) {
            assert!(catalogue::has(language, &key), "{language}: {key}");
        }
    }
}

/// What the client wrote, where a rule looks at that.
fn answering(code: &str, language: Language) -> Option<&'static str> {
    let [en, pl, ru] = match code {
        "answer-everything" => ["When does the site go online?", "Kiedy ruszy strona?", "Когда заработает сайт?"],
        "offer-a-call" => ["Could you give me a call?", "Proszę o telefon.", "Перезвоните мне, пожалуйста."],
        _ => return None,
    };
    Some(match language {
        Language::En => en,
        Language::Pl => pl,
        Language::Ru => ru,
    })
}

/// The rules that speak of a draft.
fn speaking(code: &str, language: Language, text: &str) -> Vec<&'static str> {
    let sent = Sent { at: "2026-11-17T10:00".parse().unwrap(), calendar: None };
    let answering = answering(code, language);
    let draft = Draft { text, answering, language: None, sent, context: Context::default() };
    let passage = pass(&draft, &Checks::default(), None).unwrap();
    passage.findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn the_bad_example_of_a_rules_page_is_caught_and_the_good_one_is_not() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let words = Words::new(language, TimeZone::UTC);
        for rule in rules::ALL.iter().filter(|rule| rule.produces.contains(&Produces::Check)) {
            // That one looks at the clock, not at the words.
            if rule.code == "work-mode" {
                continue;
            }
            let [bad, good] = words.rule_examples(rule.code);
            if !speaking(rule.code, language, &bad).contains(&rule.code) {
                wrong.push(format!("{language}: {} lets pass: {bad}", rule.code));
            }
            // A promise is no fault: it is always offered to the ledger.
            let offers = rule.code == "say-what-you-will-do";
            if !offers && speaking(rule.code, language, &good).contains(&rule.code) {
                wrong.push(format!("{language}: {} speaks of: {good}", rule.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What reminds somebody of a step is itself nothing to hold or to advise about.
#[test]
fn a_reminder_passes_the_gate() {
    let what = [(Language::En, "send the logo"), (Language::Pl, "przesłać logo"), (Language::Ru, "прислать логотип")];
    for (language, what) in what {
        let text = Words::new(language, TimeZone::UTC).reminder(what);
        let sent = Sent { at: jiff::civil::datetime(2026, 11, 23, 10, 0, 0, 0), calendar: None };
        let context = Context { is_off_work: false, ..Context::default() };
        let draft = Draft { text: &text, answering: None, language: Some(language.code()), sent, context };
        let passage = pass(&draft, &Checks::default(), None).unwrap();
        assert!(
            passage.findings.iter().all(|finding| finding.rule == "next-steps"),
            "{language}: {:?}",
            passage.findings
        );
    }
}

/// What a fix offers would not have to be mended itself; a promise is no fault.
#[test]
fn what_is_offered_to_be_put_into_a_draft_passes_the_gate() {
    for language in Language::ALL {
        let words = Words::new(language, TimeZone::UTC);
        let beside = match language {
            Language::En => "The texts are on the site now, and so are the pictures of the shop.",
            Language::Pl => "Teksty są już na stronie, zdjęcia sklepu również.",
            Language::Ru => "Тексты уже на сайте, фотографии магазина тоже.",
        };
        for choice in CHOICES.iter().filter(|choice| !choice.starts_with("begin-")) {
            let text = format!("{beside} {}", words.t(&format!("draft-{choice}")));
            let findings = speaking("", language, &text);
            assert!(
                findings.iter().all(|rule| ["next-steps", "say-what-you-will-do"].contains(rule)),
                "{language}: {text}: {findings:?}"
            );
        }
    }
}
