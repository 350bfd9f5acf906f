//! Bringing a database up to the schema this program knows. Not here: what the tables mean (`migrations/`).

use crate::args;
use crate::db::Db;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::Tx;

/// One step of the schema: the text for both databases, then what only one of them needs.
struct Step {
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// The steps in the order in which they came, whatever their names; the position + 1 is the version, so new ones go to the end.
const STEPS: &[Step] = &[
    Step {
        both: include_str!("../migrations/0001_desk.sql"),
        sqlite: include_str!("../migrations/0001_desk.sqlite.sql"),
        postgres: include_str!("../migrations/0001_desk.postgres.sql"),
    },
    Step { both: include_str!("../migrations/0002_mailboxes.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0003_trust.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0004_sending.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0005_oauth_clients.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0006_standing.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0007_acknowledged.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0008_fetching.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0009_writing.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0010_held.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0011_together.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0012_signing.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0013_held_again.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0014_absences.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0015_steps.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0016_cooling.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0017_second_look.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0018_saved_replies.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0019_gate_words.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0022_alerts.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0021_access_keys.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0020_series.sql"), sqlite: "", postgres: "" },
    Step { both: include_str!("../migrations/0023_told_events.sql"), sqlite: "", postgres: "" },
];

/// The version this program knows.
pub const KNOWN: i64 = STEPS.len() as i64;

/// Applies the missing steps, all in one transaction; refuses a schema from the future.
pub(crate) async fn bring_up_to_date(db: &Db) -> Result<(), StoreError> {
    // The usual start: nothing to do, so no writer is needed.
    if db.dialect() == Dialect::Sqlite && matches!(check(db).await, Ok(())) {
        return Ok(());
    }
    db.write(async |mut tx| migrate(&mut tx).await).await
}

async fn migrate(tx: &mut Tx) -> Result<(), StoreError> {
    if tx.dialect() == Dialect::Postgres {
        // Two nodes that start together take turns. The number is ours alone: 'tact'.
        tx.fetch_all::<()>("select pg_advisory_xact_lock($1)", args![0x7461_6374_i64]).await?;
    }
    tx.script("create table if not exists schema_step (version bigint not null primary key)".into()).await?;
    let found = version(tx).await?;
    if found > KNOWN {
        return Err(StoreError::NewerSchema { found, known: KNOWN });
    }
    for (step, version) in STEPS.iter().zip(1_i64..).filter(|(_, version)| *version > found) {
        match tx.dialect() {
            Dialect::Sqlite => {
                tx.script(step.both.replace("/* by key */", "without rowid").into()).await?;
                tx.script(step.sqlite.into()).await?;
            }
            Dialect::Postgres => {
                tx.script(step.both.into()).await?;
                tx.script(step.postgres.into()).await?;
            }
        }
        tx.execute("insert into schema_step (version) values ($1)", args![version]).await?;
    }
    Ok(())
}

/// Holds the schema against the one this program knows, changing nothing.
pub(crate) async fn check(db: &Db) -> Result<(), StoreError> {
    let found = db.read(async |mut tx| version(&mut tx).await).await?;
    match found {
        KNOWN => Ok(()),
        newer if newer > KNOWN => Err(StoreError::NewerSchema { found, known: KNOWN }),
        _ => Err(StoreError::OlderSchema { found, known: KNOWN }),
    }
}

async fn version(tx: &mut Tx) -> Result<i64, StoreError> {
    let (found,) = tx.fetch_one("select coalesce(max(version), 0) from schema_step", args![]).await?;
    Ok(found)
}
