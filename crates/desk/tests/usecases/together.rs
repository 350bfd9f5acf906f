//! Several people at one desk: who is where, who is named, who is shut out, and that no two answer unseen.

use desk::answer::{self, AnswerForm};
use desk::bulk::{self, BulkAct};
use desk::contacts::{self, ContactForm};
use desk::presence::{HOLDS, elsewhere, here};
use desk::{By, ChangeKind, Who, members, note, see, shut_out, snooze};
use jiff::SignedDuration;
use store::conversation::{ConversationRow, Stand};
use store::presence::Doing;

use crate::house::{House, rfc2822};

async fn row(house: &House, conversation: &str) -> ConversationRow {
    let desk = &house.desk;
    let read = desk.db().read(async |mut tx| store::conversation::find(&mut tx, desk.id(), conversation).await);
    read.await.unwrap().unwrap()
}

pub(crate) async fn colleague(house: &House, name: &str) -> Who {
    let new = members::NewMember {
        name: name.to_owned(),
        address: format!("{}@agency.test", name.to_lowercase()),
        language: "en".into(),
        role: store::member::Role::Colleague,
        password: None,
    };
    let (member, _) = members::add(&house.desk, By::Terminal, new).await.unwrap();
    Who { member, session_id: None }
}

/// A mail from anybody; gives its conversation.
async fn from(house: &House, address: &str, id: &str, references: &str, words: &str) -> String {
    house.wait(60);
    let references = if references.is_empty() { String::new() } else { format!("References: <{references}>\r\n") };
    house
        .mail(&format!(
            "From: {address}\r\nTo: ola@agency.test\r\nSubject: x\r\nMessage-ID: <{id}>\r\n{references}Date: {}\r\n\r\n{words}\r\n",
            rfc2822(house.desk.now())
        ))
        .await
}

#[tokio::test]
async fn colleagues_see_who_looks_and_who_writes_until_they_leave_or_fall_silent() {
    let house = House::new().await;
    let (desk, ola, piotr) = (&house.desk, &house.ola, &colleague(&house, "Piotr").await);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let mut changes = desk.changes();
    assert!(here(desk, ola, &anna, Some(Doing::Looking)).await.unwrap().is_empty());
    let told = changes.recv().await.unwrap();
    assert_eq!((told.conversation_id.as_deref(), told.what), (Some(anna.as_str()), ChangeKind::Presence));
    let there = here(desk, piotr, &anna, Some(Doing::Writing)).await.unwrap();
    assert_eq!((there.len(), there[0].name.as_str(), there[0].doing), (1, "Ola Sample", Doing::Looking));
    let there = here(desk, ola, &anna, Some(Doing::Looking)).await.unwrap();
    assert_eq!((there[0].name.as_str(), there[0].doing), ("Piotr", Doing::Writing));
    changes.recv().await.unwrap();
    assert!(changes.try_recv().is_err(), "a renewal is no news");
    assert_eq!(elsewhere(desk, ola).await.unwrap().len(), 1);

    // Piotr's page is closed: he is gone at once. Ola's machine sleeps: she is gone after a while.
    here(desk, piotr, &anna, None).await.unwrap();
    assert!(elsewhere(desk, ola).await.unwrap().is_empty());
    house.clock.advance(HOLDS + SignedDuration::from_secs(1));
    assert!(elsewhere(desk, piotr).await.unwrap().is_empty());
    // Nobody's past is kept, and nobody can be where nothing is.
    assert_eq!(house.verbs(&anna).await, ["received"]);
    here(desk, ola, "nowhere", Some(Doing::Looking)).await.unwrap();
    assert!(elsewhere(desk, piotr).await.unwrap().is_empty());
}

#[tokio::test]
async fn two_who_answer_at_once_do_not_both_go_unseen() {
    let house = House::new().await;
    let (desk, ola, piotr) = (&house.desk, &house.ola, &colleague(&house, "Piotr").await);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let base = house.messages(&anna).await[0].message_id.clone();
    let form = |key: &str| AnswerForm { base_message_id: Some(base.clone()), ..house.answer_form(key) };
    let (one, two) =
        tokio::join!(answer::send(desk, ola, &anna, form("k1")), answer::send(desk, piotr, &anna, form("k2")));
    let refused: Vec<_> = [one, two].into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), 1, "both answers went, or none");
    let answer::Refused::NewerMessage(newer) = &refused[0] else { panic!("{refused:?}") };
    assert_eq!(newer.direction, store::message::Direction::Out, "what came is shown: the colleague's answer");
    assert_eq!(house.messages(&anna).await.len(), 2);
    // Having read it, the second is sent all the same; a double click of it is one.
    let again = AnswerForm { despite_newer: true, ..form("k3") };
    let (one, two) =
        tokio::join!(answer::send(desk, piotr, &anna, again.clone()), answer::send(desk, piotr, &anna, again));
    assert_eq!(one.unwrap().message_id, two.unwrap().message_id);
    assert_eq!(house.messages(&anna).await.len(), 3);
}

