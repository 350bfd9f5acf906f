//! `tact mailbox set`: how much leaves, reply addresses, and a password, of a mailbox that is connected.

use clap::{Args, ValueEnum};
use desk::mailboxes::{self, MailboxForm, MailboxRow, Secret, Server, SignIn, options_of};
use desk::{By, Desk};
use words::Words;

use super::super::{Answer, Common, Failure};
use super::{find, password, port};
use crate::cli::out::was_done;
use crate::cli::refused;

#[derive(Debug, Args)]
pub(super) struct Set {
    /// Its address.
    address: String,
    /// Most mails that leave in an hour; 0: no limit; `usual`: what the provider allows.
    #[arg(long, value_name = "NUMBER", value_parser = limit)]
    per_hour: Option<Limit>,
    /// The same for a day.
    #[arg(long, value_name = "NUMBER", value_parser = limit)]
    per_day: Option<Limit>,
    /// Whether every mail gets its own reply address; the server must take `name+tag@`.
    #[arg(long)]
    signed_replies: Option<Switch>,
    /// Signs in with a password from now on, read from standard input.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// A limit as typed; `None`: as usual.
type Limit = Option<u32>;

fn limit(text: &str) -> Result<Limit, String> {
    match text {
        "usual" => Ok(None),
        number => number.parse().map(Some).map_err(|_| format!("{number} is neither a number nor ‘usual’")),
    }
}

impl Set {
    pub(super) async fn run(self, desk: &Desk, common: &Common, words: &Words) -> Answer {
        if self.per_hour.is_none() && self.per_day.is_none() && self.signed_replies.is_none() && !self.password_stdin {
            let say = "say what to change: --per-hour, --per-day, --signed-replies, --password-stdin";
            return Err(Failure::Usage(say.to_owned()));
        }
        let row = find(desk, &self.address, words).await?;
        let secret = if self.password_stdin { Some(password(true, words)?) } else { None };
        let form = self.form(&row, secret);
        let done = mailboxes::change(desk, By::Terminal, &row.mailbox_id, form).await;
        done.map_err(|cause| refused(cause.key(), cause, words))?;
        was_done(common, words, "cli-mailbox-set", &row.address)
    }

    fn form(&self, row: &MailboxRow, secret: Option<Secret>) -> MailboxForm {
        let mut options = options_of(row);
        options.per_hour = self.per_hour.unwrap_or(options.per_hour);
        options.per_day = self.per_day.unwrap_or(options.per_day);
        options.signed_replies = self.signed_replies.map_or(options.signed_replies, |it| it == Switch::On);
        let server = |host: &str, at: i64, security| Server { host: host.to_owned(), port: port(at), security };
        MailboxForm {
            address: row.address.clone(),
            name: row.name.clone(),
            sign_in: if secret.is_some() { SignIn::Password } else { row.sign_in },
            user_name: row.user_name.clone(),
            secret,
            imap: server(&row.imap_host, row.imap_port, row.imap_security),
            smtp: (!row.smtp_host.is_empty()).then(|| server(&row.smtp_host, row.smtp_port, row.smtp_security)),
            options,
        }
    }
}
