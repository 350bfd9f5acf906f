//! `tact member` and `tact login-link`: the people of the desk, from the terminal of whoever runs it.

use std::io::{BufRead, IsTerminal};

use clap::{Args, Subcommand, ValueEnum};
use desk::members::NewMember;
use desk::{By, Desk};
use serde_json::json;
use store::member::{MemberRow, Role};
use words::Words;

use super::out::{Out, hint, was_done};
use super::{Answer, Common, Ending, Failure, Format, refused};

#[derive(Debug, Args)]
pub(super) struct Member {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Everybody, disabled members too.
    List,
    /// Adds somebody and prints the link with which they choose a password.
    Add {
        /// Mail address; they sign in with it.
        address: String,
        /// As others read it.
        #[arg(long)]
        name: String,
        /// What they may do.
        #[arg(long, value_enum, default_value_t = May::Colleague)]
        role: May,
        /// `en`, `pl` or `ru`.
        #[arg(long, default_value = "en")]
        language: String,
        #[command(flatten)]
        site: Site,
    },
    /// Lets somebody in no longer.
    Disable {
        /// Their address.
        address: String,
    },
    /// Lets somebody in again.
    Enable {
        /// Their address.
        address: String,
    },
    /// Sets a new password, read from standard input.
    Password {
        /// Their address.
        address: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum May {
    /// Everything, settings and people included.
    Owner,
    /// The daily work.
    Colleague,
    /// The daily work; their mail goes out when a colleague lets it go.
    Drafter,
}

#[derive(Debug, Args)]
pub(super) struct LoginLink {
    /// The member's address.
    address: String,
    #[command(flatten)]
    site: Site,
}

/// Where the desk's pages are found.
#[derive(Debug, Args)]
struct Site {
    /// The address of the desk's pages, as people type it.
    #[arg(long, env = "TACT_BASE_URL", default_value = "http://127.0.0.1:8080")]
    base_url: String,
}

impl Site {
    fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.trim_end_matches('/'))
    }
}

impl Member {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        if let What::List = self.what {
            let desk = common.place.open_to_read().await?;
            return list(&desk, common, words).await;
        }
        let desk = common.place.open().await?;
        let answer = self.change(&desk, common, words).await;
        desk.db().close().await;
        answer
    }

    async fn change(self, desk: &Desk, common: &Common, words: &Words) -> Answer {
        match self.what {
            What::List => list(desk, common, words).await,
            What::Add { address, name, role, language, site } => {
                let role = match role {
                    May::Owner => Role::Owner,
                    May::Colleague => Role::Colleague,
                    May::Drafter => Role::Drafter,
                };
                let new = NewMember { name, address, language, role, password: None };
                let (member, link) = desk::members::add(desk, By::Terminal, new)
                    .await
                    .map_err(|cause| refused(cause.key(), cause, words))?;
                tell_link(common, words, "cli-member-added", &member.address, &site.link(&link))
            }
            What::Disable { address } => {
                let member = find(desk, &address, words).await?;
                let done = desk::members::disable(desk, By::Terminal, &member.member_id).await;
                done.map_err(|cause| refused(cause.key(), cause, words))?;
                was_done(common, words, "cli-member-disabled", &member.address)
            }
            What::Enable { address } => {
                let member = find(desk, &address, words).await?;
                let done = desk::members::enable(desk, By::Terminal, &member.member_id).await;
                done.map_err(|cause| refused(cause.key(), cause, words))?;
                was_done(common, words, "cli-member-enabled", &member.address)
            }
            What::Password { address } => {
                let member = find(desk, &address, words).await?;
                let password = read_password(words)?;
                let done = desk::members::set_password(desk, By::Terminal, &member.member_id, None, &password).await;
                done.map_err(|cause| refused(cause.key(), cause, words))?;
                was_done(common, words, "cli-member-password", &member.address)
            }
        }
    }
}

impl LoginLink {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        let desk = common.place.open().await?;
        let link = desk::sign_in::link::make(&desk, &self.address).await?;
        desk.db().close().await;
        match link {
            Some(link) => tell_link(common, words, "cli-login-link", &self.address, &self.site.link(&link)),
            None => Err(Failure::Refused(words.t1("cli-member-nobody", "address", &self.address))),
        }
    }
}

async fn list(desk: &Desk, common: &Common, words: &Words) -> Answer {
    let members = desk::members::list(desk).await?;
    let mut out = Out::new();
    match common.format {
        Format::Json => members.iter().try_for_each(|member| out.json(&as_json(member)))?,
        Format::Human => {
            let head =
                ["name", "address", "role", "language", "disabled"].map(|it| words.t(&format!("cli-member-list-{it}")));
            let rows: Vec<Vec<String>> = members
                .iter()
                .map(|it| {
                    let disabled = it.disabled_at.map(|at| words.exact(at)).unwrap_or_default();
                    vec![it.name.clone(), it.address.clone(), role(it).to_owned(), it.language.clone(), disabled]
                })
                .collect();
            out.table(&head, &rows)?;
        }
    }
    out.finish()?;
    Ok(Ending::Fine)
}

fn as_json(member: &MemberRow) -> serde_json::Value {
    json!({
        "id": member.member_id,
        "name": member.name,
        "address": member.address,
        "role": role(member),
        "language": member.language,
        "disabled_at": member.disabled_at,
    })
}

fn role(member: &MemberRow) -> &'static str {
    match member.role {
        Role::Owner => "owner",
        Role::Colleague => "colleague",
        Role::Drafter => "drafter",
    }
}

pub(super) async fn find(desk: &Desk, address: &str, words: &Words) -> Result<MemberRow, Failure> {
    let members = desk::members::list(desk).await?;
    let found = members.into_iter().find(|member| member.address.eq_ignore_ascii_case(address.trim()));
    found.ok_or_else(|| Failure::Refused(words.t1("cli-member-nobody", "address", address)))
}

/// From standard input, so that it stands in no list of processes and no history of a shell.
fn read_password(words: &Words) -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        hint(&words.t("cli-member-password-ask"));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

fn tell_link(common: &Common, words: &Words, key: &str, address: &str, link: &str) -> Answer {
    let mut out = Out::new();
    match common.format {
        Format::Human => {
            hint(&words.t1(key, "address", address));
            out.line(link)?;
        }
        Format::Json => out.json(&json!({ "address": address, "link": link }))?,
    }
    out.finish()?;
    Ok(Ending::Fine)
}
