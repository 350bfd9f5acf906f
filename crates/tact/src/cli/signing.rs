//! `tact signing`: keys that sign our own mail, from the terminal.

use clap::{Args, Subcommand};
use desk::connect::internet::Internet;
use desk::signing::{self, Domain, Found, Record, SigningKeyRow, Stage};
use desk::{By, Desk};
use serde_json::json;
use words::Words;

use super::out::{Out, hint};
use super::{Answer, Common, Ending, Failure, Format, refused};

#[derive(Debug, Args)]
pub(super) struct Signing {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Our domains and their keys.
    List,
    /// Makes a key for a domain and shows the record to publish.
    Make {
        /// The domain.
        domain: String,
    },
    /// Looks in the DNS for the record of a domain's new key, else of the one that signs.
    Look {
        /// The domain.
        domain: String,
    },
    /// Signs a domain's mail with its new key from now on.
    Begin {
        /// The domain.
        domain: String,
        /// Also when the record is not there yet.
        #[arg(long)]
        all_the_same: bool,
    },
    /// Removes a key; with the one that signs, mail leaves unsigned.
    Remove {
        /// The domain.
        domain: String,
        /// Its selector, as the list shows it.
        selector: String,
    },
}

impl Signing {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        if matches!(self.what, What::List) {
            return list(&common.place.open_to_read().await?, common, words).await;
        }
        let desk = common.place.open().await?;
        let answer = change(self.what, &desk, common, words).await;
        desk.db().close().await;
        answer
    }
}

async fn change(what: What, desk: &Desk, common: &Common, words: &Words) -> Answer {
    let by = By::Terminal;
    match what {
        What::List => list(desk, common, words).await,
        What::Make { domain } => {
            let id = signing::make(desk, by, &domain).await.map_err(|cause| refused(cause.key(), cause, words))?;
            let key = find(desk, &domain, words, |key| key.key_id == id).await?;
            if common.format == Format::Human {
                hint(&words.t1("cli-signing-made", "domain", domain));
            }
            tell(&key, common, words)
        }
        What::Look { domain } => {
            let key = newest(desk, &domain, words).await?;
            let looked = signing::look(desk, by, &Internet::new(), &key.key_id).await;
            let found = looked.map_err(|cause| refused(cause.key(), cause, words))?;
            tell(&SigningKeyRow { found, ..key }, common, words)?;
            Ok(if found == Found::There { Ending::Fine } else { Ending::Findings })
        }
        What::Begin { domain, all_the_same } => {
            let key = newest(desk, &domain, words).await?;
            let begun = signing::begin(desk, by, &Internet::new(), &key.key_id, all_the_same).await;
            begun.map_err(|cause| refused(cause.key(), cause, words))?;
            done("cli-signing-begun", &domain, common, words)
        }
        What::Remove { domain, selector } => {
            let key = find(desk, &domain, words, |key| key.selector == selector).await?;
            signing::remove(desk, by, &key.key_id).await.map_err(|cause| refused(cause.key(), cause, words))?;
            done("cli-signing-removed", &domain, common, words)
        }
    }
}

async fn find(
    desk: &Desk,
    domain: &str,
    words: &Words,
    fits: impl Fn(&SigningKeyRow) -> bool,
) -> Result<SigningKeyRow, Failure> {
    let domains = signing::domains(desk).await?;
    let keys = domains.into_iter().filter(|known| known.name.eq_ignore_ascii_case(domain)).flat_map(|it| it.keys);
    // Of several the newest.
    let found = keys.rev().find(fits);
    found.ok_or_else(|| Failure::Refused(words.t1("cli-signing-none", "domain", domain)))
}

async fn newest(desk: &Desk, domain: &str, words: &Words) -> Result<SigningKeyRow, Failure> {
    match find(desk, domain, words, |key| key.stage == Stage::New).await {
        Ok(key) => Ok(key),
        Err(_) => find(desk, domain, words, |key| key.stage == Stage::Signs).await,
    }
}

async fn list(desk: &Desk, common: &Common, words: &Words) -> Answer {
    let domains = signing::domains(desk).await?;
    let mut out = Out::new();
    match common.format {
        Format::Json => {
            for Domain { name, keys } in &domains {
                let keys: Vec<_> = keys.iter().map(as_json).collect();
                out.json(&json!({ "domain": name, "keys": keys }))?;
            }
        }
        Format::Human => {
            let head = ["domain", "selector", "stage", "record"].map(|it| words.t(&format!("cli-signing-list-{it}")));
            let line = |key: &SigningKeyRow| {
                let stage = words.t(&format!("cli-signing-stage-{}", stage(key.stage)));
                let record = words.t(&format!("cli-signing-found-{}", found(key.found)));
                vec![key.domain.clone(), key.selector.clone(), stage, record]
            };
            let none = |name: &str| {
                vec![vec![name.to_owned(), String::new(), words.t("cli-signing-stage-none"), String::new()]]
            };
            let lines = |it: &Domain| match it.keys.as_slice() {
                [] => none(&it.name),
                keys => keys.iter().map(line).collect(),
            };
            let rows: Vec<Vec<String>> = domains.iter().flat_map(lines).collect();
            out.table(&head, &rows)?;
        }
    }
    out.finish()?;
    Ok(Ending::Fine)
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::New => "new",
        Stage::Signs => "signs",
        Stage::Retired => "retired",
    }
}

fn found(found: Found) -> &'static str {
    match found {
        Found::NotLooked => "not-looked",
        Found::There => "there",
        Found::Missing => "missing",
        Found::Other => "other",
        Found::Silent => "silent",
    }
}

fn as_json(key: &SigningKeyRow) -> serde_json::Value {
    let record = Record::of(key);
    json!({
        "id": key.key_id,
        "domain": key.domain,
        "selector": key.selector,
        "stage": stage(key.stage),
        "found": found(key.found),
        "record": { "name": record.name, "type": "TXT", "value": record.value },
    })
}

fn tell(key: &SigningKeyRow, common: &Common, words: &Words) -> Answer {
    let mut out = Out::new();
    match common.format {
        Format::Json => out.json(&as_json(key))?,
        Format::Human => {
            let record = Record::of(key);
            out.line(&format!("{}. TXT \"{}\"", record.name, record.value))?;
            hint(&words.t(&format!("cli-signing-found-{}", found(key.found))));
        }
    }
    out.finish()?;
    Ok(Ending::Fine)
}

fn done(key: &str, domain: &str, common: &Common, words: &Words) -> Answer {
    match common.format {
        Format::Human => hint(&words.t1(key, "domain", domain)),
        Format::Json => {
            let mut out = Out::new();
            out.json(&json!({ "domain": domain, "done": true }))?;
            out.finish()?;
        }
    }
    Ok(Ending::Fine)
}
