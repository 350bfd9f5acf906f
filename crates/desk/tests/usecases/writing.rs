//! Writing as people expect it: files, signatures, quotes, new mails, passing on, and being asked before a slip goes.

use desk::answer::{self, AnswerForm, Refused};
use desk::drafts::{self, DraftForm};
use desk::files::{self, Piece, Place};
use desk::{begin, pass_on, signatures};
use mail::letter::Letter;
use rulebook::language::Slip;
use rulebook::people::Party;
use store::draft::DraftKind;
use store::outbox::State;
use tokio::sync::mpsc;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::House;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn reply(conversation: &str) -> Place<'_> {
    Place { conversation, kind: DraftKind::Reply }
}

async fn upload(house: &House, place: Place<'_>, name: &str, bytes: &[u8]) -> Result<String, files::Refused> {
    let (give, take) = mpsc::channel(4);
    let pieces: Vec<Vec<u8>> = bytes.chunks(1_000).map(<[u8]>::to_vec).collect();
    let sender = tokio::spawn(async move {
        for piece in pieces {
            if give.send(Piece::Bytes(piece)).await.is_err() {
                return;
            }
        }
        let _ = give.send(Piece::End).await;
    });
    let added = files::add(&house.desk, &house.ola, place, name, take).await;
    sender.await.unwrap();
    added.map(|row| row.name)
}

async fn names(house: &House, place: Place<'_>) -> Vec<String> {
    let rows = files::of_draft(&house.desk, &house.ola, place).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

async fn sent(house: &House, relay: &FakeSmtp) -> Letter {
    house.wait(10);
    house.worker().work_off().await.unwrap();
    let handed = relay.handed();
    mail::read::read(handed.last().unwrap().text.as_bytes(), &mail::read::Hints::default())
}

#[tokio::test]
async fn files_go_along_in_order_and_pictures_stand_where_they_belong() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    upload(&house, reply(&anna), "report.pdf", b"%PDF-1.4 one").await.unwrap();
    // The same name twice is two files; a path is no name.
    assert_eq!(upload(&house, reply(&anna), "/tmp/report.pdf", b"%PDF-1.4 two").await.unwrap(), "report-2.pdf");
    upload(&house, reply(&anna), "plan.png", PNG).await.unwrap();
    let form = AnswerForm { text: "Here it is: ![plan.png]".into(), ..house.answer_form("key-1") };
    answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    assert!(names(&house, reply(&anna)).await.is_empty(), "they went with the draft");

    let letter = sent(&house, &relay).await;
    let files: Vec<_> =
        letter.attachments.iter().map(|file| (file.name.as_str(), file.inline, &file.bytes[..])).collect();
    assert_eq!(
        files,
        [
            ("plan.png", true, PNG),
            ("report.pdf", false, b"%PDF-1.4 one".as_slice()),
            ("report-2.pdf", false, b"%PDF-1.4 two".as_slice()),
        ]
    );
    assert!(letter.html.unwrap().contains("<img src=\"cid:"));
    assert!(letter.text.starts_with("Here it is: [plan.png]"), "{}", letter.text);
    // They are shown in the conversation, too.
    let messages = house.messages(&anna).await;
    let id = messages.last().unwrap().message_id.clone();
    let desk = &house.desk;
    let rows =
        desk.db().read(async |mut tx| store::attachment::of_messages(&mut tx, desk.id(), &[id]).await).await.unwrap();
    assert_eq!(rows.len(), 3);
}

#[tokio::test]
async fn a_broken_upload_leaves_nothing_and_a_large_one_is_refused() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let (give, take) = mpsc::channel(4);
    let broken = tokio::spawn(async move {
        give.send(Piece::Bytes(vec![1; 5_000])).await.unwrap();
        // Gone without an end.
    });
    let refused = files::add(&house.desk, &house.ola, reply(&anna), "a.bin", take).await;
    broken.await.unwrap();
    assert_eq!(refused.map_err(|refused| refused.key()).map(drop), Err("refused-file-broken-off"));
    assert!(names(&house, reply(&anna)).await.is_empty());
    let blobs = house.desk.blobs().all(house.desk.id()).await.unwrap();
    assert_eq!(blobs.len(), 1, "only Anna's mail is kept");

    let (give, take) = mpsc::channel(4);
    let large = tokio::spawn(async move { while give.send(Piece::Bytes(vec![0; 1_000_000])).await.is_ok() {} });
    let refused = files::add(&house.desk, &house.ola, reply(&anna), "endless.bin", take).await;
    large.await.unwrap();
    assert_eq!(refused.map_err(|refused| refused.key()).map(drop), Err("refused-file-too-large"));
    let nowhere = upload(&house, reply("nowhere"), "a.txt", b"a").await;
    assert_eq!(nowhere.map_err(|refused| refused.key()), Err("refused-no-such-conversation"));
}

