//! Where a contract test runs: a folder with SQLite, or a schema of its own on PostgreSQL.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::desk::DeskRow;
use store::{Db, DeskId, Place, StoreError};

/// A fresh database with one desk; gone when dropped.
pub(crate) struct Engine {
    pub(crate) db: Db,
    pub(crate) desk: DeskId,
    pub(crate) place: Place,
    _folder: tempfile::TempDir,
    schema: Option<(String, String)>,
}

impl Engine {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().to_owned());
        Self::fresh(place, folder, None).await
    }

    /// `None` (with a loud line) when there is no server to test on, unless this is CI: then it must be there.
    pub(crate) async fn postgres() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(url) = std::env::var("TACT_TEST_POSTGRES") else {
            assert!(std::env::var_os("CI").is_none(), "TACT_TEST_POSTGRES must name a server in CI");
            eprintln!("SKIPPED: not tested on PostgreSQL; set TACT_TEST_POSTGRES to a server's URL");
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let schema = format!("t{}_{number}", std::process::id());
        let mut admin = PgConnection::connect(&url).await.unwrap();
        for sql in [format!("drop schema if exists {schema} cascade"), format!("create schema {schema}")] {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.unwrap();
        }
        let with = if url.contains('?') { '&' } else { '?' };
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Postgres {
            url: format!("{url}{with}options[search_path]={schema}"),
            folder: folder.path().to_owned(),
        };
        Some(Self::fresh(place, folder, Some((url, schema))).await)
    }

    async fn fresh(place: Place, folder: tempfile::TempDir, schema: Option<(String, String)>) -> Self {
        let db = Db::open(&place).await.unwrap();
        let desk = DeskId("d1".to_owned());
        let row = DeskRow {
            desk_id: desk.0.clone(),
            name: "Sample agency".to_owned(),
            settings: "{}".to_owned(),
            created_at: crate::samples::at(0),
        };
        db.write(async |mut tx| store::desk::insert(&mut tx, &row).await).await.unwrap();
        Self { db, desk, place, _folder: folder, schema }
    }

    /// Closes and, on PostgreSQL, clears up.
    pub(crate) async fn end(self) {
        self.db.close().await;
        if let Some((url, schema)) = &self.schema {
            let mut admin = PgConnection::connect(url).await.unwrap();
            let sql = format!("drop schema {schema} cascade");
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.unwrap();
        }
    }

    /// One read, for tests that hardly care for transactions.
    pub(crate) async fn read<T, W>(&self, work: impl FnOnce(store::Tx) -> W) -> T
    where
        W: Future<Output = Result<T, StoreError>>,
    {
        self.db.read(work).await.unwrap()
    }

    /// One write.
    pub(crate) async fn write<T, W>(&self, work: impl FnMut(store::Tx) -> W) -> T
    where
        W: Future<Output = Result<T, StoreError>>,
    {
        self.db.write(work).await.unwrap()
    }
}

/// Runs async functions of `&Engine` as tests on both databases.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let engine = crate::engines::Engine::sqlite().await;
                super::$name(&engine).await;
                engine.end().await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let Some(engine) = crate::engines::Engine::postgres().await else { return };
                super::$name(&engine).await;
                engine.end().await;
            })*
        }
    };
}
pub(crate) use on_both;
