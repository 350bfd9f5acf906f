//! The outbox: one claim at a time, fences, undo, and what is lost becomes uncertain.

use store::outbox::{self, OutboxRow, Outcome, Recipient, RecipientState, State};
use store::relay::{self, RelayRow, Security};
use store::way_out::{self, WayOutRow};

use crate::engines::{Engine, on_both};
use crate::samples::{at, conversation, put_conversations};

on_both!(
    a_row_is_claimed_when_due_and_by_one_only,
    whoever_was_overtaken_changes_nothing,
    what_is_lost_after_data_began_becomes_uncertain,
    undo_works_until_the_claim,
    the_same_key_is_one_mail,
    timelines_tell_where_a_send_stands,
    a_way_that_is_shut_is_not_asked_again,
);

fn row(id: &str, not_before: i64) -> OutboxRow {
    OutboxRow {
        outbox_id: id.to_owned(),
        conversation_id: "c".to_owned(),
        message_id: format!("message of {id}"),
        member_id: "m1".to_owned(),
        rfc_id: format!("{id}@agency.example"),
        envelope_from: "desk@agency.example".to_owned(),
        recipients: vec![Recipient {
            address: "anna@acme.example".to_owned(),
            to: true,
            state: RecipientState::Waiting,
            reply: String::new(),
            report: None,
        }],
        raw_hash: "00".repeat(32),
        state: State::Waiting,
        draft: String::new(),
        idempotency_key: format!("key of {id}"),
        not_before_at: at(not_before),
        next_try_at: at(not_before),
        tries: 0,
        lease_until: None,
        fence: 0,
        data_started: false,
        last_error: String::new(),
        created_at: at(0),
        finished_at: None,
        mailbox_id: None,
        planned_at: None,
        unless_answered: false,
        left_at: None,
    }
}

fn somewhere() -> RelayRow {
    RelayRow {
        host: "127.0.0.1".to_owned(),
        port: 25,
        security: Security::None,
        user_name: String::new(),
        secret: String::new(),
        from_address: "desk@agency.example".to_owned(),
    }
}

/// Rows of a way that is shut are left alone till it opens, and the worker is told when that is.
async fn a_way_that_is_shut_is_not_asked_again(engine: &Engine) {
    put(engine, &[row("a", 0), OutboxRow { mailbox_id: Some("gone".to_owned()), ..row("b", 1) }]).await;
    let shut = WayOutRow {
        mailbox_id: String::new(),
        trouble: "relay-trouble-password: 535 no".to_owned(),
        since_at: at(0),
        shut_until_at: at(30),
        tries: 1,
    };
    engine.write(async |mut tx| way_out::save(&mut tx, &engine.desk, &shut).await).await;
    assert_eq!(claim(engine, 10).await.map(|row| row.outbox_id), Some("b".to_owned()), "the other way is open");
    assert_eq!(claim(engine, 10).await, None);
    let next = engine.read(async |mut tx| outbox::next_try(&mut tx, &engine.desk, at(10)).await).await;
    assert_eq!(next, Some(at(15)), "the lease of the one that was claimed");
    assert_eq!(claim(engine, 30).await.map(|row| row.outbox_id), Some("a".to_owned()));
    engine.write(async |mut tx| way_out::open(&mut tx, &engine.desk, "").await).await;
    let none = engine.read(async |mut tx| way_out::all(&mut tx, &engine.desk).await).await;
    assert!(none.is_empty());
}

async fn put(engine: &Engine, rows: &[OutboxRow]) {
    put_conversations(engine, "k", &[conversation("c", "k", 0)]).await;
    engine
        .write(async |mut tx| {
            // Without a server to leave through nothing is claimed.
            relay::save(&mut tx, &engine.desk, &somewhere()).await?;
            for row in rows {
                outbox::insert(&mut tx, &engine.desk, row).await?;
            }
            Ok(())
        })
        .await;
}

async fn claim(engine: &Engine, now: i64) -> Option<OutboxRow> {
    engine.write(async |mut tx| outbox::claim(&mut tx, &engine.desk, at(now), at(now + 5)).await).await
}

fn sent(minutes: i64) -> Outcome {
    Outcome {
        state: State::Sent,
        recipients: vec![],
        next_try_at: at(minutes),
        last_error: String::new(),
        finished_at: Some(at(minutes)),
    }
}

async fn a_row_is_claimed_when_due_and_by_one_only(engine: &Engine) {
    put(engine, &[row("a", 10), row("b", 5)]).await;
    let next = engine.read(async |mut tx| outbox::next_try(&mut tx, &engine.desk, at(0)).await).await;
    assert_eq!(next, Some(at(5)));
    assert_eq!(claim(engine, 4).await, None, "still within undo");
    let (x, y, z) = tokio::join!(claim(engine, 10), claim(engine, 10), claim(engine, 10));
    let mut claimed: Vec<_> = [x, y, z].into_iter().flatten().map(|it| (it.outbox_id, it.fence, it.tries)).collect();
    claimed.sort();
    assert_eq!(claimed, [("a".to_owned(), 1, 1), ("b".to_owned(), 1, 1)]);
    let counts = engine.read(async |mut tx| outbox::counts(&mut tx, &engine.desk).await).await;
    assert_eq!(counts, [(State::Sending, 2)]);
}

