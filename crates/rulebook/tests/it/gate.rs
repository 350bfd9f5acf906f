//! The gate: what each check says of drafts in three languages, what one key would do about it, and how levels weigh.

use proptest::prelude::*;
use rulebook::finding::{CHOICES, CODES, Finding, Fix, Severity};
use rulebook::gate::{Context, Draft, LONGEST_DRAFT, Recipient, Refused, Talk, Verdict, pass};
use rulebook::house_rules::{Checks, HouseRules};
use rulebook::language::{DIRECTION, Sense, Sensed, Sent, look};
use serde_json::json;

/// Tuesday.
fn draft<'a>(text: &'a str, context: Context<'a>) -> Draft<'a> {
    let sent = Sent { at: "2026-11-17T10:00".parse().unwrap(), calendar: None };
    Draft { text, answering: None, language: None, sent, context }
}

fn findings(draft: &Draft<'_>) -> Vec<Finding> {
    pass(draft, &Checks::default(), None).unwrap().findings
}

/// The findings of one rule: code and words.
fn found<'a>(rule: &str, draft: &Draft<'a>) -> Vec<(&'static str, &'a str)> {
    let of_rule = findings(draft).into_iter().filter(|finding| finding.rule == rule);
    of_rule.map(|finding| (finding.code, draft.text.get(finding.span).unwrap())).collect()
}

#[test]
fn an_ask_in_the_text_becomes_a_step_with_its_day() {
    for (text, what) in [
        ("Could you send us the logo by Friday?", "Could you send us the logo by Friday?"),
        ("Prosimy o przesłanie logo do piątku.", "Prosimy o przesłanie logo do piątku"),
        ("Пришлите, пожалуйста, логотип до пятницы.", "Пришлите, пожалуйста, логотип до пятницы"),
    ] {
        let finding = findings(&draft(text, Context::default())).remove(0);
        assert_eq!(finding.code, "ask-in-text", "{text}");
        let Some(Fix::ToNextStep { step }) = finding.fix else { panic!("{text}") };
        assert_eq!((step.what.as_str(), step.due), (what, Some("2026-11-20".parse().unwrap())));
    }
}

#[test]
fn a_question_is_no_step_and_a_list_is_enough() {
    for text in [
        "When does the shop open?",
        "Kiedy otwieracie sklep?",
        "Когда вы открываетесь?",
        "Next steps\n- You: send us the logo by Friday",
        "Następne kroki\n- Państwo: prosimy przesłać logo do piątku",
        "Следующие шаги\n- Вы: пришлите логотип до пятницы",
    ] {
        assert_eq!(found("next-steps", &draft(text, Context::default())), [], "{text}");
    }
}

#[test]
fn what_we_say_we_will_do_is_offered_once() {
    for text in ["I will send the quote by Friday.", "Wyślę wycenę do piątku.", "Пришлю смету до пятницы."]
    {
        let context = Context::default();
        let all = findings(&draft(text, context));
        let Some(Fix::TrackPromise { step }) = &all[0].fix else { panic!("{text}: {all:?}") };
        assert_eq!(step.due, Some("2026-11-20".parse().unwrap()), "{text}");
        let settled = [step.what.to_uppercase()];
        let settled: Vec<&str> = settled.iter().map(String::as_str).collect();
        let context = Context { settled: &settled, ..context };
        assert_eq!(found("say-what-you-will-do", &draft(text, context)), [], "{text}");
    }
}

#[test]
fn a_mail_with_another_clients_name_or_file_is_asked_about() {
    let context = Context {
        other_names: &["Lumen Studio Ltd", "Ромашка", "Kwiaciarnia Róża"],
        own_names: &["Borealis"],
        files: &["quote-lumen-studio.pdf", "plan.pdf"],
        ..Context::default()
    };
    for (text, expected) in [
        ("Borealis gets the same as Lumen Studio.", Some("Lumen Studio")),
        ("To samo zrobiliśmy dla Kwiaciarni Róża.", Some("Kwiaciarni Róża")),
        ("Макет для Ромашки готов.", Some("Ромашки")),
        ("Borealis gets the plan.", None),
    ] {
        let draft = draft(text, context);
        let mut expected: Vec<_> = expected.map(|words| ("other-client", words)).into_iter().collect();
        expected.insert(0, ("other-file", ""));
        assert_eq!(found("right-recipient", &draft), expected, "{text}");
        let off = Fix::RemoveAttachment { name: "quote-lumen-studio.pdf".to_owned() };
        assert!(findings(&draft).iter().any(|finding| finding.fix == Some(off.clone())));
    }
}

