//! What is remembered of an attempt, sealed in its ticket, and changing it without losing what somebody else changed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::mailbox::SignIn;
use store::relay::Security;
use store::ticket::{Purpose, TicketRow};

use super::Refused;
use crate::connect::Found;
use crate::connect::known::{self, Known};
use crate::desk::Desk;
use crate::mailboxes::{Secret, Server};
use crate::oauth::Provider;
use crate::oauth::device::DeviceCode;
use crate::seal::Seal;
use crate::token::Token;

/// What the sealed ticket is bound to.
const USE: &str = "connect";

/// How often a change is tried again when somebody else changed the attempt meanwhile.
const TURNS: usize = 8;

/// An attempt to connect a mailbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attempt {
    /// The mailbox's address.
    pub address: String,
    /// The key of the sentence about how its servers were found.
    pub how: String,
    /// The provider's name, when we know it.
    known: Option<String>,
    /// User name at both servers.
    pub user_name: String,
    /// Where mail is fetched, when that is known.
    pub imap: Option<Place>,
    /// Where mail leaves.
    pub smtp: Option<Place>,
    /// With whose page one signed in; `None`: with a password.
    pub(super) provider: Option<String>,
    pub(super) secret: Option<Secret>,
    /// How far it is.
    pub stage: Stage,
    /// Grows with each try, so that an old one cannot speak for a new one.
    pub(super) round: u32,
}

/// A server as it is remembered and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Host name or IP address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// `tls`, `starttls` or `none`.
    pub security: String,
}

/// Half of the work of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// Signing in to fetch mail.
    Fetching,
    /// Signing in to send mail.
    Sending,
}

/// How far an attempt is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The servers were looked for; now somebody signs in.
    Found,
    /// A code waits to be typed on another device.
    Code(DeviceCode),
    /// Being tried.
    Trying {
        /// What is tried now.
        half: Half,
        /// Since when.
        since: Timestamp,
    },
    /// Something does not work.
    Failed {
        /// Which half.
        half: Half,
        /// The key of the sentence.
        key: String,
        /// What the other side said.
        said: String,
    },
    /// Both halves work.
    Ready {
        /// The folders one may choose.
        folders: Vec<String>,
    },
}

impl Place {
    fn of(server: &Server) -> Self {
        let security = match server.security {
            Security::Tls => "tls",
            Security::Starttls => "starttls",
            Security::None => "none",
        };
        Self { host: server.host.clone(), port: server.port, security: security.to_owned() }
    }

    /// As the desk uses it.
    pub(super) fn server(&self) -> Option<Server> {
        let security = match self.security.as_str() {
            "tls" => Security::Tls,
            "starttls" => Security::Starttls,
            "none" => Security::None,
            _ => return None,
        };
        Some(Server { host: self.host.clone(), port: self.port, security })
    }
}

impl Attempt {
    pub(super) fn of(address: String, found: Found) -> Self {
        Self {
            address,
            how: found.how.key().to_owned(),
            known: found.known.map(|known| known.name.to_owned()),
            user_name: found.user_name,
            imap: found.imap.as_ref().map(Place::of),
            smtp: found.smtp.as_ref().map(Place::of),
            provider: None,
            secret: None,
            stage: Stage::Found,
            round: 0,
        }
    }

    /// What is found for a sample address of a provider in the table, to look at pages with.
    pub fn sample(address: &str) -> Self {
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        let known = known::by_domain(domain);
        let (imap, smtp) = (known.and_then(Known::imap), known.and_then(Known::smtp));
        let user_name = address.to_owned();
        Self::of(address.to_owned(), Found { how: crate::connect::How::Known, imap, smtp, user_name, known })
    }

    /// The provider in our table, when it is one.
    pub fn known(&self) -> Option<&'static Known> {
        known::ALL.iter().find(|known| Some(known.name) == self.known.as_deref())
    }

    /// Whether a password was typed already, so that the field may stay empty.
    pub fn has_password(&self) -> bool {
        matches!(self.secret, Some(Secret::Password(_)))
    }

    /// With whose page one signed in.
    pub fn signed_in_at(&self) -> Option<Provider> {
        self.provider.as_deref().and_then(Provider::named)
    }

    pub(super) fn sign_in(&self) -> SignIn {
        self.signed_in_at().map_or(SignIn::Password, Provider::sign_in)
    }

    pub(super) fn take_servers(&mut self, imap: &Server, smtp: Option<&Server>, user_name: &str) {
        let user_name = user_name.trim();
        self.imap = Some(Place::of(imap));
        self.smtp = smtp.map(Place::of);
        self.user_name = if user_name.is_empty() { self.address.clone() } else { user_name.to_owned() };
    }

    pub(super) fn start(&mut self, now: Timestamp) {
        self.round += 1;
        self.stage = Stage::Trying { half: Half::Fetching, since: now };
    }

    /// As it is to be shown: what takes too long was interrupted, and a code whose time is over is gone.
    pub(super) fn at(mut self, now: Timestamp, too_long: SignedDuration) -> Self {
        let interrupted = |half| Stage::Failed { half, key: "connect-interrupted".to_owned(), said: String::new() };
        match &self.stage {
            Stage::Trying { half, since } if now.duration_since(*since) > too_long => self.stage = interrupted(*half),
            Stage::Code(code) if code.expires_at <= now => self.stage = Stage::Found,
            _ => {}
        }
        self
    }
}

/// The attempt of a token, with its ticket.
pub(super) async fn load(desk: &Desk, token: &str) -> Result<(Attempt, TicketRow), Refused> {
    let hash = Token::read(token).ok_or(Refused::Gone)?.hash();
    let now = desk.now();
    let peek = async |mut tx: store::Tx| store::ticket::peek(&mut tx, desk.id(), &hash, Purpose::Connect, now).await;
    let row = desk.db().read(peek).await?.ok_or(Refused::Gone)?;
    let seal = Seal::of_folder(desk.folder()).map_err(|error| Refused::Fault(error.into()))?;
    let plain = seal.open(USE, &row.state).map_err(|_| Refused::Gone)?;
    let attempt = serde_json::from_str(&plain).map_err(|_| Refused::Gone)?;
    Ok((attempt, row))
}

pub(super) fn sealed(desk: &Desk, attempt: &Attempt) -> Result<String, Refused> {
    let plain = serde_json::to_string(attempt).map_err(|error| Refused::Fault(error.into()))?;
    let seal = Seal::of_folder(desk.folder()).map_err(|error| Refused::Fault(error.into()))?;
    seal.seal(USE, &plain).map_err(|error| Refused::Fault(error.into()))
}

/// Changes the attempt as it stands now. Gives it as it is afterwards.
pub(super) async fn change(desk: &Desk, token: &str, change: impl Fn(&mut Attempt)) -> Result<Attempt, Refused> {
    for _ in 0..TURNS {
        let (mut attempt, row) = load(desk, token).await?;
        change(&mut attempt);
        let state = sealed(desk, &attempt)?;
        let kept = desk
            .db()
            .write(async |mut tx| {
                let hash = &row.ticket_hash;
                store::ticket::remember(&mut tx, desk.id(), hash, Purpose::Connect, &row.state, &state).await
            })
            .await?;
        if kept {
            return Ok(attempt);
        }
    }
    Err(Refused::Gone)
}
