//! The dialogue up to the point where mail can be handed over: connect, greet, encrypt, sign in; and taking leave.
//! What is said of a mail is [`super::handing`].

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::reply::Reply;
use super::wire::{Line, Wire, is_loopback};
use super::{Address, Login, Manners, Security, Step, Trouble, Why};

/// A relay that greeted us and let us in.
pub struct Session {
    pub(super) wire: Wire,
    pub(super) manners: Manners,
    offers: Vec<String>,
    /// Mails handed over in it.
    pub(super) carried: u32,
}

impl Session {
    /// Connects, greets, encrypts and logs in.
    ///
    /// # Errors
    /// The step that failed and why. Nothing of any mail has left by then.
    pub async fn open(relay: &Address, manners: &Manners) -> Result<Self, Trouble> {
        let at = |step: Step| move |why: Why| Trouble { step, why };
        if relay.security == Security::None && !is_loopback(&relay.host) {
            return Err(at(Step::Connect)(Why::ClearText));
        }
        let mut wire = Wire::dial(&relay.host, relay.port, manners).await.map_err(at(Step::Connect))?;
        if relay.security == Security::Tls {
            wire = wire.encrypt(&relay.host, manners).await.map_err(at(Step::Connect))?;
        }
        let greeting = wire.hear(manners.command).await.map_err(at(Step::Greeting))?;
        yes(greeting).map_err(at(Step::Greeting))?;
        let mut session = Self { wire, manners: manners.clone(), offers: Vec::new(), carried: 0 };
        session.greet().await.map_err(at(Step::Hello))?;
        if relay.security == Security::Starttls {
            session = session.start_tls(&relay.host).await.map_err(at(Step::StartTls))?;
            session.greet().await.map_err(at(Step::Hello))?;
        }
        if let Some(login) = &relay.login {
            session.log_in(login).await.map_err(at(Step::Login))?;
        }
        Ok(session)
    }

    /// Takes leave. Whatever is answered changes nothing any more.
    pub async fn quit(mut self) {
        let patience = self.manners.command.min(std::time::Duration::from_secs(5));
        if self.wire.send(b"QUIT\r\n", patience).await.is_ok() {
            let _ = self.wire.hear(patience).await;
        }
    }

    async fn greet(&mut self) -> Result<(), Why> {
        let name = match self.wire.own_end.map(|end| end.ip()) {
            Some(std::net::IpAddr::V4(ip)) => format!("[{ip}]"),
            Some(std::net::IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
            None => "localhost".to_owned(),
        };
        let reply = yes(self.ask(&format!("EHLO {name}")).await?)?;
        self.offers = reply.lines.iter().skip(1).map(|line| line.to_ascii_uppercase()).collect();
        Ok(())
    }

    async fn start_tls(mut self, host: &str) -> Result<Self, Why> {
        if !self.offers("STARTTLS") {
            return Err(Why::NoStartTls);
        }
        yes(self.ask("STARTTLS").await?)?;
        let wire = self.wire.encrypt(host, &self.manners).await?;
        Ok(Self { wire, manners: self.manners, offers: Vec::new(), carried: 0 })
    }

    async fn log_in(&mut self, login: &Login) -> Result<(), Why> {
        let ways = self.offers.iter().find_map(|offer| offer.strip_prefix("AUTH")).unwrap_or_default().to_owned();
        let knows = |way: &str| ways.split([' ', '=']).any(|one| one == way);
        match login {
            Login::Password { user, password } if knows("PLAIN") => {
                let secret = STANDARD.encode(format!("\0{user}\0{password}"));
                yes(self.ask(&format!("AUTH PLAIN {secret}")).await?)?;
            }
            Login::Password { user, password } if knows("LOGIN") => {
                goes_on(self.ask("AUTH LOGIN").await?)?;
                goes_on(self.ask(&STANDARD.encode(user)).await?)?;
                yes(self.ask(&STANDARD.encode(password)).await?)?;
            }
            Login::Token { user, token } if knows("XOAUTH2") => self.show_token(user, token).await?,
            _ => return Err(Why::NoLogin),
        }
        Ok(())
    }

    /// Google's and Microsoft's way: the refusal comes as a challenge, and wants an empty line before it is said plainly.
    async fn show_token(&mut self, user: &str, token: &str) -> Result<(), Why> {
        let secret = STANDARD.encode(format!("user={user}\x01auth=Bearer {token}\x01\x01"));
        let reply = self.ask(&format!("AUTH XOAUTH2 {secret}")).await?;
        let reply = if reply.code == 334 { self.ask("").await? } else { reply };
        yes(reply).map(drop)
    }

    /// Mails this session has taken.
    pub fn carried(&self) -> u32 {
        self.carried
    }

    /// Whether another mail can be handed over: the line is quiet.
    pub async fn is_usable(&mut self) -> bool {
        self.wire.look().await == Line::Quiet
    }

    pub(super) async fn ask(&mut self, command: &str) -> Result<Reply, Why> {
        self.say(&[command]).await?;
        self.wire.hear(self.manners.command).await
    }

    /// Says some commands in one breath.
    pub(super) async fn say(&mut self, commands: &[&str]) -> Result<(), Why> {
        let mut lines = String::new();
        for command in commands {
            // One command is one line, whatever an address may contain.
            lines.extend(command.chars().filter(|char| !char.is_control()));
            lines.push_str("\r\n");
        }
        self.wire.send(lines.as_bytes(), self.manners.command).await
    }

    /// What the relay says beside a thing it offers, such as the bytes after SIZE; `None` when it does not offer it.
    pub(super) fn offered(&self, what: &str) -> Option<&str> {
        self.offers.iter().find_map(|offer| offer.strip_prefix(what)).map(str::trim)
    }

    pub(super) fn offers(&self, what: &str) -> bool {
        self.offers.iter().any(|offer| offer.split(' ').next() == Some(what))
    }

    /// Addresses outside ASCII need a relay that takes them.
    pub(super) fn can_say(&self, address: &str) -> bool {
        address.is_ascii() || self.offers("SMTPUTF8")
    }
}

pub(super) fn yes(reply: Reply) -> Result<Reply, Why> {
    if reply.is_yes() { Ok(reply) } else { Err(Why::Refused(reply)) }
}

/// 334: the relay wants to hear more.
fn goes_on(reply: Reply) -> Result<(), Why> {
    if reply.code == 334 { Ok(()) } else { Err(Why::Refused(reply)) }
}
