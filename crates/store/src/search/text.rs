//! A query as the databases' own text: FTS5 or tsquery, and the conditions on conversations. Not here: running it.

use super::query::{Condition, Query, Token};
use crate::dialect::Dialect;
use crate::value::{ToCell, Value};

/// The statement that lists matches.
pub(super) fn list_text(dialect: Dialect, conditions: &str) -> String {
    let columns = "m.search_no, m.message_id, m.conversation_id, m.from_address, m.from_name, m.arrived_at, m.subject, m.new_text";
    match dialect {
        // The index's own order, and the message looked up from it: sorting by the message's number instead would
        // read every match before the first row.
        Dialect::Sqlite => format!(
            "select {columns}
             from search f
             cross join message m on m.search_no = f.rowid
             cross join conversation c on c.desk_id = m.desk_id and c.conversation_id = m.conversation_id
             where m.desk_id = $1 and f.search match $2 and f.rowid < $3 and f.rowid >= $4
               {conditions}
             order by f.rowid desc
             limit $5"
        ),
        Dialect::Postgres => format!(
            "select {columns}
             from search f
             join message m on m.desk_id = f.desk_id and m.search_no = f.search_no
             join conversation c on c.desk_id = m.desk_id and c.conversation_id = m.conversation_id
             where f.desk_id = $1 and f.words @@ $2::text::tsquery and f.search_no < $3 and f.search_no >= $4
               {conditions}
             order by f.search_no desc
             limit $5"
        ),
    }
}

/// The words as the database's own query: FTS5's language, or a tsquery.
pub(super) fn words_text(dialect: Dialect, query: &Query) -> String {
    let (and, or) = match dialect {
        Dialect::Sqlite => (" AND ", " OR "),
        Dialect::Postgres => (" & ", " | "),
    };
    let any = |tokens: &[Token]| {
        let list: Vec<String> = tokens.iter().map(|token| token_text(dialect, token)).collect();
        format!("({})", list.join(or))
    };
    let mut wanted: Vec<String> = query.must.iter().map(|tokens| any(tokens)).collect();
    if wanted.is_empty() {
        wanted.push(token_text(dialect, &Token { text: "all:".to_owned(), beginning: false }));
    }
    let wanted = wanted.join(and);
    match (query.must_not.is_empty(), dialect) {
        (true, _) => wanted,
        (false, Dialect::Sqlite) => format!("({wanted}) NOT {}", any(&query.must_not)),
        (false, Dialect::Postgres) => format!("{wanted} & !{}", any(&query.must_not)),
    }
}

fn token_text(dialect: Dialect, token: &Token) -> String {
    match dialect {
        Dialect::Sqlite => {
            let star = if token.beginning { " *" } else { "" };
            format!("\"{}\"{star}", token.text.replace('"', ""))
        }
        Dialect::Postgres => {
            let star = if token.beginning { ":*" } else { "" };
            format!("'{}'{star}", token.text.replace('\\', "\\\\").replace('\'', "''"))
        }
    }
}

/// The conditions on the conversation; `$6` is now, further values are added.
pub(super) fn conditions_text<'a>(query: &'a Query, values: &mut Vec<Value<'a>>) -> String {
    // Named always, so that every statement has the same arguments.
    let mut text = String::from("and $6 <> 0");
    for (condition, wanted) in &query.conditions {
        let holds = match condition {
            Condition::Stand(stand) => {
                values.push(stand.to_cell());
                format!("c.stand = ${}", values.len())
            }
            Condition::Snoozed => "coalesce(c.snoozed_until, 0) > $6".to_owned(),
            Condition::History => "c.history".to_owned(),
            Condition::Assigned => "c.assigned_to is not null".to_owned(),
            Condition::Tag(key) => {
                values.push(key.to_cell());
                format!(
                    "c.conversation_id in (select t.conversation_id from tag t where t.desk_id = $1 and t.tag_key = ${})",
                    values.len()
                )
            }
        };
        text.push_str(if *wanted { "\nand " } else { "\nand not " });
        text.push_str(&format!("({holds})"));
    }
    text
}
