//! A second pair of eyes, whoever may draft only, and what members say of findings.

use desk::answer::{self, AnswerForm, Hands, Refused};
use desk::check::{Care, Unsent, check};
use desk::drafts::{self, DraftForm};
use desk::files::{self, Piece, Place};
use desk::members::{self, NewMember};
use desk::{By, Who, second_look};
use store::draft::{DraftKind, DraftRow};
use store::member::Role;
use store::second_look::Verdict;
use tokio::sync::mpsc;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::House;

/// Open anger, which the gate holds.
const HOT: &str = "Are you completely stupid? I have told you a hundred times, you useless idiots never read anything!";
/// Words between an edge and open anger.
const NEARLY: [&str; 4] = [
    "Anna, you never read what we send.",
    "This is the third time I am telling you. You never read what we send, and it is getting ridiculous.",
    "I am sick of your questions. You never read what we send.",
    HOT,
];
const CALM: &str = "Thank you for the report. It is complete.";

fn place(conversation: &str) -> Place<'_> {
    Place { conversation, kind: DraftKind::Reply }
}

async fn write(house: &House, who: &Who, conversation: &str, text: &str) -> DraftRow {
    let form = house.answer_form("unused");
    let before = drafts::load(&house.desk, who, conversation, DraftKind::Reply).await.unwrap();
    let form = DraftForm {
        text: text.into(),
        to: form.to,
        cc: form.cc,
        version: before.map_or(0, |it| it.version),
        ..DraftForm::default()
    };
    drafts::save(&house.desk, who, conversation, DraftKind::Reply, &form).await.unwrap();
    drafts::load(&house.desk, who, conversation, DraftKind::Reply).await.unwrap().unwrap()
}

async fn colleague(house: &House, name: &str, role: Role) -> Who {
    let new = NewMember {
        name: name.into(),
        address: format!("{}@agency.test", name.to_lowercase()),
        language: "en".into(),
        role,
        password: None,
    };
    let (member, _) = members::add(&house.desk, By::Member(&house.ola), new).await.unwrap();
    Who { member, session_id: None }
}

fn key(key: &str) -> AnswerForm {
    AnswerForm { idempotency_key: key.into(), ..AnswerForm::default() }
}

async fn events(house: &House, conversation: &str) -> Vec<store::event::EventRow> {
    let read = house
        .desk
        .db()
        .read(async |mut tx| store::event::of_conversations(&mut tx, house.desk.id(), &[conversation], &[]).await);
    read.await.unwrap()
}

#[tokio::test]
async fn a_colleague_reads_it_and_their_word_stands_for_what_they_saw() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let piotr = colleague(&house, "Piotr", Role::Colleague).await;
    let ewa = colleague(&house, "Ewa", Role::Colleague).await;
    let draft = write(&house, &house.ola, &anna, CALM).await;
    let reader = &piotr.member.member_id;

    let myself = second_look::ask(&house.desk, &house.ola, place(&anna), &house.ola.member.member_id, "").await;
    assert!(matches!(myself, Err(second_look::Refused::NoReader)));
    second_look::ask(&house.desk, &house.ola, place(&anna), reader, "Too short?").await.unwrap();
    let seen = |who: Who| {
        let id = draft.draft_id.clone();
        let desk = &house.desk;
        async move { desk.db().read(async |mut tx| second_look::look(&mut tx, desk, &who, &id).await).await.unwrap() }
    };
    assert!(seen(ewa.clone()).await.is_none(), "a draft is its writer's and its reader's");
    assert_eq!(seen(piotr.clone()).await.unwrap().looks[0].question, "Too short?");
    let unasked = second_look::say(&house.desk, &ewa, &draft.draft_id, 1, Verdict::Fine, "").await;
    assert!(matches!(unasked, Err(second_look::Refused::NotAsked)));

    let no_words = second_look::say(&house.desk, &piotr, &draft.draft_id, draft.version, Verdict::Change, " ").await;
    assert!(matches!(no_words, Err(second_look::Refused::NoWords)));
    let later = write(&house, &house.ola, &anna, "Thank you for the report. It is complete, and we like it.").await;
    let late = second_look::say(&house.desk, &piotr, &draft.draft_id, draft.version, Verdict::Fine, "").await;
    assert!(matches!(late, Err(second_look::Refused::Changed(_))), "{late:?}");
    second_look::say(&house.desk, &piotr, &draft.draft_id, later.version, Verdict::Fine, "Lovely").await.unwrap();
    let look = seen(house.ola.clone()).await.unwrap();
    assert_eq!((look.looks[0].verdict, look.looks[0].version), (Verdict::Fine, later.version));
    assert_eq!(house.verbs(&anna).await, ["received", "second_look_asked", "second_look_given"]);
}

