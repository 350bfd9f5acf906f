//! Short words between nodes that share a PostgreSQL database: LISTEN and NOTIFY. SQLite has one node, so nobody calls there.
//! What the words mean, the caller knows.

use sqlx::PgPool;
use sqlx::postgres::PgListener;

use crate::db::Db;
use crate::error::StoreError;

/// Where they are called.
const CHANNEL: &str = "tact";

/// Hears what any node calls, this one included.
#[derive(Debug)]
pub struct Ear(PgListener);

impl Db {
    /// Whether several nodes may share this database.
    pub fn has_nodes(&self) -> bool {
        self.postgres().is_some()
    }

    /// Calls to all nodes: at most 8,000 bytes. On SQLite nothing happens.
    pub async fn call(&self, text: &str) -> Result<(), StoreError> {
        let Some(pool) = self.postgres() else { return Ok(()) };
        sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(pool).await.map_err(StoreError::of)?;
        Ok(())
    }

    /// Begins to listen; nothing on SQLite.
    pub async fn ear(&self) -> Result<Option<Ear>, StoreError> {
        let Some(pool) = self.postgres() else { return Ok(None) };
        Ok(Some(Ear(listening(pool).await.map_err(StoreError::of)?)))
    }
}

impl Ear {
    /// The next word; `None` when the line broke and stands again: what was called meanwhile is lost.
    pub async fn hear(&mut self) -> Result<Option<String>, StoreError> {
        Ok(self.0.try_recv().await.map_err(StoreError::of)?.map(|word| word.payload().to_owned()))
    }
}

async fn listening(pool: &PgPool) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}
