//! Opening: schema, locks, who may and who may not.

use jiff::Timestamp;
use store::{Access, Db, Place, StoreError, args};

use crate::engines::{Engine, on_both};

on_both!(a_desk_opens_again_with_what_it_held, a_newer_schema_is_refused, shared_access_reads_and_never_writes);

async fn a_desk_opens_again_with_what_it_held(engine: &Engine) {
    engine.db.close().await;
    // The lock is this process's own until the engine goes; reading needs none.
    let again = Db::open_with(&engine.place, Access::Shared).await.unwrap();
    let row = again.read(async |mut tx| store::desk::the_only(&mut tx).await).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.id()), ("Sample agency", engine.desk.clone()));
    again.close().await;
}

async fn a_newer_schema_is_refused(engine: &Engine) {
    engine
        .write(async |mut tx| tx.execute("insert into schema_step (version) values ($1)", args![999_i64]).await)
        .await;
    let refused = Db::open_with(&engine.place, Access::Shared).await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema { found: 999, .. }), "{refused}");
    assert!(refused.to_string().contains("update the program"));
}

async fn shared_access_reads_and_never_writes(engine: &Engine) {
    let shared = Db::open_with(&engine.place, Access::Shared).await.unwrap();
    assert!(shared.read(async |mut tx| store::desk::the_only(&mut tx).await).await.unwrap().is_some());
    let tried = shared.write(async |mut tx| store::desk::save(&mut tx, &engine.desk, "Taken over", "{}").await).await;
    assert!(tried.is_err());
    shared.close().await;
    let row = engine.read(async |mut tx| store::desk::the_only(&mut tx).await).await.unwrap();
    assert_eq!(row.name, "Sample agency");
}

#[tokio::test]
async fn a_second_process_is_refused_and_told_who_works_here() {
    let engine = Engine::sqlite().await;
    let refused = Db::open(&engine.place).await.unwrap_err();
    assert!(refused.to_string().contains(&format!("pid {}", std::process::id())), "{refused}");
    let place = engine.place.clone();
    let Engine { db, .. } = &engine;
    db.close().await;
    assert!(Db::open(&place).await.is_err(), "closed connections still hold the desk until the last clone is gone");
}

#[tokio::test]
async fn reading_where_there_is_no_desk_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("nothing"));
    let refused = Db::open_with(&place, Access::Shared).await.unwrap_err();
    assert!(matches!(refused, StoreError::NoDesk { .. }), "{refused}");
    assert!(!place.folder().exists());
}

#[tokio::test]
async fn a_transaction_can_be_awaited_inside_a_spawned_task() {
    let engine = Engine::sqlite().await;
    let (db, desk, name) = (engine.db.clone(), engine.desk.clone(), String::from("Renamed"));
    let held = tokio::spawn(async move {
        db.write(async |mut tx| store::desk::save(&mut tx, &desk, &name, "{}").await).await?;
        db.read(async |mut tx| store::desk::the_only(&mut tx).await).await
    });
    let row = held.await.unwrap().unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.created_at), ("Renamed", crate::samples::at(0)));
    assert!(row.created_at > Timestamp::UNIX_EPOCH);
}

/// What a full disk makes of a transaction: the database rolls back by itself, and the program's own rollback finds none.
#[tokio::test]
async fn a_transaction_that_the_database_ended_by_itself_does_not_shut_the_desk() {
    let engine = Engine::sqlite().await;
    let ended = engine
        .db
        .write(async |mut tx| {
            tx.execute("rollback", store::args![]).await?;
            Err::<(), _>(StoreError::Full)
        })
        .await;
    assert!(matches!(ended, Err(StoreError::Full)));
    for _ in 0..2 {
        let written = engine.db.write(async |mut tx| store::desk::the_only(&mut tx).await).await;
        assert!(written.unwrap().is_some());
    }
}
