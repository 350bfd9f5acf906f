//! `tact mailbox`: the agency's mailboxes from the terminal; found, tried and connected as on the page.

mod set;
mod trying;

use std::io::{BufRead, IsTerminal};

use clap::{Args, Subcommand};
use desk::connect::discover::discover;
use desk::connect::internet::Internet;
use desk::connect::trial::Plan;
use desk::mailboxes::{self, MailboxForm, MailboxRow, Options, Secret, Server, SignIn};
use desk::oauth::Provider;
use desk::{By, Desk};
use serde_json::json;
use store::relay::Security;
use words::Words;

use super::out::{Out, hint, was_done};
use super::{Answer, Common, Ending, Failure, Format, refused};
use trying::{signed_in_with_code, try_plan};

#[derive(Debug, Args)]
pub(super) struct Mailbox {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// All mailboxes and how they are.
    List,
    /// Finds the servers of an address, tries them and connects the mailbox.
    Add(Add),
    /// Changes how much leaves, reply addresses, or the password of a mailbox.
    Set(set::Set),
    /// Lets a mailbox go; its mail stays.
    Remove {
        /// Its address.
        address: String,
    },
    /// Stops fetching a mailbox.
    Pause {
        /// Its address.
        address: String,
    },
    /// Fetches a mailbox again, or tries one with trouble at once.
    Resume {
        /// Its address.
        address: String,
    },
    /// Tries a mailbox's servers, changing nothing.
    Test {
        /// Its address.
        address: String,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// The mailbox's address.
    address: String,
    /// Reads the password from standard input without asking.
    #[arg(long)]
    password_stdin: bool,
    /// Signs in with a code typed on another device (Microsoft), with the registration from the settings.
    #[arg(long, conflicts_with = "password_stdin")]
    code: bool,
    /// Where mail is fetched: `HOST[:PORT][/tls|/starttls|/none]`.
    #[arg(long, value_name = "SERVER", value_parser = imap_server)]
    imap: Option<Server>,
    /// Where mail leaves, written the same way.
    #[arg(long, value_name = "SERVER", value_parser = smtp_server)]
    smtp: Option<Server>,
    /// User name at both servers, when it is not the address.
    #[arg(long)]
    user: Option<String>,
}

fn imap_server(text: &str) -> Result<Server, String> {
    server(text, 993)
}

fn smtp_server(text: &str) -> Result<Server, String> {
    server(text, 465)
}

/// `mail.example.org:143/starttls`; the usual port has TLS, any other STARTTLS unless it is said.
fn server(text: &str, usual: u16) -> Result<Server, String> {
    let (place, security) = text.split_once('/').map_or((text, None), |(place, security)| (place, Some(security)));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().map_err(|_| format!("{port} is no port"))?),
        None => (place, usual),
    };
    let security = match security {
        Some("tls") => Security::Tls,
        Some("starttls") => Security::Starttls,
        Some("none") => Security::None,
        Some(other) => return Err(format!("{other} is none of tls, starttls, none")),
        None if port == usual => Security::Tls,
        None => Security::Starttls,
    };
    Ok(Server { host: host.to_owned(), port, security })
}

impl Mailbox {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        match self.what {
            What::List => list(&common.place.open_to_read().await?, common, words).await,
            What::Test { address } => test(&common.place.open_to_read().await?, &address, common, words).await,
            what => {
                let desk = common.place.open().await?;
                let answer = change(what, &desk, common, words).await;
                desk.db().close().await;
                answer
            }
        }
    }
}

async fn change(what: What, desk: &Desk, common: &Common, words: &Words) -> Answer {
    let by = By::Terminal;
    let (address, done, key) = match what {
        What::List => return list(desk, common, words).await,
        What::Test { address } => return test(desk, &address, common, words).await,
        What::Add(add) => return add.run(desk, common, words).await,
        What::Set(set) => return set.run(desk, common, words).await,
        What::Remove { address } => {
            let row = find(desk, &address, words).await?;
            (row.address, mailboxes::remove(desk, by, &row.mailbox_id).await, "cli-mailbox-removed")
        }
        What::Pause { address } => {
            let row = find(desk, &address, words).await?;
            (row.address, mailboxes::pause(desk, by, &row.mailbox_id, true).await, "cli-mailbox-paused")
        }
        What::Resume { address } => {
            let row = find(desk, &address, words).await?;
            (row.address, mailboxes::pause(desk, by, &row.mailbox_id, false).await, "cli-mailbox-resumed")
        }
    };
    done.map_err(|cause| refused(cause.key(), cause, words))?;
    was_done(common, words, key, &address)
}

