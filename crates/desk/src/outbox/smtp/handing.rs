//! Handing over one mail: sender and recipients, the text, and the dot on its own. Several mails can follow one another
//! in one session.

use super::reply::Reply;
use super::session::{Session, yes};
use super::wire::Line;
use super::{Step, Trouble, Why};

/// What stands on the envelope.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// MAIL FROM.
    pub from: &'a str,
    /// RCPT TO, in this order.
    pub to: &'a [&'a str],
    /// By what a report names the mail (ENVID of RFC 3461); empty for none.
    pub id: &'a str,
}

/// What is handed over: a signature, when there is one, and the mail under it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Content<'a> {
    /// A header with its line end, or nothing.
    pub signature: &'a str,
    /// The mail as it was written down.
    pub mail: &'a [u8],
}

impl<'a> Content<'a> {
    fn len(&self) -> u64 {
        self.signature.len() as u64 + self.mail.len() as u64
    }

    fn is_ascii(&self) -> bool {
        self.signature.is_ascii() && self.mail.is_ascii()
    }

    fn pieces(&self) -> impl Iterator<Item = &'a [u8]> {
        std::iter::once(self.signature.as_bytes()).chain(self.mail.chunks(PIECE))
    }
}

/// Bytes that are made ready for the wire at a time.
const PIECE: usize = 64 * 1024;

impl Session {
    /// Names sender and recipients, in one breath where the relay takes that (RFC 2920). Gives the relay's answer to each
    /// recipient, yes or no.
    ///
    /// # Errors
    /// When the relay refuses the sender, closes (421), or the connection fails; all recipients share that.
    pub async fn envelope(&mut self, envelope: Envelope<'_>, content: Content<'_>) -> Result<Vec<Reply>, Trouble> {
        let at = |step: Step| move |why: Why| Trouble { step, why };
        let sender = self.sender_line(envelope, content).map_err(at(Step::Sender))?;
        let lines: Vec<Option<String>> = envelope.to.iter().map(|to| self.recipient_line(envelope.from, to)).collect();
        let at_once = self.offers("PIPELINING");
        if at_once {
            let said: Vec<&str> =
                std::iter::once(sender.as_str()).chain(lines.iter().flatten().map(String::as_str)).collect();
            self.say(&said).await.map_err(at(Step::Sender))?;
        } else {
            self.say(&[&sender]).await.map_err(at(Step::Sender))?;
        }
        let answer = self.wire.hear(self.manners.command).await.map_err(at(Step::Sender))?;
        // Answers to what was said in the same breath still come; nobody goes on with this session after a no.
        yes(answer).map_err(at(Step::Sender))?;
        let mut replies = Vec::with_capacity(lines.len());
        for line in lines {
            let Some(line) = line else {
                let lines = vec!["5.6.7 the relay takes no addresses outside ASCII".to_owned()];
                replies.push(Reply { code: 553, lines });
                continue;
            };
            if !at_once {
                self.say(&[&line]).await.map_err(at(Step::Recipient))?;
            }
            let reply = self.wire.hear(self.manners.command).await.map_err(at(Step::Recipient))?;
            if reply.code == 421 {
                return Err(at(Step::Recipient)(Why::Refused(reply)));
            }
            replies.push(reply);
        }
        Ok(replies)
    }

    fn sender_line(&self, envelope: Envelope<'_>, content: Content<'_>) -> Result<String, Why> {
        let Envelope { from, to, id } = envelope;
        if !self.can_say(from) {
            return Err(Why::NotAscii);
        }
        let mut line = format!("MAIL FROM:<{from}>");
        if let Some(limit) = self.offered("SIZE") {
            let limit: u64 = limit.parse().unwrap_or(0);
            let size = content.len();
            if limit > 0 && size > limit {
                return Err(Why::TooLarge(limit));
            }
            line.push_str(&format!(" SIZE={size}"));
        }
        if !content.is_ascii() && self.offers("8BITMIME") {
            line.push_str(" BODY=8BITMIME");
        }
        // Only where it is needed: a relay may hand such a mail on to servers only that know the extension.
        if (!from.is_ascii() || to.iter().any(|to| !to.is_ascii())) && self.offers("SMTPUTF8") {
            line.push_str(" SMTPUTF8");
        }
        if self.offers("DSN") {
            line.push_str(" RET=HDRS");
            if !id.is_empty() {
                line.push_str(&format!(" ENVID={}", xtext(id)));
            }
        }
        Ok(line)
    }

    /// `None` for an address that this relay cannot be told. What comes from nobody is reported to nobody.
    fn recipient_line(&self, from: &str, to: &str) -> Option<String> {
        if !self.can_say(to) {
            return None;
        }
        let wants = match (self.offers("DSN"), to.is_ascii()) {
            (true, _) if from.is_empty() => " NOTIFY=NEVER".to_owned(),
            (true, true) => format!(" NOTIFY=FAILURE,DELAY ORCPT=rfc822;{}", xtext(to)),
            (true, false) => " NOTIFY=FAILURE,DELAY".to_owned(),
            (false, _) => String::new(),
        };
        Some(format!("RCPT TO:<{to}>{wants}"))
    }

