//! Speaking SMTP to a relay, step by step, so that the caller knows which byte left last.
//! What follows from an answer (try again, give up, uncertain) is decided in [`super::fate`], not here.

mod handing;
mod reply;
mod session;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use crate::net::tls;

pub use crate::net::login::Login;
pub use handing::{Content, Envelope};
pub use reply::Reply;
pub use session::Session;
pub use store::relay::Security;
pub(crate) use wire::is_loopback;

/// Where and how mail leaves the house.
#[derive(Debug, Clone)]
pub struct Address {
    /// Host name or IP address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// How we sign in, when the relay wants that.
    pub login: Option<Login>,
}

/// How long each step may take, and whom TLS trusts.
#[derive(Clone)]
pub struct Manners {
    /// Name look-up and TCP and TLS handshakes.
    pub connect: Duration,
    /// Each command up to DATA.
    pub command: Duration,
    /// The whole text of the mail.
    pub body: Duration,
    /// The answer after the final dot (RFC 5321: ten minutes).
    pub after_dot: Duration,
    /// TLS settings: the roots that are trusted.
    pub tls: Arc<rustls::ClientConfig>,
}

impl Manners {
    /// The patience RFC 5321 asks for, and the public certificate authorities.
    ///
    /// # Errors
    /// When the TLS library knows no protocol version; never in practice.
    pub fn usual() -> Result<Self, rustls::Error> {
        Ok(Self::with(tls::public()?))
    }

    /// The same with other roots, for a relay with a certificate authority of its own.
    ///
    /// # Errors
    /// As [`Manners::usual`].
    pub fn trusting(roots: rustls::RootCertStore) -> Result<Self, rustls::Error> {
        Ok(Self::with(tls::trusting(roots)?))
    }

    fn with(tls: Arc<rustls::ClientConfig>) -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(120),
            body: Duration::from_secs(300),
            after_dot: Duration::from_secs(600),
            tls,
        }
    }
}

/// The point a dialogue had reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Name look-up, TCP, and TLS from the first byte.
    Connect,
    /// The relay's greeting.
    Greeting,
    /// EHLO.
    Hello,
    /// STARTTLS and its handshake.
    StartTls,
    /// AUTH.
    Login,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA, up to the relay's 354.
    Data,
    /// The text, without the final dot.
    Body,
    /// The final dot and the answer to it.
    Dot,
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
    /// TLS failed; the reason as the library says it.
    Tls(String),
    /// The relay offers no STARTTLS though it is asked for.
    NoStartTls,
    /// The relay offers no way to log in that we know.
    NoLogin,
    /// The relay's answer, 4xx or 5xx.
    Refused(Reply),
    /// Not an SMTP answer.
    NotSmtp,
    /// Clear text to a host that is not this machine.
    ClearText,
    /// The mail is larger than the relay takes; how many bytes that is.
    TooLarge(u64),
    /// An address with letters outside ASCII, which the relay does not take.
    NotAscii,
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
    /// Whether it is the server's or the account's and not this mail's: the next mail would fare no better.
    pub fn is_of_the_way(&self) -> bool {
        self.step <= Step::Login
    }

    /// The user and password, or the token, were not taken: asking often locks the account.
    pub fn is_of_the_login(&self) -> bool {
        self.step == Step::Login && matches!(self.why, Why::Refused(_))
    }

    /// The key of the sentence that says it to a person.
    pub fn key(&self) -> &'static str {
        match (&self.why, self.step) {
            (Why::NoSuchHost, _) => "relay-trouble-no-such-host",
            (Why::NobodyThere, _) => "relay-trouble-nobody-there",
            (Why::Silence, _) => "relay-trouble-silence",
            (Why::Dropped, _) => "relay-trouble-dropped",
            (Why::Tls(_), _) => "relay-trouble-tls",
            (Why::NoStartTls, _) => "relay-trouble-no-starttls",
            (Why::NoLogin, _) => "relay-trouble-no-login",
            (Why::Refused(_), Step::Login) => "relay-trouble-password",
            (Why::Refused(_), _) => "relay-trouble-refused",
            (Why::NotSmtp, _) => "relay-trouble-not-smtp",
            (Why::ClearText, _) => "relay-trouble-clear-text",
            (Why::TooLarge(_), _) => "relay-trouble-too-large",
            (Why::NotAscii, _) => "relay-trouble-not-ascii",
        }
    }

    /// What the other side or the library said, for the details; empty when there is nothing to quote.
    pub fn said(&self) -> String {
        match &self.why {
            Why::Refused(reply) => reply.to_string(),
            Why::Tls(said) => said.clone(),
            Why::TooLarge(limit) => format!("SIZE {limit}"),
            _ => String::new(),
        }
    }
}
