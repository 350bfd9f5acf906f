//! Is what is stored still whole? Looks and tells, changes nothing. Not here: whether it means the right thing (`desk`).

use std::collections::HashSet;

use crate::args;
use crate::blobs::{BlobError, Blobs, Hash};
use crate::db::Db;
use crate::desk::DeskId;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Value;

/// Problems told one by one; the rest only counted.
const TOLD: usize = 20;
/// Rows walked through at once.
const AT_ONCE: i64 = 2_000;

/// What the database itself says about its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseReport {
    /// Which database, with its version.
    pub version: String,
    /// What is broken, at most twenty lines; empty when all is well.
    pub problems: Vec<String>,
}

/// Asks the database to check itself: pages and indexes (SQLite), and that every reference leads somewhere.
pub async fn database(db: &Db) -> Result<DatabaseReport, StoreError> {
    db.read(async |mut tx| match tx.dialect() {
        Dialect::Sqlite => sqlite(&mut tx).await,
        Dialect::Postgres => postgres(&mut tx).await,
    })
    .await
}

async fn sqlite(tx: &mut Tx) -> Result<DatabaseReport, StoreError> {
    let (version,): (String,) = tx.fetch_one("select sqlite_version()", args![]).await?;
    let mut problems: Vec<String> = Vec::new();
    let pages: Vec<(String,)> = tx.fetch_all("pragma integrity_check(20)", args![]).await?;
    problems.extend(pages.into_iter().map(|(line,)| line).filter(|line| line != "ok"));
    let loose: Vec<(String, String)> =
        tx.fetch_all(format!("select \"table\", parent from pragma_foreign_key_check limit {TOLD}"), args![]).await?;
    problems.extend(loose.into_iter().map(|(table, parent)| format!("a row of {table} refers to no row of {parent}")));
    problems.truncate(TOLD);
    Ok(DatabaseReport { version: format!("SQLite {version}"), problems })
}

/// PostgreSQL keeps references and indexes itself; that it answers and holds them valid is what can be asked.
async fn postgres(tx: &mut Tx) -> Result<DatabaseReport, StoreError> {
    let (version,): (String,) = tx.fetch_one("select current_setting('server_version')", args![]).await?;
    let broken: Vec<(String,)> = tx
        .fetch_all(
            format!(
                "select 'index ' || c.relname from pg_index i
                 join pg_class c on c.oid = i.indexrelid
                 where not i.indisvalid and c.relnamespace = current_schema()::regnamespace
                 union all
                 select 'constraint ' || conname from pg_constraint
                 where not convalidated and connamespace = current_schema()::regnamespace
                 limit {TOLD}"
            ),
            args![],
        )
        .await?;
    let problems = broken.into_iter().map(|(name,)| format!("{name} is not valid")).collect();
    Ok(DatabaseReport { version: format!("PostgreSQL {version}"), problems })
}

/// Whether every raw mail that rows name is there and whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlobReport {
    /// Raw mails that rows name.
    pub named: usize,
    /// Named, but not there.
    pub missing: Vec<Hash>,
    /// Named and there, but not the bytes that were put.
    pub damaged: Vec<Hash>,
    /// There, but named by no row: left by a crash between the two; a sweep takes them.
    pub unnamed: usize,
}

/// Reads every raw mail that rows name and holds it against its name.
pub async fn blobs(db: &Db, blobs: &Blobs, desk: &DeskId) -> Result<BlobReport, BlobsError> {
    let named = db.read(async |mut tx| named_blobs(&mut tx, desk).await).await?;
    let there: HashSet<Hash> = blobs.all(desk).await?.into_iter().collect();
    let mut report = BlobReport { named: named.len(), ..BlobReport::default() };
    report.unnamed = there.difference(&named).count();
    for hash in &named {
        match blobs.get(desk, hash).await {
            Ok(_) => {}
            Err(BlobError::Missing(_)) => report.missing.push(*hash),
            Err(BlobError::Damaged(_)) => report.damaged.push(*hash),
            Err(other) => return Err(other.into()),
        }
    }
    report.missing.sort();
    report.damaged.sort();
    Ok(report)
}

/// What stood in the way of looking at blobs.
#[derive(Debug, thiserror::Error)]
pub enum BlobsError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The place of the blobs.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

/// The raw mails that rows name: what a sweep must keep.
pub async fn named_blobs(tx: &mut Tx, desk: &DeskId) -> Result<HashSet<Hash>, StoreError> {
    let mut named = HashSet::new();
    let tables = [
        ("message", "message_id"),
        ("outbox", "outbox_id"),
        ("held", "held_id"),
        ("draft_attachment", "attachment_id"),
    ];
    for (table, id) in tables {
        let mut after = String::new();
        loop {
            let rows: Vec<(String, String)> = tx
                .fetch_all(
                    format!(
                        "select {id}, raw_hash from {table}
                         where desk_id = $1 and {id} > $2
                         order by {id}
                         limit $3"
                    ),
                    args![desk, after, AT_ONCE],
                )
                .await?;
            let Some((last, _)) = rows.last() else { break };
            after.clone_from(last);
            for (_, hash) in rows {
                let name = hash.parse().map_err(|_| StoreError::Damaged {
                    column: 1,
                    cause: format!("{table} names a raw mail by {hash:?}, which is no hash"),
                })?;
                named.insert(name);
            }
        }
    }
    Ok(named)
}

/// How many messages the search index does not know, and how many entries of it belong to no message.
pub async fn search(tx: &mut Tx, desk: &DeskId) -> Result<(i64, i64), StoreError> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => {
            "select
               (select count(*) from message
                where desk_id = $1 and search_no not in (select id from search_docsize)),
               (select count(*) from search_docsize
                where id not in (select search_no from message))"
        }
        Dialect::Postgres => {
            "select
               (select count(*) from message m
                where m.desk_id = $1 and not exists
                  (select 1 from search s where s.desk_id = m.desk_id and s.search_no = m.search_no)),
               (select count(*) from search s
                where s.desk_id = $1 and not exists
                  (select 1 from message m where m.desk_id = s.desk_id and m.search_no = s.search_no))"
        }
    };
    tx.fetch_one(sql, &[Value::Text(desk.as_str().into())]).await
}
