//! Transactions: all or nothing, one after the other in effect, and values that come back as they were.

use std::sync::atomic::{AtomicU32, Ordering};

use store::event::EventRow;
use store::{StoreError, args};

use crate::engines::{Engine, on_both};
use crate::samples::{at, member, message, put_conversations, put_messages};

on_both!(
    work_that_fails_changes_nothing,
    a_transaction_carried_away_saves_nothing,
    two_who_read_and_write_the_same_lose_no_step,
    values_come_back_as_they_were,
    thousands_of_rows_go_in_and_the_same_key_twice_does_not,
    desks_do_not_see_each_other,
);

async fn work_that_fails_changes_nothing(engine: &Engine) {
    let failed: Result<(), StoreError> = engine
        .db
        .write(async |mut tx| {
            store::member::insert(&mut tx, &engine.desk, &member("m1")).await?;
            store::member::insert(&mut tx, &engine.desk, &member("m1")).await
        })
        .await;
    assert!(matches!(failed, Err(StoreError::Taken { .. })), "{failed:?}");
    let members = engine.read(async |mut tx| store::member::all(&mut tx, &engine.desk).await).await;
    assert!(members.is_empty());
}

async fn a_transaction_carried_away_saves_nothing(engine: &Engine) {
    let away = std::sync::Mutex::new(None);
    let answer: Result<(), StoreError> = engine
        .db
        .write(async |mut tx| {
            store::member::insert(&mut tx, &engine.desk, &member("m1")).await?;
            *away.lock().unwrap() = Some(tx);
            Ok(())
        })
        .await;
    assert!(matches!(answer, Err(StoreError::CarriedAway)));
    drop(away);
    let members = engine.read(async |mut tx| store::member::all(&mut tx, &engine.desk).await).await;
    assert!(members.is_empty());
}

async fn two_who_read_and_write_the_same_lose_no_step(engine: &Engine) {
    let tries = AtomicU32::new(0);
    let one_more = async || {
        engine
            .db
            .write(async |mut tx| {
                tries.fetch_add(1, Ordering::Relaxed);
                let row = store::desk::the_only(&mut tx).await?.unwrap();
                let count: u32 = row.settings.parse().unwrap_or(0);
                store::desk::save(&mut tx, &engine.desk, "Sample agency", &(count + 1).to_string()).await
            })
            .await
    };
    let steps = async || {
        for _ in 0..8 {
            one_more().await.unwrap();
        }
    };
    tokio::join!(steps(), steps(), steps());
    let row = engine.read(async |mut tx| store::desk::the_only(&mut tx).await).await.unwrap();
    assert_eq!(row.settings, "24");
    assert!(tries.load(Ordering::Relaxed) >= 24);
}

async fn values_come_back_as_they_were(engine: &Engine) {
    put_conversations(engine, "k", &[crate::samples::conversation("c", "k", 0)]).await;
    let mut row = message("m", "c", 5, "Żółw 🐢 'quoted' \"twice\" \\ ; -- $1 ?\u{1}");
    row.holding_until = Some(at(60));
    row.claimed_at = None;
    row.folded = "> Żółw\n".repeat(400).into();
    row.bounce = Some("{\"hard\":true}".to_owned());
    row.cc_list = vec![rulebook::people::Party { address: "a@b.example".into(), name: "\"A\" <b>".into() }];
    put_messages(engine, std::slice::from_ref(&row)).await;
    let found = engine.read(async |mut tx| store::message::find(&mut tx, &engine.desk, "m").await).await.unwrap();
    row.search_no = found.search_no;
    assert!(found.search_no > 0);
    assert_eq!(found, row);

    let mut nul = message("n", "c", 6, "a\0b");
    put_messages(engine, std::slice::from_ref(&nul)).await;
    nul.new_text = "a\u{fffd}b".to_owned();
    let found = engine.read(async |mut tx| store::message::find(&mut tx, &engine.desk, "n").await).await.unwrap();
    assert_eq!(found.new_text, nul.new_text);
}

async fn thousands_of_rows_go_in_and_the_same_key_twice_does_not(engine: &Engine) {
    let events: Vec<EventRow> = (0..3_001)
        .map(|n| EventRow {
            event_id: format!("{n:05}"),
            at: at(n),
            actor: "mail".to_owned(),
            verb: "received".to_owned(),
            object: "message".to_owned(),
            object_id: "m".to_owned(),
            conversation_id: Some(format!("c{}", n % 7)),
            data: "{}".to_owned(),
        })
        .collect();
    let touched = engine.write(async |mut tx| store::event::append(&mut tx, &engine.desk, &events).await).await;
    assert_eq!(touched, 3_001);
    let some = engine
        .read(async |mut tx| store::event::of_conversations(&mut tx, &engine.desk, &["c1", "c3"], &["received"]).await)
        .await;
    assert_eq!(some.len(), 858);
    assert!(some.is_sorted_by_key(|it| (it.conversation_id.clone(), it.at)));
    let none = engine
        .read(async |mut tx| store::event::of_conversations(&mut tx, &engine.desk, &["c1"], &["waived"]).await)
        .await;
    assert!(none.is_empty());
    let again = engine.db.write(async |mut tx| store::event::append(&mut tx, &engine.desk, &events).await).await;
    assert!(matches!(again, Err(StoreError::Taken { .. })));
}

async fn desks_do_not_see_each_other(engine: &Engine) {
    let other = store::DeskId("d2".to_owned());
    engine
        .write(async |mut tx| {
            store::desk::insert(
                &mut tx,
                &store::desk::DeskRow {
                    desk_id: "d2".into(),
                    name: "Other".into(),
                    settings: "{}".into(),
                    created_at: at(9),
                },
            )
            .await?;
            store::member::insert(&mut tx, &engine.desk, &member("m1")).await?;
            store::member::insert(&mut tx, &other, &member("m1")).await
        })
        .await;
    let (count,): (i64,) = engine.read(async |mut tx| tx.fetch_one("select count(*) from member", args![]).await).await;
    assert_eq!(count, 2);
    let ours = engine.read(async |mut tx| store::member::all(&mut tx, &other).await).await;
    assert_eq!(ours.len(), 1);
}
