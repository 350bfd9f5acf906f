//! The pages' statements walk an index in its own order: their cost does not grow with the mailbox.
//!
//! SQLite tells how it would run a statement; what must not be there is a sort of everything or a walk through a table.

use jiff::tz::TimeZone;
use rulebook::people::Side;
use store::conversation::list::View;
use store::search::{self, Query};
use store::tx::Plans;
use store::{Cursor, Tx, args};

use crate::engines::Engine;
use crate::samples::at;

/// The plans of every statement that ran inside `work`, as SQLite tells them.
async fn plans<W>(engine: &Engine, work: impl FnOnce(Tx) -> W) -> Vec<String>
where
    W: Future<Output = Result<(), store::StoreError>>,
{
    let told = Plans::default();
    engine
        .read(async |mut tx| {
            tx.note_plans(&told);
            work(tx).await
        })
        .await;
    std::mem::take(&mut told.lock().unwrap())
}

fn assert_walks_an_index(what: &str, plans: &[String]) {
    assert!(!plans.is_empty(), "{what} ran no statement");
    for plan in plans {
        for bad in
            ["USE TEMP B-TREE FOR ORDER BY", "SCAN m\n", "SCAN c\n", "SCAN p\n", "SCAN message", "SCAN conversation"]
        {
            assert!(!format!("{plan}\n").contains(bad), "{what}: {bad} in\n{plan}");
        }
    }
}

#[tokio::test]
async fn pages_walk_an_index_in_its_own_order() {
    let engine = Engine::sqlite().await;
    let (desk, newest, earliest) = (&engine.desk, Cursor::newest(), Cursor::earliest());
    for view in [
        View::Unanswered,
        View::Waiting,
        View::All,
        View::History,
        View::Client("k".into()),
        View::Assigned("m".into()),
    ] {
        let told = plans(&engine, async |mut tx| {
            store::conversation::list::page(&mut tx, desk, &view, "m1", &newest, at(0), 50).await.map(drop)
        })
        .await;
        assert_walks_an_index(&format!("{view:?}"), &told);
    }
    let told = plans(&engine, async |mut tx| {
        store::promise::to_do(&mut tx, desk, Side::Ours, &earliest, at(0), 50).await.map(drop)
    })
    .await;
    assert_walks_an_index("Today", &told);
    for text in ["invoice", "invoice from:anna -draft", "after:2026 invoice", "is:unanswered invoice", "-invoice"] {
        let query = Query::parse(text, &TimeZone::UTC);
        let told =
            plans(&engine, async |mut tx| search::find(&mut tx, desk, &query, None, at(0), 25).await.map(drop)).await;
        assert_walks_an_index(text, &told);
        assert!(told[0].contains("VIRTUAL TABLE INDEX"), "{text} must ask the word index first: {}", told[0]);
    }
    engine.end().await;
}

#[tokio::test]
async fn a_sort_of_everything_would_be_noticed() {
    let engine = Engine::sqlite().await;
    let told = plans(&engine, async |mut tx| {
        tx.fetch_all::<(String,)>("select message_id from message m order by subject", args![]).await.map(drop)
    })
    .await;
    assert!(std::panic::catch_unwind(|| assert_walks_an_index("sorting", &told)).is_err());
    engine.end().await;
}

#[tokio::test]
async fn emergencies_are_looked_for_among_the_few_there_are_not_in_all_mail() {
    let engine = Engine::sqlite().await;
    let desk = &engine.desk;
    let told = plans(&engine, async |mut tx| store::emergency::waiting(&mut tx, desk).await.map(drop)).await;
    let first = told.first().and_then(|plan| plan.lines().next()).unwrap_or_default();
    assert!(first.contains("SEARCH e"), "{told:?}");
}
