//! Contacts: the people of a client, each known by one address.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// A person of a client.
    ContactRow of "contact" {
        /// UUIDv7.
        contact_id: String,
        /// Whose person.
        client_id: String,
        /// Mail address, ASCII-lowercase, domain as A-label.
        address: String,
        /// Display name as last seen, empty when none.
        name: String,
        /// `en`, `pl`, `ru`, or empty when unknown.
        language: String,
        /// When first met.
        created_at: Timestamp,
    }
}

/// Adds contacts.
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[ContactRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "").await
}

/// The contacts with these addresses.
pub async fn by_addresses<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    addresses: &[S],
) -> Result<Vec<ContactRow>, StoreError> {
    let (columns, each) = (ContactRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from contact where desk_id = $1 and address in {each}"),
        args![desk, list(addresses)],
    )
    .await
}

/// A client's people, in the order they were met.
pub async fn of_client(tx: &mut Tx, desk: &DeskId, client_id: &str) -> Result<Vec<ContactRow>, StoreError> {
    let columns = ContactRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from contact
             where desk_id = $1 and client_id = $2
             order by created_at, contact_id
             limit 500"
        ),
        args![desk, client_id],
    )
    .await
}

/// Contacts whose name begins with the first of two words and goes on with the second; both are letters only, each may be cut before
/// its ending.
pub async fn named(
    tx: &mut Tx,
    desk: &DeskId,
    names: &[[String; 2]],
    limit: i64,
) -> Result<Vec<ContactRow>, StoreError> {
    let (columns, each) = (ContactRow::COLUMNS, tx.dialect().each(2));
    // Some write their names in capitals, and only SQLite takes small letters for the same.
    let wanted = names.iter().flat_map(|[first, last]| {
        let pattern = format!("{first}% {last}%");
        [pattern.to_uppercase(), pattern]
    });
    tx.fetch_all(
        format!(
            "with wanted (pattern) as {each}
             select {columns} from contact
             where desk_id = $1 and exists (select 1 from wanted where name like pattern)
             order by address
             limit $3"
        ),
        args![desk, list(wanted), limit],
    )
    .await
}

/// Contacts whose address begins like this, or a word of whose name does; by address. Names are compared as they stand and
/// with a capital first letter, since SQL folds no letters beyond ASCII alike on both databases.
pub async fn like(tx: &mut Tx, desk: &DeskId, typed: &str, limit: i64) -> Result<Vec<ContactRow>, StoreError> {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let mut letters = typed.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let (plain, capital) = (escaped(typed), escaped(&capital));
    let address = format!("{}%", plain.to_ascii_lowercase());
    let names = [format!("{plain}%"), format!("% {plain}%"), format!("{capital}%"), format!("% {capital}%")];
    let [first, later, first_capital, later_capital] = &names;
    let columns = ContactRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from contact
             where desk_id = $1 and (address like $2 escape '\\'
               or name like $3 escape '\\' or name like $4 escape '\\'
               or name like $5 escape '\\' or name like $6 escape '\\')
             order by address
             limit $7"
        ),
        args![desk, address, first, later, first_capital, later_capital, limit],
    )
    .await
}

/// Replaces name and language.
pub async fn save(tx: &mut Tx, desk: &DeskId, contact_id: &str, name: &str, language: &str) -> Result<(), StoreError> {
    tx.execute(
        "update contact set name = $3, language = $4 where desk_id = $1 and contact_id = $2",
        args![desk, contact_id, name, language],
    )
    .await?;
    Ok(())
}

/// How many contacts the desk knows.
pub async fn count(tx: &mut Tx, desk: &DeskId) -> Result<i64, StoreError> {
    let (count,) = tx.fetch_one("select count(*) from contact where desk_id = $1", args![desk]).await?;
    Ok(count)
}

/// One contact.
pub async fn find(tx: &mut Tx, desk: &DeskId, contact_id: &str) -> Result<Option<ContactRow>, StoreError> {
    let columns = ContactRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from contact where desk_id = $1 and contact_id = $2"),
        args![desk, contact_id],
    )
    .await
}

/// Gives contacts to another client.
pub async fn set_client(tx: &mut Tx, desk: &DeskId, contact_ids: &[String], client_id: &str) -> Result<(), StoreError> {
    let each = tx.dialect().each(2);
    tx.execute(
        format!("update contact set client_id = $3 where desk_id = $1 and contact_id in {each}"),
        args![desk, list(contact_ids), client_id],
    )
    .await?;
    Ok(())
}

/// Gives a contact another address.
pub async fn set_address(tx: &mut Tx, desk: &DeskId, contact_id: &str, address: &str) -> Result<(), StoreError> {
    tx.execute(
        "update contact set address = $3 where desk_id = $1 and contact_id = $2",
        args![desk, contact_id, address],
    )
    .await?;
    Ok(())
}

/// Removes a contact; whether it was there. What they wrote stays.
pub async fn remove(tx: &mut Tx, desk: &DeskId, contact_id: &str) -> Result<bool, StoreError> {
    let gone =
        tx.execute("delete from contact where desk_id = $1 and contact_id = $2", args![desk, contact_id]).await?;
    Ok(gone > 0)
}
