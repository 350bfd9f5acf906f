//! One long draft as several short mails: split, moved about, sent together or not at all, taken back as drafts.

use desk::answer::{self, UndoRefused};
use desk::drafts::{self, DraftForm};
use desk::files::{self, Piece, Place};
use desk::members::{self, NewMember};
use desk::series::{self, Move, Part, Refused, Series, Stopped, Together};
use desk::{By, Who, begin, cool_off, second_look};
use rulebook::step::DraftStep;
use store::draft::DraftKind;
use store::member::Role;
use tokio::sync::mpsc;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, at};

const LONG: &str = "Dzień dobry, Pani Anno,\n\nnowy serwer sklepu działa od poniedziałku, a **kopie zapasowe** robią się co noc.\n\n\
                    Co do faktury za październik, w załączniku przesyłam zestawienie godzin. Proszę o potwierdzenie kwoty.\n\nZ poważaniem,\nOla";
const SERVER: &str = "nowy serwer sklepu działa od poniedziałku, a **kopie zapasowe** robią się co noc.";
const HOT: &str = "Are you completely stupid? I have told you a hundred times, you useless idiots never read anything!";

fn reply(conversation: &str) -> Place<'_> {
    Place { conversation, kind: DraftKind::Reply }
}

async fn upload(house: &House, place: Place<'_>, name: &str) {
    let (give, take) = mpsc::channel(4);
    give.send(Piece::Bytes(b"%PDF-1.4 hours".to_vec())).await.unwrap();
    give.send(Piece::End).await.unwrap();
    files::add(&house.desk, &house.ola, place, name, take).await.unwrap();
}

/// The draft as a composer saves it, with a step and a file.
async fn write(house: &House, who: &Who, conversation: &str, text: &str) {
    let form = house.answer_form("unused");
    let step = DraftStep {
        who: "anna@client.test".into(),
        what: "potwierdzenie kwoty".into(),
        listed: true,
        ..DraftStep::default()
    };
    let form = DraftForm {
        text: text.into(),
        to: form.to,
        cc: form.cc,
        steps: vec![step],
        quoted: true,
        ..DraftForm::default()
    };
    drafts::save(&house.desk, who, conversation, DraftKind::Reply, &form).await.unwrap();
}

/// A house in which Anna asked and Ola's long draft with a file became two mails.
async fn two(relay: Option<&FakeSmtp>) -> (House, String, Series) {
    let house = House::new().await;
    if let Some(relay) = relay {
        house.set_relay(relay).await;
    }
    let anna = house.anna_asks("q1@client.test", "Czy serwer już działa? Kiedy faktura?").await;
    write(&house, &house.ola, &anna, LONG).await;
    upload(&house, reply(&anna), "zestawienie.pdf").await;
    let made = series::begin(&house.desk, &house.ola, reply(&anna)).await.unwrap();
    (house, anna, made)
}

async fn now(house: &House, conversation: &str) -> Series {
    series::load(&house.desk, &house.ola, conversation).await.unwrap().unwrap()
}

async fn moved(house: &House, conversation: &str, what: Move) -> Result<Option<Series>, Refused> {
    let seen = now(house, conversation).await.seen();
    series::rearrange(&house.desk, &house.ola, conversation, &seen, &[], what).await
}

async fn together(house: &House, conversation: &str) -> Together {
    Together { key: "together-1".into(), seen: now(house, conversation).await.seen(), ..Together::default() }
}

fn paragraphs(part: &Part) -> Vec<&str> {
    part.pieces.paragraphs.iter().map(String::as_str).collect()
}

fn letters(relay: &FakeSmtp) -> Vec<mail::letter::Letter> {
    let read = |text: &str| mail::read::read(text.as_bytes(), &mail::read::Hints::default());
    relay.handed().iter().map(|handed| read(&handed.text)).collect()
}

