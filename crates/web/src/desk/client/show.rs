//! Loads the list of clients, and one client's page.

use axum::extract::{Path, Query};
use rulebook::rules::reply_in_a_working_day::Term;
use serde::Deserialize;
use store::client::ClientRow as Stored;
use store::contact::ContactRow;
use store::conversation::list::{self, Listed, View};
use store::cursor::Cursor;
use store::promise::PromiseRow;
use store::{StoreError, Tx};

use super::card::{contact, line, own_hours};
use super::levels::fields;
use super::{Client, ClientRow, Clients, ConversationLine};
use crate::asked::{Asked, Figures};
use crate::desk::inbox::show::subject;
use crate::fault::Fault;
use crate::flash;
use crate::frame::Here;
use crate::ledger_line::badge;
use crate::moment::Moment;
use crate::page::{Answer, page};

const ROWS: i64 = 60;

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    /// `KEY.ID`, the key hex-coded, for it may hold anything.
    after: Option<String>,
}

/// `GET /clients?q=…&after=…`
pub(crate) async fn all(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    let key = store::search::fold(ask.q.trim());
    let after = ask.after.as_deref().and_then(read_place).unwrap_or_default();
    let desk = asked.desk().id();
    let (figures, rows, lately) = asked
        .desk()
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let rows = if key.is_empty() {
                store::client::page(tx, desk, &after.0, &after.1, ROWS).await?
            } else {
                store::client::beginning(tx, desk, &key, ROWS).await?
            };
            let ids: Vec<&str> = rows.iter().map(|row| row.client_id.as_str()).collect();
            let lately = store::client::figures(tx, desk, &ids).await?;
            Ok::<_, StoreError>((Figures::load(tx, &asked).await?, rows, lately))
        })
        .await?;
    let full = key.is_empty() && rows.len() as i64 == ROWS;
    let older = rows
        .last()
        .filter(|_| full)
        .map(|last| format!("/clients?after={}.{}", hex::encode(&last.name_key), last.client_id));
    let clients = Clients {
        f: asked.frame(Here::Clients, asked.w.t("page-clients-title"), figures),
        q: ask.q,
        rows: rows.iter().map(|client| row(&asked, client, &lately)).collect(),
        older,
    };
    page(&asked, &clients)
}

fn read_place(text: &str) -> Option<(String, String)> {
    let (key, id) = text.split_once('.')?;
    Some((String::from_utf8(hex::decode(key).ok()?).ok()?, id.to_owned()))
}

fn row(asked: &Asked, client: &Stored, lately: &[store::client::Figures]) -> ClientRow {
    let lately = lately.iter().find(|figures| figures.client_id == client.client_id);
    ClientRow {
        id: client.client_id.clone(),
        name: client.name.clone(),
        line: client.domain.clone().filter(|domain| *domain != client.name).unwrap_or_default(),
        owed: lately.map_or(0, |figures| figures.owed),
        last: lately.and_then(|figures| figures.last_at).map(|at| Moment::stamp(&asked.w, asked.now, at)),
    }
}

