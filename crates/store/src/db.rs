//! Opening a desk's database, and transactions that read or write. Not here: statements (`tx.rs`) and tables.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, SqlitePool};

use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::lock::FolderLock;
use crate::schema;
use crate::tx::Tx;

/// How often a write is done again when another transaction was in the way.
const RETRIES: u32 = 8;
/// How long a statement waits for another process that has the SQLite file open.
const BUSY: Duration = Duration::from_secs(5);
/// Prepared statements kept per connection.
const STATEMENTS: usize = 128;

/// Where a desk's data lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// SQLite at `desk.sqlite3` in this folder, blobs beside it.
    Folder(PathBuf),
    /// PostgreSQL for the rows, a folder for the blobs.
    Postgres {
        /// `postgres://user:password@host/database`.
        url: String,
        /// Where the blobs are.
        folder: PathBuf,
    },
}

impl Place {
    /// The data folder: blobs, keys and, with SQLite, the database.
    pub fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) | Self::Postgres { folder, .. } => folder,
        }
    }
}

/// What the opener wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read and write; on SQLite no other process may do the same.
    Sole,
    /// Read only, also while another process works on the desk. The desk must exist and be up to date.
    Shared,
}

/// A desk's database. Clones share the same connections.
#[derive(Debug, Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    pools: Pools,
    access: Access,
    // Held until the last clone is gone.
    _lock: Option<FolderLock>,
}

#[derive(Debug)]
enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

impl Db {
    /// Opens for reading and writing, makes folder and database when they are missing, brings the schema up to date.
    pub async fn open(place: &Place) -> Result<Self, StoreError> {
        Self::open_with(place, Access::Sole).await
    }

    /// Opens with a chosen access.
    pub async fn open_with(place: &Place, access: Access) -> Result<Self, StoreError> {
        let db = match place {
            Place::Folder(folder) => open_sqlite(folder, access).await?,
            Place::Postgres { url, folder } => open_postgres(url, folder, access).await?,
        };
        match access {
            Access::Sole => schema::bring_up_to_date(&db).await?,
            Access::Shared => schema::check(&db).await?,
        }
        Ok(db)
    }

