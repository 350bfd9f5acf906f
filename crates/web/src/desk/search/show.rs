//! Looks for what was asked and shows it.

use axum::extract::Query;
use serde::Deserialize;
use store::StoreError;
use store::cursor::Cursor;
use store::search::query::Query as Wanted;

use super::{Hit, Search};
use crate::asked::{Asked, Figures};
use crate::desk::inbox::show::subject;
use crate::frame::Here;
use crate::moment::Moment;
use crate::page::{Answer, page};

/// Hits on one page.
const ROWS: usize = 30;
/// Longest question that is looked at, in characters.
const LONGEST: usize = 500;

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// `GET /search?q=…&after=…`
pub(crate) async fn show(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    let q: String = ask.q.trim().chars().take(LONGEST).collect();
    let wanted = Wanted::parse(&q, asked.w.zone());
    let after: Option<Cursor> = ask.after.and_then(|after| after.parse().ok());
    let desk = asked.desk().id();
    let (figures, hits) = asked
        .desk()
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let hits = store::search::find(tx, desk, &wanted, after.as_ref(), asked.now, ROWS).await?;
            Ok::<_, StoreError>((Figures::load(tx, &asked).await?, hits))
        })
        .await?;
    let encoded = percent_encoding::utf8_percent_encode(&q, percent_encoding::NON_ALPHANUMERIC);
    let search = Search {
        f: asked.frame(Here::Search, asked.w.t("page-search-title"), figures),
        unused: wanted.unused.iter().map(|unused| unused.text.as_str()).collect::<Vec<_>>().join(" "),
        older: hits.next.map(|next| format!("/search?q={encoded}&after={next}")),
        rows: hits.hits.iter().map(|hit| row(&asked, hit)).collect(),
        q,
    };
    page(&asked, &search)
}

fn row(asked: &Asked, hit: &store::search::Hit) -> Hit {
    let from = if hit.from_name.trim().is_empty() { &hit.from_address } else { &hit.from_name };
    Hit {
        conversation: hit.conversation.conversation_id.clone(),
        message: hit.message_id.clone(),
        subject: subject(asked, &hit.conversation.subject),
        from: if *from == hit.client_name { from.clone() } else { format!("{from} · {}", hit.client_name) },
        words: hit.excerpt.text.clone(),
        at: Moment::stamp(&asked.w, asked.now, hit.arrived_at),
    }
}
