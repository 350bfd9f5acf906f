//! Conversations joined, split and moved to another client by hand: what belongs where, what is owed, and the way back.

use desk::answer::AnswerForm;
use desk::merge::{merge, take_apart};
use desk::move_to_client::{move_back, move_over};
use desk::split::{Extent, join_again, split};
use desk::{drafts, note, settle};
use store::conversation::ConversationRow;
use store::draft::DraftKind;

use crate::house::{House, rfc2822};

async fn row(house: &House, conversation: &str) -> ConversationRow {
    let desk = &house.desk;
    let read = desk.db().read(async |mut tx| store::conversation::find(&mut tx, desk.id(), conversation).await);
    read.await.unwrap().unwrap()
}

async fn reply(house: &House, id: &str, subject: &str, references: &str, words: &str) -> String {
    house.wait(60);
    house
        .mail(&format!(
            "From: Anna Nowak <anna@client.test>\r\nTo: Ola <ola@agency.test>\r\nSubject: {subject}\r\n\
             Message-ID: <{id}>\r\nReferences: {references}\r\nDate: {}\r\n\r\n{words}\r\n",
            rfc2822(house.desk.now())
        ))
        .await
}

async fn ids(house: &House, conversation: &str) -> Vec<String> {
    house.messages(conversation).await.into_iter().map(|message| message.rfc_id).collect()
}

#[tokio::test]
async fn two_conversations_become_one_and_later_mail_to_either_goes_there() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.wait(60);
    let two = house.anna_asks("q2@client.test", "And when comes the invoice?").await;
    let _ = note::write(desk, ola, &two, "By Friday, says Piotr.").await.unwrap();
    assert_eq!(merge(desk, ola, &two, &one).await.unwrap(), one);
    assert_eq!(ids(&house, &one).await, ["q1@client.test", "q2@client.test"]);
    assert_eq!(row(&house, &two).await.merged_into.as_deref(), Some(one.as_str()));
    // The second question renews the first promise; nothing is owed where nothing is left.
    assert_eq!((house.stands(&one).await.as_str(), house.stands(&two).await.as_str()), ("open", ""));
    house.ledger_is_true(&one).await;
    assert!(house.verbs(&one).await.contains(&"merged".to_owned()));

    let three = reply(&house, "q3@client.test", "Re: The report", "<q2@client.test>", "Hello?").await;
    assert_eq!(three, one, "an answer to the joined one went elsewhere");

    // Taken apart, the later mail follows what it answers; the note goes home.
    take_apart(desk, ola, &two).await.unwrap();
    assert_eq!(ids(&house, &one).await, ["q1@client.test"]);
    assert_eq!(ids(&house, &two).await, ["q2@client.test", "q3@client.test"]);
    assert_eq!((house.stands(&one).await.as_str(), house.stands(&two).await.as_str()), ("open", "open"));
    for id in [&one, &two] {
        house.ledger_is_true(id).await;
    }
    let notes = desk.db().read(async |mut tx| store::note::of_conversation(&mut tx, desk.id(), &two).await);
    assert_eq!(notes.await.unwrap().len(), 1);
    let again = take_apart(desk, ola, &two).await;
    assert_eq!(again.map_err(|refused| refused.key()), Err("refused-unmerge-not-joined"));
}

#[tokio::test]
async fn joining_from_both_ends_at_once_makes_one_and_no_circle() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    let two = house.anna_asks("q2@client.test", "And the invoice?").await;
    let three = house.anna_asks("q3@client.test", "And the logo?").await;
    let (there, back) = tokio::join!(merge(desk, ola, &one, &two), merge(desk, ola, &two, &one));
    let outcomes = [there.map_err(|refused| refused.key()), back.map_err(|refused| refused.key())];
    let joined: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok()).collect();
    assert_eq!(joined.len(), 1, "{outcomes:?}");
    assert!(outcomes.contains(&Err("refused-merge-same")), "{outcomes:?}");
    // A chain: whatever was joined before is found through its signpost.
    let kept = joined[0].clone();
    assert_eq!(merge(desk, ola, &kept, &three).await.unwrap(), three);
    for id in [&one, &two] {
        assert_eq!(row(&house, id).await.merged_into.as_deref(), Some(three.as_str()));
    }
    assert_eq!(ids(&house, &three).await.len(), 3);
    assert_eq!(merge(desk, ola, &one, &two).await.map_err(|refused| refused.key()), Err("refused-merge-same"));
    house.ledger_is_true(&three).await;
    // Taking the last step back leads the first one home too.
    take_apart(desk, ola, &kept).await.unwrap();
    let other = if kept == one { &two } else { &one };
    assert_eq!(row(&house, other).await.merged_into.as_deref(), Some(kept.as_str()));
    assert_eq!((ids(&house, &kept).await.len(), ids(&house, &three).await.len()), (2, 1));
}

