//! One transaction, hiding which database it runs on. Not here: beginning, retrying, committing (`db.rs`), and any table.
//!
//! ```no_run
//! # use store::{args, tx::Tx, DeskId, error::StoreError};
//! # async fn example(tx: &mut Tx, desk: &DeskId, address: &str) -> Result<(), StoreError> {
//! // Cells are read in the order of the select: tuples, row structs, or answers of one's own.
//! let names: Vec<(String, i64)> = tx
//!     .fetch_all("select name, created_at from contact where desk_id = $1 and address = $2", args![desk, address])
//!     .await?;
//! // A list is one argument.
//! let each = tx.dialect().each(2);
//! let held: Vec<(String,)> = tx
//!     .fetch_all(
//!         format!("select rfc_id from reference where desk_id = $1 and rfc_id in {each}"),
//!         args![desk, store::value::list(["a@b.test", "c@d.test"])],
//!     )
//!     .await?;
//! # let _ = (names, held); Ok(()) }
//! ```

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::DeskId;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::record::{Record, Table};
use crate::value::{Cells, Row, Value};

/// Rows of one multi-row insert: a statement of this many stays prepared, so that an import prepares each only once.
const ROWS_AT_ONCE: usize = 64;

/// An open transaction, given to the work of [`crate::Db::read`] and [`crate::Db::write`].
///
/// It is given by value (a closure over a borrowed one cannot be awaited inside a spawned task) and
/// finds its way back to the `Db` when dropped; only the `Db` commits.
#[derive(Debug)]
pub struct Tx {
    // Empty only while being dropped.
    inner: Option<Inner>,
    /// A statement failed because another transaction was in the way.
    conflict: bool,
    home: Home,
    /// When set, how SQLite means to run each question is noted here first.
    plans: Option<Plans>,
}

/// How SQLite means to run statements, one text each.
pub type Plans = Arc<Mutex<Vec<String>>>;

/// Where a transaction lies after its work, until it is committed or rolled back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Home(Arc<Mutex<Option<Ended>>>);

impl Home {
    /// The transaction, if the work let go of it.
    pub(crate) fn take(&self) -> Option<Ended> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take() {
            let ended = Ended { inner, conflict: self.conflict };
            *self.home.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(ended);
        }
    }
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction whose work is over. Dropped without commit, it is rolled back.
#[derive(Debug)]
pub(crate) struct Ended {
    inner: Inner,
    conflict: bool,
}

impl Ended {
    pub(crate) fn met_conflict(&self) -> bool {
        self.conflict
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let done = match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        };
        done.map_err(|cause| match StoreError::of(cause) {
            StoreError::Database(cause @ (sqlx::Error::Io(_) | sqlx::Error::Protocol(_))) => {
                StoreError::CommitUnknown(cause)
            }
            other => other,
        })
    }

    pub(crate) async fn roll_back(self) {
        let done = match self.inner {
            Inner::Sqlite(tx) => tx.rollback().await,
            Inner::Postgres(tx) => tx.rollback().await,
        };
        if let Err(cause) = done {
            tracing::warn!(%cause, "a transaction could not be rolled back; its connection is dropped");
        }
    }
}

impl Tx {
    pub(crate) fn sqlite(inner: Transaction<'static, Sqlite>) -> Self {
        Self { inner: Some(Inner::Sqlite(inner)), conflict: false, home: Home::default(), plans: None }
    }

    pub(crate) fn postgres(inner: Transaction<'static, Postgres>) -> Self {
        Self { inner: Some(Inner::Postgres(inner)), conflict: false, home: Home::default(), plans: None }
    }

    /// Where it can be found after its work.
    pub(crate) fn home(&self) -> Home {
        self.home.clone()
    }

    /// Which database this is, for the few texts that differ.
    pub fn dialect(&self) -> Dialect {
        match self.inner {
            Some(Inner::Postgres(_)) => Dialect::Postgres,
            _ => Dialect::Sqlite,
        }
    }

    /// From now on notes how SQLite means to run each question, for tests that hold plans to account.
    pub fn note_plans(&mut self, plans: &Plans) {
        self.plans = Some(Arc::clone(plans));
    }

    async fn note_plan(&mut self, sql: &str, args: &[Value<'_>]) -> Result<(), StoreError> {
        let (Some(plans), Dialect::Sqlite) = (self.plans.take(), self.dialect()) else { return Ok(()) };
        let steps = self.rows(format!("explain query plan {sql}").into(), args, false).await?;
        let steps: Vec<(i64, i64, i64, String)> =
            steps.iter().map(|row| Record::read(&mut Cells::of(row))).collect::<Result<_, _>>()?;
        let lines: Vec<String> = steps.into_iter().map(|(.., detail)| detail).collect();
        plans.lock().unwrap_or_else(PoisonError::into_inner).push(lines.join("\n"));
        self.plans = Some(plans);
        Ok(())
    }

    /// Every row of the answer.
    pub async fn fetch_all<R: Record>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        args: &[Value<'_>],
    ) -> Result<Vec<R>, StoreError> {
        let sql = sql.into();
        if self.plans.is_some() {
            self.note_plan(&sql, args).await?;
        }
        let rows = self.rows(sql, args, true).await?;
        rows.iter().map(|row| R::read(&mut Cells::of(row))).collect()
    }

    /// The first row of the answer, if there is one.
    pub async fn fetch_optional<R: Record>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        args: &[Value<'_>],
    ) -> Result<Option<R>, StoreError> {
        let sql = sql.into();
        if self.plans.is_some() {
            self.note_plan(&sql, args).await?;
        }
        let rows = self.rows(sql, args, true).await?;
        rows.first().map(|row| R::read(&mut Cells::of(row))).transpose()
    }

    /// The one row of an answer that always has one, such as a count.
    pub async fn fetch_one<R: Record>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        args: &[Value<'_>],
    ) -> Result<R, StoreError> {
        self.fetch_optional(sql, args).await?.ok_or(StoreError::Database(sqlx::Error::RowNotFound))
    }

    /// Runs a statement and tells how many rows it touched.
    pub async fn execute(&mut self, sql: impl Into<Cow<'static, str>>, args: &[Value<'_>]) -> Result<u64, StoreError> {
        self.run(sql.into(), args, true).await
    }

