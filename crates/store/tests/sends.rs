//! Transactions can be awaited inside spawned tasks, as web handlers do.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use store::{Db, Place, StoreError, args};

#[tokio::test]
async fn transactions_run_inside_spawned_tasks() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Place::Folder(folder.path().to_owned())).await.unwrap();
    let name = String::from("Sample");
    let wrote = tokio::spawn(async move {
        let count: i64 = db
            .write(async |mut tx| {
                store::desk::insert(
                    &mut tx,
                    &store::desk::DeskRow {
                        desk_id: "d".into(),
                        name: name.clone(),
                        settings: "{}".into(),
                        created_at: jiff::Timestamp::UNIX_EPOCH,
                    },
                )
                .await?;
                let (count,): (i64,) = tx.fetch_one("select count(*) from desk where name = $1", args![name]).await?;
                Ok::<_, StoreError>(count)
            })
            .await?;
        let row = db.read(async |mut tx| store::desk::the_only(&mut tx).await).await?;
        Ok::<_, StoreError>((count, row.map(|row| row.name)))
    })
    .await
    .unwrap()
    .unwrap();
    assert_eq!(wrote, (1, Some("Sample".to_owned())));
}
