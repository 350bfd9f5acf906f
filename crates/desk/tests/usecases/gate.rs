//! The gate at Send: what is written in anger stays, calm words go; and what the client asked is ticked off as it is answered.

use desk::answer::{self, AnswerForm, Hands, Refused};
use desk::check::{Care, Unsent, check};
use desk::files::Place;
use desk::{By, Who, begin, drafts, hold_off};
use rulebook::gate::Verdict;
use rulebook::people::Party;
use rulebook::step::DraftStep;
use store::draft::DraftKind;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, at};

const ANGRY: [&str; 3] = [
    "Anna, you never read what we send, and I am sick of your stupid questions.",
    "Nigdy nie czyta Pani tego, co wysyłamy, i mam dość tych głupich pytań.",
    "Вы никогда не читаете то, что мы присылаем, и мне надоели ваши тупые вопросы.",
];

fn angry(house: &House, key: &str) -> AnswerForm {
    AnswerForm { text: ANGRY[0].into(), ..house.answer_form(key) }
}

async fn questions(house: &House, conversation: &str, text: &str) -> Vec<(String, bool)> {
    let place = Place { conversation, kind: DraftKind::Reply };
    let draft = Unsent { text: text.to_owned(), ..Unsent::default() };
    let checked = check(&house.desk, Hands::own(&house.ola), place, draft, Care::Close).await.unwrap();
    checked.questions.into_iter().map(|one| (one.text, one.answered)).collect()
}

#[tokio::test]
async fn a_mail_in_anger_stays_in_every_language_and_every_word_is_kept() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    for (key, text) in ANGRY.into_iter().enumerate() {
        let form = drafts::DraftForm { text: text.into(), version: i64::try_from(key).unwrap(), ..Default::default() };
        drafts::save(&house.desk, &house.ola, &anna, DraftKind::Reply, &form).await.unwrap();
        let form = AnswerForm { text: text.into(), ..house.answer_form(&format!("key-{key}")) };
        let refused = answer::send(&house.desk, &house.ola, &anna, form).await.unwrap_err();
        let Refused::Held(checked) = refused else { panic!("{text}: {refused}") };
        assert_eq!(checked.passage.verdict, Verdict::Hold);
        let held = checked.passage.findings.iter().find(|one| one.code == "heat-hot").unwrap();
        assert!(text.get(held.span.clone()).is_some_and(|words| !words.is_empty()), "{text}");
        let draft = drafts::load(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap().unwrap();
        assert_eq!(draft.text, text);
    }
    house.wait(60);
    house.worker().work_off().await.unwrap();
    assert_eq!(relay.handed().len(), 0);
    assert_eq!(house.messages(&anna).await.len(), 1, "nothing of it stands in the conversation");
    // Written anew it goes.
    house.answer(&anna, "key-calm").await;
}

async fn codes(house: &House, conversation: &str) -> Vec<&'static str> {
    let place = Place { conversation, kind: DraftKind::Reply };
    let draft = Unsent { text: "Dear Anna,\n\nthe shop works again.\n\nOla".into(), ..Unsent::default() };
    let checked = check(&house.desk, Hands::own(&house.ola), place, draft, Care::Close).await.unwrap();
    checked.passage.findings.into_iter().map(|finding| finding.code).collect()
}

#[tokio::test]
async fn after_a_complaint_a_call_is_proposed_until_we_speak_of_one_or_they_thank_us() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let words =
        "This is unacceptable. The shop has been down for two days and we are losing money. We will go to a lawyer.";
    for (round, ending) in ["Dear Anna,\n\nshall we talk on the phone at 10?\n\nOla", ""].into_iter().enumerate() {
        let id = |name: &str| format!("{name}{round}@client.test");
        let anna = house.anna_asks(&id("grave"), words).await;
        assert!(codes(&house, &anna).await.contains(&"call-for-complaint"), "as it stands there to be answered");
        house.answer(&anna, &format!("first{round}")).await;
        house.wait(60);
        house.worker().work_off().await.unwrap();
        assert!(codes(&house, &anna).await.contains(&"call-for-complaint"), "and after a first answer as well");
        if ending.is_empty() {
            let thanks = "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: The report\r\n";
            let of = format!("Message-ID: <{}>\r\nReferences: <{}>\r\n\r\n", id("thanks"), id("grave"));
            house.mail(&format!("{thanks}{of}Thank you, it works now.\r\n")).await;
        } else {
            let form = AnswerForm { text: ending.into(), ..house.answer_form(&format!("second{round}")) };
            answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
        }
        assert!(!codes(&house, &anna).await.contains(&"call-for-complaint"), "{ending:?}");
        house.wait(30 * 24 * 3600);
    }
}