    /// Inserts any number of rows of one table in few statements. `conflict` is empty or an `on conflict …` clause.
    pub async fn insert<R: Table>(
        &mut self,
        desk: &DeskId,
        rows: &[R],
        conflict: &'static str,
    ) -> Result<u64, StoreError> {
        let mut touched = 0;
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            let sql = insert_text::<R>(self.dialect(), chunk.len(), conflict);
            let mut values = Vec::with_capacity(chunk.len() * (R::WIDTH + 1));
            for row in chunk {
                values.push(Value::Text(Cow::Borrowed(desk.as_str())));
                row.write(&mut values);
            }
            let keep_prepared = chunk.len() == 1 || chunk.len() == ROWS_AT_ONCE;
            touched += self.run(sql.into(), &values, keep_prepared).await?;
        }
        Ok(touched)
    }

    async fn rows(&mut self, sql: Cow<'static, str>, args: &[Value<'_>], keep: bool) -> Result<Vec<Row>, StoreError> {
        let answer = match &mut self.inner {
            None => Err(sqlx::Error::WorkerCrashed),
            Some(Inner::Sqlite(tx)) => sqlx::query_with(AssertSqlSafe(sql), for_sqlite(args)?)
                .persistent(keep)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
            Some(Inner::Postgres(tx)) => sqlx::query_with(AssertSqlSafe(sql), for_postgres(args)?)
                .persistent(keep)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(Row::Postgres).collect()),
        };
        self.note(answer)
    }

    pub(crate) async fn run(
        &mut self,
        sql: Cow<'static, str>,
        args: &[Value<'_>],
        keep: bool,
    ) -> Result<u64, StoreError> {
        let answer = match &mut self.inner {
            None => Err(sqlx::Error::WorkerCrashed),
            Some(Inner::Sqlite(tx)) => sqlx::query_with(AssertSqlSafe(sql), for_sqlite(args)?)
                .persistent(keep)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
            Some(Inner::Postgres(tx)) => sqlx::query_with(AssertSqlSafe(sql), for_postgres(args)?)
                .persistent(keep)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        };
        self.note(answer)
    }

    /// Runs a script of several statements without arguments: migrations.
    pub(crate) async fn script(&mut self, sql: Cow<'static, str>) -> Result<(), StoreError> {
        let answer = match &mut self.inner {
            None => Err(sqlx::Error::WorkerCrashed),
            Some(Inner::Sqlite(tx)) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop),
            Some(Inner::Postgres(tx)) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop),
        };
        self.note(answer)
    }

    fn note<T>(&mut self, answer: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        answer.map_err(|cause| {
            let error = StoreError::of(cause);
            self.conflict |= error.may_pass();
            error
        })
    }
}

fn insert_text<R: Table>(dialect: Dialect, rows: usize, conflict: &str) -> String {
    let mut text = format!("insert into {} (desk_id, {})\nvalues ", R::NAME, R::COLUMNS);
    let mut position = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..=R::WIDTH {
            position += 1;
            if column > 0 {
                text.push_str(", ");
            }
            dialect.placeholder(position, &mut text);
        }
        text.push(')');
    }
    if !conflict.is_empty() {
        text.push('\n');
        text.push_str(conflict);
    }
    text
}

/// PostgreSQL takes no NUL in text, and nobody wants one in SQLite either.
fn without_nul<'a>(text: &'a str) -> Cow<'a, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

fn for_sqlite(args: &[Value<'_>]) -> Result<SqliteArguments, StoreError> {
    let mut list = SqliteArguments::default();
    list.reserve(args.len(), 0);
    for value in args {
        bind::<SqliteArguments>(&mut list, value)?;
    }
    Ok(list)
}

fn for_postgres(args: &[Value<'_>]) -> Result<PgArguments, StoreError> {
    let mut list = PgArguments::default();
    list.reserve(args.len(), args.len() * 16);
    for value in args {
        bind::<PgArguments>(&mut list, value)?;
    }
    Ok(list)
}

fn bind<A>(list: &mut A, value: &Value<'_>) -> Result<(), StoreError>
where
    A: Arguments,
    for<'t> &'t str: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> i64: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> bool: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> Option<&'t str>: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> Option<i64>: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> Option<bool>: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> &'t [u8]: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
    for<'t> Option<&'t [u8]>: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
{
    match value {
        Value::Text(text) => list.add(&*without_nul(text)),
        Value::Int(it) => list.add(*it),
        Value::Bool(it) => list.add(*it),
        Value::Bytes(bytes) => list.add(&**bytes),
        Value::NoBytes => list.add(None::<&[u8]>),
        Value::NoText => list.add(None::<&str>),
        Value::NoInt => list.add(None::<i64>),
        Value::NoBool => list.add(None::<bool>),
    }
    .map_err(|cause| StoreError::Database(sqlx::Error::Encode(cause)))
}