#[tokio::test]
async fn files_come_back_with_an_answer_that_is_taken_back() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    upload(&house, reply(&anna), "report.pdf", b"%PDF-1.4 one").await.unwrap();
    let answered = house.answer(&anna, "key-1").await;
    answer::undo(&house.desk, &house.ola, &answered.outbox_id).await.unwrap();
    assert_eq!(names(&house, reply(&anna)).await, ["report.pdf"]);
    let row = files::of_draft(&house.desk, &house.ola, reply(&anna)).await.unwrap().remove(0);
    files::remove(&house.desk, &house.ola, &row.attachment_id).await.unwrap();
    assert!(names(&house, reply(&anna)).await.is_empty());
    let again = files::remove(&house.desk, &house.ola, &row.attachment_id).await;
    assert_eq!(again.map_err(|refused| refused.key()).map(drop), Err("refused-file-nothing"));
}

#[tokio::test]
async fn signature_and_quote_stand_below_in_the_readers_language() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let both =
        [("en".to_owned(), "Ola\nSample agency".to_owned()), ("pl".to_owned(), "Ola\nAgencja **Próbna**".to_owned())];
    signatures::save(&house.desk, &house.ola, &both).await.unwrap();
    let anna = house
        .mail(
            "From: Anna <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Raport\r\nMessage-ID: <q1@client.test>\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nDzień dobry, kiedy będzie gotowy raport? Proszę o odpowiedź.\r\n",
        )
        .await;
    let suggested = answer::suggest(&house.desk, &house.ola, &anna).await.unwrap();
    assert_eq!(suggested.signature, "Ola\nAgencja **Próbna**");
    let lead = suggested.quoted.unwrap().lead;
    assert!(lead.ends_with("Anna <anna@client.test> pisze:"), "{lead}");
    let form = AnswerForm { quoted: true, text: "Jutro.".into(), ..house.answer_form("key-1") };
    answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    let letter = sent(&house, &relay).await;
    let expected = format!(
        "Jutro.\n\n-- \nOla\nAgencja *Próbna*\n\n{lead}\n> Dzień dobry, kiedy będzie gotowy raport? Proszę o odpowiedź."
    );
    assert_eq!(letter.text.trim_end(), expected);
    assert!(letter.html.unwrap().contains("<strong>Próbna</strong>"));
    // In the thread only what is new is shown, the rest is folded.
    let message = house.messages(&anna).await.pop().unwrap();
    assert_eq!(message.new_text, "Jutro.");
    assert!(desk::receive::unfolded(&message.new_text, message.folded.as_ref()).quoted().contains("kiedy będzie"));
}

#[tokio::test]
async fn a_slip_is_asked_about_once() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let form =
        AnswerForm { text: "@ola, this is internal. The plan is attached.".into(), ..house.answer_form("key-1") };
    match answer::send(&house.desk, &house.ola, &anna, form.clone()).await {
        Err(Refused::Slips(slips)) => assert_eq!(
            slips,
            [Slip::Mention("@ola".into()), Slip::Internal("internal".into()), Slip::NoFile("attached".into()),]
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(house.messages(&anna).await.len(), 1);
    answer::send(&house.desk, &house.ola, &anna, AnswerForm { despite_slips: true, ..form }).await.unwrap();
}

#[tokio::test]
async fn what_another_device_wrote_is_shown_before_anything_goes() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let save = async |text: &str, version| {
        let form = DraftForm { text: text.into(), version, ..DraftForm::default() };
        drafts::save(&house.desk, &house.ola, &anna, DraftKind::Reply, &form).await.unwrap()
    };
    save("From the desk", 0).await;
    save("From the phone", 1).await;
    let form = AnswerForm { text: "From the desk".into(), draft_version: Some(1), ..house.answer_form("key-1") };
    match answer::send(&house.desk, &house.ola, &anna, form.clone()).await {
        Err(Refused::OtherDraft(other)) => assert_eq!((other.text.as_str(), other.version), ("From the phone", 2)),
        other => panic!("{other:?}"),
    }
    answer::send(&house.desk, &house.ola, &anna, AnswerForm { draft_version: Some(2), ..form }).await.unwrap();
}