#[tokio::test]
async fn a_mail_that_came_late_with_an_old_date_stops_the_answer_too() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let base = house.messages(&anna).await[0].message_id.clone();
    house.wait(60);
    house
        .mail(
            "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: x\r\nMessage-ID: <q0@client.test>\r\n\
             References: <q1@client.test>\r\nReceived: from a by b; Thu, 19 Nov 2026 08:00:00 +0000\r\n\
             Date: Thu, 19 Nov 2026 08:00:00 +0000\r\n\r\nForget it, we have it.\r\n",
        )
        .await;
    let form = AnswerForm { base_message_id: Some(base), ..house.answer_form("k1") };
    let refused = answer::send(&house.desk, &house.ola, &anna, form).await;
    assert_eq!(refused.map_err(|refused| refused.key()).map(drop), Err("refused-answer-newer-message"));
}

#[tokio::test]
async fn thanks_do_not_wake_what_is_put_aside_and_a_question_does() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let until = desk.now() + SignedDuration::from_hours(72);
    snooze::snooze(desk, ola, &anna, until).await.unwrap();
    from(&house, "anna@client.test", "q2@client.test", "q1@client.test", "Ok, thanks!").await;
    assert_eq!(row(&house, &anna).await.snoozed_until, Some(until), "thanks woke it");
    from(&house, "anna@client.test", "q3@client.test", "q2@client.test", "And when comes the invoice?").await;
    assert_eq!(row(&house, &anna).await.snoozed_until, None, "a question slept on");
}

#[tokio::test]
async fn whoever_is_blocked_is_kept_and_asks_for_nothing_until_let_in() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let before = from(&house, "eve@noise.test", "n1@noise.test", "", "Can we sell you something?").await;
    assert_eq!(row(&house, &before).await.stand, Stand::Unanswered);
    for (wrong, key) in [
        ("noise", "refused-block-no-sender"),
        ("ola@agency.test", "refused-block-ourselves"),
        ("@agency.test", "refused-block-ourselves"),
        ("@gmail.com", "refused-block-mail-host"),
    ] {
        assert_eq!(shut_out::block(desk, ola, wrong).await.map_err(|refused| refused.key()), Err(key), "{wrong}");
    }
    shut_out::block(desk, ola, "@Noise.test").await.unwrap();
    let mut changes = desk.changes();
    let after = from(&house, "bob@noise.test", "n2@noise.test", "", "May we call you on Monday?").await;
    assert_ne!(changes.recv().await.unwrap().what, ChangeKind::Message, "somebody was called");
    for id in [&before, &after] {
        assert_eq!((row(&house, id).await.stand, house.stands(id).await.as_str()), (Stand::Blocked, ""));
        assert_eq!(house.messages(id).await.len(), 1, "the mail is kept");
        house.ledger_is_true(id).await;
    }
    shut_out::let_in(desk, ola, "@noise.test").await.unwrap();
    for id in [&before, &after] {
        assert_eq!((row(&house, id).await.stand, house.stands(id).await.as_str()), (Stand::Unanswered, "open"));
    }
    assert!(shut_out::let_in(desk, ola, "@noise.test").await.is_err());
}

#[tokio::test]
async fn a_blocked_person_does_not_silence_the_others() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    from(&house, "piotr@client.test", "q2@client.test", "q1@client.test", "And mine?").await;
    shut_out::block(desk, ola, "piotr@client.test").await.unwrap();
    assert_eq!((row(&house, &anna).await.stand, house.stands(&anna).await.as_str()), (Stand::Unanswered, "open"));
    assert_eq!(house.promises(&anna).await[0].evidence, ["q1@client.test"]);
    house.ledger_is_true(&anna).await;
}

