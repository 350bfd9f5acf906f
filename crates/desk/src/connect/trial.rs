//! Trying a mailbox's servers out: sign in to fetch and look which folders there are, then sign in to send. Nothing is
//! fetched, changed or sent.

use std::time::Duration;

use crate::imap;
use crate::mailboxes::{Secret, Server};
use crate::net::login::Login;
use crate::outbox::smtp;

/// How long each step may take while a person waits.
const PATIENCE: Duration = Duration::from_secs(20);

/// Most folders that are offered for choosing.
const FOLDERS: usize = 500;

/// What is tried.
#[derive(Debug, Clone)]
pub struct Plan {
    /// User name at both servers.
    pub user_name: String,
    /// What we sign in with.
    pub secret: Secret,
    /// Where mail is fetched.
    pub imap: Server,
    /// Where mail leaves; `None`: through the desk's relay.
    pub smtp: Option<Server>,
}

impl Plan {
    fn login(&self) -> Login {
        let user = self.user_name.clone();
        match &self.secret {
            Secret::Password(password) => Login::Password { user, password: password.clone() },
            Secret::Tokens(tokens) => Login::Token { user, token: tokens.access.clone() },
        }
    }
}

/// What did not work, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The key of the sentence that says it.
    pub key: &'static str,
    /// What the other side said; empty when there is nothing to quote.
    pub said: String,
}

/// Signs in to fetch. Gives the names of the folders one may choose, as people read them.
///
/// # Errors
/// What does not work.
pub async fn fetching(plan: &Plan) -> Result<Vec<String>, Failure> {
    let failure = |trouble: imap::Trouble| Failure { key: trouble.key(), said: trouble.said() };
    let login = plan.login();
    let Server { host, port, security } = plan.imap.clone();
    let address = imap::Address { host, port, security, login };
    let usual = imap::Manners::usual().map_err(broken)?;
    let manners =
        imap::Manners { connect: PATIENCE, command: PATIENCE, answer: PATIENCE, whole: PATIENCE * 2, ..usual };
    let mut session = imap::Session::open(&address, &manners).await.map_err(failure)?;
    let listed = session.folders().await.map_err(failure)?;
    session.bye().await;
    let closed = |folder: &imap::Listed| folder.attributes.iter().any(|it| it == "\\noselect" || it == "\\nonexistent");
    let names = listed.iter().filter(|folder| !closed(folder)).map(|folder| imap::readable(&folder.name));
    Ok(names.take(FOLDERS).collect())
}

/// Signs in to send, when mail leaves through the mailbox's own server.
///
/// # Errors
/// What does not work.
pub async fn sending(plan: &Plan) -> Result<(), Failure> {
    let Some(Server { host, port, security }) = plan.smtp.clone() else { return Ok(()) };
    let address = smtp::Address { host, port, security, login: Some(plan.login()) };
    let usual = smtp::Manners::usual().map_err(broken)?;
    let manners = smtp::Manners { connect: PATIENCE, command: PATIENCE, ..usual };
    let session = smtp::Session::open(&address, &manners).await;
    session.map_err(|trouble| Failure { key: trouble.key(), said: trouble.said() })?.quit().await;
    Ok(())
}

fn broken(error: rustls::Error) -> Failure {
    Failure { key: "refused-fault", said: error.to_string() }
}