fn new_mail(to: &str, subject: &str, key: &str) -> AnswerForm {
    AnswerForm {
        to: vec![Party { address: to.into(), name: "Piotr Sample".into() }],
        subject: subject.into(),
        text: "Shall we begin?".into(),
        idempotency_key: key.into(),
        ..AnswerForm::default()
    }
}

#[tokio::test]
async fn a_mail_of_ours_begins_a_conversation_and_its_answer_joins_it() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let known = house.anna_asks("q1@client.test", "Where is my report?").await;
    let id = house.desk.new_id();
    let refused = begin::send(&house.desk, &house.ola, &id, new_mail("piotr@client.test", " ", "key-1")).await;
    assert_eq!(refused.map_err(|refused| refused.key()), Err("refused-answer-no-subject"));
    let there = begin::send(&house.desk, &house.ola, &known, new_mail("piotr@client.test", "Plan", "key-1")).await;
    assert_eq!(there.map_err(|refused| refused.key()), Err("refused-no-such-conversation"));

    let place = Place { conversation: &id, kind: DraftKind::New };
    upload(&house, place, "plan.png", PNG).await.unwrap();
    begin::send(&house.desk, &house.ola, &id, new_mail("piotr@client.test", "Plan", "key-1")).await.unwrap();
    let letter = sent(&house, &relay).await;
    assert_eq!((letter.subject.as_str(), letter.parent.as_deref()), ("Plan", None));
    assert_eq!(letter.attachments.len(), 1);
    // The same company is the same client.
    let desk = &house.desk;
    let ids = [id.clone(), known];
    let rows =
        desk.db().read(async |mut tx| store::conversation::by_ids(&mut tx, desk.id(), &ids).await).await.unwrap();
    assert_eq!(rows[0].client_id, rows[1].client_id);
    let answer = house
        .mail(&format!(
            "From: piotr@client.test\r\nTo: ola@agency.test\r\nSubject: Re: Plan\r\nMessage-ID: <a1@client.test>\r\n\
             In-Reply-To: <{}>\r\n\r\nYes, when?\r\n",
            letter.message_id
        ))
        .await;
    assert_eq!(answer, id);
    assert_eq!(house.verbs(&id).await, ["begun", "sent", "received"]);
    house.ledger_is_true(&id).await;
}

