//! Speaking IMAP (RFC 3501, 9051) to a mailbox's server: the dialogue and its limits, nothing about what is fetched when.
//! Every answer is bounded in bytes and in time, and no failure is taken for an end: that is why this is our own.

mod answer;
mod changes;
mod commands;
mod idle;
mod names;
mod session;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use crate::net::tls;

pub use crate::net::login::Login;
pub use answer::{Listed, Mail, Said};
pub use commands::{Folder, Glance, Size};
pub use idle::Idled;
pub use names::{readable, uid_set, wire_name};
pub use session::Session;
pub use store::relay::Security;

/// The largest mail taken whole; of a larger one the beginning is kept.
pub const LARGEST_MAIL: usize = 50 * 1024 * 1024;

/// What a server says with these bytes, without a connection: `text` with `literal` behind it where one is announced; `None`
/// when it is no answer. For fuzzing.
pub fn overheard(text: &[u8], literal: &[u8]) -> Option<Said> {
    let mut pieces = vec![wire::Piece::Text(text.to_vec())];
    if !literal.is_empty() {
        pieces.push(wire::Piece::Literal(literal.to_vec(), literal.len() as u64));
        pieces.push(wire::Piece::Text(b")".to_vec()));
    }
    answer::said(pieces).ok()
}

/// Where a mailbox is, and who we are there.
#[derive(Debug, Clone)]
pub struct Address {
    /// Host name or IP address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Who we are there.
    pub login: Login,
}

/// How long each step may take, how much is taken in, and whom TLS trusts.
#[derive(Clone)]
pub struct Manners {
    /// Name look-up, TCP and TLS handshakes.
    pub connect: Duration,
    /// Until an answer begins.
    pub command: Duration,
    /// One answer with all that belongs to it, such as a large mail.
    pub answer: Duration,
    /// A command with all its answers.
    pub whole: Duration,
    /// How long one IDLE lasts before it is renewed (RFC 2177: less than 29 minutes).
    pub idle: Duration,
    /// The largest mail taken whole, in bytes.
    pub largest_mail: usize,
    /// TLS settings: the roots that are trusted.
    pub tls: Arc<rustls::ClientConfig>,
}

impl Manners {
    /// The usual patience, and the public certificate authorities.
    ///
    /// # Errors
    /// When the TLS library knows no protocol version; never in practice.
    pub fn usual() -> Result<Self, rustls::Error> {
        Ok(Self::with(tls::public()?))
    }

    /// The same with other roots, for a server with a certificate authority of its own.
    ///
    /// # Errors
    /// As [`Manners::usual`].
    pub fn trusting(roots: rustls::RootCertStore) -> Result<Self, rustls::Error> {
        Ok(Self::with(tls::trusting(roots)?))
    }

    fn with(tls: Arc<rustls::ClientConfig>) -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(60),
            answer: Duration::from_secs(300),
            whole: Duration::from_secs(900),
            idle: Duration::from_secs(25 * 60),
            largest_mail: LARGEST_MAIL,
            tls,
        }
    }
}

/// The point a dialogue had reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Name look-up, TCP, and TLS from the first byte.
    Connect,
    /// The server's greeting.
    Greeting,
    /// STARTTLS and its handshake.
    StartTls,
    /// LOGIN or AUTHENTICATE.
    Login,
    /// Which folders there are.
    List,
    /// SELECT or EXAMINE.
    Open,
    /// Looking for what is new.
    Search,
    /// Fetching mail.
    Fetch,
    /// Waiting for news.
    Idle,
    /// Marking, moving, putting a copy into Sent.
    Change,
}

/// Why a step did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The name does not resolve.
    NoSuchHost,
    /// Nobody listens there.
    NobodyThere,
    /// No answer in time.
    Silence,
    /// The connection ended.
    Dropped,
    /// The certificate is no longer, or not yet, good.
    CertificateExpired,
    /// Nobody we trust signed the certificate.
    CertificateUnknown,
    /// The certificate is for another name.
    CertificateOtherName,
    /// TLS failed otherwise; the reason as the library says it.
    Tls(String),
    /// The server offers no STARTTLS though it is asked for.
    NoStartTls,
    /// The server offers no way to log in that we know.
    NoLogin,
    /// The server said no to the command; its words.
    Refused(String),
    /// The server says that it cannot just now (RFC 5530: UNAVAILABLE, INUSE, LIMIT), or said BYE; its words.
    NotNow(String),
    /// The mailbox has no folder of this name.
    NoFolder(String),
    /// Not an IMAP answer, or more of it than anybody needs.
    NotImap,
    /// Clear text to a host that is not this machine.
    ClearText,
}

/// A step that failed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where the dialogue stood.
    pub step: Step,
    /// What happened.
    pub why: Why,
}

impl Trouble {
    /// The key of the sentence that says it to a person.
    pub fn key(&self) -> &'static str {
        match (&self.why, self.step) {
            (Why::NoSuchHost, _) => "mailbox-trouble-no-such-host",
            (Why::NobodyThere, _) => "mailbox-trouble-nobody-there",
            (Why::Silence, _) => "mailbox-trouble-silence",
            (Why::Dropped, _) => "mailbox-trouble-dropped",
            (Why::CertificateExpired, _) => "mailbox-trouble-certificate-expired",
            (Why::CertificateUnknown, _) => "mailbox-trouble-certificate-unknown",
            (Why::CertificateOtherName, _) => "mailbox-trouble-certificate-other-name",
            (Why::Tls(_), _) => "mailbox-trouble-tls",
            (Why::NoStartTls, _) => "mailbox-trouble-no-starttls",
            (Why::NoLogin, _) => "mailbox-trouble-no-login",
            (Why::Refused(_), Step::Login) => "mailbox-trouble-password",
            (Why::Refused(_), _) => "mailbox-trouble-refused",
            (Why::NotNow(_), _) => "mailbox-trouble-not-now",
            (Why::NoFolder(_), _) => "mailbox-trouble-no-folder",
            (Why::NotImap, _) => "mailbox-trouble-not-imap",
            (Why::ClearText, _) => "mailbox-trouble-clear-text",
        }
    }

    /// What the other side or the library said, for the details; empty when there is nothing to quote.
    pub fn said(&self) -> String {
        match &self.why {
            Why::Refused(said) | Why::NotNow(said) | Why::NoFolder(said) | Why::Tls(said) => said.clone(),
            _ => String::new(),
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}: {:?}", self.step, self.why)
    }
}