#[tokio::test]
async fn whoever_drafts_only_sends_through_a_colleague() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let kuba = colleague(&house, "Kuba", Role::Drafter).await;
    let draft = write(&house, &kuba, &anna, CALM).await;

    let own = AnswerForm { text: CALM.into(), ..house.answer_form("k1") };
    assert!(matches!(answer::send(&house.desk, &kuba, &anna, own).await, Err(Refused::MayNotSend)));
    let holding = desk::hold_off::send(&house.desk, &kuba, &anna, None, "k3").await;
    assert!(matches!(holding, Err(Refused::MayNotSend)));
    let unasked = second_look::let_go(&house.desk, &house.ola, &draft.draft_id, draft.version, key("k4")).await;
    assert!(matches!(unasked, Err(Refused::Nowhere)), "not even an owner, unasked");

    second_look::ask(&house.desk, &kuba, place(&anna), &house.ola.member.member_id, "").await.unwrap();
    second_look::let_go(&house.desk, &house.ola, &draft.draft_id, draft.version, key("k5")).await.unwrap();
    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    let letter = mail::read::read(relay.handed()[0].text.as_bytes(), &mail::read::Hints::default());
    assert_eq!(letter.from.unwrap().name, "Kuba", "it is its writer's mail");
    let events = events(&house, &anna).await;
    let answered = events.iter().find(|event| event.verb == "answered").unwrap();
    assert!(answered.data.contains(&house.ola.member.member_id), "who let it go: {}", answered.data);
}

#[tokio::test]
async fn thresholds_follow_what_a_member_says_and_nobody_elses_do() {
    use desk::leaning::{self, Word};
    use rulebook::gate::{Leaning, named};
    let house = House::new().await;
    let piotr = colleague(&house, "Piotr", Role::Colleague).await;
    let leaning = |who: &Who, words: &'static str| {
        let (desk, member) = (&house.desk, who.member.member_id.clone());
        async move {
            let said = desk.db().read(async |mut tx| leaning::load(&mut tx, desk, &member).await).await.unwrap();
            Leaning::of(&said, words)
        }
    };
    let say = async |code: &str, words: &str, word| {
        leaning::say(&house.desk, &house.ola, &named(code, words), word).await.unwrap();
    };
    for words in ["One", "Two", "Three"] {
        say("heat-edgy", words, Word::Fine).await;
    }
    say("heat-edgy", "Four", Word::Good).await;
    assert!((leaning(&house.ola, "Five").await.edgy - 0.04).abs() < 1e-6);
    // Said anew it takes the place of what was said: nothing adds up by pressing often.
    for _ in 0..100 {
        say("heat-hot", "You never read", Word::Fine).await;
    }
    assert!((leaning(&house.ola, "Other words").await.hot - 0.02).abs() < 1e-6);
    // What was spoken of is held as it was, in whatever draft it stands.
    assert!(leaning(&house.ola, "You never read!").await.hot.abs() < f32::EPSILON);
    say("heat-hot", "You never read", Word::Good).await;
    assert!((leaning(&house.ola, "Other words").await.hot + 0.02).abs() < 1e-6);
    assert_eq!(leaning(&piotr, "Other words").await, Leaning::default());
    for unknown in [named("no-such-finding", "One"), "heat-hot".to_owned(), "heat-hot.1".to_owned()] {
        let refused = leaning::say(&house.desk, &house.ola, &unknown, Word::Fine).await;
        assert!(matches!(refused, Err(leaning::Refused::Nothing)), "{unknown}");
    }
    leaning::forget(&house.desk, &house.ola).await.unwrap();
    assert_eq!(leaning(&house.ola, "Other words").await, Leaning::default());
}

#[tokio::test]
async fn what_is_said_of_a_held_draft_never_frees_it() {
    use desk::leaning::{self, Word};
    use rulebook::gate::named;
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let piotr = colleague(&house, "Piotr", Role::Colleague).await;
    // The heat of these lies close above the threshold, some below: none that is held is freed by a word about itself.
    let mut held = 0;
    for text in NEARLY {
        let unsent = Unsent { text: text.to_owned(), ..Unsent::default() };
        let hands = Hands { writer: &piotr, sender: &piotr };
        let before = check(&house.desk, hands, place(&anna), unsent.clone(), Care::Close).await.unwrap();
        let hot = before.passage.findings.iter().find(|finding| finding.code == "heat-hot");
        let Some(hot) = hot else { continue };
        held += 1;
        let about = named(hot.code, &text[hot.span.clone()]);
        for _ in 0..5 {
            leaning::say(&house.desk, &piotr, &about, Word::Fine).await.unwrap();
        }
        let after = check(&house.desk, hands, place(&anna), unsent, Care::Close).await.unwrap();
        assert!(after.is_held(), "{text}");
        leaning::forget(&house.desk, &piotr).await.unwrap();
    }
    assert!(held > 0, "none of them is held any more; choose others");
}

#[tokio::test]
async fn the_gate_reads_a_draft_with_its_writers_files_whoever_lets_it_go() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let piotr = colleague(&house, "Piotr", Role::Colleague).await;
    let draft = write(&house, &house.ola, &anna, "The report is attached.").await;
    let codes = async || -> Vec<&'static str> {
        let unsent = Unsent { text: draft.text.clone(), to: draft.to_list.clone(), ..Unsent::default() };
        let hands = Hands { writer: &house.ola, sender: &piotr };
        let checked = check(&house.desk, hands, place(&anna), unsent, Care::Close).await.unwrap();
        checked.passage.findings.iter().map(|finding| finding.code).collect()
    };
    assert!(codes().await.contains(&"nothing-attached"));
    let (give, take) = mpsc::channel(2);
    give.send(Piece::Bytes(b"report".to_vec())).await.unwrap();
    give.send(Piece::End).await.unwrap();
    files::add(&house.desk, &house.ola, place(&anna), "report.pdf", take).await.unwrap();
    assert!(!codes().await.contains(&"nothing-attached"));
}
