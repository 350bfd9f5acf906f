//! The dialogue: greet, log in, name sender and recipients, hand over the text, and the dot on its own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::reply::Reply;
use super::wire::{Wire, is_loopback};
use super::{Address, Login, Manners, Security, Step, Trouble, Why};

/// A relay that greeted us and let us in.
pub struct Session {
    wire: Wire,
    manners: Manners,
    offers: Vec<String>,
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
        let mut session = Self { wire, manners: manners.clone(), offers: Vec::new() };
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

    /// Names the sender; `beyond_ascii` says whether any address of the mail is.
    ///
    /// # Errors
    /// When the relay refuses, or the connection fails.
    pub async fn sender(&mut self, address: &str, beyond_ascii: bool, mail: &[u8]) -> Result<(), Trouble> {
        let fault = |why| Trouble { step: Step::Sender, why };
        if !self.can_say(address) {
            return Err(fault(Why::NotAscii));
        }
        let eight_bit = if !mail.is_ascii() && self.offers("8BITMIME") { " BODY=8BITMIME" } else { "" };
        // Only where it is needed: a relay may hand such a mail on to servers only that know the extension.
        let beyond_ascii = if beyond_ascii && self.offers("SMTPUTF8") { " SMTPUTF8" } else { "" };
        let reply = self.ask(&format!("MAIL FROM:<{address}>{eight_bit}{beyond_ascii}")).await;
        reply.and_then(yes).map(drop).map_err(fault)
    }

    /// Names one recipient. The relay's answer is this recipient's, yes or no.
    ///
    /// # Errors
    /// When the connection fails or the relay closes it (421); all recipients share that.
    pub async fn recipient(&mut self, address: &str) -> Result<Reply, Trouble> {
        let fault = |why| Trouble { step: Step::Recipient, why };
        if !self.can_say(address) {
            let lines = vec!["5.6.7 the relay takes no addresses outside ASCII".to_owned()];
            return Ok(Reply { code: 553, lines });
        }
        let reply = self.ask(&format!("RCPT TO:<{address}>")).await.map_err(fault)?;
        if reply.code == 421 { Err(fault(Why::Refused(reply))) } else { Ok(reply) }
    }

    /// Hands over the text, without the final dot: until here the mail has certainly not been sent.
    ///
    /// # Errors
    /// When the relay does not want it or the connection fails.
    pub async fn data(&mut self, mail: &[u8]) -> Result<(), Trouble> {
        let reply = self.ask("DATA").await.map_err(|why| Trouble { step: Step::Data, why })?;
        if reply.code != 354 {
            // A plain yes makes no sense here; it may not be taken for one.
            let why = if reply.is_yes() { Why::NotSmtp } else { Why::Refused(reply) };
            return Err(Trouble { step: Step::Data, why });
        }
        let patience = self.manners.body;
        self.wire.send(&stuffed(mail), patience).await.map_err(|why| Trouble { step: Step::Body, why })
    }

    /// Sends the dot and waits for the answer, which alone tells whether the mail was taken.
    ///
    /// # Errors
    /// The relay's no, or, when the connection fails now, nobody knows.
    pub async fn dot(&mut self) -> Result<Reply, Trouble> {
        let fault = |why| Trouble { step: Step::Dot, why };
        let patience = self.manners.after_dot;
        self.wire.send(b".\r\n", patience).await.map_err(fault)?;
        let reply = self.wire.hear(patience).await.map_err(fault)?;
        match reply.code {
            200..300 => Ok(reply),
            300..400 => Err(fault(Why::NotSmtp)),
            _ => Err(fault(Why::Refused(reply))),
        }
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
        Ok(Self { wire, manners: self.manners, offers: Vec::new() })
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
                yes(self.ask("AUTH LOGIN").await?)?;
                yes(self.ask(&STANDARD.encode(user)).await?)?;
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
        if (200..300).contains(&reply.code) { Ok(()) } else { Err(Why::Refused(reply)) }
    }

    async fn ask(&mut self, command: &str) -> Result<Reply, Why> {
        // One command is one line, whatever an address may contain.
        let line: String = command.chars().filter(|char| !char.is_control() || *char == '\0').collect();
        let patience = self.manners.command;
        self.wire.send(format!("{line}\r\n").as_bytes(), patience).await?;
        self.wire.hear(patience).await
    }

    fn offers(&self, what: &str) -> bool {
        self.offers.iter().any(|offer| offer.split(' ').next() == Some(what))
    }

    /// Addresses outside ASCII need a relay that takes them.
    fn can_say(&self, address: &str) -> bool {
        address.is_ascii() || self.offers("SMTPUTF8")
    }
}

fn yes(reply: Reply) -> Result<Reply, Why> {
    if reply.is_yes() { Ok(reply) } else { Err(Why::Refused(reply)) }
}

/// The text as it goes over the wire: CRLF line ends only, dots doubled, a line end at the end.
fn stuffed(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len() + mail.len() / 50 + 2);
    let mut at_line_start = true;
    let mut bytes = mail.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' && bytes.peek() == Some(&b'\n') {
                    bytes.next();
                }
                out.extend_from_slice(b"\r\n");
                at_line_start = true;
            }
            _ => {
                if byte == b'.' && at_line_start {
                    out.push(b'.');
                }
                out.push(byte);
                at_line_start = false;
            }
        }
    }
    if !at_line_start {
        out.extend_from_slice(b"\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::stuffed;

    #[test]
    fn dots_are_doubled_and_line_ends_made_whole() {
        for (mail, expected) in [
            ("a\r\n.\r\nb", "a\r\n..\r\nb\r\n"),
            ("a\n.b\n", "a\r\n..b\r\n"),
            (".", "..\r\n"),
            ("a\r.\rb", "a\r\n..\r\nb\r\n"),
            ("a.b\r\n", "a.b\r\n"),
            ("\r\n\r\n..\r\n", "\r\n\r\n...\r\n"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(stuffed(mail.as_bytes())).unwrap(), expected, "{mail:?}");
        }
    }

    #[test]
    fn no_text_can_end_itself() {
        for mail in ["\r\n.\r\n", "x\n.\n", "x\r.\r", "x\r\n.\ny", ".\r\n.\r\n."] {
            let wire = stuffed(mail.as_bytes());
            assert!(!wire.windows(5).any(|five| five == b"\r\n.\r\n") && !wire.starts_with(b".\r\n"), "{mail:?}");
        }
    }
}
