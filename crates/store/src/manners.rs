//! The desk's document of how it deals with mail by itself; `desk` knows what stands in it.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::tx::Tx;

/// The document as JSON; `None` when none was saved.
pub async fn find(tx: &mut Tx, desk: &DeskId) -> Result<Option<String>, StoreError> {
    let found: Option<(String,)> =
        tx.fetch_optional("select document from manners where desk_id = $1", args![desk]).await?;
    Ok(found.map(|(document,)| document))
}

/// Saves the document in place of the one before.
pub async fn save(tx: &mut Tx, desk: &DeskId, document: &str) -> Result<(), StoreError> {
    tx.execute(
        "insert into manners (desk_id, document) values ($1, $2)
         on conflict (desk_id) do update set document = excluded.document",
        args![desk, document],
    )
    .await?;
    Ok(())
}