impl Add {
    async fn run(self, desk: &Desk, common: &Common, words: &Words) -> Answer {
        let address = desk::address::read_address(&self.address)
            .ok_or_else(|| Failure::Refused(words.t("refused-mailbox-no-address")))?;
        let found = match &self.imap {
            Some(_) => None,
            None => Some(discover(&Internet::new(), &address).await),
        };
        if let Some(found) = &found {
            hint(&words.t(found.how.key()));
            if let Some((key, known)) = found.known.and_then(|known| Some((known.advice.key()?, known))) {
                hint(&words.t1(key, "name", known.name));
            }
        }
        let imap = self.imap.clone().or_else(|| found.as_ref()?.imap.clone());
        let imap = imap.ok_or_else(|| Failure::Refused(words.t("cli-mailbox-no-servers")))?;
        let smtp = self.smtp.clone().or_else(|| found.as_ref()?.smtp.clone());
        let user_name = self.user.clone().or_else(|| Some(found.as_ref()?.user_name.clone()));
        let (secret, sign_in) = if self.code {
            let provider = found.as_ref().and_then(desk::connect::Found::provider);
            let provider = provider.filter(|it| it.gives_codes()).unwrap_or(Provider::Microsoft);
            (signed_in_with_code(desk, provider, words).await?, provider.sign_in())
        } else {
            (password(self.password_stdin, words)?, SignIn::Password)
        };
        let plan = Plan { user_name: user_name.unwrap_or_else(|| address.clone()), secret, imap, smtp };
        let tried = try_plan(&plan, words).await?;
        let form = MailboxForm {
            address: address.clone(),
            name: String::new(),
            sign_in,
            user_name: plan.user_name,
            secret: Some(plan.secret),
            imap: plan.imap,
            smtp: plan.smtp,
            options: Options::default(),
        };
        let id = mailboxes::add(desk, By::Terminal, form).await.map_err(|cause| refused(cause.key(), cause, words))?;
        match common.format {
            Format::Human => hint(&words.t1("cli-mailbox-added", "address", address)),
            Format::Json => {
                let mut out = Out::new();
                out.json(&json!({ "id": id, "address": address, "done": true, "folders": tried }))?;
                out.finish()?;
            }
        }
        Ok(Ending::Fine)
    }
}

/// The password from standard input, so that it stands in no list of processes and no history of a shell.
fn password(without_asking: bool, words: &Words) -> Result<Secret, Failure> {
    if !without_asking && std::io::stdin().is_terminal() {
        hint(&words.t("cli-mailbox-password-ask"));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\n', '\r']).to_owned();
    if password.is_empty() {
        return Err(Failure::Refused(words.t("refused-mailbox-no-secret")));
    }
    Ok(Secret::Password(password))
}

async fn test(desk: &Desk, address: &str, common: &Common, words: &Words) -> Answer {
    let row = find(desk, address, words).await?;
    let secret = match mailboxes::secret_of(desk, &row).map_err(|cause| refused(cause.key(), cause, words))? {
        Secret::Tokens(tokens) => {
            let access = desk::oauth::access_token(desk, &row).await;
            let access = access.map_err(|trouble| Failure::Refused(words.t(trouble.key())))?;
            Secret::Tokens(mailboxes::Tokens { access, ..tokens })
        }
        password => password,
    };
    let plan = Plan {
        user_name: row.user_name.clone(),
        secret,
        imap: Server { host: row.imap_host.clone(), port: port(row.imap_port), security: row.imap_security },
        smtp: (!row.smtp_host.is_empty()).then(|| Server {
            host: row.smtp_host.clone(),
            port: port(row.smtp_port),
            security: row.smtp_security,
        }),
    };
    try_plan(&plan, words).await?;
    was_done(common, words, "cli-mailbox-works", &row.address)
}

fn port(port: i64) -> u16 {
    u16::try_from(port).unwrap_or(0)
}

async fn list(desk: &Desk, common: &Common, words: &Words) -> Answer {
    let rows = mailboxes::all(desk).await?;
    let mut out = Out::new();
    match common.format {
        Format::Json => rows.iter().try_for_each(|row| out.json(&as_json(row)))?,
        Format::Human => {
            let head = ["address", "server", "state", "fetched"].map(|it| words.t(&format!("cli-mailbox-list-{it}")));
            let rows: Vec<Vec<String>> = rows
                .iter()
                .map(|row| {
                    let state = words.t(&format!("mailbox-state-{}", state(row)));
                    let fetched = row.fetched_at.map(|at| words.exact(at)).unwrap_or_default();
                    vec![row.address.clone(), row.imap_host.clone(), format!("{state} {}", row.trouble), fetched]
                })
                .collect();
            out.table(&head, &rows)?;
        }
    }
    out.finish()?;
    Ok(Ending::Fine)
}

fn state(row: &MailboxRow) -> &'static str {
    match (row.paused, row.trouble.is_empty(), row.fetched_at) {
        (true, ..) => "paused",
        (_, false, _) => "trouble",
        (_, _, None) => "waiting",
        _ => "fresh",
    }
}

fn as_json(row: &MailboxRow) -> serde_json::Value {
    let sign_in = Provider::of(row.sign_in).map_or("password", Provider::code);
    json!({
        "id": row.mailbox_id,
        "address": row.address,
        "sign_in": sign_in,
        "imap": { "host": row.imap_host, "port": row.imap_port },
        "smtp": (!row.smtp_host.is_empty()).then(|| json!({ "host": row.smtp_host, "port": row.smtp_port })),
        "state": state(row),
        "trouble": row.trouble,
        "fetched_at": row.fetched_at,
    })
}

async fn find(desk: &Desk, address: &str, words: &Words) -> Result<MailboxRow, Failure> {
    let rows = mailboxes::all(desk).await?;
    let found = rows.into_iter().find(|row| row.address.eq_ignore_ascii_case(address.trim()));
    found.ok_or_else(|| Failure::Refused(words.t1("cli-mailbox-none", "address", address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_read_as_people_write_them() {
        let is = |host: &str, port, security| Server { host: host.to_owned(), port, security };
        for (text, expected) in [
            ("imap.example.org", Ok(is("imap.example.org", 993, Security::Tls))),
            ("imap.example.org:993", Ok(is("imap.example.org", 993, Security::Tls))),
            ("imap.example.org:143", Ok(is("imap.example.org", 143, Security::Starttls))),
            ("127.0.0.1:1143/none", Ok(is("127.0.0.1", 1143, Security::None))),
            ("a:b", Err("b is no port".to_owned())),
            ("a/ssl", Err("ssl is none of tls, starttls, none".to_owned())),
        ] {
            assert_eq!(imap_server(text), expected, "{text}");
        }
    }
}
