//! What the palette finds beyond pages and acts: clients by the beginning of their name, conversations by their words.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use store::StoreError;
use store::search::query::Query as Wanted;

use crate::asked::Asked;
use crate::asset;
use crate::desk::inbox::show::subject;
use crate::page::{Answer, page};

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

/// The lines to add to the palette's list.
#[derive(Template)]
#[template(path = "desk/palette.html")]
struct Found {
    items: Vec<Item>,
}

struct Item {
    href: String,
    icon: &'static str,
    name: String,
    what: String,
}

impl Found {
    fn icon(&self, name: &str) -> String {
        let sheet = asset::address("icons.svg");
        format!(
            "<svg class=\"icon\" aria-hidden=\"true\" width=\"20\" height=\"20\"><use href=\"{sheet}#{name}\"/></svg>"
        )
    }
}

/// `GET /palette?q=…`
pub(crate) async fn find(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    let q: String = ask.q.trim().chars().take(100).collect();
    let key = store::search::fold(&q);
    let wanted = Wanted::parse(&q, asked.w.zone());
    let desk = asked.desk().id();
    let (clients, hits) = asked
        .desk()
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let clients = if key.is_empty() { Vec::new() } else { store::client::beginning(tx, desk, &key, 6).await? };
            let hits = store::search::find(tx, desk, &wanted, None, asked.now, 6).await?;
            Ok::<_, StoreError>((clients, hits))
        })
        .await?;
    let mut items = Vec::new();
    for client in clients {
        let href = format!("/conversations/new?client={}", client.client_id);
        let write = asked.w.t1("part-write-to", "name", &client.name);
        items.push(Item {
            href: format!("/clients/{}", client.client_id),
            icon: "person",
            name: client.name,
            what: asked.w.t("part-palette-client"),
        });
        items.push(Item { href, icon: "inbox", name: write, what: String::new() });
    }
    items.extend(hits.hits.into_iter().map(|hit| Item {
        href: format!("/conversations/{}", hit.conversation.conversation_id),
        icon: "inbox",
        name: subject(&asked, &hit.conversation.subject),
        what: hit.client_name,
    }));
    page(&asked, &Found { items })
}
