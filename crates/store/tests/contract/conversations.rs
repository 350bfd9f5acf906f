//! Conversations and what is in them: views, windows, references, participants, tags, notes, merging.

use store::Cursor;
use store::attachment::AttachmentRow;
use store::conversation::Stand;
use store::conversation::list::View;
use store::message::Direction;
use store::note::NoteRow;
use store::participant::ParticipantRow;
use store::reference::ReferenceRow;
use store::tag::TagRow;

use crate::engines::{Engine, on_both};
use crate::samples::{at, conversation, message, promise, put_conversations, put_messages};

on_both!(
    every_view_shows_its_own_newest_first,
    pages_follow_each_other_without_gap_or_double,
    what_was_seen_is_told_per_member,
    a_conversation_is_read_by_windows,
    phantoms_become_held_and_stay_held,
    mails_are_known_by_id_and_body,
    time_alone_wakes_conversations,
    silent_conversations_become_history,
    tags_notes_and_attachments_come_with_their_conversation,
    merging_leaves_a_signpost_and_moves_the_rest,
);

async fn ids(engine: &Engine, view: View) -> Vec<String> {
    let page = engine
        .read(async |mut tx| {
            store::conversation::list::page(&mut tx, &engine.desk, &view, "m1", &Cursor::newest(), at(100), 50).await
        })
        .await;
    page.into_iter().map(|it| it.conversation.conversation_id).collect()
}

async fn every_view_shows_its_own_newest_first(engine: &Engine) {
    let mut rows: Vec<_> = (0..8).map(|n| conversation(&format!("c{n}"), "k1", n)).collect();
    rows[1].stand = Stand::Waiting;
    rows[2].snoozed_until = Some(at(200));
    rows[3].snoozed_until = Some(at(50)); // awake again
    rows[4].history = true;
    rows[5].assigned_to = Some("m1".to_owned());
    rows[6].merged_into = Some("c7".to_owned());
    rows[7].stand = Stand::Done;
    put_conversations(engine, "k1", &rows).await;
    assert_eq!(ids(engine, View::Unanswered).await, ["c5", "c3", "c0"]);
    assert_eq!(ids(engine, View::Waiting).await, ["c1"]);
    assert_eq!(ids(engine, View::Snoozed).await, ["c2"]);
    assert_eq!(ids(engine, View::History).await, ["c4"]);
    assert_eq!(ids(engine, View::Assigned("m1".to_owned())).await, ["c5"]);
    assert_eq!(ids(engine, View::All).await, ["c7", "c5", "c4", "c3", "c2", "c1", "c0"]);
    assert_eq!(ids(engine, View::Client("k1".to_owned())).await.len(), 7);
    assert_eq!(ids(engine, View::Client("k2".to_owned())).await.len(), 0);
    let counts =
        engine.read(async |mut tx| store::conversation::list::counts(&mut tx, &engine.desk, "m1", at(100)).await).await;
    assert_eq!((counts.unanswered, counts.waiting, counts.snoozed, counts.mine, counts.history), (3, 1, 1, 1, 1));
    let all = engine.read(async |mut tx| store::conversation::list::count_all(&mut tx, &engine.desk).await).await;
    assert_eq!(all, 7);
}

async fn pages_follow_each_other_without_gap_or_double(engine: &Engine) {
    // Many of one instant: the id breaks the tie.
    let rows: Vec<_> = (0..53).map(|n| conversation(&format!("c{n:02}"), "k1", n / 20)).collect();
    put_conversations(engine, "k1", &rows).await;
    let (mut after, mut found) = (Cursor::newest(), Vec::new());
    loop {
        let page = engine
            .read(async |mut tx| {
                store::conversation::list::page(&mut tx, &engine.desk, &View::All, "m1", &after, at(0), 10).await
            })
            .await;
        let Some(last) = page.last() else { break };
        after = last.cursor().to_string().parse().unwrap();
        found.extend(page.into_iter().map(|it| it.conversation.conversation_id));
    }
    let expected: Vec<String> = (0..53).rev().map(|n| format!("c{n:02}")).collect();
    assert_eq!(found, expected);
}

async fn what_was_seen_is_told_per_member(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c1", "k1", 0)]).await;
    engine
        .write(async |mut tx| {
            store::seen::save(&mut tx, &engine.desk, "m1", "c1", at(9)).await?;
            store::seen::save(&mut tx, &engine.desk, "m1", "c1", at(4)).await
        })
        .await;
    let page = async |member: &str| {
        engine
            .read(async |mut tx| {
                store::conversation::list::page(&mut tx, &engine.desk, &View::All, member, &Cursor::newest(), at(0), 5)
                    .await
            })
            .await
    };
    assert_eq!(page("m1").await[0].seen_at, Some(at(9)), "seen never goes back");
    assert_eq!(page("m2").await[0].seen_at, None);
    assert_eq!(page("m2").await[0].client_name, "Client k1");
}