#[tokio::test]
async fn only_an_owner_sends_it_all_the_same_and_the_reason_is_kept() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let mut colleague = house.ola.member.clone();
    colleague.role = store::member::Role::Colleague;
    let colleague = Who { member: colleague, session_id: None };
    let reasoned = |key: &str, reason: &str| AnswerForm { overruled: reason.into(), ..angry(&house, key) };
    for (who, reason) in [(&colleague, "I mean it"), (&house.ola, "  ")] {
        let refused = answer::send(&house.desk, who, &anna, reasoned("key-1", reason)).await.unwrap_err();
        assert!(matches!(refused, Refused::Held(_)), "{refused}");
    }
    answer::send(&house.desk, &house.ola, &anna, reasoned("key-1", "A joke between us")).await.unwrap();
    let desk = &house.desk;
    let events = desk
        .db()
        .read(async |mut tx| store::event::of_conversations(&mut tx, desk.id(), &[&anna], &["overruled"]).await)
        .await
        .unwrap();
    assert_eq!(events.len(), 1);
    assert!(events[0].data.contains("A joke between us"), "{}", events[0].data);
    // A reason given for a calm mail says nothing and is not kept.
    let form = AnswerForm { overruled: "no need".into(), ..house.answer_form("key-2") };
    answer::send(&house.desk, &house.ola, &anna, AnswerForm { despite_newer: true, ..form }).await.unwrap();
    assert_eq!(house.verbs(&anna).await.iter().filter(|verb| *verb == "overruled").count(), 1);
}

#[tokio::test]
async fn new_mails_pass_it_too_and_a_holding_reply_goes() {
    let house = House::new().await;
    let id = house.desk.new_id();
    let form = AnswerForm { subject: "Plan".into(), ..angry(&house, "key-1") };
    let refused = begin::send(&house.desk, &house.ola, &id, form).await.unwrap_err();
    assert!(matches!(refused, Refused::Held(_)), "{refused}");
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    hold_off::send(&house.desk, &house.ola, &anna, None, "key-2").await.unwrap();
}

#[tokio::test]
async fn where_the_rule_is_off_nothing_is_held() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let desk = &house.desk;
    let rules = r#"{"cool-off": {"level": "off"}}"#;
    let client = desk
        .db()
        .write(async |mut tx| {
            let row = store::conversation::find(&mut tx, desk.id(), &anna).await?.unwrap();
            store::client::set_rules(&mut tx, desk.id(), &row.client_id, rules).await?;
            Ok::<_, store::StoreError>(row.client_id)
        })
        .await
        .unwrap();
    assert!(!client.is_empty());
    answer::send(desk, &house.ola, &anna, angry(&house, "key-1")).await.unwrap();
}

#[tokio::test]
async fn a_clients_level_beats_the_desks_for_that_client_and_no_other() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let other = house
        .mail("From: Ben <ben@other.test>\r\nTo: ola@agency.test\r\nSubject: Plan\r\nMessage-ID: <q2@other.test>\r\n\r\nWhen?\r\n")
        .await;
    let row = desk.db().read(async |mut tx| store::conversation::find(&mut tx, desk.id(), &anna).await).await.unwrap();
    let client = row.unwrap().client_id;
    let set = async |levels: &[(&str, Option<&str>)]| {
        let levels: Vec<_> =
            levels.iter().map(|(code, level)| ((*code).to_owned(), level.map(str::to_owned))).collect();
        desk::clients::set_levels(desk, ola, &client, &levels).await
    };
    let held = async |conversation: &str| {
        let place = Place { conversation, kind: DraftKind::Reply };
        let draft = Unsent { text: ANGRY[0].into(), ..Unsent::default() };
        check(desk, Hands::own(ola), place, draft, Care::Quick).await.unwrap().is_held()
    };
    assert!(held(&anna).await && held(&other).await);
    set(&[("cool-off", Some("off")), ("own-the-fault", None)]).await.unwrap();
    assert!(!held(&anna).await && held(&other).await);
    // The same way up: what the desk lets go is held for this client.
    desk::settings::save_rule(desk, By::Member(ola), "cool-off", Some(serde_json::json!({ "level": "off" })))
        .await
        .unwrap();
    set(&[("cool-off", Some("hold"))]).await.unwrap();
    assert!(held(&anna).await && !held(&other).await);
    set(&[("cool-off", None)]).await.unwrap();
    assert!(!held(&anna).await);
    let events = desk
        .db()
        .read(async |mut tx| store::event::of_object(&mut tx, desk.id(), "client", &client, 20).await)
        .await
        .unwrap();
    assert_eq!(events.iter().filter(|event| event.verb == "client_rule_set").count(), 3, "one for each that changed");
    for wrong in [("cool-off", "loud"), ("no-such-rule", "hold"), ("reply-in-a-working-day", "hold")] {
        let refused = set(&[(wrong.0, Some(wrong.1))]).await.unwrap_err();
        assert!(matches!(refused, desk::clients::Refused::Rules(_)), "{wrong:?}: {refused}");
    }
}