struct Loaded {
    figures: Figures,
    client: Stored,
    contacts: Vec<ContactRow>,
    bounced: Vec<store::bounced_address::BouncedAddressRow>,
    promises: Vec<PromiseRow>,
    conversations: Vec<Listed>,
    of_promises: Vec<store::conversation::ConversationRow>,
    others: Vec<Stored>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct AskOne {
    after: Option<String>,
}

/// `GET /clients/{id}`
pub(crate) async fn one(asked: Asked, Path(id): Path<String>, Query(ask): Query<AskOne>) -> Answer {
    let after = ask.after.and_then(|after| after.parse().ok()).unwrap_or_else(Cursor::newest);
    let loaded = asked.desk().db().read(async |mut tx| load(&mut tx, &asked, &id, &after).await).await?;
    let loaded = loaded.ok_or(Fault::NotFound)?;
    if let Some(into) = &loaded.client.merged_into {
        return Ok(flash::to(&format!("/clients/{into}")));
    }
    page(&asked, &build(&asked, loaded, None))
}

/// The page after something was refused, with the reason; nothing when there is no such client.
pub(super) async fn again(asked: &Asked, id: &str, problem: String) -> Result<Client, Fault> {
    let loaded = asked.desk().db().read(async |mut tx| load(&mut tx, asked, id, &Cursor::newest()).await).await?;
    Ok(build(asked, loaded.ok_or(Fault::NotFound)?, Some(problem)))
}

async fn load(tx: &mut Tx, asked: &Asked, id: &str, after: &Cursor) -> Result<Option<Loaded>, StoreError> {
    let desk = asked.desk().id();
    let Some(client) = store::client::find(tx, desk, id).await? else { return Ok(None) };
    let promises = store::promise::of_client(tx, desk, id, 30).await?;
    let ids: Vec<&str> = promises.iter().map(|promise| promise.conversation_id.as_str()).collect();
    let me = &asked.who.member.member_id;
    // Another client to merge with is usually one of a similar name.
    let start: String = client.name_key.chars().take(3).collect();
    let contacts = store::contact::of_client(tx, desk, id).await?;
    let addresses: Vec<&str> = contacts.iter().map(|contact| contact.address.as_str()).collect();
    let bounced = store::bounced_address::among(tx, desk, &addresses).await?;
    Ok(Some(Loaded {
        figures: Figures::load(tx, asked).await?,
        contacts,
        bounced,
        of_promises: store::conversation::by_ids(tx, desk, &ids).await?,
        conversations: list::page(tx, desk, &View::Client(id.to_owned()), me, after, asked.now, 30).await?,
        others: store::client::beginning(tx, desk, &start, 20).await?,
        promises,
        client,
    }))
}

fn build(asked: &Asked, loaded: Loaded, problem: Option<String>) -> Client {
    let w = &asked.w;
    let of_subject = |id: &str| {
        let found = loaded.of_promises.iter().find(|conversation| conversation.conversation_id == id);
        subject(asked, found.map_or("", |conversation| &conversation.subject))
    };
    let mut promises: Vec<_> = loaded.promises.iter().collect();
    promises.sort_by_key(|promise| (!promise.unkept, -promise.due_at.as_second()));
    let hours = own_hours(&loaded.client.rules);
    let term = match asked.desk().settings().rules_for(&loaded.client.rules).reply_in_a_working_day.term {
        Term::WorkingDays(days) => w.t1("because-working-days", "days", days),
        Term::WorkingHours(hours) => w.t1("because-working-hours", "hours", hours),
    };
    let id = loaded.client.client_id.clone();
    Client {
        f: asked.frame(Here::Clients, loaded.client.name.clone(), loaded.figures),
        domain: loaded.client.domain.clone().filter(|domain| *domain != loaded.client.name),
        contacts: loaded.contacts.iter().map(|row| contact(row, &loaded.bounced)).collect(),
        promises: promises.into_iter().map(|row| line(asked, row, of_subject(&row.conversation_id))).collect(),
        conversations: loaded.conversations.iter().map(|listed| conversation(asked, listed)).collect(),
        older: loaded
            .conversations
            .last()
            .filter(|_| loaded.conversations.len() == 30)
            .map(|last| format!("/clients/{id}?after={}", last.cursor())),
        term,
        checks: fields(asked, &loaded.client.rules),
        own_hours: hours.map(|hours| hours.to_string()).unwrap_or_default(),
        others: loaded
            .others
            .iter()
            .filter(|other| other.client_id != id)
            .map(|other| (other.client_id.clone(), other.name.clone()))
            .collect(),
        problem,
        id,
    }
}

fn conversation(asked: &Asked, listed: &Listed) -> ConversationLine {
    let conversation = &listed.conversation;
    ConversationLine {
        id: conversation.conversation_id.clone(),
        subject: subject(asked, &conversation.subject),
        badge: badge(asked, conversation.owed_due_at),
        at: Moment::stamp(&asked.w, asked.now, conversation.last_at),
    }
}