#[tokio::test]
async fn conversations_of_two_clients_are_not_joined() {
    let house = House::new().await;
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    let other = house
        .mail("From: Ewa <ewa@other.test>\r\nTo: ola@agency.test\r\nSubject: y\r\nMessage-ID: <e1@other.test>\r\n\r\nWhen?\r\n")
        .await;
    let (desk, ola) = (&house.desk, &house.ola);
    let refused = merge(desk, ola, &other, &one).await;
    assert_eq!(refused.map_err(|refused| refused.key()), Err("refused-merge-other-client"));

    // Moved there with whoever wrote it, it can be; and what she writes next belongs there as well.
    let before = row(&house, &other).await.client_id;
    assert_eq!(
        move_over(desk, ola, &other, "no-such.test", true).await.map_err(|it| it.key()),
        Err("refused-move-nobody")
    );
    let client = move_over(desk, ola, &other, "client.test", true).await.unwrap();
    assert_eq!(row(&house, &other).await.client_id, client);
    assert_eq!(move_over(desk, ola, &other, &client, true).await.map_err(|it| it.key()), Err("refused-move-same"));
    let next = house
        .mail("From: Ewa <ewa@other.test>\r\nTo: ola@agency.test\r\nSubject: z\r\nMessage-ID: <e2@other.test>\r\n\r\nHello?\r\n")
        .await;
    assert_eq!(row(&house, &next).await.client_id, client);
    assert_eq!(house.promises(&other).await[0].client_id, client);
    house.ledger_is_true(&other).await;

    move_back(desk, ola, &other).await.unwrap();
    assert_eq!(row(&house, &other).await.client_id, before);
    let after = house
        .mail("From: Ewa <ewa@other.test>\r\nTo: ola@agency.test\r\nSubject: w\r\nMessage-ID: <e3@other.test>\r\n\r\nHello?\r\n")
        .await;
    assert_eq!(row(&house, &after).await.client_id, before);
}

#[tokio::test]
async fn what_was_marked_done_in_one_settles_nothing_of_the_other() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let open = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.wait(60);
    let done = house.anna_asks("q2@client.test", "And the invoice?").await;
    house.wait(60);
    settle::settle(desk, ola, &done).await.unwrap();
    merge(desk, ola, &done, &open).await.unwrap();
    assert!(row(&house, &open).await.owed_due_at.is_some(), "a promise was lost in joining");
    house.ledger_is_true(&open).await;
    take_apart(desk, ola, &done).await.unwrap();
    assert_eq!((house.stands(&open).await.as_str(), house.stands(&done).await.as_str()), ("open", "kept"));
}

#[tokio::test]
async fn drafts_in_both_are_both_kept() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    let two = house.anna_asks("q2@client.test", "And the invoice?").await;
    for (id, text) in [(&one, "The report is here."), (&two, "So is the invoice.")] {
        let form = drafts::DraftForm { text: text.into(), ..Default::default() };
        drafts::save(desk, ola, id, DraftKind::Reply, &form).await.unwrap();
    }
    merge(desk, ola, &two, &one).await.unwrap();
    let draft = drafts::load(desk, ola, &one, DraftKind::Reply).await.unwrap().unwrap();
    assert_eq!(draft.text, "The report is here.\n\nSo is the invoice.");
}

