//! How far an import got in each file, so that it can be interrupted.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// How far one file was read.
    ImportPlaceRow of "import_place" {
        /// Canonical path.
        path_key: String,
        /// Tells whether it is still the same file: size, time, hash of its beginning.
        fingerprint: String,
        /// Offset up to which everything is committed.
        read_to: i64,
        /// Whether it was read to its end.
        done: bool,
    }
}

/// Notes how far these files were read.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[ImportPlaceRow]) -> Result<u64, StoreError> {
    tx.insert(
        desk,
        rows,
        "on conflict (desk_id, path_key) do update
         set fingerprint = excluded.fingerprint, read_to = excluded.read_to, done = excluded.done",
    )
    .await
}

/// What is known of these files.
pub async fn find_many<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    paths: &[S],
) -> Result<Vec<ImportPlaceRow>, StoreError> {
    let (columns, each) = (ImportPlaceRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from import_place where desk_id = $1 and path_key in {each}"),
        args![desk, list(paths)],
    )
    .await
}