async fn a_conversation_is_read_by_windows(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c1", "k1", 0), conversation("c2", "k1", 0)]).await;
    let rows: Vec<_> =
        (0..45).map(|n| message(&format!("m{n:02}"), if n % 5 == 4 { "c2" } else { "c1" }, n / 3, "Hello")).collect();
    put_messages(engine, &rows).await;
    let window = async |before: &Cursor| {
        engine.read(async |mut tx| store::message::window(&mut tx, &engine.desk, "c1", before, 20).await).await
    };
    let newest = window(&Cursor::newest()).await;
    let older = window(&newest[0].cursor()).await;
    assert_eq!((newest.len(), older.len()), (20, 16));
    let all: Vec<_> = older.iter().chain(&newest).map(|it| it.message_id.clone()).collect();
    assert!(all.is_sorted(), "oldest first: {all:?}");
    let last =
        engine.read(async |mut tx| store::message::newest(&mut tx, &engine.desk, "c1", None).await).await.unwrap();
    assert_eq!(last.message_id, "m43");
    let ours = engine
        .read(async |mut tx| store::message::newest(&mut tx, &engine.desk, "c1", Some(Direction::Out)).await)
        .await;
    assert_eq!(ours, None);
    let newest_of =
        engine.read(async |mut tx| store::message::newest_of(&mut tx, &engine.desk, &["c1", "c2"]).await).await;
    let mut newest_of: Vec<_> = newest_of.into_iter().map(|it| it.message_id).collect();
    newest_of.sort();
    assert_eq!(newest_of, ["m43", "m44"]);
    let timelines =
        engine.read(async |mut tx| store::message::timelines(&mut tx, &engine.desk, &["c1", "c2"]).await).await;
    assert_eq!(timelines.len(), 45);
    assert!(timelines.is_sorted_by_key(|it| (it.conversation_id.clone(), it.arrived_at, it.message_id.clone())));
}

fn reference(id: &str, conversation: &str, held: bool) -> ReferenceRow {
    ReferenceRow { rfc_id: id.to_owned(), conversation_id: conversation.to_owned(), held }
}

async fn phantoms_become_held_and_stay_held(engine: &Engine) {
    for rows in [
        vec![reference("a@x", "c1", true), reference("b@x", "c1", false)],
        vec![reference("a@x", "c1", false), reference("b@x", "c2", true)],
    ] {
        engine.write(async |mut tx| store::reference::save_many(&mut tx, &engine.desk, &rows).await).await;
    }
    let mut found = engine
        .read(async |mut tx| store::reference::find_many(&mut tx, &engine.desk, &["a@x", "b@x", "z@x"]).await)
        .await;
    found.sort_by_key(|it| it.rfc_id.clone());
    assert_eq!(found, [reference("a@x", "c1", true), reference("b@x", "c2", true)]);
}

async fn mails_are_known_by_id_and_body(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c1", "k1", 0)]).await;
    let first = message("m1", "c1", 0, "Hello");
    let mut other = message("m2", "c1", 1, "Another body");
    other.rfc_id.clone_from(&first.rfc_id);
    put_messages(engine, &[first.clone(), other.clone()]).await;
    let known = engine
        .read(async |mut tx| {
            store::message::known(&mut tx, &engine.desk, &[first.rfc_id.as_str(), "it's \"odd\"@x"]).await
        })
        .await;
    assert_eq!(known.len(), 2);
    let mut again = other;
    again.message_id = "m3".to_owned();
    let words = [crate::samples::words(&again)];
    let twice = engine
        .db
        .write(async |mut tx| {
            store::message::insert_many(&mut tx, &engine.desk, std::slice::from_ref(&again), &words).await
        })
        .await;
    assert!(matches!(twice, Err(store::StoreError::Taken { .. })), "the same id and body is the same mail");
}

async fn time_alone_wakes_conversations(engine: &Engine) {
    let mut rows: Vec<_> = (0..4).map(|n| conversation(&format!("c{n}"), "k1", n)).collect();
    rows[0].next_look_at = Some(at(30));
    rows[1].next_look_at = Some(at(10));
    rows[2].snoozed_until = Some(at(20));
    put_conversations(engine, "k1", &rows).await;
    let due =
        engine.read(async |mut tx| store::conversation::to_look_at(&mut tx, &engine.desk, at(30), 10).await).await;
    assert_eq!(due, ["c1", "c0"]);
    let next = async |minutes: i64| {
        engine.read(async |mut tx| store::conversation::next_look(&mut tx, &engine.desk, at(minutes)).await).await
    };
    assert_eq!(next(0).await, Some(at(10)));
    engine
        .write(async |mut tx| {
            let mut looked = rows.clone();
            looked.iter_mut().for_each(|it| it.next_look_at = None);
            store::conversation::save_many(&mut tx, &engine.desk, &looked).await
        })
        .await;
    assert_eq!(next(0).await, Some(at(20)), "a snooze that ends is a change too");
    assert_eq!(next(20).await, None);
    let walked = engine.read(async |mut tx| store::conversation::ids_after(&mut tx, &engine.desk, "c0", 2).await).await;
    assert_eq!(walked, ["c1", "c2"]);
}