#[tokio::test]
async fn a_conversation_is_split_and_later_answers_follow_each_part() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let first = house.anna_asks("q1@client.test", "Where is my report?").await;
    reply(&house, "q2@client.test", "The invoice", "<q1@client.test>", "And when comes the invoice?").await;
    reply(&house, "q3@client.test", "Re: The invoice", "<q1@client.test> <q2@client.test>", "Hello?").await;
    let messages = house.messages(&first).await;
    let everything = split(desk, ola, &first, &messages[0].message_id, Extent::FromHere).await;
    assert_eq!(everything.map_err(|refused| refused.key()), Err("refused-split-everything"));

    let made = split(desk, ola, &first, &messages[1].message_id, Extent::FromHere).await.unwrap();
    assert_eq!((ids(&house, &first).await, ids(&house, &made).await.len()), (vec!["q1@client.test".to_owned()], 2));
    let split_off = row(&house, &made).await;
    assert_eq!(split_off.subject, "The invoice");
    assert_eq!(split_off.client_id, row(&house, &first).await.client_id);
    assert_eq!(house.messages(&made).await[0].from_address, "anna@client.test", "the client stays the author");
    for id in [&first, &made] {
        assert_eq!(house.stands(id).await, "open");
        house.ledger_is_true(id).await;
    }
    let invoice = "<q1@client.test> <q2@client.test> <q3@client.test>";
    assert_eq!(reply(&house, "q4@client.test", "Re: The invoice", invoice, "Please?").await, made);
    assert_eq!(reply(&house, "q5@client.test", "Re: The report", "<q1@client.test>", "And?").await, first);

    // Joined again, everything is in one, and what comes later too.
    assert_eq!(join_again(desk, ola, &made).await.unwrap(), first);
    assert_eq!(ids(&house, &first).await.len(), 5);
    assert_eq!(reply(&house, "q6@client.test", "Re: The invoice", invoice, "Well?").await, first);
    house.ledger_is_true(&first).await;
    let twice = join_again(desk, ola, &first).await;
    assert_eq!(twice.map_err(|refused| refused.key()), Err("refused-unsplit-not-split"));
}

#[tokio::test]
async fn one_message_is_taken_out_of_an_old_thread() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let first = house.anna_asks("q1@client.test", "Where is my report?").await;
    reply(&house, "q2@client.test", "The invoice", "<q1@client.test>", "And when comes the invoice?").await;
    reply(&house, "q3@client.test", "Re: The report", "<q1@client.test>", "The report, please?").await;
    let second = house.messages(&first).await[1].message_id.clone();
    let made = split(desk, ola, &first, &second, Extent::Alone).await.unwrap();
    assert_eq!(ids(&house, &made).await, ["q2@client.test"]);
    assert_eq!(ids(&house, &first).await, ["q1@client.test", "q3@client.test"]);
    let gone = split(desk, ola, &first, &second, Extent::Alone).await;
    assert_eq!(gone.map_err(|refused| refused.key()), Err("refused-split-no-message"));
    house.ledger_is_true(&made).await;
}

#[tokio::test]
async fn a_client_who_writes_while_we_join_or_send_is_never_lost() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    for round in 0..8 {
        let one = house.anna_asks(&format!("a{round}@client.test"), "Where is my report?").await;
        let two = house.anna_asks(&format!("b{round}@client.test"), "And the invoice?").await;
        let late = format!(
            "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: x\r\nMessage-ID: <c{round}@client.test>\r\n\
             References: <b{round}@client.test>\r\nDate: {}\r\n\r\nWhen, please?\r\n",
            rfc2822(desk.now())
        );
        let base = house.messages(&two).await[0].message_id.clone();
        let form = AnswerForm { base_message_id: Some(base), ..house.answer_form(&format!("k{round}")) };
        let (joined, _, sent, done) = tokio::join!(
            merge(desk, ola, &two, &one),
            house.mail(&late),
            desk::answer::send(desk, ola, &two, form),
            settle::settle(desk, ola, &one),
        );
        joined.unwrap();
        done.unwrap();
        let there = ids(&house, &one).await;
        for id in [format!("a{round}@client.test"), format!("b{round}@client.test"), format!("c{round}@client.test")] {
            assert_eq!(there.iter().filter(|it| **it == id).count(), 1, "round {round}: {id} in {there:?}");
        }
        // The answer went into the one conversation, or was refused with a reason; it never stands in an ended one.
        assert!(ids(&house, &two).await.is_empty(), "round {round}");
        if let Err(refused) = sent {
            let known = ["refused-answer-newer-message", "refused-no-such-conversation"];
            assert!(known.contains(&refused.key()), "round {round}: {refused:?}");
        }
        house.ledger_is_true(&one).await;
    }
}