#[test]
fn a_file_that_is_spoken_of_and_missing_is_asked_about() {
    for text in ["The report is attached.", "W załączniku przesyłam raport.", "Отчёт во вложении."] {
        let bare = draft(text, Context::default());
        assert_eq!(found("right-recipient", &bare), [("nothing-attached", text)]);
        let with = draft(text, Context { files: &["report.pdf"], ..Context::default() });
        assert_eq!(found("right-recipient", &with), [], "{text}");
    }
    for text in ["The report is ready.", "Raport jest gotowy.", "Отчёт готов."] {
        assert_eq!(found("right-recipient", &draft(text, Context::default())), [], "{text}");
    }
}

#[test]
fn newcomers_in_copy_and_colleagues_among_clients_are_named() {
    let anna =
        Recipient { address: "anna@b.example", name: "Anna", is_copy: false, is_new: false, is_colleague: false };
    let new = Recipient { address: "new@b.example", name: "", is_copy: true, is_new: true, ..anna };
    let ola = Recipient { address: "ola@us.example", name: "Ola", is_colleague: true, ..anna };
    let said = |recipients: &[Recipient<'_>]| -> Vec<(&'static str, String)> {
        let context = Context { recipients, ..Context::default() };
        findings(&draft("Hello.", context)).into_iter().map(|it| (it.code, it.what)).collect()
    };
    assert_eq!(said(&[anna]), []);
    assert_eq!(said(&[anna, new]), [("newcomer", "new@b.example".to_owned())]);
    assert_eq!(said(&[anna, ola]), [("colleague", "Ola".to_owned())]);
    assert_eq!(said(&[ola]), [], "a mail among ourselves");
    assert_eq!(said(&[Recipient { is_copy: false, ..new }]), [], "who begins a talk is new to it");
}

#[test]
fn a_call_is_proposed_when_mail_does_not_help() {
    let busy = Talk { mails_lately: 6, ..Talk::default() };
    let sore = Talk { complaint: true, ..Talk::default() };
    let agreed = Talk { call_agreed: true, ..busy };
    for (text, offer) in [
        ("The logo is ready.", "Shall we have a quick call tomorrow?"),
        ("Logo jest gotowe.", "Czy możemy zadzwonić jutro?"),
        ("Логотип готов.", "Давайте созвонимся завтра."),
    ] {
        for (talk, code) in
            [(Talk::default(), None), (busy, Some("to-and-fro")), (sore, Some("call-for-complaint")), (agreed, None)]
        {
            let context = Context { talk, ..Context::default() };
            let expected: Vec<_> = code.map(|code| (code, "")).into_iter().collect();
            assert_eq!(found("offer-a-call", &draft(text, context)), expected, "{text} {talk:?}");
            assert_eq!(found("offer-a-call", &draft(offer, context)), [], "{offer}");
        }
    }
    for (text, answering) in [
        ("The logo is ready.", "Please give me a call."),
        ("Logo jest gotowe.", "Proszę o telefon."),
        ("Логотип готов.", "Перезвоните мне."),
    ] {
        let draft = Draft { answering: Some(answering), ..draft(text, Context::default()) };
        assert_eq!(found("offer-a-call", &draft), [("call-wished", "")], "{answering}");
    }
}