#[tokio::test]
async fn spam_teaches_the_list_of_senders_and_never_a_client() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let first = from(&house, "win@prize.test", "s1@prize.test", "", "Will you take your prize?").await;
    shut_out::spam(desk, ola, &first).await.unwrap();
    let next = from(&house, "win@prize.test", "s2@prize.test", "", "Really, will you?").await;
    for id in [&first, &next] {
        assert_eq!((row(&house, id).await.stand, house.stands(id).await.as_str()), (Stand::Spam, ""));
        house.ledger_is_true(id).await;
    }
    shut_out::not_spam(desk, ola, &first).await.unwrap();
    for id in [&first, &next] {
        assert_eq!((row(&house, id).await.stand, house.stands(id).await.as_str()), (Stand::Unanswered, "open"));
    }

    // Anybody can put a client's address on top of spam: whoever we wrote to is not listed.
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.answer(&anna, "k1").await;
    let forged = from(&house, "anna@client.test", "f1@evil.test", "", "Will you buy these pills?").await;
    shut_out::spam(desk, ola, &forged).await.unwrap();
    assert_eq!(row(&house, &forged).await.stand, Stand::Spam);
    let real = from(&house, "anna@client.test", "q2@client.test", "", "When comes the invoice?").await;
    assert_eq!(row(&house, &real).await.stand, Stand::Unanswered);
}

#[tokio::test]
async fn whoever_is_named_in_a_note_finds_it_until_it_is_seen() {
    let house = House::new().await;
    let (desk, ola, piotr) = (&house.desk, &house.ola, &colleague(&house, "Piotr").await);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let written = note::write(desk, ola, &anna, "@Piotr could you look? @Ola knows more.").await.unwrap();
    let unseen = async |who: &Who| {
        let me = &who.member.member_id;
        desk.db().read(async |mut tx| store::mention::unseen(&mut tx, desk.id(), me, 9).await).await.unwrap()
    };
    let found = unseen(piotr).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.as_str(), found[0].2.as_str()), (anna.as_str(), "Ola Sample"));
    assert!(unseen(ola).await.is_empty(), "nobody calls themselves");
    see::see(desk, piotr, &anna, desk.now()).await.unwrap();
    assert!(unseen(piotr).await.is_empty());
    note::remove(desk, ola, &written.note_id).await.unwrap();
    let second = note::write(desk, ola, &anna, "@piotr again").await.unwrap();
    assert_eq!(unseen(piotr).await.len(), 1);
    note::remove(desk, ola, &second.note_id).await.unwrap();
    assert!(unseen(piotr).await.is_empty(), "a note that is gone calls nobody");
}

#[tokio::test]
async fn a_second_person_at_the_client_is_added_corrected_removed_and_put_back() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let client = row(&house, &anna).await.client_id;
    let form =
        |address: &str, name: &str| ContactForm { name: name.into(), address: address.into(), language: "pl".into() };
    for (wrong, key) in [
        ("ewa", "refused-member-no-address"),
        ("ola@agency.test", "refused-contact-ourselves"),
        ("anna@client.test", "refused-contact-taken"),
    ] {
        let refused = contacts::add(desk, ola, &client, &form(wrong, "")).await;
        assert_eq!(refused.map_err(|refused| refused.key()), Err(key), "{wrong}");
    }
    let ewa = contacts::add(desk, ola, &client, &form("Ewa@Gmail.com", "Ewa")).await.unwrap();
    let hers = from(&house, "ewa@gmail.com", "e1@gmail.com", "", "When do we start?").await;
    assert_eq!(row(&house, &hers).await.client_id, client, "what she writes belongs to the client");
    contacts::edit(desk, ola, &client, &ewa, &form("ewa@wp.pl", "Ewa Nowa")).await.unwrap();
    let newer = from(&house, "ewa@wp.pl", "e2@wp.pl", "e1@gmail.com", "Well, when?").await;
    assert_eq!(row(&house, &newer).await.client_id, client);
    assert_ne!(newer, hers, "another address is not let into a conversation by our book of addresses");
    assert!(contacts::edit(desk, ola, "other", &ewa, &form("x@wp.pl", "")).await.is_err());

    let event = contacts::remove(desk, ola, &client, &ewa).await.unwrap();
    let people = async || {
        let read = desk.db().read(async |mut tx| store::contact::of_client(&mut tx, desk.id(), &client).await);
        read.await.unwrap().into_iter().map(|row| row.address).collect::<Vec<_>>()
    };
    assert!(!people().await.contains(&"ewa@wp.pl".to_owned()));
    assert!(contacts::put_back(desk, ola, "other", &event).await.is_err());
    contacts::put_back(desk, ola, &client, &event).await.unwrap();
    assert!(people().await.contains(&"ewa@wp.pl".to_owned()));
}

