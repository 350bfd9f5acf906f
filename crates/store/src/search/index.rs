//! Writing to the index. Not here: making words, and finding.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::search::Words;
use crate::tx::Tx;
use crate::value::{Value, list};

/// Numbers per second of arrival before the next second is borrowed from.
const PER_SECOND: i64 = 16;

/// Gives each message a free number that grows with its arrival: newest first is then the index's own order.
pub(crate) async fn numbers(tx: &mut Tx, desk: &DeskId, arrivals: &[Timestamp]) -> Result<Vec<i64>, StoreError> {
    let mut taken: HashSet<i64> = HashSet::new();
    let mut numbers: Vec<i64> = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        let mut number = first_number(*arrival);
        while !taken.insert(number) {
            number += 1;
        }
        numbers.push(number);
    }
    // Those already in the index give way; few rounds, for second by second there are seldom many.
    let mut unsure: Vec<usize> = (0..numbers.len()).collect();
    while !unsure.is_empty() {
        let asked: Vec<i64> = unsure.iter().filter_map(|at| numbers.get(*at).copied()).collect();
        let held = held_among(tx, desk, &asked).await?;
        unsure.retain(|at| numbers.get(*at).is_some_and(|number| held.contains(number)));
        taken.extend(&held);
        for at in &unsure {
            if let Some(number) = numbers.get_mut(*at) {
                while !taken.insert(*number) {
                    *number += 1;
                }
            }
        }
    }
    Ok(numbers)
}

/// The first number of the second a mail arrived in. Before 1970 counts as 1970.
pub(crate) fn first_number(arrival: Timestamp) -> i64 {
    arrival.as_second().max(0).saturating_mul(PER_SECOND)
}

async fn held_among(tx: &mut Tx, desk: &DeskId, numbers: &[i64]) -> Result<HashSet<i64>, StoreError> {
    let wanted = list(numbers.iter().map(i64::to_string));
    let rows: Vec<(i64,)> = match tx.dialect() {
        // One index for all desks of a file: numbers are shared.
        Dialect::Sqlite => {
            tx.fetch_all(
                "select id from search_docsize where id in (select cast(value as integer) from json_each($1))",
                args![wanted],
            )
            .await?
        }
        Dialect::Postgres => {
            tx.fetch_all(
                "select search_no from search
                 where desk_id = $1
                   and search_no in (select jsonb_array_elements_text($2::text::jsonb)::bigint)",
                args![desk, wanted],
            )
            .await?
        }
    };
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

/// Adds the words of messages under their numbers.
pub(crate) async fn insert(tx: &mut Tx, desk: &DeskId, rows: &[(i64, &Words)]) -> Result<(), StoreError> {
    for chunk in rows.chunks(64) {
        let mut values: Vec<Value<'_>> = Vec::with_capacity(chunk.len() * 3);
        let mut places: Vec<String> = Vec::with_capacity(chunk.len());
        for (number, words) in chunk {
            match tx.dialect() {
                Dialect::Sqlite => {
                    places.push("(?, ?)".to_owned());
                    values.push(Value::Int(*number));
                    values.push(Value::Text(words.0.join(" ").into()));
                }
                Dialect::Postgres => {
                    let at = values.len();
                    places.push(format!("(${}, ${}, ${}::text::tsvector)", at + 1, at + 2, at + 3));
                    values.push(Value::Text(desk.as_str().into()));
                    values.push(Value::Int(*number));
                    values.push(Value::Text(as_tsvector(words).into()));
                }
            }
        }
        let columns = match tx.dialect() {
            Dialect::Sqlite => "rowid, words",
            Dialect::Postgres => "desk_id, search_no, words",
        };
        let sql = format!("insert into search ({columns})\nvalues {}", places.join(", "));
        tx.run(sql.into(), &values, chunk.len() == 1 || chunk.len() == 64).await?;
    }
    Ok(())
}

/// Takes a message out of the index.
pub(crate) async fn remove(tx: &mut Tx, desk: &DeskId, number: i64) -> Result<(), StoreError> {
    match tx.dialect() {
        Dialect::Sqlite => tx.execute("delete from search where rowid = $1", args![number]).await?,
        Dialect::Postgres => {
            tx.execute("delete from search where desk_id = $1 and search_no = $2", args![desk, number]).await?
        }
    };
    Ok(())
}

/// Words as the text of a tsvector: each in quotes, quotes doubled.
fn as_tsvector(words: &Words) -> String {
    let mut text = String::new();
    for word in &words.0 {
        text.push('\'');
        text.push_str(&word.replace('\\', "\\\\").replace('\'', "''"));
        text.push_str("' ");
    }
    text
}