#[test]
fn a_level_decides_whether_a_finding_holds() {
    let text = "You never sent us the texts, so the delay is your own fault.";
    let verdict = |level: &str| {
        let layer = [("own-the-fault".to_owned(), json!({ "level": level }))].into();
        let checks = HouseRules::layered([&layer]).unwrap().checks;
        let passage = pass(&draft(text, Context::default()), &checks, None).unwrap();
        let blame = passage.findings.into_iter().find(|finding| finding.code == "blame");
        (passage.verdict, blame.map(|finding| finding.severity))
    };
    assert_eq!(verdict("off"), (Verdict::Send, None));
    assert_eq!(verdict("advice"), (Verdict::Send, Some(Severity::Advice)));
    assert_eq!(verdict("hold"), (Verdict::Hold, Some(Severity::Hold)));
}

#[test]
fn a_refusal_that_lacks_something_gets_the_beginnings_of_it() {
    for text in [
        "Unfortunately we cannot do this.",
        "Niestety nie możemy tego zrobić.",
        "К сожалению, мы не можем этого сделать.",
    ] {
        let choices: Vec<_> = findings(&draft(text, Context::default()))
            .into_iter()
            .filter_map(|finding| finding.fix)
            .flat_map(|fix| fix.choices().to_vec())
            .collect();
        assert_eq!(choices, ["begin-reason", "begin-other-way"], "{text}");
    }
}

#[test]
fn one_sharp_sentence_among_calm_ones_is_marked() {
    let text = "Hello Anna,\n\nthe logo is ready and the texts are in.\n\nAs I have already told you three times, this is \
                YOUR problem. The quote follows tomorrow.\n";
    let [(code, words)] = found("cool-off", &draft(text, Context::default()))[..] else { panic!("one finding") };
    assert!(code.starts_with("heat-") && words.starts_with("As I have already told you"), "{code}: {words}");
}

#[test]
fn two_neighbours_that_are_sharp_together_are_marked_however_long_the_calm_rest_is() {
    for (reproach, calm, rest) in [
        (
            "as I already said three times, we cannot start without the texts. You promised them for Monday, and today there is \
             still nothing.",
            "we cannot start without the texts. You promised them for Monday, and the logo for Friday.",
            "The design is ready and lies on the test server. On Wednesday we put the pictures in, on Thursday we check the \
             form. Please send the texts by Friday, then the site goes out in time.",
        ),
        (
            "jak już pisałam trzy razy, bez tekstów nie ruszymy. Obiecał Pan przysłać je w poniedziałek i nic nie przyszło.",
            "bez tekstów nie ruszymy. Obiecał Pan przysłać je w poniedziałek, a logo w piątek.",
            "Projekt strony jest gotowy i czeka na serwerze testowym. W środę wgramy zdjęcia, w czwartek sprawdzimy \
             formularz. Proszę o teksty do piątku, wtedy strona ruszy w terminie.",
        ),
        (
            "как я уже писала трижды, без текстов мы не начнём. Вы обещали их к понедельнику и снова не прислали.",
            "без текстов мы не начнём. Вы обещали их к понедельнику, а логотип к пятнице.",
            "Макет сайта готов и лежит на тестовом сервере. В среду загрузим фотографии, в четверг проверим форму. \
             Пришлите тексты до пятницы, тогда сайт выйдет в срок.",
        ),
    ] {
        let codes = |words: &str| {
            let text = format!("Marek,\n\n{words}\n\n{rest}\n");
            found("cool-off", &draft(&text, Context::default()))
                .into_iter()
                .map(|(code, _)| code.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(reproach), ["heat-edgy"], "{reproach}");
        assert_eq!(codes(calm), Vec::<String>::new(), "{calm}");
    }
}

#[test]
fn a_draft_that_is_too_long_is_refused() {
    let long = "a ".repeat(LONGEST_DRAFT);
    assert_eq!(pass(&draft(&long, Context::default()), &Checks::default(), None), Err(Refused::TooLong));
    let answering = Draft { answering: Some(&long), ..draft("Hello", Context::default()) };
    assert_eq!(pass(&answering, &Checks::default(), None), Err(Refused::TooLong));
}

/// Pieces that drafts are made of, and what breaks careless readers.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Could you send us the logo by Friday? "),
        Just("Wyślę to do piątku. "),
        Just("Пришлите, пожалуйста, договор. "),
        Just("YOUR fault!!! "),
        Just("As I already said three times, "),
        Just("К сожалению, не можем.\n\n"),
        Just("1. "),
        Just("- Państwo: "),
        Just("Next steps:\n"),
        Just("„cytat” «ёж» "),
        Just("w załączniku "),
        Just("\u{301}\u{200d}👩‍👩‍👧 "),
        Just("\r\n> quoted\r\n"),
        Just("\0"),
        Just("Lumen Studio "),
        Just("İ ß ﬁ "),
    ];
    prop_oneof![
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "[a-zA-Zа-яА-Яąęłśćżźń?!.,:;\"'()\\-\n0-9 ]{0,300}",
    ]
}

