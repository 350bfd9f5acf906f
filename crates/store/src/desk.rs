//! Desks: the agency whose mail this is. Everything else belongs to one.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::args;
use crate::error::StoreError;
use crate::record::answer;
use crate::tx::Tx;
use crate::value::{ToCell, Value};

/// Which desk: the first part of every key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeskId(pub String);

impl DeskId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ToCell for DeskId {
    const NOTHING: Value<'static> = Value::NoText;
    fn to_cell(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(&self.0))
    }
}

answer! {
    /// A desk.
    DeskRow {
        /// Its id.
        desk_id: String,
        /// The agency's name.
        name: String,
        /// The settings document as JSON (`rulebook::house_rules::Settings`).
        settings: String,
        /// When it was set up.
        created_at: Timestamp,
    }
}

impl DeskRow {
    /// Its id as the first argument of everything else.
    pub fn id(&self) -> DeskId {
        DeskId(self.desk_id.clone())
    }
}

/// Makes a desk.
pub async fn insert(tx: &mut Tx, row: &DeskRow) -> Result<(), StoreError> {
    tx.execute(
        "insert into desk (desk_id, name, settings, created_at)
         values ($1, $2, $3, $4)",
        args![row.desk_id, row.name, row.settings, row.created_at],
    )
    .await?;
    Ok(())
}

/// The desk of this database: one per data folder today. The oldest, should there ever be more.
pub async fn the_only(tx: &mut Tx) -> Result<Option<DeskRow>, StoreError> {
    tx.fetch_optional(
        "select desk_id, name, settings, created_at
         from desk
         order by created_at, desk_id
         limit 1",
        args![],
    )
    .await
}

/// Replaces name and settings.
pub async fn save(tx: &mut Tx, desk: &DeskId, name: &str, settings: &str) -> Result<(), StoreError> {
    tx.execute("update desk set name = $2, settings = $3 where desk_id = $1", args![desk, name, settings]).await?;
    Ok(())
}