#[tokio::test]
async fn an_act_on_many_is_taken_back_as_one() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.wait(60);
    let two = house.anna_asks("q2@client.test", "And the invoice?").await;
    desk::settle::settle(desk, ola, &two).await.unwrap();
    let ids = [one.clone(), two.clone(), "nowhere".to_owned()];
    let bulk::Remembered { done, key, refused } =
        bulk::apply_remembered(desk, ola, &ids, &BulkAct::Settle).await.unwrap();
    assert_eq!((done, refused), (2, Some("refused-no-such-conversation")));
    let piotr = colleague(&house, "Piotr").await;
    assert!(bulk::take_back(desk, &piotr, &key).await.is_err(), "somebody else took it back");
    assert_eq!(bulk::take_back(desk, ola, &key).await.unwrap(), 1, "what was done before stays so");
    assert_eq!((house.stands(&one).await.as_str(), house.stands(&two).await.as_str()), ("open", "kept"));

    let me = ola.member.member_id.clone();
    desk::assign::assign(desk, ola, &one, Some(&piotr.member.member_id)).await.unwrap();
    let key = bulk::apply_remembered(desk, ola, &ids, &BulkAct::Assign(Some(me.clone()))).await.unwrap().key;
    assert_eq!(row(&house, &one).await.assigned_to, Some(me));
    bulk::take_back(desk, ola, &key).await.unwrap();
    assert_eq!(row(&house, &one).await.assigned_to, Some(piotr.member.member_id));
    assert_eq!(row(&house, &two).await.assigned_to, None);

    let others = [two.clone()];
    let key = bulk::apply_remembered(desk, ola, &others, &BulkAct::Merge(one.clone())).await.unwrap().key;
    assert_eq!(house.messages(&one).await.len(), 2);
    bulk::take_back(desk, ola, &key).await.unwrap();
    assert_eq!((house.messages(&one).await.len(), house.messages(&two).await.len()), (1, 1));
    for id in [&one, &two] {
        house.ledger_is_true(id).await;
    }
}

#[tokio::test]
async fn many_are_blocked_moved_and_given_away_and_all_is_taken_back() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let eve = from(&house, "eve@elsewhere.test", "e1@elsewhere.test", "", "Could you look at this?").await;
    let piotr = colleague(&house, "Piotr").await;
    let ids = [anna.clone(), eve.clone()];
    let before = (row(&house, &anna).await.client_id, row(&house, &eve).await.client_id);

    // Blocked: nothing is asked any more. One who was blocked before stays so when the rest is taken back.
    shut_out::block(desk, ola, "eve@elsewhere.test").await.unwrap();
    let all = bulk::apply_remembered(desk, ola, &ids, &BulkAct::Block).await.unwrap();
    assert_eq!((all.done, all.refused), (2, None));
    assert_eq!((row(&house, &anna).await.stand, row(&house, &eve).await.stand), (Stand::Blocked, Stand::Blocked));
    assert_eq!(bulk::take_back(desk, ola, &all.key).await.unwrap(), 1);
    assert_eq!((row(&house, &anna).await.stand, row(&house, &eve).await.stand), (Stand::Unanswered, Stand::Blocked));
    shut_out::let_in(desk, ola, "eve@elsewhere.test").await.unwrap();

    // Moved: the one that is there already says why it was not.
    let act = BulkAct::Move { client: before.0.clone(), people: true };
    let all = bulk::apply_remembered(desk, ola, &ids, &act).await.unwrap();
    assert_eq!((all.done, all.refused), (1, Some("refused-move-same")));
    assert_eq!(row(&house, &eve).await.client_id, before.0);
    bulk::take_back(desk, ola, &all.key).await.unwrap();
    assert_eq!(row(&house, &eve).await.client_id, before.1);

    let act = BulkAct::Assign(Some(piotr.member.member_id.clone()));
    let key = bulk::apply_remembered(desk, ola, &ids, &act).await.unwrap().key;
    assert_eq!(row(&house, &eve).await.assigned_to, Some(piotr.member.member_id.clone()));
    bulk::take_back(desk, ola, &key).await.unwrap();
    assert_eq!(row(&house, &eve).await.assigned_to, None);
    for id in &ids {
        house.ledger_is_true(id).await;
    }
}
