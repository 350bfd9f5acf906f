//! Which way a mail leaves: the SMTP server of the mailbox it is written from, else the desk's relay; how many may leave
//! there in an hour and a day; and what is remembered of a way that does not work.

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use store::mailbox::{MailboxRow, SignIn};
use store::way_out::WayOutRow;
use store::{StoreError, Tx};

use super::smtp::{Address, Login, Trouble};
use crate::desk::Desk;
use crate::mailboxes::{Secret, options_of, secret_of};
use crate::oauth;
use crate::relay;

/// The saved secret cannot be opened; the key of a sentence.
const SEALED: &str = "refused-mailbox-sealed";

/// The way of one mail.
pub(crate) struct Way {
    /// The mailbox's id; empty for the relay.
    pub(crate) id: String,
    pub(crate) address: Address,
    pub(crate) limits: Limits,
}

/// How many mails may leave. `None`: as many as there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// In any sixty minutes.
    pub per_hour: Option<u32>,
    /// In any twenty-four hours.
    pub per_day: Option<u32>,
}

impl Limits {
    /// The owner's figures (0: no limit), else what is usual.
    pub fn of(row: &MailboxRow) -> Self {
        let options = options_of(row);
        let usual = Self::usual(row.sign_in);
        let chosen = |own: Option<u32>, usual: Option<u32>| match own {
            Some(0) => None,
            Some(own) => Some(own),
            None => usual,
        };
        Self { per_hour: chosen(options.per_hour, usual.per_hour), per_day: chosen(options.per_day, usual.per_day) }
    }

    /// What the provider is known to allow, with room for the phone's own mail.
    pub fn usual(sign_in: SignIn) -> Self {
        let (per_hour, per_day) = match sign_in {
            SignIn::Google => (None, Some(450)),
            SignIn::Microsoft => (Some(1_500), Some(5_000)),
            SignIn::Password => (None, None),
        };
        Self { per_hour, per_day }
    }
}

/// The mailbox whose SMTP server mail from this address leaves through; `None`: the relay.
pub(crate) async fn mailbox_of(tx: &mut Tx, desk: &Desk, from: &str) -> Result<Option<String>, StoreError> {
    let row = store::mailbox::by_address(tx, desk.id(), from).await?;
    Ok(row.filter(|row| !row.smtp_host.is_empty()).map(|row| row.mailbox_id))
}

/// The way of mail of this mailbox (`None`: the relay) as the settings stand now; `Err` holds the key of the sentence that says why there is none.
pub(crate) async fn through(desk: &Desk, mailbox_id: Option<&str>) -> anyhow::Result<Result<Way, &'static str>> {
    let id = mailbox_id.unwrap_or_default().to_owned();
    let mailbox = desk.db().read(async |mut tx| store::mailbox::find(&mut tx, desk.id(), &id).await).await?;
    let Some(mailbox) = mailbox.filter(|mailbox| !mailbox.smtp_host.is_empty()) else {
        return Ok(match relay::address(desk).await {
            Ok(Some(address)) => Ok(Way { id, address, limits: Limits::default() }),
            Ok(None) => Err("refused-relay-not-set"),
            Err(relay::Refused::Sealed) => Err("refused-relay-sealed"),
            Err(other) => return Err(other).context("read the relay"),
        });
    };
    let login = match secret_of(desk, &mailbox) {
        Ok(Secret::Password(password)) => Login::Password { user: mailbox.user_name.clone(), password },
        Ok(Secret::Tokens(_)) => match oauth::access_token(desk, &mailbox).await {
            Ok(token) => Login::Token { user: mailbox.user_name.clone(), token },
            Err(trouble) => return Ok(Err(trouble.key())),
        },
        Err(_) => return Ok(Err(SEALED)),
    };
    let address = Address {
        host: mailbox.smtp_host.clone(),
        port: u16::try_from(mailbox.smtp_port).unwrap_or(0),
        security: mailbox.smtp_security,
        login: Some(login),
    };
    Ok(Ok(Way { id, address, limits: Limits::of(&mailbox) }))
}

impl Way {
    /// When the next mail may leave here; `None`: now.
    pub(super) async fn full_until(&self, desk: &Desk) -> Result<Option<Timestamp>, StoreError> {
        if self.limits == Limits::default() {
            return Ok(None);
        }
        let now = desk.now();
        let hours = |hours: i64| SignedDuration::from_hours(hours);
        let spans = [(self.limits.per_hour, hours(1)), (self.limits.per_day, hours(24))];
        desk.db()
            .read(async |mut tx| {
                let mut until = None;
                for (limit, span) in spans {
                    let Some(limit) = limit else { continue };
                    let since = now.checked_sub(span).unwrap_or(Timestamp::MIN);
                    let (left, first) = store::outbox::left_since(&mut tx, desk.id(), &self.id, since).await?;
                    if left >= i64::from(limit) {
                        until = until.max(first.and_then(|first| first.checked_add(span).ok()));
                    }
                }
                Ok(until)
            })
            .await
    }
}

/// Remembers in the transaction that a way does not work, and until when nobody is asked again. `None`: another mail has
/// just said so.
pub(super) async fn shut(
    tx: &mut Tx,
    desk: &Desk,
    way: &str,
    trouble: &str,
    of_the_login: bool,
) -> Result<Option<WayOutRow>, StoreError> {
    let now = desk.now();
    let before = store::way_out::find(tx, desk.id(), way).await?;
    if before.as_ref().is_some_and(|before| before.shut_until_at > now) {
        return Ok(None);
    }
    let tries = before.as_ref().map_or(0, |before| before.tries) + 1;
    let row = WayOutRow {
        mailbox_id: way.to_owned(),
        trouble: trouble.to_owned(),
        since_at: before.map_or(now, |before| before.since_at),
        shut_until_at: now.checked_add(pause(tries, of_the_login)).unwrap_or(Timestamp::MAX),
        tries,
    };
    store::way_out::save(tx, desk.id(), &row).await?;
    Ok(Some(row))
}

/// How long nobody is asked after that many tries in vain. A wrong password is asked about rarely: accounts are locked
/// for less.
fn pause(tries: i64, of_the_login: bool) -> SignedDuration {
    let minutes = match (of_the_login, tries) {
        (false, ..=1) => 1,
        (false, 2) => 5,
        (false, 3) => 15,
        (false, _) => 60,
        (true, ..=1) => 15,
        (true, 2) => 60,
        (true, 3) => 4 * 60,
        (true, _) => 12 * 60,
    };
    SignedDuration::from_mins(minutes)
}

/// As it stands in a row: a key, and what the server said.
pub(crate) fn told(trouble: &Trouble) -> String {
    format!("{}: {}", trouble.key(), trouble.said())
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn a_wrong_password_is_tried_a_handful_of_times_in_three_days() {
        let tries = |of_the_login: bool| {
            let mut minutes = 0;
            (1..)
                .take_while(|tries| {
                    minutes += pause(*tries, of_the_login).as_mins();
                    minutes < 3 * 24 * 60
                })
                .count()
        };
        assert!((5..=9).contains(&tries(true)), "{}", tries(true));
        assert!(tries(false) > 60);
    }
}
