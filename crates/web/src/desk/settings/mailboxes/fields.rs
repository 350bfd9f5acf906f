//! The fields of a mailbox's forms: servers and options, as typed and as the desk knows them.

use desk::connect::attempt::Place;
use desk::mailboxes::{KeepCopy, MailboxRow, Options, Server, options_of};
use desk::outbox::Limits;
use serde::Deserialize;
use store::relay::Security;
use words::Words;

/// Most folder names said in a sentence.
const SOME: usize = 12;

/// One server as its fields show it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    pub(crate) host: String,
    pub(crate) port: String,
    pub(crate) security: String,
}

/// Both servers and the user name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Servers {
    pub(crate) imap: Fields,
    pub(crate) smtp: Fields,
    pub(crate) user_name: String,
}

/// What the fields of both servers hold.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ServersTyped {
    #[serde(default)]
    pub(crate) imap_host: String,
    #[serde(default)]
    imap_port: String,
    #[serde(default)]
    imap_security: String,
    #[serde(default)]
    smtp_host: String,
    #[serde(default)]
    smtp_port: String,
    #[serde(default)]
    smtp_security: String,
    #[serde(default)]
    pub(crate) user_name: String,
}

/// The options as their fields show them.
#[derive(Debug, Clone, Default)]
pub(crate) struct OptionFields {
    pub(crate) name: String,
    pub(crate) keep_copy: &'static str,
    pub(crate) mark_read: bool,
    pub(crate) move_done_to: String,
    /// One a line.
    pub(crate) folders: String,
    pub(crate) authserv_id: String,
    pub(crate) signed_replies: bool,
    /// Most mails that leave in an hour and a day, as typed; empty: as usual.
    pub(crate) per_hour: String,
    pub(crate) per_day: String,
    /// What is usual with the provider; 0: no limit.
    pub(crate) usual: (u32, u32),
    /// Folders that are known to be there.
    pub(crate) known: Vec<String>,
}

/// What the fields of the options hold.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct OptionsTyped {
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    keep_copy: String,
    #[serde(default)]
    mark_read: String,
    #[serde(default)]
    move_done_to: String,
    #[serde(default)]
    folders: String,
    #[serde(default)]
    authserv_id: String,
    #[serde(default)]
    signed_replies: String,
    #[serde(default)]
    per_hour: String,
    #[serde(default)]
    per_day: String,
}

const fn code(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::Starttls => "starttls",
        Security::None => "none",
    }
}

fn read(host: &str, port: &str, security: &str) -> Server {
    Server {
        host: host.trim().to_owned(),
        port: port.trim().parse().unwrap_or(0),
        security: match security {
            "none" => Security::None,
            "starttls" => Security::Starttls,
            _ => Security::Tls,
        },
    }
}

impl Fields {
    pub(crate) fn of(place: Option<&Place>, usual_port: &str) -> Self {
        place.map_or_else(
            || Self { host: String::new(), port: usual_port.to_owned(), security: "tls".to_owned() },
            |place| Self { host: place.host.clone(), port: place.port.to_string(), security: place.security.clone() },
        )
    }
}

impl Servers {
    pub(crate) fn of(row: &MailboxRow) -> Self {
        let fields = |host: &str, port: i64, security| Fields {
            host: host.to_owned(),
            port: if host.is_empty() { "465".to_owned() } else { port.to_string() },
            security: code(security).to_owned(),
        };
        Self {
            imap: fields(&row.imap_host, row.imap_port, row.imap_security),
            smtp: fields(&row.smtp_host, row.smtp_port, row.smtp_security),
            user_name: row.user_name.clone(),
        }
    }
}

impl ServersTyped {
    /// Where mail is fetched.
    pub(crate) fn imap(&self) -> Server {
        read(&self.imap_host, &self.imap_port, &self.imap_security)
    }

    /// Where mail leaves; `None` when the field is empty.
    pub(crate) fn smtp(&self) -> Option<Server> {
        let typed = !self.smtp_host.trim().is_empty();
        typed.then(|| read(&self.smtp_host, &self.smtp_port, &self.smtp_security))
    }

    /// The same as fields, to be shown again.
    pub(crate) fn shown(&self) -> Servers {
        let fields = |host: &str, port: &str, security: &str| Fields {
            host: host.to_owned(),
            port: port.to_owned(),
            security: security.to_owned(),
        };
        Servers {
            imap: fields(&self.imap_host, &self.imap_port, &self.imap_security),
            smtp: fields(&self.smtp_host, &self.smtp_port, &self.smtp_security),
            user_name: self.user_name.clone(),
        }
    }
}

impl OptionFields {
    pub(crate) fn of(row: &MailboxRow) -> Self {
        let options = options_of(row);
        let usual = Limits::usual(row.sign_in);
        let usual = (usual.per_hour.unwrap_or(0), usual.per_day.unwrap_or(0));
        Self { name: row.name.clone(), usual, ..Self::of_options(&options) }
    }

    pub(crate) fn of_options(options: &Options) -> Self {
        Self {
            name: String::new(),
            keep_copy: match options.keep_copy {
                KeepCopy::WhereNeeded => "where_needed",
                KeepCopy::Always => "always",
                KeepCopy::Never => "never",
            },
            mark_read: options.mark_read,
            move_done_to: options.move_done_to.clone(),
            folders: options.folders.join("\n"),
            authserv_id: options.authserv_id.clone(),
            signed_replies: options.signed_replies,
            per_hour: options.per_hour.map(|most| most.to_string()).unwrap_or_default(),
            per_day: options.per_day.map(|most| most.to_string()).unwrap_or_default(),
            usual: (0, 0),
            known: Vec::new(),
        }
    }

    /// What stands in an empty field for a limit.
    pub(crate) fn placeholder(&self, w: &Words, usual: &u32) -> String {
        match *usual {
            0 => w.t("page-mailbox-limits-none"),
            most => w.t1("page-mailbox-limits-usual", "count", i64::from(most)),
        }
    }

    /// A few of the folders that are there, to choose from.
    pub(crate) fn some_known(&self) -> String {
        let some = self.known.iter().take(SOME).cloned().collect::<Vec<_>>().join(" · ");
        if self.known.len() > SOME { format!("{some} …") } else { some }
    }
}

impl OptionsTyped {
    /// The options as typed.
    pub(crate) fn read(&self) -> Options {
        let folders = self.folders.lines().map(str::trim).filter(|line| !line.is_empty());
        Options {
            mark_read: !self.mark_read.is_empty(),
            keep_copy: match self.keep_copy.as_str() {
                "always" => KeepCopy::Always,
                "never" => KeepCopy::Never,
                _ => KeepCopy::WhereNeeded,
            },
            move_done_to: self.move_done_to.trim().to_owned(),
            folders: folders.take(50).map(str::to_owned).collect(),
            authserv_id: self.authserv_id.trim().to_ascii_lowercase(),
            signed_replies: !self.signed_replies.is_empty(),
            per_hour: self.per_hour.trim().parse().ok(),
            per_day: self.per_day.trim().parse().ok(),
        }
    }
}
