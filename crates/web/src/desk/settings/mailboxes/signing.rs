//! Signing our own mail: for each domain its keys, the record to publish, whether it is there, and the switch.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use desk::By;
use desk::connect::internet::Internet;
use desk::signing::{self, Domain, Found, LEAVE_PUBLISHED, Record, Refused, SigningKeyRow, Stage};
use jiff::Timestamp;
use serde::Deserialize;
use words::{Language, Words};

use super::super::desk_and_hours::frame;
use crate::asked::Asked;
use crate::desk::today::sample_now;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// Where the page is.
const HERE: &str = "/settings/mailboxes/signing";

/// `GET /settings/mailboxes/signing`
#[derive(Template)]
#[template(path = "desk/settings/mailboxes/signing.html")]
pub(crate) struct SigningPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) domains: Vec<Shown>,
}

/// A domain.
pub(crate) struct Shown {
    pub(crate) name: String,
    /// Its mail is signed.
    pub(crate) signed: bool,
    /// A new key waits for its record.
    pub(crate) waits: bool,
    pub(crate) keys: Vec<Key>,
}

/// One of its keys.
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) stage: &'static str,
    /// Where it stands, in words.
    pub(crate) words: String,
    pub(crate) record: Record,
    pub(crate) tone: &'static str,
    /// What the last look found, in words.
    pub(crate) found: String,
    pub(crate) is_there: bool,
    /// When that look was, in words; empty when nobody looked.
    pub(crate) looked: String,
    /// How long a retired key's record stays, in words.
    pub(crate) until: String,
}

impl Shown {
    fn of(w: &Words, now: Timestamp, domain: Domain) -> Self {
        let has = |stage| domain.keys.iter().any(|key| key.stage == stage);
        Self {
            signed: has(Stage::Signs),
            waits: has(Stage::New),
            // What is to be done next comes first.
            keys: domain.keys.iter().rev().map(|key| Key::of(w, now, key)).collect(),
            name: domain.name,
        }
    }
}

impl Key {
    fn of(w: &Words, now: Timestamp, row: &SigningKeyRow) -> Self {
        let (stage, words) = match row.stage {
            Stage::New => ("new", "page-signing-stage-new"),
            Stage::Signs => ("signs", "page-signing-stage-signs"),
            Stage::Retired => ("retired", "page-signing-stage-retired"),
        };
        let (tone, found) = match row.found {
            Found::NotLooked => ("", "page-signing-found-not-looked"),
            Found::There => ("kept", "page-signing-found-there"),
            Found::Missing => ("due", "page-signing-found-missing"),
            Found::Other => ("broken", "page-signing-found-other"),
            Found::Silent => ("due", "page-signing-found-silent"),
        };
        let until = row.changed_at.checked_add(LEAVE_PUBLISHED).unwrap_or(row.changed_at);
        Self {
            id: row.key_id.clone(),
            stage,
            words: w.t1(words, "when", w.stamp(now, row.changed_at)),
            record: Record::of(row),
            tone,
            found: w.t(found),
            is_there: row.found == Found::There,
            looked: row.looked_at.map(|at| w.t1("page-signing-looked", "when", w.stamp(now, at))).unwrap_or_default(),
            until: w.exact(until),
        }
    }
}

async fn signing_page(asked: &Asked, problems: Vec<String>) -> Result<SigningPage, Fault> {
    let domains = signing::domains(asked.desk()).await?;
    Ok(SigningPage {
        f: frame(asked).await?,
        tab: "mailboxes",
        problems,
        domains: domains.into_iter().map(|domain| Shown::of(&asked.w, asked.now, domain)).collect(),
    })
}

/// `GET /settings/mailboxes/signing`
pub(crate) async fn show(asked: Asked) -> Answer {
    asked.owner()?;
    page(&asked, &signing_page(&asked, Vec::new()).await?)
}

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    domain: String,
}

/// `POST /settings/mailboxes/signing`: makes a key.
pub(crate) async fn make(asked: Asked, Form(typed): Form<Typed>) -> Answer {
    let done = signing::make(asked.desk(), By::Member(&asked.who), &typed.domain).await;
    after(&asked, done.map(drop), "signing-made").await
}

/// `POST /settings/mailboxes/signing/{id}/look`
pub(crate) async fn look(asked: Asked, Path(id): Path<String>) -> Answer {
    match signing::look(asked.desk(), By::Member(&asked.who), &Internet::new(), &id).await {
        // What was found stands beside the key.
        Ok(_) => Ok(flash::to(HERE)),
        Err(refused) => after(&asked, Err(refused), "").await,
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Beginning {
    #[serde(default)]
    all_the_same: String,
}

/// `POST /settings/mailboxes/signing/{id}/use`: signs with a key from now on.
pub(crate) async fn begin(asked: Asked, Path(id): Path<String>, Form(form): Form<Beginning>) -> Answer {
    let (by, all_the_same) = (By::Member(&asked.who), !form.all_the_same.is_empty());
    let done = signing::begin(asked.desk(), by, &Internet::new(), &id, all_the_same).await;
    after(&asked, done, "signing-begun").await
}

/// `POST /settings/mailboxes/signing/{id}/removal`
pub(crate) async fn remove(asked: Asked, Path(id): Path<String>) -> Answer {
    let done = signing::remove(asked.desk(), By::Member(&asked.who), &id).await;
    after(&asked, done, "signing-removed").await
}

async fn after(asked: &Asked, done: Result<(), Refused>, key: &str) -> Answer {
    match done {
        Ok(()) => Ok(flash::done(HERE, key, None)),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(Refused::NotOwner) => Err(Fault::Refused("page-fault-refused-owner")),
        Err(other) => again(&signing_page(asked, vec![asked.w.t(other.key())]).await?),
    }
}

impl SigningPage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let now = sample_now();
        let key = |id: &str, stage, found| SigningKeyRow {
            key_id: id.to_owned(),
            domain: "studio.test".to_owned(),
            selector: format!("tact{id}"),
            secret: String::new(),
            public_key: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA".repeat(8),
            stage,
            found,
            looked_at: (found != Found::NotLooked).then_some(now),
            made_at: now,
            changed_at: now,
        };
        let keys = vec![
            key("0e51aa", Stage::Retired, Found::There),
            key("7f3a1c", Stage::Signs, Found::There),
            key("91c0de", Stage::New, Found::Missing),
        ];
        let domains = [
            Domain { name: "studio.test".to_owned(), keys },
            Domain { name: "shop.studio.test".to_owned(), keys: Vec::new() },
        ];
        let domains = domains.into_iter().map(|domain| Shown::of(&f.w, now, domain)).collect();
        Self { tab: "mailboxes", problems: Vec::new(), domains, f }
    }

    pub(crate) fn sample_empty(language: Language) -> Self {
        Self { domains: Vec::new(), ..Self::sample(language) }
    }
}