async fn silent_conversations_become_history(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("old", "k1", 0), conversation("new", "k1", 50)]).await;
    let promises = [promise("p1", "old", "k1", 10), promise("p2", "new", "k1", 60)];
    engine
        .write(async |mut tx| {
            store::promise::replace(&mut tx, &engine.desk, &["old", "new"], &promises).await?;
            store::conversation::mark_history(&mut tx, &engine.desk, at(40)).await
        })
        .await;
    assert_eq!(ids(engine, View::Unanswered).await, ["new"]);
    let counts = engine.read(async |mut tx| store::promise::counts(&mut tx, &engine.desk, at(30)).await).await;
    assert_eq!((counts.ours, counts.history), (1, 1));
}

async fn tags_notes_and_attachments_come_with_their_conversation(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c1", "k1", 0)]).await;
    put_messages(engine, &[message("m1", "c1", 0, "See attachment")]).await;
    let tag = |text: &str| TagRow {
        conversation_id: "c1".to_owned(),
        tag: text.to_owned(),
        tag_key: store::search::fold(text),
    };
    let note = NoteRow {
        note_id: "n1".to_owned(),
        conversation_id: "c1".to_owned(),
        member_id: "m1".to_owned(),
        text: "Careful here".to_owned(),
        written_at: at(3),
    };
    let attachment = AttachmentRow {
        attachment_id: "a1".to_owned(),
        message_id: "m1".to_owned(),
        conversation_id: "c1".to_owned(),
        position: 0,
        name: "../umowa.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 12,
        content_id: None,
        inline: false,
    };
    engine
        .write(async |mut tx| {
            store::tag::save_many(&mut tx, &engine.desk, &[tag("VIP"), tag("Pilne")]).await?;
            store::tag::save_many(&mut tx, &engine.desk, &[tag("vip")]).await?;
            store::note::insert(&mut tx, &engine.desk, &note).await?;
            store::attachment::insert_many(&mut tx, &engine.desk, std::slice::from_ref(&attachment)).await
        })
        .await;
    let tags = engine.read(async |mut tx| store::tag::of_conversations(&mut tx, &engine.desk, &["c1"]).await).await;
    assert_eq!(tags, [tag("Pilne"), tag("VIP")]);
    let used = engine.read(async |mut tx| store::tag::in_use(&mut tx, &engine.desk).await).await;
    assert_eq!(used, [("Pilne".to_owned(), 1), ("VIP".to_owned(), 1)]);
    let notes = engine.read(async |mut tx| store::note::of_conversation(&mut tx, &engine.desk, "c1").await).await;
    assert_eq!(notes, [note]);
    let parts = engine.read(async |mut tx| store::attachment::of_messages(&mut tx, &engine.desk, &["m1"]).await).await;
    assert_eq!(parts, [attachment]);
    assert!(engine.write(async |mut tx| store::tag::remove(&mut tx, &engine.desk, "c1", "vip").await).await);
    assert!(engine.write(async |mut tx| store::note::remove(&mut tx, &engine.desk, "n1").await).await);
}

async fn merging_leaves_a_signpost_and_moves_the_rest(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c1", "k1", 0), conversation("c2", "k1", 1)]).await;
    put_messages(engine, &[message("m1", "c1", 0, "One"), message("m2", "c2", 1, "Two")]).await;
    let person = |conversation: &str, address: &str| ParticipantRow {
        conversation_id: conversation.to_owned(),
        address: address.to_owned(),
    };
    let people = [person("c1", "a@x"), person("c2", "a@x"), person("c2", "b@x")];
    engine
        .write(async |mut tx| {
            store::participant::save_many(&mut tx, &engine.desk, &people).await?;
            let held = reference("m2@mail.example", "c2", true);
            store::reference::save_many(&mut tx, &engine.desk, &[held, reference("p@x", "c2", false)]).await?;
            store::promise::replace(&mut tx, &engine.desk, &["c2"], &[promise("p", "c2", "k1", 9)]).await?;
            store::conversation::merge::merge(&mut tx, &engine.desk, "c2", "c1").await
        })
        .await;
    let messages = engine
        .read(async |mut tx| store::message::window(&mut tx, &engine.desk, "c1", &Cursor::newest(), 9).await)
        .await;
    assert_eq!(messages.len(), 2);
    let found = engine
        .read(async |mut tx| store::reference::find_many(&mut tx, &engine.desk, &["m2@mail.example", "p@x"]).await)
        .await;
    assert_eq!(found.iter().map(|it| it.conversation_id.as_str()).collect::<Vec<_>>(), ["c1", "c1"]);
    let people = engine
        .read(async |mut tx| store::participant::of_conversations(&mut tx, &engine.desk, &["c1", "c2"]).await)
        .await;
    assert_eq!(people, [person("c1", "a@x"), person("c1", "b@x")]);
    let signpost = engine.read(async |mut tx| store::conversation::find(&mut tx, &engine.desk, "c2").await).await;
    assert_eq!(signpost.unwrap().merged_into.as_deref(), Some("c1"));
    let promises =
        engine.read(async |mut tx| store::promise::of_conversations(&mut tx, &engine.desk, &["c1", "c2"]).await).await;
    assert!(promises.is_empty(), "promises are derived anew");
    assert_eq!(ids(engine, View::All).await, ["c1"]);
}