    /// The connections to PostgreSQL, when that is the database.
    pub(crate) fn postgres(&self) -> Option<&PgPool> {
        match &self.inner.pools {
            Pools::Sqlite { .. } => None,
            Pools::Postgres(pool) => Some(pool),
        }
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        match self.inner.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Reads from one unchanging picture of the data: `db.read(async |mut tx| noun::verb(&mut tx, …).await)`.
    pub async fn read<T, E, Work>(&self, work: impl FnOnce(Tx) -> Work) -> Result<T, E>
    where
        E: From<StoreError>,
        Work: Future<Output = Result<T, E>>,
    {
        let tx = self.begin_read().await?;
        let home = tx.home();
        let answer = work(tx).await;
        if let Some(ended) = home.take() {
            ended.roll_back().await;
        }
        answer
    }

    /// Changes data: all of `work` or nothing of it. `db.write(async |mut tx| noun::verb(&mut tx, …).await)`.
    ///
    /// Done again from the start when another transaction was in the way, so `work` has no effects but those
    /// through `tx`, and borrows what it needs (no `move`).
    pub async fn write<T, E, Work>(&self, mut work: impl FnMut(Tx) -> Work) -> Result<T, E>
    where
        E: From<StoreError>,
        Work: Future<Output = Result<T, E>>,
    {
        let mut tries = 0;
        loop {
            let tx = self.begin_write().await?;
            let home = tx.home();
            let answer = work(tx).await;
            // A transaction that was carried away is rolled back where it ends: nothing may count as saved.
            let Some(ended) = home.take() else { return Err(StoreError::CarriedAway.into()) };
            match answer {
                Ok(answer) => match ended.commit().await {
                    Ok(()) => return Ok(answer),
                    Err(cause) if cause.may_pass() && tries < RETRIES => {}
                    Err(cause) => return Err(cause.into()),
                },
                Err(cause) => {
                    let again = ended.met_conflict() && tries < RETRIES;
                    ended.roll_back().await;
                    if !again {
                        return Err(cause);
                    }
                }
            }
            tries += 1;
            tokio::time::sleep(pause_before(tries)).await;
        }
    }

    async fn begin_read(&self) -> Result<Tx, StoreError> {
        match &self.inner.pools {
            Pools::Sqlite { readers, .. } => readers.begin().await.map(Tx::sqlite),
            // A snapshot is enough for reading, and unlike SERIALIZABLE it never has to be done again.
            Pools::Postgres(pool) => {
                pool.begin_with("begin isolation level repeatable read, read only").await.map(Tx::postgres)
            }
        }
        .map_err(StoreError::of)
    }

    async fn begin_write(&self) -> Result<Tx, StoreError> {
        if self.inner.access == Access::Shared {
            // The database itself refuses the first change.
            return self.begin_read().await;
        }
        match &self.inner.pools {
            Pools::Sqlite { writer, .. } => writer.begin_with("begin immediate").await.map(Tx::sqlite),
            Pools::Postgres(pool) => pool.begin_with("begin isolation level serializable").await.map(Tx::postgres),
        }
        .map_err(StoreError::of)
    }

    /// Whether this opening may change anything.
    pub fn access(&self) -> Access {
        self.inner.access
    }

    /// Closes every connection after what they are doing. SQLite then folds its write-ahead log into the database.
    pub async fn close(&self) {
        match &self.inner.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// A growing pause with a random part, so that two who met do not meet again at once.
fn pause_before(tries: u32) -> Duration {
    let longest = 4_u64 << tries.min(7);
    let random = RandomState::new().build_hasher().finish();
    Duration::from_millis(longest / 2 + random % longest)
}

fn ensure_folder(folder: &Path) -> Result<(), StoreError> {
    let problem = |cause| StoreError::Folder { path: folder.to_owned(), cause };
    if !folder.is_dir() {
        std::fs::create_dir_all(folder).map_err(problem)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(problem)?;
        }
    }
    Ok(())
}

async fn open_sqlite(folder: &Path, access: Access) -> Result<Db, StoreError> {
    let file = folder.join("desk.sqlite3");
    let lock = match access {
        Access::Sole => {
            ensure_folder(folder)?;
            crate::lock::refuse_network_folder(folder)?;
            Some(FolderLock::take(folder)?)
        }
        Access::Shared if file.is_file() => None,
        Access::Shared => return Err(StoreError::NoDesk { folder: folder.to_owned() }),
    };
    let common = SqliteConnectOptions::new()
        .filename(&file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .statement_cache_capacity(STATEMENTS)
        .pragma("trusted_schema", "off")
        // Sorting and grouping of a page's rows stays in memory.
        .pragma("temp_store", "memory");
    let writing = common
        .clone()
        .create_if_missing(access == Access::Sole)
        // Mails of one or two kilobytes fill it with little waste.
        .page_size(16384)
        .pragma("cache_size", "-16384")
        // Pages of the log before it is folded in: 16 MB, so that an import does not do it at each batch.
        .pragma("wal_autocheckpoint", "1024")
        .pragma("journal_size_limit", "67108864")
        .thread_name(|_| "desk-writer".into());
    let reading =
        common.pragma("query_only", "on").pragma("cache_size", "-4096").thread_name(|n| format!("desk-reader-{n}"));
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(async move { Ok(is_usable(connection)) }))
        .connect_lazy_with(if access == Access::Sole { writing } else { reading.clone() });
    let found: String =
        sqlx::query_scalar("select sqlite_version()").fetch_one(&writer).await.map_err(StoreError::of)?;
    if !new_enough(&found) {
        return Err(StoreError::OldSqlite { found });
    }
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_lazy_with(reading);
    Ok(Db { inner: Arc::new(Inner { pools: Pools::Sqlite { writer, readers }, access, _lock: lock }) })
}

/// A full disk makes SQLite roll back by itself; sqlx then takes the connection for one with a transaction under way, and
/// would refuse every other until the program ends. Another connection takes its place.
fn is_usable(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

/// Older ones can lose commits when two connections meet a checkpoint.
fn new_enough(version: &str) -> bool {
    let numbers: Vec<u32> = version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    numbers.as_slice() >= [3, 51, 3].as_slice()
}

async fn open_postgres(url: &str, folder: &Path, access: Access) -> Result<Db, StoreError> {
    ensure_folder(folder)?;
    let options: PgConnectOptions = url.parse().map_err(StoreError::of)?;
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(15))
        .test_before_acquire(true)
        .connect_with(options.application_name("tact").statement_cache_capacity(STATEMENTS))
        .await
        .map_err(StoreError::of)?;
    Ok(Db { inner: Arc::new(Inner { pools: Pools::Postgres(pool), access, _lock: None }) })
}

#[cfg(test)]
mod tests {
    use super::new_enough;

    #[test]
    fn a_sqlite_that_can_lose_commits_is_too_old() {
        for (version, fine) in
            [("3.51.2", false), ("3.51.3", true), ("3.52.0", true), ("4.0.0", true), ("3.7.0", false), ("", false)]
        {
            assert_eq!(new_enough(version), fine, "{version}");
        }
    }
}