#[tokio::test]
async fn a_draft_becomes_drafts_by_topic_each_with_what_belongs_to_it() {
    let (house, anna, made) = two(None).await;
    let [first, second] = made.parts.as_slice() else { panic!("{made:?}") };
    assert_eq!((first.draft.kind, second.draft.kind), (DraftKind::Reply, DraftKind::New));
    assert_eq!(first.draft.text, format!("Dzień dobry, Pani Anno,\n\n{SERVER}\n\nZ poważaniem,\nOla"));
    assert!(second.draft.text.starts_with("Dzień dobry, Pani Anno,\n\nCo do faktury"), "{}", second.draft.text);
    assert_eq!(second.draft.subject, "W sprawie faktury za październik");
    assert_eq!((first.draft.steps.len(), second.draft.steps.len()), (0, 1));
    assert_eq!((first.files.len(), second.files.len()), (0, 1), "the file goes with the words about it");
    assert_eq!(second.draft.to_list, first.draft.to_list);
    assert_eq!(second.draft.cc_list, first.draft.cc_list);
    assert_eq!(second.draft.from_address, "ola@agency.test", "from where the first one goes");
    assert!(first.draft.quoted && !second.draft.quoted, "what is answered stands under the first");
    assert_eq!(house.verbs(&anna).await, ["received", "draft_split"]);

    // They are drafts like any other: found from both, offered to go on with.
    assert_eq!(now(&house, &second.draft.conversation_id).await, made);
    assert_eq!(drafts::unfinished(&house.desk, &house.ola).await.unwrap().len(), 1);
    let again = series::begin(&house.desk, &house.ola, reply(&anna)).await;
    assert!(matches!(again, Err(Refused::OneThing)), "{again:?}");
    assert_eq!(now(&house, &anna).await, made, "a refusal changes nothing");
}

