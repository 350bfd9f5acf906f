//! `tact check` and `tact read-client`: stable keys, exit codes, what comes in by file, by standard input and line by line.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::desk::{TestDesk, lines};

/// Hot in English, with a blameful sentence.
const HOT: &str =
    "Hello Anna,\n\nAs I have already told you three times, this is YOUR problem. Stop wasting our time.\n";
const CALM: &str = "Hello Anna,\n\nThe logo is ready. Thank you for the photos.\n";

fn typed(desk: &TestDesk, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = desk.command(arguments);
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    running.stdin.take().unwrap().write_all(input).unwrap();
    running.wait_with_output().unwrap()
}

fn json(output: &Output) -> Value {
    lines(output).remove(0)
}

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

fn has_keys(value: &Value, wanted: &[&str]) {
    let found = keys(value);
    assert!(wanted.iter().all(|key| found.iter().any(|it| it == key)), "{wanted:?} in {found:?}");
}

#[test]
fn a_hot_draft_is_held_and_tells_where_by_bytes() {
    let desk = TestDesk::new();
    let file = desk.put("hot.txt", HOT);
    let output = desk.run(&["check", file.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let told = json(&output);
    has_keys(
        &told,
        &["language", "verdict", "heat", "findings", "asks", "commitments", "refusal", "topics", "unanswered"],
    );
    has_keys(&told["refusal"], &["present", "reason", "alternative"]);
    assert_eq!((&told["language"], &told["verdict"]), (&json!("en"), &json!("hold")));
    let held: Vec<&Value> =
        told["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "hold").collect();
    assert_eq!(held.len(), 1);
    has_keys(held[0], &["rule", "code", "severity", "span", "quote", "message", "fix", "apply"]);
    assert_eq!((&held[0]["rule"], &held[0]["apply"]["do"]), (&json!("cool-off"), &json!("put-off")));
    let [from, to] = [0, 1].map(|at| usize::try_from(held[0]["span"][at].as_u64().unwrap()).unwrap());
    assert_eq!(HOT.get(from..to), held[0]["quote"].as_str());
}

#[test]
fn a_calm_draft_may_go_and_what_it_asks_and_promises_is_told() {
    let desk = TestDesk::new();
    let text = "Wyślę wycenę do piątku. Proszę o logo do jutra.";
    let arguments = ["check", "-", "--format", "json", "--sent-at", "2026-11-17T10:00:00+01:00"];
    let output = typed(&desk, &arguments, text.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let told = json(&output);
    assert_eq!(told["commitments"][0]["due"], "2026-11-20");
    assert_eq!(told["asks"][0]["due"], "2026-11-18");
    has_keys(&told["asks"][0], &["quote", "what", "due"]);
    let promise = &told["findings"][0]["apply"];
    assert_eq!((&promise["do"], &promise["step"]["due"]), (&json!("track-promise"), &json!("2026-11-20")));
}

#[test]
fn with_damaged_weights_the_gate_looks_once_and_the_doctor_says_so() {
    let desk = TestDesk::new();
    desk.put("a.eml", "From: anna@client.example\r\nTo: us@agency.example\r\nSubject: Hi\r\n\r\nHello\r\n");
    desk.import("us@agency.example");
    let weights = desk.put("encoder.bin", "no weights at all");
    let file = desk.put("hot.txt", HOT);
    let with = |arguments: &[&str]| desk.command(arguments).env("TACT_ENCODER", &weights).output().unwrap();
    let output = with(&["check", file.to_str().unwrap(), "--format", "json"]);
    let told = json(&output);
    assert_eq!((&told["tier"], &told["verdict"]), (&json!(1), &json!("hold")));
    let output = with(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("the encoder's weights are damaged; bin/encoder makes them anew"), "{told}");
}

/// The encoder's weights, or a loud word that they are missing; in CI they must be there.
fn encoder() -> Option<String> {
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/encoder.bin");
    let path = std::env::var("TACT_ENCODER").unwrap_or_else(|_| usual.to_owned());
    let is_there = std::path::Path::new(&path).is_file();
    assert!(is_there || std::env::var_os("CI").is_none(), "the encoder's weights are missing in {path}");
    if !is_there {
        eprintln!("SKIPPED: the encoder's weights are missing in {path}; bin/encoder fetches them");
    }
    is_there.then_some(path)
}

/// A line out for a text in, read by both looks.
fn twice(command: &str, texts: &[&str]) -> Option<Vec<Value>> {
    let (desk, encoder) = (TestDesk::new(), encoder()?);
    let input: String = texts.iter().map(|text| format!("{}\n", json!({"text": text}))).collect();
    let arguments = [command, "--batch", "--encoder", &encoder, "--sent-at", "2026-11-17T10:00:00+01:00"];
    let told = lines(&typed(&desk, &arguments, input.as_bytes()));
    assert_eq!(told.len(), texts.len());
    Some(told)
}

#[test]
fn a_second_look_takes_no_fault_back_that_is_put_on_the_reader_in_so_many_words() {
    let blaming = ["It is your own fault.", "To wyłącznie Państwa wina.", "Вы сами виноваты."];
    let Some(told) = twice("check", &blaming) else { return };
    for (text, told) in blaming.iter().zip(told) {
        let findings = told["findings"].as_array().unwrap();
        assert!(findings.iter().any(|finding| finding["code"] == "blame"), "{text}: {told}");
        assert_eq!(told["tier"], 2, "{text}");
    }
}

#[test]
fn a_second_look_frees_no_insult_and_hears_no_edge_in_a_friendly_question() {
    let angry = [
        "The page is ready on Thursday. The leaflets go to print on Friday. You are a bloody idiot. I will send the invoice tomorrow.",
        "Jutro dokończymy teksty, w poniedziałek wgramy tłumaczenie. Jest Pan idiotą i kłamcą. Fakturę wyślę w piątek.",
        "Завтра закончим тексты, в понедельник зальём перевод. Вы идиот и лжец. Счёт пришлю в пятницу.",
        "Tekst jest na stronie. Po raz trzeci: nigdy Pan nie czyta tego, co wysyłamy, i mam dość tych głupich pytań. Umowę wyślę jutro.",
    ];
    let Some(told) = twice("check", &angry) else { return };
    for (text, told) in angry.iter().zip(told) {
        assert_eq!((&told["verdict"], &told["tier"]), (&json!("hold"), &json!(2)), "{text}");
    }
    let friendly =
        ["Hi Laura, how was your holiday?", "Did I miss anything?", "Jak minął urlop?", "Как прошёл отпуск?", "да"];
    for (text, told) in friendly.iter().zip(twice("check", &friendly).unwrap()) {
        assert_eq!(told["findings"], json!([]), "{text}");
    }
}

#[test]
fn a_second_look_hears_no_wish_in_courtesy_and_leaves_nobody_waiting() {
    let kind = [
        "Please don't worry, we have time until Friday.",
        "Proszę się nie martwić, mamy czas do piątku.",
        "Пожалуйста, не волнуйтесь, время есть до пятницы.",
    ];
    let Some(told) = twice("check", &kind) else { return };
    for (text, told) in kind.iter().zip(told) {
        assert_eq!((&told["asks"], &told["commitments"]), (&json!([]), &json!([])), "{text}");
    }
    let mails = [
        ("The old name is still on the page.", true),
        ("We need the new price list on the page by Friday.", true),
        ("Na stronie wciąż jest stary telefon.", true),
        ("На сайте до сих пор старый телефон.", true),
        (
            "Just so you know, the shop has moved to Mill Lane and everybody loves the new sign. Nothing to do on your side.",
            false,
        ),
        (
            "Tylko informacyjnie: przeprowadziliśmy się na Młyńską, szyld się wszystkim podoba. Nic nie trzeba robić.",
            false,
        ),
        ("Просто для сведения: мы переехали на Мельничную, вывеска всем нравится. Ничего делать не нужно.", false),
    ];
    let texts = mails.map(|(text, _)| text);
    for ((text, waits), told) in mails.iter().zip(twice("read-client", &texts).unwrap()) {
        assert_eq!(told["expects_answer"], json!(waits), "{text}");
    }
}

#[test]
fn on_the_terminal_a_finding_reads_like_a_compilers_in_three_languages() {
    let desk = TestDesk::new();
    let file = desk.put("hot.txt", HOT);
    for (language, severity, verdict) in [
        ("en_GB.UTF-8", "hold[heat-hot]: ", "Held"),
        ("pl_PL.UTF-8", "[heat-hot]: ", ""),
        ("ru_RU.UTF-8", "[heat-hot]: ", ""),
    ] {
        let output = desk.command(&["check", file.to_str().unwrap()]).env("LANG", language).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(severity) && said.contains("hot.txt:3:1") && said.contains("^^^^"), "{said}");
        assert!(said.contains(verdict) && !said.contains("cli-check"), "{said}");
    }
}

#[test]
fn every_angry_sentence_is_underlined() {
    let desk = TestDesk::new();
    let text = "Dear Anna,\n\nYou are an idiot. The page is online since Monday.\nYou are a liar and a thief!\n";
    let file = desk.put("hot.txt", text);
    let output = desk.command(&["check", file.to_str().unwrap()]).env("LANG", "en_GB.UTF-8").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let marked: Vec<&str> = said.lines().filter(|line| line.trim_start().starts_with("| ")).collect();
    let [idiot, liar] = ["-----------------", "^^^^^^^^^^^^^^^^^^^^^^^^^^^"];
    assert_eq!(marked, [format!("  | {idiot}"), format!("  | {liar}")], "{said}");
    assert!(said.contains("hot.txt:4:1"), "{said}");
    let told = json(&desk.run(&["check", file.to_str().unwrap(), "--format", "json"]));
    let also = &told["findings"][0]["also"][0];
    let [from, to] = [0, 1].map(|at| usize::try_from(also[at].as_u64().unwrap()).unwrap());
    assert_eq!(text.get(from..to), Some("You are an idiot."));
}

#[test]
fn a_batch_answers_line_for_line() {
    let desk = TestDesk::new();
    let long = "a ".repeat(120_000);
    let batch = [
        json!({"id": 1, "text": CALM, "sent_at": "2026-11-17T10:00:00Z"}),
        json!({"id": "two", "text": HOT}),
        json!({"id": 3, "text": long}),
        json!({"id": 4, "text": "The report is attached.", "attachments": ["report.pdf"]}),
        json!({"id": 5, "text": "It is ready.", "answering": "When does the shop open? Is the price final?"}),
    ];
    let input: String = batch.iter().map(|line| format!("{line}\n")).collect();
    let output = typed(&desk, &["check", "--batch", "--format", "json"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1), "one is held");
    let told = lines(&output);
    let ids: Vec<&Value> = told.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!("two"), &json!(3), &json!(4), &json!(5)]);
    assert_eq!((&told[0]["verdict"], &told[1]["verdict"]), (&json!("send"), &json!("hold")));
    assert!(told[2]["refused"].as_str().unwrap().contains("too long"));
    assert_eq!(told[3]["findings"], json!([]));
    assert!(!told[4]["unanswered"].as_array().unwrap().is_empty());
    let calm = typed(&desk, &["check", "--batch", "--format", "json"], format!("{}\n", batch[0]).as_bytes());
    assert_eq!(calm.status.code(), Some(0));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence() {
    let desk = TestDesk::new();
    let file = |name: &str, bytes: &[u8]| desk.put(name, bytes).to_str().unwrap().to_owned();
    let long = file("long.txt", "a ".repeat(120_000).as_bytes());
    let other = file("other.txt", b"Prosz\xea o logo");
    let folder = std::env::temp_dir().to_str().unwrap().to_owned();
    for command in ["check", "read-client"] {
        for (input, code, said) in [
            (long.as_str(), 1, "too long"),
            (other.as_str(), 1, "UTF-8"),
            ("/nowhere/draft.txt", 2, "/nowhere/draft.txt"),
            (folder.as_str(), 2, "is a folder"),
        ] {
            let output = desk.run(&[command, input, "--format", "json"]);
            assert_eq!(output.status.code(), Some(code), "{command} {input}");
            assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{command} {input}");
            assert!(output.stdout.is_empty());
        }
        let broken = typed(&desk, &[command, "--batch"], b"{\"text\": \"a\"}\nno json\n");
        assert_eq!(broken.status.code(), Some(2), "{command}");
        assert!(broken.stdout.is_empty(), "nothing is told of half a batch");
        let said = String::from_utf8_lossy(&broken.stderr);
        assert!(said.to_lowercase().contains("line 2"), "{said}");
    }
    let when = typed(&desk, &["check", "--sent-at", "someday"], b"Hello");
    assert_eq!(when.status.code(), Some(2));
    let language = typed(&desk, &["check", "--lang", "de"], b"Hallo");
    assert_eq!(language.status.code(), Some(2));
    let empty = typed(&desk, &["check", "--format", "json"], b"");
    assert_eq!((empty.status.code(), &json(&empty)["verdict"]), (Some(0), &json!("send")));
}

#[test]
fn a_mail_is_read_without_its_quote_and_with_its_files() {
    let desk = TestDesk::new();
    let mail = "From: desk@agency.example\r\nTo: anna@client.example\r\nSubject: Report\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        The report is attached.\r\n\r\n> THIS IS A DISGRACE!!!\r\n--b\r\nContent-Type: application/pdf\r\n\
        Content-Disposition: attachment; filename=report.pdf\r\n\r\nx\r\n--b--\r\n";
    let file = desk.put("answer.eml", mail);
    let output = desk.run(&["check", file.to_str().unwrap(), "--format", "json"]);
    assert_eq!((output.status.code(), &json(&output)["findings"]), (Some(0), &json!([])));
    let bare = typed(&desk, &["check", "--format", "json"], b"The report is attached.");
    assert_eq!(json(&bare)["findings"][0]["code"], "nothing-attached");
    let with = ["check", "--format", "json", "--attachment", "report.pdf"];
    assert_eq!(json(&typed(&desk, &with, b"The report is attached."))["findings"], json!([]));
}

#[test]
fn a_mail_is_read_by_the_clock_of_its_own_date() {
    let desk = TestDesk::new();
    // Late on Friday in New York, Saturday already in Greenwich: 'tomorrow' is the writer's.
    let mail = "From: desk@agency.example\r\nTo: anna@client.example\r\nSubject: Quote\r\n\
        Date: Fri, 20 Nov 2026 22:30:00 -0500\r\n\r\nI will send you the quote tomorrow.\r\n";
    let file = desk.put("answer.eml", mail);
    let due = |arguments: &[&str]| {
        let output = desk.run(&[&["check", file.to_str().unwrap(), "--format", "json"], arguments].concat());
        json(&output)["commitments"][0]["due"].clone()
    };
    assert_eq!(due(&[]), "2026-11-21");
    assert_eq!(due(&["--sent-at", "2026-11-25T10:00:00Z"]), "2026-11-26", "what is given has the last word");
}

#[test]
fn the_house_rules_of_the_desk_count_where_there_is_one() {
    let desk = TestDesk::new();
    let blame = b"You never sent us the texts, so the delay is your own fault.";
    let verdict = |arguments: &[&str]| {
        let output = typed(&desk, &[&["check", "--format", "json"], arguments].concat(), blame);
        (output.status.code(), lines(&output).first().map(|told| told["verdict"].clone()))
    };
    assert_eq!(verdict(&[]), (Some(0), Some(json!("send"))));
    let rules = json!({"own-the-fault": {"level": "hold"}});
    let settings = json!({"name": "Studio", "time_zone": "Europe/Warsaw", "country": "PL", "languages": ["en"],
        "hours": {"mon": ["09:00-17:00"]}, "rules": rules});
    let applied = typed(&desk, &["settings", "apply", "-"], settings.to_string().as_bytes());
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    assert_eq!(verdict(&[]), (Some(1), Some(json!("hold"))));
    assert_eq!(verdict(&["--client", "nobody"]), (Some(1), None), "an unknown client is refused");
    assert_eq!(verdict(&["--project", "p1"]), (Some(1), None), "and so is a project");
}

#[test]
fn a_clients_mail_is_told_under_stable_keys() {
    let desk = TestDesk::new();
    let text = "The shop is down and nobody answers. When will it be back? Please call me today.";
    let arguments = ["read-client", "-", "--format", "json", "--sent-at", "2026-11-17T10:00:00Z"];
    let output = typed(&desk, &arguments, text.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let told = json(&output);
    has_keys(
        &told,
        &[
            "questions",
            "requests",
            "complaint",
            "emergency",
            "wants_call",
            "refund",
            "thanks",
            "heat",
            "wished_date",
            "expects_answer",
        ],
    );
    assert_eq!((&told["emergency"], &told["wants_call"]), (&json!(true), &json!(true)));
    assert_eq!((&told["expects_answer"], &told["refund"]), (&json!(true), &json!(false)));
    assert_eq!(told["questions"][0], "When will it be back?");
    assert!(told["complaint"].as_u64().unwrap() > 0);
    let batch = typed(&desk, &["read-client", "--batch"], b"{\"id\": 7, \"text\": \"Thank you.\"}\n");
    let told = json(&batch);
    assert_eq!((&told["id"], &told["expects_answer"], &told["thanks"]), (&json!(7), &json!(false), &json!(true)));
}

#[test]
fn a_clients_mail_is_told_to_people_in_their_language() {
    let desk = TestDesk::new();
    let mail = desk.put("mail.txt", "Sklep nie działa i nikt nie odbiera. Kiedy ruszy? Proszę zadzwonić dziś.");
    for (language, told) in [
        ("en_GB.UTF-8", ["question: Kiedy ruszy?", "request: Proszę zadzwonić", "an emergency", "waits for an answer"]),
        ("pl_PL.UTF-8", ["pytanie: Kiedy ruszy?", "prośba: Proszę zadzwonić", "awaria", "czeka na odpowiedź"]),
        ("ru_RU.UTF-8", ["вопрос: Kiedy ruszy?", "просьба: Proszę zadzwonić", "срочный", "ждёт ответа"]),
    ] {
        let output = desk.command(&["read-client", mail.to_str().unwrap()]).env("LANG", language).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(told.iter().all(|line| said.contains(line)), "{language}: {said}");
    }
}