    /// Hands over the text, without the final dot: until here the mail has certainly not been sent.
    ///
    /// # Errors
    /// When the relay does not want it, answers what was not asked, or the connection fails.
    pub async fn data(&mut self, content: Content<'_>) -> Result<(), Trouble> {
        self.in_step(Step::Data).await?;
        let reply = self.ask("DATA").await.map_err(|why| Trouble { step: Step::Data, why })?;
        if reply.code != 354 {
            // A plain yes makes no sense here; it may not be taken for one.
            let why = if reply.code < 400 { Why::NotSmtp } else { Why::Refused(reply) };
            return Err(Trouble { step: Step::Data, why });
        }
        let poured = tokio::time::timeout(self.manners.body, self.pour(content)).await.unwrap_or(Err(Why::Silence));
        poured.map_err(|why| Trouble { step: Step::Body, why })?;
        self.in_step(Step::Body).await
    }

    /// The text piece by piece: a large mail is in memory once.
    async fn pour(&mut self, content: Content<'_>) -> Result<(), Why> {
        let mut wire = Stuffing::default();
        for piece in content.pieces() {
            wire.add(piece);
            if wire.ready.len() >= PIECE {
                self.wire.send(&std::mem::take(&mut wire.ready), self.manners.body).await?;
            }
        }
        self.wire.send(&wire.ended(), self.manners.body).await
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
            200..300 => {
                self.carried += 1;
                Ok(reply)
            }
            300..400 => Err(fault(Why::NotSmtp)),
            _ => Err(fault(Why::Refused(reply))),
        }
    }

    /// Whoever answers before being asked may not have that answer taken for the next one.
    async fn in_step(&mut self, step: Step) -> Result<(), Trouble> {
        let why = match self.wire.look().await {
            Line::Quiet => return Ok(()),
            Line::HungUp => Why::Dropped,
            Line::Spoke => match self.wire.hear(self.manners.command).await {
                // In the middle of the text a server may have heard enough; before it, only leave is taken.
                Ok(reply) if reply.code == 421 || step == Step::Body && reply.code >= 400 => Why::Refused(reply),
                Ok(_) => Why::NotSmtp,
                Err(why) => why,
            },
        };
        Err(Trouble { step, why })
    }
}

/// Text as RFC 3461 (section 4) wants it in a parameter: `+`, `=` and whatever cannot be seen as `+` and two digits.
fn xtext(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'!'..=b'~' if byte != b'+' && byte != b'=' => out.push(char::from(byte)),
            _ => out.push_str(&format!("+{byte:02X}")),
        }
    }
    out
}

/// The text as it goes over the wire: CRLF line ends only, dots doubled, a line end at the end. Comes in pieces.
struct Stuffing {
    ready: Vec<u8>,
    at_line_start: bool,
    after_cr: bool,
}

impl Default for Stuffing {
    fn default() -> Self {
        Self { ready: Vec::new(), at_line_start: true, after_cr: false }
    }
}

impl Stuffing {
    fn add(&mut self, piece: &[u8]) {
        self.ready.reserve(piece.len() + piece.len() / 50 + 2);
        for byte in piece {
            let after_cr = std::mem::replace(&mut self.after_cr, *byte == b'\r');
            match byte {
                b'\n' if after_cr => {}
                b'\r' | b'\n' => {
                    self.ready.extend_from_slice(b"\r\n");
                    self.at_line_start = true;
                }
                _ => {
                    if *byte == b'.' && self.at_line_start {
                        self.ready.push(b'.');
                    }
                    self.ready.push(*byte);
                    self.at_line_start = false;
                }
            }
        }
    }

    fn ended(mut self) -> Vec<u8> {
        if !self.at_line_start {
            self.ready.extend_from_slice(b"\r\n");
        }
        self.ready
    }
}

#[cfg(test)]
mod tests {
    use super::{Stuffing, xtext};

    /// In two pieces, wherever they are cut, the same as in one.
    fn stuffed(mail: &[u8]) -> Vec<u8> {
        let cut = |at: usize| {
            let mut wire = Stuffing::default();
            let (one, other) = mail.split_at(at);
            wire.add(one);
            wire.add(other);
            wire.ended()
        };
        let whole = cut(mail.len());
        for at in 0..mail.len() {
            assert_eq!(cut(at), whole, "{mail:?} cut at {at}");
        }
        whole
    }

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
    fn parameters_hold_what_they_may() {
        assert_eq!(xtext("anna+news=x@client.test"), "anna+2Bnews+3Dx@client.test");
        assert_eq!(xtext("a b\r\nż"), "a+20b+0D+0A+C5+BC");
    }

    #[test]
    fn no_text_can_end_itself() {
        for mail in ["\r\n.\r\n", "x\n.\n", "x\r.\r", "x\r\n.\ny", ".\r\n.\r\n."] {
            let wire = stuffed(mail.as_bytes());
            assert!(!wire.windows(5).any(|five| five == b"\r\n.\r\n") && !wire.starts_with(b".\r\n"), "{mail:?}");
        }
    }
}