#[tokio::test]
async fn what_the_client_asked_is_ticked_off_until_it_is_answered() {
    let house = House::new().await;
    let words = "Hello,\n\nwhen is the launch? Could you send us the invoice for October?";
    let anna = house.anna_asks("q1@client.test", words).await;
    let open = questions(&house, &anna, "").await;
    assert_eq!(open.len(), 2, "{open:?}");
    assert!(open.iter().all(|(_, answered)| !answered), "{open:?}");
    let half = questions(&house, &anna, "Hello Anna,\n\nthe launch is on Tuesday, 24 November.").await;
    assert_eq!(half.iter().map(|(_, answered)| *answered).collect::<Vec<_>>(), [true, false], "{half:?}");
    let whole = "The launch is on Tuesday, 24 November, and the invoice for October is attached.";
    assert!(questions(&house, &anna, whole).await.iter().all(|(_, answered)| *answered));
    // A holding reply answers nothing yet; an answer does.
    hold_off::send(&house.desk, &house.ola, &anna, None, "key-1").await.unwrap();
    assert_eq!(questions(&house, &anna, "").await.len(), 2);
    let form = AnswerForm { despite_newer: true, ..house.answer_form("key-2") };
    answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    assert_eq!(questions(&house, &anna, "").await, []);
}

#[tokio::test]
async fn a_text_too_long_to_read_is_refused_with_a_sentence() {
    let house = House::new().await;
    let to = vec![Party { address: "anna@client.test".into(), name: String::new() }];
    let draft = Unsent { text: "a ".repeat(150_000), to, ..Unsent::default() };
    let id = house.desk.new_id();
    let place = Place { conversation: &id, kind: DraftKind::New };
    let refused = check(&house.desk, Hands::own(&house.ola), place, draft, Care::Close).await.unwrap_err();
    assert_eq!(refused.key(), "gate-refused-too-long");
}

#[tokio::test]
async fn after_hours_it_is_offered_to_wait_and_what_leaves_in_the_morning_is_not() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let codes = async |leaves_at: Option<&str>| -> Vec<&'static str> {
        let draft = Unsent { text: "It is done.".into(), leaves_at: leaves_at.map(at), ..Unsent::default() };
        let place = Place { conversation: &anna, kind: DraftKind::Reply };
        let checked = check(&house.desk, Hands::own(&house.ola), place, draft, Care::Close).await.unwrap();
        checked.passage.findings.iter().map(|finding| finding.code).collect()
    };
    house.clock.set(at("2026-11-23T13:00:00Z"));
    assert!(!codes(None).await.contains(&"off-work"));
    house.clock.set(at("2026-11-23T21:00:00Z"));
    assert!(codes(None).await.contains(&"off-work"));
    assert!(!codes(Some("2026-11-24T09:00:00Z")).await.contains(&"off-work"));
}

#[tokio::test]
async fn what_stands_in_the_list_of_steps_is_not_missed_in_the_text() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "What is next?").await;
    let text =
        "Please send the logo. Please sign the contract. Please choose a colour. I will send the draft on Friday.";
    let codes = async |steps: Vec<DraftStep>| -> Vec<&'static str> {
        let draft = Unsent { text: text.into(), steps, ..Unsent::default() };
        let place = Place { conversation: &anna, kind: DraftKind::Reply };
        let checked = check(&house.desk, Hands::own(&house.ola), place, draft, Care::Quick).await.unwrap();
        checked.passage.findings.iter().map(|finding| finding.code).collect()
    };
    let alone = codes(Vec::new()).await;
    for code in ["ask-in-text", "no-next-steps", "untracked-promise"] {
        assert!(alone.contains(&code), "{alone:?}");
    }
    let step = |what: &str, listed| DraftStep { what: what.into(), listed, ..DraftStep::default() };
    let listed = codes(vec![step("logo, contract, colour", true)]).await;
    assert!(!listed.contains(&"ask-in-text") && !listed.contains(&"no-next-steps"), "{listed:?}");
    assert!(listed.contains(&"untracked-promise"), "{listed:?}");
    let kept = codes(vec![step("I will send the draft on Friday", false)]).await;
    assert!(!kept.contains(&"untracked-promise") && kept.contains(&"no-next-steps"), "{kept:?}");
}
