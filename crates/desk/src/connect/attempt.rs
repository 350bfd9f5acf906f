//! One attempt to connect a mailbox, from the address to the last click: kept sealed for half an hour, for one member.
//! A page shows it at any moment, so that a reload, another tab or no JavaScript loses nothing.

mod running;
mod state;

use jiff::{SignedDuration, Timestamp};
use store::ticket::{Purpose, TicketRow};

use super::discover::{Network, discover};
use super::trial::Plan;
use crate::address::read_address;
use crate::desk::Desk;
use crate::mailboxes::{self, MailboxForm, Options, Secret, Server, Tokens};
use crate::oauth::{Provider, Trouble, device};
use crate::refusal::refusals;
use crate::token::Token;
use crate::who::{By, Who};
pub use state::{Attempt, Half, Place, Stage};

/// How long one may take from the address to the last click.
const LIFE: SignedDuration = SignedDuration::from_mins(30);

/// After this a try that says nothing has been interrupted.
const TOO_LONG: SignedDuration = SignedDuration::from_mins(3);

refusals! {
    /// Why an attempt does not go on.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// Not one well-formed mail address.
        NoAddress = "refused-mailbox-no-address",
        /// Its address has a mailbox already.
        Taken = "refused-mailbox-taken",
        /// There is no such attempt: too old, finished, or somebody else's.
        Gone = "refused-connect-gone",
        /// No host name, or none that can be one.
        NoHost = "refused-mailbox-no-host",
        /// Without TLS mail and password would cross the network in the clear.
        ClearText = "refused-relay-clear-text",
        /// Nothing to sign in with.
        NoSecret = "refused-mailbox-no-secret",
        /// It has not been tried yet, or did not work.
        NotTried = "refused-connect-not-tried",
        /// The provider gives no code: `Trouble::key` has the sentence.
        Trouble(Trouble) = "refused-oauth-trouble",
    }
}

impl From<mailboxes::Refused> for Refused {
    fn from(refused: mailboxes::Refused) -> Self {
        use mailboxes::Refused as Their;
        match refused {
            Their::NotOwner => Self::NotOwner,
            Their::NoAddress => Self::NoAddress,
            Their::Taken => Self::Taken,
            Their::NoHost => Self::NoHost,
            Their::ClearText => Self::ClearText,
            Their::NoSecret => Self::NoSecret,
            Their::Fault(fault) => Self::Fault(fault),
            other => Self::Fault(anyhow::anyhow!("{other}")),
        }
    }
}

/// What a person typed to sign in with.
#[derive(Debug, Clone)]
pub struct Typed {
    /// User name at both servers; empty: the address.
    pub user_name: String,
    /// The password; empty keeps what was typed before.
    pub password: String,
    /// Where mail is fetched.
    pub imap: Server,
    /// Where mail leaves; `None`: through the desk's relay.
    pub smtp: Option<Server>,
}

/// Looks for an address's servers and begins. Gives the attempt's token, for its address only.
///
/// # Errors
/// See [`Refused`].
pub async fn begin(desk: &Desk, who: &Who, network: &impl Network, address: &str) -> Result<Token, Refused> {
    if !who.is_owner() {
        return Err(Refused::NotOwner);
    }
    let address = read_address(address).ok_or(Refused::NoAddress)?;
    let there = desk.db().read(async |mut tx| store::mailbox::by_address(&mut tx, desk.id(), &address).await).await?;
    if there.is_some() {
        return Err(Refused::Taken);
    }
    let found = discover(network, &address).await;
    let token = Token::new();
    let row = TicketRow {
        ticket_hash: token.hash(),
        purpose: Purpose::Connect,
        member_id: Some(who.member.member_id.clone()),
        state: state::sealed(desk, &Attempt::of(address, found))?,
        expires_at: desk.now().checked_add(LIFE).unwrap_or(Timestamp::MAX),
    };
    desk.db().write(async |mut tx| store::ticket::insert(&mut tx, desk.id(), &row).await).await?;
    Ok(token)
}

/// The attempt as it stands. A try that was interrupted counts as failed.
///
/// # Errors
/// See [`Refused`].
pub async fn load(desk: &Desk, who: &Who, token: &str) -> Result<Attempt, Refused> {
    if !who.is_owner() {
        return Err(Refused::NotOwner);
    }
    let (attempt, row) = state::load(desk, token).await?;
    if row.member_id.as_deref() != Some(who.member.member_id.as_str()) {
        return Err(Refused::Gone);
    }
    Ok(attempt.at(desk.now(), TOO_LONG))
}