/// A second look whose directions follow from the letters alone; or one that can never read.
struct Letters(bool);

impl Sense for Letters {
    fn read(&self, sentences: &[&str]) -> Option<Sensed> {
        let direction = |text: &str| {
            let mut direction = vec![0.01_f32; DIRECTION];
            for (at, byte) in text.bytes().enumerate() {
                let place = (at * 31 + usize::from(byte)) % DIRECTION;
                direction[place] += 0.1;
            }
            direction
        };
        let parts = sentences.iter().map(|sentence| direction(sentence)).collect();
        self.0.then(|| Sensed { whole: direction(&sentences.concat()), parts })
    }
}

/// A second look that sees the same in everything.
struct Always(usize, f32);

impl Sense for Always {
    fn read(&self, sentences: &[&str]) -> Option<Sensed> {
        let mut direction = vec![0.0_f32; DIRECTION];
        direction[self.0 % DIRECTION] = self.1;
        Some(Sensed { whole: direction.clone(), parts: vec![direction; sentences.len()] })
    }
}

#[test]
fn what_waits_for_something_declines_nothing_whatever_a_second_look_sees() {
    let sent = Sent { at: "2026-11-17T10:00".parse().unwrap(), calendar: None };
    let refused = |text: &str| {
        let senses = (0..DIRECTION).flat_map(|at| [Always(at, 3.0), Always(at, -3.0)]);
        senses.filter(|sense| look(text, None, None, &sent, Some(sense)).reading.refusal.is_some()).count()
    };
    for text in [
        "As I said, we cannot start without the texts.",
        "Without the signed plan we can't print anything.",
        "Bez tekstów nie ruszymy.",
        "Как я уже писала, без текстов мы не начнём.",
    ] {
        assert_eq!(refused(text), 0, "{text}");
    }
    assert!(refused("The texts are with us and we start.") > 0, "no second look sees a refusal");
}

#[test]
fn a_second_look_that_cannot_read_changes_nothing_and_the_passage_says_which_look_it_was() {
    let text = "As I already said three times, you never read what I send. I will send it by Friday.";
    let draft = draft(text, Context::default());
    let once = pass(&draft, &Checks::default(), None).unwrap();
    assert_eq!(pass(&draft, &Checks::default(), Some(&Letters(false))).unwrap(), once);
    let twice = pass(&draft, &Checks::default(), Some(&Letters(true))).unwrap();
    assert_eq!((once.tier(), twice.tier()), (1, 2));
    assert_ne!(once.heat.score, twice.heat.score, "the second look is weighed");
}