#[tokio::test]
async fn a_beginning_that_is_taken_back_is_a_draft_again() {
    let house = House::new().await;
    let id = house.desk.new_id();
    let begun =
        begin::send(&house.desk, &house.ola, &id, new_mail("new@elsewhere.test", "Plan", "key-1")).await.unwrap();
    answer::undo(&house.desk, &house.ola, &begun.outbox_id).await.unwrap();
    let desk = &house.desk;
    let gone = desk.db().read(async |mut tx| store::conversation::find(&mut tx, desk.id(), &id).await).await.unwrap();
    assert!(gone.is_none());
    let drafts = drafts::unfinished(&house.desk, &house.ola).await.unwrap();
    assert_eq!(drafts.len(), 1);
    assert_eq!((drafts[0].subject.as_str(), drafts[0].text.as_str()), ("Plan", "Shall we begin?"));
    // And can be sent after all.
    begin::send(&house.desk, &house.ola, &id, new_mail("new@elsewhere.test", "Plan", "key-2")).await.unwrap();
    assert!(drafts::unfinished(&house.desk, &house.ola).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_mail_is_passed_on_with_its_files_and_mixes_no_strangers_into_the_thread() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house
        .mail(
            "From: Anna <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Print this?\r\nMessage-ID: <q1@client.test>\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nCan you print it?\r\n--b\r\n\
             Content-Type: application/pdf; name=plan.pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF-1.4\r\n--b--\r\n",
        )
        .await;
    let message = house.messages(&anna).await.remove(0);
    let (id, whole) = pass_on::begin(&house.desk, &house.ola, &message.message_id).await.unwrap();
    assert!(whole);
    let place = Place { conversation: &id, kind: DraftKind::New };
    assert_eq!(names(&house, place).await, ["plan.pdf"]);
    let form = AnswerForm {
        passes_on: Some(message.message_id.clone()),
        text: "For you to print.".into(),
        ..new_mail("printer@print.test", "Fwd: Print this?", "key-1")
    };
    // Taken back, it was passed on to nobody, and no note says otherwise.
    let begun = begin::send(&house.desk, &house.ola, &id, form.clone()).await.unwrap();
    answer::undo(&house.desk, &house.ola, &begun.outbox_id).await.unwrap();
    let desk = &house.desk;
    let notes =
        async || desk.db().read(async |mut tx| store::note::of_conversation(&mut tx, desk.id(), &anna).await).await;
    assert!(notes().await.unwrap().is_empty());
    assert_eq!(names(&house, place).await, ["plan.pdf"]);
    let form = AnswerForm { idempotency_key: "key-2".into(), ..form };
    begin::send(&house.desk, &house.ola, &id, form).await.unwrap();
    let letter = sent(&house, &relay).await;
    assert!(
        letter.text.contains("From: Anna <anna@client.test>") && letter.text.contains("Can you print it?"),
        "{}",
        letter.text
    );
    assert_eq!(letter.attachments[0].name, "plan.pdf");
    assert!(letter.references.is_empty(), "the client's thread is no business of the printer's");
    // Anna still waits; the printer is another conversation, and a note says where it went.
    assert_eq!(house.stands(&anna).await, "open");
    assert_eq!(house.messages(&anna).await.len(), 1);
    let notes = notes().await.unwrap();
    assert!(notes[0].text.contains("printer@print.test"), "{}", notes[0].text);
}

#[tokio::test]
async fn only_our_own_addresses_may_be_chosen_to_write_from() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let foreign = AnswerForm { from: "boss@client.test".into(), ..house.answer_form("key-1") };
    let refused = answer::send(&house.desk, &house.ola, &anna, foreign).await;
    assert_eq!(refused.map_err(|refused| refused.key()), Err("refused-answer-not-ours"));
    let own = AnswerForm { from: "OLA@agency.test".into(), ..house.answer_form("key-1") };
    let answered = answer::send(&house.desk, &house.ola, &anna, own).await.unwrap();
    assert_eq!(house.outbox(&answered.outbox_id).await.state, State::Waiting);
}

/// Two conversations become one: who drafted in both has both texts, and every file.
#[tokio::test]
async fn drafts_survive_a_merge() {
    let house = House::new().await;
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    let two = house.anna_asks("q2@client.test", "And the invoice?").await;
    for (conversation, text) in [(&one, "first words"), (&two, "second words")] {
        let form = DraftForm { text: text.into(), ..DraftForm::default() };
        drafts::save(&house.desk, &house.ola, conversation, DraftKind::Reply, &form).await.unwrap();
        upload(&house, reply(conversation), "a.txt", text.as_bytes()).await.unwrap();
    }
    let desk = &house.desk;
    desk.db()
        .write(async |mut tx| store::conversation::merge::merge(&mut tx, desk.id(), &two, &one).await)
        .await
        .unwrap();
    let draft = drafts::load(&house.desk, &house.ola, &one, DraftKind::Reply).await.unwrap().unwrap();
    assert_eq!(draft.text, "first words\n\nsecond words");
    assert_eq!(names(&house, reply(&one)).await.len(), 2);
    assert!(drafts::load(&house.desk, &house.ola, &two, DraftKind::Reply).await.unwrap().is_none());
}

#[tokio::test]
async fn where_they_are_switched_on_answers_come_to_a_signed_address() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.answer(&anna, "key-1").await;
    assert!(sent(&house, &relay).await.reply_to.is_empty());
    let manners = desk::manners::Manners { signed_replies: true, ..desk::manners::load(&house.desk).await.unwrap() };
    desk::manners::save(&house.desk, desk::By::Member(&house.ola), manners).await.unwrap();
    house.answer(&anna, "key-2").await;
    let letter = sent(&house, &relay).await;
    let claim = desk::reply_address::read(&letter.reply_to[0].address).expect("a signed address");
    assert_eq!(claim.mailbox, "ola@agency.test");
    assert!(claim.may_name(&anna));
    assert_eq!(letter.from.unwrap().address, "ola@agency.test");
}
