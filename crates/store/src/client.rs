//! Clients: the companies (or single people) we work for. Their people are contacts.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, answer, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// A client.
    ClientRow of "client" {
        /// UUIDv7.
        client_id: String,
        /// As we call them.
        name: String,
        /// The name folded for look-up (`search::fold`).
        name_key: String,
        /// Company domain (A-label, lower-case); `None` at free-mail hosts.
        domain: Option<String>,
        /// Overrides of house rules as JSON: `{code: {…}}`.
        rules: String,
        /// Set when this client turned out to be that one.
        merged_into: Option<String>,
        /// When first met.
        created_at: Timestamp,
    }
}

/// Adds clients.
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[ClientRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "").await
}

/// One client.
pub async fn find(tx: &mut Tx, desk: &DeskId, client_id: &str) -> Result<Option<ClientRow>, StoreError> {
    let columns = ClientRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from client where desk_id = $1 and client_id = $2"),
        args![desk, client_id],
    )
    .await
}

/// The clients of these ids.
pub async fn by_ids<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, ids: &[S]) -> Result<Vec<ClientRow>, StoreError> {
    let (columns, each) = (ClientRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from client where desk_id = $1 and client_id in {each}"),
        args![desk, list(ids)],
    )
    .await
}

/// The living clients of these company domains.
pub async fn by_domains<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    domains: &[S],
) -> Result<Vec<ClientRow>, StoreError> {
    let (columns, each) = (ClientRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from client
             where desk_id = $1 and domain in {each} and merged_into is null"
        ),
        args![desk, list(domains)],
    )
    .await
}

/// Living clients by folded name, after the one with this key and id (both empty for the first page).
pub async fn page(
    tx: &mut Tx,
    desk: &DeskId,
    after_key: &str,
    after_id: &str,
    limit: i64,
) -> Result<Vec<ClientRow>, StoreError> {
    let columns = ClientRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from client
             where desk_id = $1 and merged_into is null and (name_key, client_id) > ($2, $3)
             order by name_key, client_id
             limit $4"
        ),
        args![desk, after_key, after_id, limit],
    )
    .await
}

/// Living clients whose folded name or domain begins so, for choosing one.
pub async fn beginning(tx: &mut Tx, desk: &DeskId, key: &str, limit: i64) -> Result<Vec<ClientRow>, StoreError> {
    let columns = ClientRow::COLUMNS;
    let past = format!("{key}\u{10ffff}");
    tx.fetch_all(
        format!(
            "select {columns} from client
             where desk_id = $1 and merged_into is null
               and (name_key >= $2 and name_key < $3 or domain >= $2 and domain < $3)
             order by name_key, client_id
             limit $4"
        ),
        args![desk, key, past, limit],
    )
    .await
}

/// Gives a client another name.
pub async fn rename(tx: &mut Tx, desk: &DeskId, client_id: &str, name: &str, name_key: &str) -> Result<(), StoreError> {
    tx.execute(
        "update client set name = $3, name_key = $4 where desk_id = $1 and client_id = $2",
        args![desk, client_id, name, name_key],
    )
    .await?;
    Ok(())
}

/// Replaces the client's own rules (JSON).
pub async fn set_rules(tx: &mut Tx, desk: &DeskId, client_id: &str, rules: &str) -> Result<(), StoreError> {
    tx.execute("update client set rules = $3 where desk_id = $1 and client_id = $2", args![desk, client_id, rules])
        .await?;
    Ok(())
}

/// Moves everything of one client to another: contacts, conversations, promises; then the first is gone from lists.
///
/// The caller makes sure that `into` is alive and another client.
pub async fn merge(tx: &mut Tx, desk: &DeskId, from: &str, into: &str) -> Result<(), StoreError> {
    for sql in [
        "update contact set client_id = $3 where desk_id = $1 and client_id = $2",
        "update conversation set client_id = $3 where desk_id = $1 and client_id = $2",
        "update promise set client_id = $3 where desk_id = $1 and client_id = $2",
        "update client set merged_into = $3 where desk_id = $1 and (client_id = $2 or merged_into = $2)",
    ] {
        tx.execute(sql, args![desk, from, into]).await?;
    }
    Ok(())
}

answer! {
    /// What a list of clients shows beside a name.
    Figures {
        /// Whose.
        client_id: String,
        /// When somebody last wrote.
        last_at: Option<Timestamp>,
        /// Conversations in which we owe something, history left out.
        owed: i64,
    }
}

/// The figures of these clients; those without conversations are left out.
pub async fn figures<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, ids: &[S]) -> Result<Vec<Figures>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select c.client_id, max(c.last_at),
               sum(case when c.owed_due_at is not null and c.history = false then 1 else 0 end)
             from conversation c
             where c.desk_id = $1 and c.client_id in {each} and c.merged_into is null
             group by c.desk_id, c.client_id"
        ),
        args![desk, list(ids)],
    )
    .await
}

/// Living clients with settings of their own for the rule of this code, by name.
pub async fn with_own_rule(tx: &mut Tx, desk: &DeskId, code: &str, limit: i64) -> Result<Vec<ClientRow>, StoreError> {
    let columns = ClientRow::COLUMNS;
    let named = format!("%\"{code}\"%");
    tx.fetch_all(
        format!(
            "select {columns} from client
             where desk_id = $1 and merged_into is null and rules like $2
             order by name_key, client_id
             limit $3"
        ),
        args![desk, named, limit],
    )
    .await
}