/// Tries what was typed; how it goes is seen on the attempt.
///
/// # Errors
/// See [`Refused`].
pub async fn try_password(desk: &Desk, who: &Who, token: &str, typed: Typed) -> Result<(), Refused> {
    let imap = mailboxes::checked(&typed.imap)?;
    let smtp = typed.smtp.as_ref().map(mailboxes::checked).transpose()?;
    load(desk, who, token).await?;
    let now = desk.now();
    let attempt = state::change(desk, token, |attempt| {
        let before = attempt.secret.take().filter(|secret| matches!(secret, Secret::Password(_)));
        let typed_now = Some(typed.password.clone()).filter(|password| !password.is_empty()).map(Secret::Password);
        attempt.take_servers(&imap, smtp.as_ref(), &typed.user_name);
        attempt.secret = typed_now.or(before);
        attempt.provider = None;
        if attempt.secret.is_none() {
            attempt.stage = Stage::Found;
            return;
        }
        attempt.start(now);
    })
    .await?;
    if attempt.secret.is_none() {
        return Err(Refused::NoSecret);
    }
    running::spawn(desk, token, attempt);
    Ok(())
}

/// Tries the tokens somebody brought back from the provider's page.
///
/// # Errors
/// See [`Refused`].
pub async fn try_tokens(
    desk: &Desk,
    who: &Who,
    token: &str,
    provider: Provider,
    tokens: Tokens,
) -> Result<(), Refused> {
    load(desk, who, token).await?;
    let now = desk.now();
    let attempt = state::change(desk, token, |attempt| {
        attempt.provider = Some(provider.code().to_owned());
        attempt.secret = Some(Secret::Tokens(tokens.clone()));
        attempt.start(now);
    })
    .await?;
    running::spawn(desk, token, attempt);
    Ok(())
}

/// Asks the provider for a code to type on another device, and waits for it in the background.
///
/// # Errors
/// See [`Refused`].
pub async fn ask_for_code(desk: &Desk, who: &Who, token: &str, provider: Provider) -> Result<(), Refused> {
    load(desk, who, token).await?;
    let code = device::begin(desk, provider).await.map_err(Refused::Trouble)?;
    let attempt = state::change(desk, token, |attempt| {
        attempt.provider = Some(provider.code().to_owned());
        attempt.round += 1;
        attempt.stage = Stage::Code(code.clone());
    })
    .await?;
    running::wait_for_code(desk, token, provider, code, attempt.round);
    Ok(())
}

/// Goes back to what was found, to type something else.
///
/// # Errors
/// See [`Refused`].
pub async fn back(desk: &Desk, who: &Who, token: &str) -> Result<(), Refused> {
    load(desk, who, token).await?;
    state::change(desk, token, |attempt| {
        attempt.round += 1;
        attempt.stage = Stage::Found;
    })
    .await
    .map(drop)
}

/// Connects the mailbox that was tried. Gives its id.
///
/// # Errors
/// See [`Refused`].
pub async fn finish(desk: &Desk, who: &Who, token: &str, name: &str, options: Options) -> Result<String, Refused> {
    let attempt = load(desk, who, token).await?;
    let (Stage::Ready { .. }, Some(plan)) = (&attempt.stage, attempt.plan()) else { return Err(Refused::NotTried) };
    let form = MailboxForm {
        address: attempt.address.clone(),
        name: name.to_owned(),
        sign_in: attempt.sign_in(),
        user_name: plan.user_name.clone(),
        secret: Some(plan.secret.clone()),
        imap: plan.imap.clone(),
        smtp: plan.smtp,
        options,
    };
    let id = mailboxes::add(desk, By::Member(who), form).await?;
    if let Some(hash) = Token::read(token).map(|token| token.hash()) {
        let now = desk.now();
        let used =
            async |mut tx: store::Tx| store::ticket::consume(&mut tx, desk.id(), &hash, Purpose::Connect, now).await;
        desk.db().write(used).await?;
    }
    Ok(id)
}

impl Attempt {
    /// What is tried, when all of it is known.
    pub(super) fn plan(&self) -> Option<Plan> {
        Some(Plan {
            user_name: self.user_name.clone(),
            secret: self.secret.clone()?,
            imap: self.imap.as_ref()?.server()?,
            smtp: self.smtp.as_ref().and_then(Place::server),
        })
    }
}
