//! `tact key` and `tact openapi`: keys for other programs from the terminal of whoever runs the desk, and what such programs can ask.

use clap::{Args, Subcommand};
use desk::access_keys::{self, AccessKeyRow, NewKey};
use desk::{By, Desk};
use serde::Serialize;
use serde_json::json;
use store::member::MemberRow;
use words::Words;

use super::out::{Out, hint};
use super::people::find;
use super::{Answer, Common, Ending, Failure, Format, refused};

#[derive(Debug, Args)]
pub(super) struct Key {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes a key for a member's program and prints it, once.
    Add {
        /// The member's address.
        address: String,
        /// What the key is for.
        #[arg(long)]
        name: String,
        /// What it may do; `check`: have drafts read. May stand several times.
        #[arg(long, default_value = "check")]
        scope: Vec<String>,
        /// The last day on which it is good, such as 2027-01-31; until it is withdrawn when not given.
        #[arg(long, default_value = "", value_name = "DAY")]
        until: String,
    },
    /// All keys, those that are good no more too.
    List,
    /// Withdraws a key: it opens nothing any more.
    Withdraw {
        /// Its id, or what it begins with.
        key: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct OpenApi {}

/// A key just made, the only time it is told.
#[derive(Serialize)]
struct Made<'a> {
    key: &'a str,
    #[serde(flatten)]
    row: serde_json::Value,
}

impl Key {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        if let What::List = self.what {
            return list(&common.place.open_to_read().await?, common, words).await;
        }
        let desk = common.place.open().await?;
        let answer = match self.what {
            What::List => list(&desk, common, words).await,
            What::Add { address, name, scope, until } => {
                add(&desk, common, words, &address, NewKey { name, scopes: scope, until }).await
            }
            What::Withdraw { key } => withdraw(&desk, common, words, &key).await,
        };
        desk.db().close().await;
        answer
    }
}

impl OpenApi {
    pub(super) fn run(self) -> Answer {
        let mut out = Out::new();
        out.document(&web::openapi())?;
        out.finish()?;
        Ok(Ending::Fine)
    }
}

async fn add(desk: &Desk, common: &Common, words: &Words, address: &str, new: NewKey) -> Answer {
    let member = find(desk, address, words).await?;
    let (row, secret) = access_keys::make(desk, By::Terminal, &member.member_id, new)
        .await
        .map_err(|cause| refused(cause.key(), cause, words))?;
    let mut out = Out::new();
    match common.format {
        Format::Human => {
            hint(&words.t1("cli-key-made", "address", member.address.as_str()));
            out.line(secret.reveal())?;
        }
        Format::Json => out.json(&Made { key: secret.reveal(), row: as_json(&row, &member) })?,
    }
    out.finish()?;
    Ok(Ending::Fine)
}

async fn withdraw(desk: &Desk, common: &Common, words: &Words, named: &str) -> Answer {
    let keys = access_keys::list(desk, By::Terminal).await?;
    let good = keys.iter().filter(|(key, _)| key.withdrawn_at.is_none());
    let meant: Vec<_> = good.filter(|(key, _)| key.key_id == named || key.prefix == named).collect();
    let [(key, member)] = meant[..] else { return Err(Failure::Refused(words.t1("cli-key-nothing", "id", named))) };
    let done = access_keys::withdraw(desk, By::Terminal, &key.key_id).await;
    let key = done.map_err(|cause| refused(cause.key(), cause, words))?;
    match common.format {
        Format::Human => hint(&words.t1("cli-key-withdrawn", "prefix", key.prefix.as_str())),
        Format::Json => {
            let mut out = Out::new();
            let key = AccessKeyRow { withdrawn_at: Some(desk.now()), ..key };
            out.json(&as_json(&key, member))?;
            out.finish()?;
        }
    }
    Ok(Ending::Fine)
}

async fn list(desk: &Desk, common: &Common, words: &Words) -> Answer {
    let keys = access_keys::list(desk, By::Terminal).await?;
    let mut out = Out::new();
    match common.format {
        Format::Json => keys.iter().try_for_each(|(key, member)| out.json(&as_json(key, member)))?,
        Format::Human => {
            let head = ["member", "name", "prefix", "scopes", "until", "used", "withdrawn"]
                .map(|it| words.t(&format!("cli-key-list-{it}")));
            let exact = |at: Option<jiff::Timestamp>| at.map(|at| words.exact(at)).unwrap_or_default();
            let row = |(key, member): &(AccessKeyRow, MemberRow)| {
                let (name, prefix, scopes) = (key.name.clone(), key.prefix.clone(), key.scopes.clone());
                let [until, used, withdrawn] = [key.expires_at, key.used_at, key.withdrawn_at].map(exact);
                vec![member.address.clone(), name, prefix, scopes, until, used, withdrawn]
            };
            out.table(&head, &keys.iter().map(row).collect::<Vec<_>>())?;
        }
    }
    out.finish()?;
    Ok(Ending::Fine)
}

/// The key itself is no part of it.
fn as_json(key: &AccessKeyRow, member: &MemberRow) -> serde_json::Value {
    json!({
        "id": key.key_id,
        "member": member.address,
        "name": key.name,
        "prefix": key.prefix,
        "scopes": key.scopes.split(' ').collect::<Vec<_>>(),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "used_at": key.used_at,
        "withdrawn_at": key.withdrawn_at,
    })
}