proptest! {
    #[test]
    fn whatever_is_typed_every_place_is_a_range_of_it_and_the_gate_says_the_same_again(
        text in text(), answering in prop::option::of(text())
    ) {
        let newcomer = Recipient { address: "new@client.test", name: "Ёж", is_copy: true, is_new: true, is_colleague: false };
        let colleague = Recipient { address: "piotr@agency.test", name: "", is_colleague: true, ..newcomer };
        let context = Context {
            recipients: &[newcomer, colleague],
            other_names: &["Lumen Studio", "Ёж", "İ"],
            files: &["lumen studio.pdf", ""],
            talk: Talk { mails_lately: 9, complaint: true, call_agreed: false },
            is_off_work: true,
            ..Context::default()
        };
        let draft = Draft { answering: answering.as_deref(), ..draft(&text, context) };
        let passage = pass(&draft, &Checks::default(), None).unwrap();
        let held = passage.findings.iter().any(|finding| finding.severity == Severity::Hold);
        prop_assert_eq!(passage.verdict == Verdict::Hold, held);
        let mut spans: Vec<_> = passage.findings.iter().map(|finding| finding.span.clone()).collect();
        spans.extend(passage.heat.markers.iter().map(|marker| marker.span.clone()));
        spans.extend(passage.reading.topics.iter().cloned());
        spans.extend(passage.heat.hottest.clone());
        spans.extend(passage.findings.iter().flat_map(|finding| finding.also.clone()));
        for finding in &passage.findings {
            prop_assert!(CODES.contains(&finding.code));
            match &finding.fix {
                Some(Fix::ToNextStep { step } | Fix::TrackPromise { step }) => spans.push(step.span.clone()),
                Some(Fix::AddNextSteps { steps }) => spans.extend(steps.iter().map(|step| step.span.clone())),
                Some(Fix::SplitHere { at }) => spans.extend(at.iter().map(|at| *at..*at)),
                Some(Fix::MilderWording { span, .. }) => spans.push(span.clone()),
                Some(Fix::AddReasonAndOtherWay { at, .. } | Fix::OfferCall { at, .. } | Fix::AnswerQuestion { at, .. }) => {
                    spans.push(*at..*at);
                }
                Some(Fix::RemoveRecipient { address }) => {
                    prop_assert!(context.recipients.iter().any(|one| one.address == address));
                }
                Some(Fix::RemoveAttachment { name }) => prop_assert!(context.files.contains(&name.as_str())),
                _ => {}
            }
            let choices = finding.fix.iter().flat_map(|fix| fix.choices());
            prop_assert!(choices.into_iter().all(|choice| CHOICES.contains(choice)));
        }
        for span in spans {
            prop_assert!(text.get(span.clone()).is_some(), "{:?}", span);
        }
        prop_assert_eq!(pass(&draft, &Checks::default(), None).unwrap(), passage);
        let twice = pass(&draft, &Checks::default(), Some(&Letters(true))).unwrap();
        for deed in twice.reading.asks.iter().chain(&twice.reading.commitments) {
            prop_assert!(text.get(deed.span.clone()).is_some(), "{:?}", deed.span);
        }
        prop_assert!(twice.heat.hottest.as_ref().is_none_or(|hottest| text.get(hottest.clone()).is_some()));
        prop_assert_eq!(pass(&draft, &Checks::default(), Some(&Letters(true))).unwrap(), twice);
    }
}

#[test]
fn an_outcome_is_promised_before_it_is_there_not_reported_afterwards() {
    for (text, promised) in [
        ("The new page will double your traffic.", true),
        ("Traffic doubled in October.", false),
        ("Nowa strona podwoi liczbę zapytań.", true),
        ("Podwoimy liczbę zapytań.", true),
        ("Liczba zapytań podwoiła się od października.", false),
        ("Сайт гарантированно выйдет в топ.", true),
        ("Заявок в октябре стало вдвое больше.", false),
    ] {
        assert_eq!(found("honest-start", &draft(text, Context::default())).len(), usize::from(promised), "{text}");
    }
}

#[test]
fn a_reproach_is_sharp_in_the_formal_third_person_too() {
    for (text, sharp) in [
        ("Znowu nie przysłali Państwo plików, a prosiłem trzy razy. Tak się nie da pracować!", true),
        ("Pan nie odpisał na żadne z trzech pytań. Tak się nie robi.", true),
        ("Państwo znowu nie zapłacili w terminie, a przypominałam o tym dwa razy.", true),
        ("Nie przysłali Państwo jeszcze logo; bez niego nie złożymy plakatu. Proszę o plik do piątku.", false),
        ("Вы снова не прислали файлы, хотя я просил трижды. Так работать невозможно!", true),
        ("You didn't send the files again, although I asked three times. This is no way to work!", true),
    ] {
        let codes: Vec<&str> =
            found("cool-off", &draft(text, Context::default())).into_iter().map(|(code, _)| code).collect();
        assert_eq!(!codes.is_empty(), sharp, "{text}: {codes:?}");
    }
}