#[tokio::test]
async fn paragraphs_steps_and_files_move_and_every_word_stays() {
    let (house, anna, made) = two(None).await;
    let after = moved(&house, &anna, Move::Paragraph { part: 0, at: 0, to: 1, before: 1 }).await.unwrap().unwrap();
    assert_eq!(after.parts.len(), 2, "the first stays where it is, though nothing is in it");
    assert!(after.parts[0].pieces.paragraphs.is_empty());
    assert_eq!(paragraphs(&after.parts[1])[1], SERVER, "marks and all");

    let after = moved(&house, &anna, Move::Paragraph { part: 1, at: 0, to: 2, before: 0 }).await.unwrap().unwrap();
    assert_eq!(after.parts[2].draft.subject, "W sprawie faktury za październik", "a new mail is called by its words");
    assert_eq!(after.parts[2].draft.to_list, made.parts[0].draft.to_list);
    moved(&house, &anna, Move::Step { part: 1, at: 0, to: 2 }).await.unwrap();
    let after = moved(&house, &anna, Move::File { part: 1, at: 0, to: 2 }).await.unwrap().unwrap();
    assert_eq!((after.parts[2].draft.steps.len(), after.parts[2].files.len()), (1, 1));
    let there = Place { conversation: &after.parts[2].draft.conversation_id, kind: DraftKind::New };
    assert_eq!(files::of_draft(&house.desk, &house.ola, there).await.unwrap().len(), 1, "its composer has the file");

    // The last thing taken from a mail takes the mail along, never the first one.
    let after = moved(&house, &anna, Move::Paragraph { part: 1, at: 0, to: 0, before: 0 }).await.unwrap().unwrap();
    assert_eq!(after.parts.len(), 2);
    let after = moved(&house, &anna, Move::Add).await.unwrap().unwrap();
    assert_eq!(after.parts[2].draft.text, "Dzień dobry, Pani Anno,\n\nZ poważaniem,\nOla");
    for what in [
        Move::Paragraph { part: 0, at: 9, to: 1, before: 0 },
        Move::Paragraph { part: 0, at: 0, to: 9, before: 0 },
        Move::Join { part: 0 },
        Move::File { part: 0, at: 0, to: 1 },
    ] {
        assert!(matches!(moved(&house, &anna, what).await, Err(Refused::Changed)), "{what:?}");
    }
    let one = moved(&house, &anna, Move::JoinAll).await.unwrap();
    assert!(one.is_none(), "one mail is no series");
    let draft = drafts::load(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap().unwrap();
    assert_eq!(draft.text, LONG, "as it was");
    assert_eq!(draft.steps.len(), 1);
    assert_eq!(files::of_draft(&house.desk, &house.ola, reply(&anna)).await.unwrap().len(), 1);
    assert!(drafts::unfinished(&house.desk, &house.ola).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_another_device_changed_is_shown_before_it_is_moved_or_sent() {
    let (house, anna, made) = two(None).await;
    let second = &made.parts[1].draft;
    let form = DraftForm {
        text: format!("{} Pozdrawiam!", second.text),
        to: second.to_list.clone(),
        version: second.version,
        subject: "Faktura".into(),
        ..DraftForm::default()
    };
    drafts::save(&house.desk, &house.ola, &second.conversation_id, DraftKind::New, &form).await.unwrap();
    let what = Move::Join { part: 1 };
    let late = series::rearrange(&house.desk, &house.ola, &anna, &made.seen(), &[], what).await;
    assert!(matches!(late, Err(Refused::Changed)), "{late:?}");
    let form = Together { key: "k".into(), seen: made.seen(), ..Together::default() };
    let late = series::send(&house.desk, &house.ola, &anna, form).await;
    assert!(matches!(late, Err(Stopped::Series(Refused::Changed))), "{late:?}");
    let after = now(&house, &anna).await;
    assert!(after.parts[1].draft.text.ends_with("Pozdrawiam!"), "the other device's words are there");

    // Subjects are kept with whatever is done.
    let subjects = ["ignored".to_owned(), "Faktura\n10/2026".to_owned()];
    let seen = after.seen();
    let kept = series::rearrange(&house.desk, &house.ola, &anna, &seen, &subjects, Move::Nothing).await.unwrap();
    assert_eq!(kept.unwrap().parts[1].draft.subject, "Faktura10/2026");
}

#[tokio::test]
async fn they_leave_together_in_order_and_know_each_other() {
    let relay = FakeSmtp::start(Script::default()).await;
    let (house, anna, made) = two(Some(&relay)).await;
    let other = made.parts[1].draft.conversation_id.clone();
    let form = together(&house, &anna).await;
    let sent = series::send(&house.desk, &house.ola, &anna, form.clone()).await.unwrap();
    assert_eq!(sent.len(), 2);
    let again = series::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    assert_eq!(again[0], sent[0], "a doubled click sends nothing twice");
    assert!(series::load(&house.desk, &house.ola, &anna).await.unwrap().is_none());
    assert_eq!(house.verbs(&anna).await, ["received", "draft_split", "answered", "sent_in_parts"]);
    assert_eq!(house.verbs(&other).await, ["begun"]);

    house.wait(12);
    assert_eq!(house.worker().work_off().await.unwrap(), 2);
    let letters = letters(&relay);
    let subjects: Vec<&str> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(subjects, ["Re: The report", "W sprawie faktury za październik"]);
    assert!(
        letters[0].text.contains("1 z 2 · w osobnych wiadomościach: „W sprawie faktury za październik”"),
        "{}",
        letters[0].text
    );
    assert!(letters[1].text.contains("2 z 2 · w osobnych wiadomościach: „The report”"), "{}", letters[1].text);
    assert!(letters[1].html.as_deref().is_some_and(|html| html.contains("2 z 2 ·")));
    assert_eq!(letters[1].attachments.len(), 1);
    assert!(letters[0].claimed_date < letters[1].claimed_date, "whoever gets them sees them in order");
    assert!(letters[1].references.is_empty(), "a thread of its own");
    assert!(letters[1].text.contains("Następne kroki"), "in the client's language: {}", letters[1].text);

    // Same client, each part in its conversation, found from the other.
    let rows = house.desk.db().read(async |mut tx| {
        let tx = &mut tx;
        let ids = [anna.clone(), other.clone()];
        let rows = store::conversation::by_ids(tx, house.desk.id(), &ids).await?;
        let parts = store::series::of_conversation(tx, house.desk.id(), &other).await?;
        Ok::<_, store::StoreError>((rows, parts))
    });
    let (rows, parts) = rows.await.unwrap();
    assert_eq!(rows[0].client_id, rows[1].client_id);
    assert_eq!(
        parts.iter().map(|part| part.conversation_id.as_str()).collect::<Vec<_>>(),
        [anna.as_str(), other.as_str()]
    );
    assert_eq!(house.stands(&anna).await, "kept");
    assert_eq!(house.stands(&other).await, "open", "the step is owed where it was named");
    for conversation in [&anna, &other] {
        house.ledger_is_true(conversation).await;
    }

    // An answer to a part lands in its conversation.
    let id = letters[1].message_id.clone();
    let raw = format!(
        "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: W sprawie\r\nMessage-ID: <a9@client.test>\r\n\
         In-Reply-To: <{id}>\r\nReferences: <{id}>\r\nDate: {}\r\n\r\nPotwierdzam.\r\n",
        crate::house::rfc2822(house.desk.now())
    );
    assert_eq!(house.mail(&raw).await, other);
}

#[tokio::test]
async fn one_that_is_held_holds_all_and_an_owner_may_overrule() {
    let (house, anna, made) = two(None).await;
    let second = &made.parts[1].draft;
    let form = DraftForm {
        text: HOT.into(),
        to: second.to_list.clone(),
        version: second.version,
        subject: second.subject.clone(),
        ..DraftForm::default()
    };
    drafts::save(&house.desk, &house.ola, &second.conversation_id, DraftKind::New, &form).await.unwrap();
    let form = Together { despite_slips: true, ..together(&house, &anna).await };
    let held = series::send(&house.desk, &house.ola, &anna, form.clone()).await;
    let Err(Stopped::Mail { at: 1, why }) = &held else { panic!("{held:?}") };
    assert!(matches!(**why, answer::Refused::Held(_)), "{why:?}");
    assert_eq!(now(&house, &anna).await.parts.len(), 2, "nothing left");
    assert_eq!(house.verbs(&anna).await, ["received", "draft_split"]);

    let form = Together { overruled: "They asked for plain words".into(), ..form };
    assert_eq!(series::send(&house.desk, &house.ola, &anna, form).await.unwrap().len(), 2);
    assert!(!house.verbs(&anna).await.contains(&"overruled".to_owned()), "the first was not held");
    assert!(house.verbs(&second.conversation_id).await.contains(&"overruled".to_owned()));
}

#[tokio::test]
async fn what_one_mail_lacks_stops_all_and_says_which() {
    let (house, anna, _) = two(None).await;
    let seen = now(&house, &anna).await.seen();
    let subjects = [String::new(), String::new()];
    series::rearrange(&house.desk, &house.ola, &anna, &seen, &subjects, Move::Nothing).await.unwrap();
    let stopped = series::send(&house.desk, &house.ola, &anna, together(&house, &anna).await).await;
    let Err(Stopped::Mail { at: 1, why }) = &stopped else { panic!("{stopped:?}") };
    assert!(matches!(**why, answer::Refused::NoSubject), "{why:?}");
    house.anna_asks("q2@client.test", "Jeszcze jedno").await;
    assert_eq!(now(&house, &anna).await.parts.len(), 2);
}

#[tokio::test]
async fn undo_gives_all_of_them_back_as_drafts() {
    let relay = FakeSmtp::start(Script::default()).await;
    let (house, anna, made) = two(Some(&relay)).await;
    let sent = series::send(&house.desk, &house.ola, &anna, together(&house, &anna).await).await.unwrap();
    house.wait(3);
    answer::undo(&house.desk, &house.ola, &sent[1].outbox_id).await.unwrap();
    let back = now(&house, &anna).await;
    let said = |series: &Series| -> Vec<(DraftKind, String, String, usize, usize)> {
        let one = |part: &Part| {
            let draft = &part.draft;
            (draft.kind, draft.subject.clone(), draft.text.clone(), draft.steps.len(), part.files.len())
        };
        series.parts.iter().map(one).collect()
    };
    assert_eq!(said(&back), said(&made), "the mails, not the lump");
    house.wait(60);
    assert_eq!(house.worker().work_off().await.unwrap(), 0);
    assert!(relay.handed().is_empty());
    assert_eq!(house.stands(&anna).await, "open");

    // Sent again, it is as if nothing had been.
    let form = Together { key: "together-2".into(), ..together(&house, &anna).await };
    let sent = series::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    house.wait(12);
    assert_eq!(house.worker().work_off().await.unwrap(), 2);
    let late = answer::undo(&house.desk, &house.ola, &sent[0].outbox_id).await;
    assert!(matches!(late, Err(UndoRefused::TooLate(_))), "{late:?}");
}

#[tokio::test]
async fn what_came_back_alone_is_still_that_part_when_it_is_sent_again() {
    let relay = FakeSmtp::start(Script::default()).await;
    let (house, anna, made) = two(Some(&relay)).await;
    let sent = series::send(&house.desk, &house.ola, &anna, together(&house, &anna).await).await.unwrap();
    // The first leaves; the second, a second later, is still to be had.
    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    answer::undo(&house.desk, &house.ola, &sent[1].outbox_id).await.unwrap();
    let other = made.parts[1].draft.conversation_id.clone();
    let left = now(&house, &other).await;
    assert_eq!((left.parts.len(), left.sent.len()), (1, 1));
    let draft = &left.parts[0].draft;
    let form = drafts::load(&house.desk, &house.ola, &other, DraftKind::New).await.unwrap().unwrap();
    let form = answer::AnswerForm {
        to: form.to_list,
        text: draft.text.clone(),
        subject: "Faktura".into(),
        idempotency_key: "alone".into(),
        ..answer::AnswerForm::default()
    };
    begin::send(&house.desk, &house.ola, &other, form).await.unwrap();
    house.wait(12);
    house.worker().work_off().await.unwrap();
    let letters = letters(&relay);
    let last = letters.last().unwrap();
    assert!(
        last.text.contains("2 z 2 · w osobnych wiadomościach: „The report”") || last.text.contains("2 of 2"),
        "{}",
        last.text
    );
}

#[tokio::test]
async fn what_comes_in_meanwhile_is_read_first_and_whoever_drafts_only_does_not_send() {
    let (house, anna, _) = two(None).await;
    let base = house.messages(&anna).await[0].message_id.clone();
    let draft = drafts::load(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap().unwrap();
    let form = DraftForm {
        text: draft.text.clone(),
        to: draft.to_list.clone(),
        version: draft.version,
        base_message_id: Some(base),
        ..DraftForm::default()
    };
    drafts::save(&house.desk, &house.ola, &anna, DraftKind::Reply, &form).await.unwrap();
    let raw = format!(
        "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: The report\r\nMessage-ID: <q2@client.test>\r\n\
         In-Reply-To: <q1@client.test>\r\nReferences: <q1@client.test>\r\nDate: {}\r\n\r\nJeszcze jedno.\r\n",
        crate::house::rfc2822(house.desk.now())
    );
    assert_eq!(house.mail(&raw).await, anna);
    let form = together(&house, &anna).await;
    let newer = series::send(&house.desk, &house.ola, &anna, form.clone()).await;
    let Err(Stopped::Mail { at: 0, why }) = &newer else { panic!("{newer:?}") };
    assert!(matches!(**why, answer::Refused::NewerMessage(_)), "{why:?}");

    let new = NewMember {
        name: "Kuba".into(),
        address: "kuba@agency.test".into(),
        language: "pl".into(),
        role: Role::Drafter,
        password: None,
    };
    let (member, _) = members::add(&house.desk, By::Member(&house.ola), new).await.unwrap();
    let kuba = Who { member, session_id: None };
    assert!(series::load(&house.desk, &kuba, &anna).await.unwrap().is_none(), "a draft is its writer's");
    write(&house, &kuba, &anna, LONG).await;
    let made = series::begin(&house.desk, &kuba, reply(&anna)).await.unwrap();
    let own = Together { key: "kuba".into(), seen: made.seen(), ..Together::default() };
    let drafted = series::send(&house.desk, &kuba, &anna, own).await;
    let Err(Stopped::Mail { why, .. }) = &drafted else { panic!("{drafted:?}") };
    assert!(matches!(**why, answer::Refused::MayNotSend), "{why:?}");

    let form = Together { despite_newer: true, ..form };
    assert_eq!(series::send(&house.desk, &house.ola, &anna, form).await.unwrap().len(), 2);
}

#[tokio::test]
async fn all_of_them_rest_and_come_back_together() {
    let (house, anna, made) = two(None).await;
    let desk = &house.desk;
    let back = series::put_off(desk, &house.ola, &anna).await.unwrap();
    assert_eq!(back, at("2026-11-20T12:00:00Z"));
    let rested = async || {
        let found = desk.db().read(async |mut tx| cool_off::of_member(&mut tx, desk, &house.ola).await).await.unwrap();
        found.rested.into_iter().map(|one| one.conversation_id).collect::<Vec<_>>()
    };
    assert_eq!(rested().await, [""; 0]);
    house.wait(3 * 3600);
    let mut expected: Vec<String> = made.parts.iter().map(|part| part.draft.conversation_id.clone()).collect();
    let mut found = rested().await;
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    for conversation in &expected {
        assert!(house.verbs(conversation).await.contains(&"put_off".to_owned()), "{conversation}");
    }
    assert_eq!(now(&house, &anna).await.seen(), made.seen(), "still the same two mails");
    let alone = series::put_off(desk, &house.ola, "nowhere").await;
    assert!(matches!(alone, Err(cool_off::Refused::Nothing)), "{alone:?}");
}

#[tokio::test]
async fn a_colleague_is_asked_about_all_of_them_or_about_none() {
    let (house, anna, made) = two(None).await;
    let desk = &house.desk;
    let new = NewMember {
        name: "Piotr".into(),
        address: "piotr@agency.test".into(),
        language: "en".into(),
        role: Role::Colleague,
        password: None,
    };
    let (piotr, _) = members::add(desk, By::Member(&house.ola), new).await.unwrap();
    let reader = Who { member: piotr.clone(), session_id: None };
    let to_read = async || {
        let read = desk.db().read(async |mut tx| second_look::to_read(&mut tx, desk, &reader).await).await.unwrap();
        read.into_iter().map(|(look, draft)| (look.question, draft.draft_id)).collect::<Vec<_>>()
    };

    // The second says nothing yet: then nobody is asked about the first, either.
    let second = &made.parts[1].draft;
    let empty = DraftForm { to: second.to_list.clone(), version: second.version, ..DraftForm::default() };
    drafts::save(desk, &house.ola, &second.conversation_id, DraftKind::New, &empty).await.unwrap();
    let refused = series::ask(desk, &house.ola, &anna, &piotr.member_id, "").await;
    assert!(matches!(refused, Err(second_look::Refused::Empty)), "{refused:?}");
    assert_eq!(to_read().await, []);
    assert!(!house.verbs(&anna).await.contains(&"second_look_asked".to_owned()));

    let full = DraftForm { text: SERVER.into(), version: second.version + 1, ..empty };
    drafts::save(desk, &house.ola, &second.conversation_id, DraftKind::New, &full).await.unwrap();
    assert_eq!(series::ask(desk, &house.ola, &anna, &piotr.member_id, "Clear?").await.unwrap(), 2);
    let mut found = to_read().await;
    found.sort();
    let mut expected: Vec<(String, String)> =
        made.parts.iter().map(|part| ("Clear?".to_owned(), part.draft.draft_id.clone())).collect();
    expected.sort();
    assert_eq!(found, expected);
    let myself = series::ask(desk, &house.ola, &anna, &house.ola.member.member_id, "").await;
    assert!(matches!(myself, Err(second_look::Refused::NoReader)), "{myself:?}");
}