async fn whoever_was_overtaken_changes_nothing(engine: &Engine) {
    put(engine, &[row("a", 0)]).await;
    let first = claim(engine, 1).await.unwrap();
    assert_eq!(claim(engine, 5).await, None, "the lease still holds");
    let second = claim(engine, 6).await.unwrap();
    assert_eq!((second.fence, second.tries), (2, 2));
    let data = async |fence: i64| {
        engine
            .write(async |mut tx| outbox::mark_data_started(&mut tx, &engine.desk, "a", fence, at(6), at(20)).await)
            .await
    };
    let finish = async |fence: i64| {
        engine.write(async |mut tx| outbox::finish(&mut tx, &engine.desk, "a", fence, &sent(7)).await).await
    };
    assert!(!data(first.fence).await);
    assert!(!finish(first.fence).await);
    assert!(data(second.fence).await);
    assert!(finish(second.fence).await);
    assert!(!finish(second.fence).await, "what is finished is finished");
    let held = engine.read(async |mut tx| outbox::find(&mut tx, &engine.desk, "a").await).await.unwrap();
    assert_eq!((held.state, held.finished_at, held.data_started), (State::Sent, Some(at(7)), false));
}

async fn what_is_lost_after_data_began_becomes_uncertain(engine: &Engine) {
    put(engine, &[row("a", 0), row("b", 0)]).await;
    let lost = claim(engine, 1).await.unwrap();
    claim(engine, 1).await.unwrap();
    let marked = engine
        .write(async |mut tx| {
            outbox::mark_data_started(&mut tx, &engine.desk, &lost.outbox_id, lost.fence, at(1), at(10)).await
        })
        .await;
    assert!(marked);
    let again = claim(engine, 12).await.unwrap();
    assert_ne!(again.outbox_id, lost.outbox_id, "without DATA it was certainly not sent and is tried again");
    assert_eq!(claim(engine, 12).await, None, "with DATA it is never sent again by itself");
    let uncertain = engine.write(async |mut tx| outbox::give_up_lost(&mut tx, &engine.desk, at(12)).await).await;
    assert_eq!(
        uncertain.iter().map(|it| (it.outbox_id.as_str(), it.state)).collect::<Vec<_>>(),
        [(lost.outbox_id.as_str(), State::Uncertain)]
    );
    let finished = engine
        .write(async |mut tx| outbox::finish(&mut tx, &engine.desk, &lost.outbox_id, lost.fence, &sent(13)).await)
        .await;
    assert!(!finished, "the paused worker that wakes up changes nothing");
    let resolve = async || {
        engine
            .write(async |mut tx| {
                outbox::resolve(&mut tx, &engine.desk, &lost.outbox_id, State::Uncertain, &sent(20)).await
            })
            .await
    };
    assert!(resolve().await);
    assert!(!resolve().await);
}

async fn undo_works_until_the_claim(engine: &Engine) {
    put(engine, &[row("a", 10), row("b", 10)]).await;
    let cancel =
        async |id: &str| engine.write(async |mut tx| outbox::cancel(&mut tx, &engine.desk, id, at(9)).await).await;
    assert_eq!(cancel("a").await.unwrap().state, State::Cancelled);
    assert_eq!(cancel("a").await, None);
    assert_eq!(claim(engine, 10).await.unwrap().outbox_id, "b");
    assert_eq!(cancel("b").await, None, "too late");
}

async fn the_same_key_is_one_mail(engine: &Engine) {
    put(engine, &[row("a", 0)]).await;
    let mut twin = row("b", 0);
    twin.idempotency_key = "key of a".to_owned();
    let twice = engine.db.write(async |mut tx| outbox::insert(&mut tx, &engine.desk, &twin).await).await;
    assert!(matches!(twice, Err(store::StoreError::Taken { .. })));
    let held = engine.read(async |mut tx| outbox::by_key(&mut tx, &engine.desk, "key of a").await).await;
    assert_eq!(held.unwrap().outbox_id, "a");
    let named =
        engine.read(async |mut tx| outbox::by_rfc_ids(&mut tx, &engine.desk, &["a@agency.example", "x@y"]).await).await;
    assert_eq!(named.len(), 1);
}

async fn timelines_tell_where_a_send_stands(engine: &Engine) {
    let mut waiting = row("a", 10);
    waiting.message_id = "m2".to_owned();
    put(engine, &[waiting]).await;
    let rows = [crate::samples::message("m1", "c", 0, "?"), crate::samples::message("m2", "c", 1, "!")];
    crate::samples::put_messages(engine, &rows).await;
    let timeline = engine.read(async |mut tx| store::message::timelines(&mut tx, &engine.desk, &["c"]).await).await;
    assert_eq!(timeline.iter().map(|it| it.sending).collect::<Vec<_>>(), [None, Some(State::Waiting)]);
}
