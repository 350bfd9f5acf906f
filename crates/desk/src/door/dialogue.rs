//! The dialogue with one peer, without socket and clock: a command in, what to do next out.

use std::net::IpAddr;

use super::answer::{self, Answer};
use super::command::{self, Command, Forward, Hello, Wrong};
use super::recipients::Recipient;
use super::{Limits, Manner};
use crate::receive::Envelope;

/// Mistakes after which the peer has to go: it speaks another language, or tries things out.
const FAULTS: u32 = 20;

/// What the session is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// Says this and hears the next command.
    Say(Answer),
    /// Says this and reads the text up to the dot.
    Text(Answer),
    /// Reads so many bytes of text; the first ones begin it.
    Chunk { first: bool, bytes: u64, last: bool },
    /// Reads so many bytes and forgets them, then says this.
    PassOver { bytes: u64, then: Answer },
    /// Says this and closes.
    Close(Answer),
}

/// A dialogue.
#[derive(Debug)]
pub(super) struct Dialogue {
    manner: Manner,
    limits: Limits,
    /// Who is connected; `None` through a socket of this machine's own files.
    peer: Option<IpAddr>,
    hello: Option<String>,
    forward: Forward,
    from: Option<String>,
    recipients: Vec<String>,
    /// Whether chunks of the text have come already.
    chunks: bool,
    faults: u32,
}

impl Dialogue {
    pub(super) fn new(manner: Manner, limits: Limits, peer: Option<IpAddr>) -> Self {
        Self {
            manner,
            limits,
            peer,
            hello: None,
            forward: Forward::default(),
            from: None,
            recipients: Vec::new(),
            chunks: false,
            faults: 0,
        }
    }

    /// What is said first.
    pub(super) fn greeting(&self) -> Answer {
        let word = if self.manner == Manner::Lmtp { "LMTP" } else { "ESMTP" };
        Answer::lines(220, vec![format!("tact {word}")])
    }

    /// Hears one line, CRLF cut off. `whose` tells whose a recipient's address is.
    pub(super) fn hear(&mut self, line: &[u8], whose: &dyn Fn(&str) -> Recipient) -> Next {
        let next = match command::read(line) {
            Ok(command) => self.obey(command, whose),
            Err(Wrong::Unknown) => Next::Say(answer::unknown()),
            Err(Wrong::Syntax) => Next::Say(answer::syntax()),
            Err(Wrong::Parameter) => Next::Say(answer::parameter()),
        };
        match next {
            Next::Say(answer) if (500..550).contains(&answer.code()) => self.fault(answer),
            other => other,
        }
    }

    /// The same answer, or the last one when there were too many mistakes.
    fn fault(&mut self, answer: Answer) -> Next {
        self.faults += 1;
        if self.faults < FAULTS { Next::Say(answer) } else { Next::Close(answer::too_many_faults()) }
    }

    fn obey(&mut self, command: Command, whose: &dyn Fn(&str) -> Recipient) -> Next {
        match command {
            Command::Hello { verb, name } => Next::Say(self.hello(verb, name)),
            Command::Mail { from, size } => Next::Say(self.mail(from, size)),
            Command::Rcpt { to } => Next::Say(self.rcpt(to, whose)),
            Command::Data => self.data(),
            Command::Bdat { bytes, last } => self.bdat(bytes, last),
            Command::Forward(forward) => Next::Say(self.forward(forward)),
            Command::Reset => {
                self.reset();
                Next::Say(answer::fine())
            }
            Command::Noop => Next::Say(answer::fine()),
            Command::Verify => Next::Say(Answer::new(252, "2.5.0", "try it with a mail")),
            Command::Help => Next::Say(Answer::new(214, "2.0.0", "RFC 2033 and RFC 5321 tell")),
            Command::Quit => Next::Close(answer::bye()),
        }
    }

    fn hello(&mut self, verb: Hello, name: String) -> Answer {
        let fits = match self.manner {
            Manner::Lmtp => verb == Hello::Lhlo,
            Manner::Smtp => verb != Hello::Lhlo,
        };
        if !fits {
            return answer::unknown();
        }
        self.reset();
        self.hello = Some(name);
        if verb == Hello::Helo {
            return Answer::lines(250, vec!["tact".to_owned()]);
        }
        let size = format!("SIZE {}", self.limits.mail);
        let offers = [
            "tact",
            "PIPELINING",
            "ENHANCEDSTATUSCODES",
            "8BITMIME",
            "SMTPUTF8",
            "CHUNKING",
            "XFORWARD NAME ADDR PORT PROTO HELO SOURCE",
            &size,
        ];
        Answer::lines(250, offers.map(str::to_owned).into())
    }

    fn mail(&mut self, from: String, size: Option<u64>) -> Answer {
        if self.hello.is_none() {
            return answer::out_of_turn("say hello first");
        }
        if self.from.is_some() {
            return answer::out_of_turn("there is a sender already");
        }
        if size.is_some_and(|size| size > self.limits.mail) {
            return answer::too_large();
        }
        self.from = Some(from);
        answer::fine()
    }

    fn rcpt(&mut self, to: String, whose: &dyn Fn(&str) -> Recipient) -> Answer {
        if self.from.is_none() || self.chunks {
            return answer::out_of_turn("a recipient belongs to a sender");
        }
        if self.recipients.len() >= self.limits.recipients {
            return answer::too_many_recipients();
        }
        match whose(&to) {
            Recipient::Ours => {
                self.recipients.push(to);
                Answer::new(250, "2.1.5", "fine")
            }
            Recipient::Nobody => answer::nobody(),
            Recipient::NotYet => answer::not_set_up(),
        }
    }

    fn data(&mut self) -> Next {
        if self.chunks {
            return Next::Say(answer::out_of_turn("the text comes in chunks already"));
        }
        if self.recipients.is_empty() {
            return Next::Say(answer::out_of_turn("there is no recipient"));
        }
        Next::Text(answer::go_on())
    }

    /// A chunk follows its command at once, so it is read even when it is not wanted.
    fn bdat(&mut self, bytes: u64, last: bool) -> Next {
        if self.recipients.is_empty() {
            self.reset();
            let then = answer::out_of_turn("there is no recipient");
            return if bytes > self.limits.mail { Next::Close(then) } else { Next::PassOver { bytes, then } };
        }
        if bytes > self.limits.mail {
            return Next::Close(answer::too_large());
        }
        let first = !std::mem::replace(&mut self.chunks, true);
        Next::Chunk { first, bytes, last }
    }

    fn forward(&mut self, forward: Forward) -> Answer {
        if self.hello.is_none() || self.from.is_some() {
            return answer::out_of_turn("not within a mail");
        }
        self.forward.helo = forward.helo.or(self.forward.helo.take());
        self.forward.ip = forward.ip.or(self.forward.ip);
        answer::fine()
    }

    /// How many times the same is answered after the text: once for each recipient in LMTP (RFC 2033, 4.2).
    pub(super) fn answers(&self) -> usize {
        match self.manner {
            Manner::Lmtp => self.recipients.len(),
            Manner::Smtp => 1,
        }
    }

    /// The envelope of the mail whose text was read; the next mail begins anew.
    pub(super) fn envelope(&mut self) -> Envelope {
        let told = self.forward.helo.is_some() || self.forward.ip.is_some();
        let envelope = Envelope {
            from: self.from.take().unwrap_or_default(),
            helo: if told { self.forward.helo.take() } else { self.hello.clone() }.unwrap_or_default(),
            ip: if told { self.forward.ip } else { self.peer },
            recipients: std::mem::take(&mut self.recipients),
        };
        self.reset();
        envelope
    }

    /// Forgets the mail that was begun, and where it came from.
    pub(super) fn reset(&mut self) {
        self.forward = Forward::default();
        self.from = None;
        self.recipients.clear();
        self.chunks = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whose(address: &str) -> Recipient {
        if address.ends_with("@agency.test") { Recipient::Ours } else { Recipient::Nobody }
    }

    fn dialogue(manner: Manner) -> Dialogue {
        let limits = Limits { recipients: 2, mail: 1_000, ..Limits::default() };
        Dialogue::new(manner, limits, Some([127, 0, 0, 1].into()))
    }

    /// The codes of the answers to these lines; `text` where one follows.
    fn codes(dialogue: &mut Dialogue, lines: &[&str]) -> Vec<String> {
        let mut said = Vec::new();
        for line in lines {
            said.push(match dialogue.hear(line.as_bytes(), &whose) {
                Next::Say(answer) => answer.code().to_string(),
                Next::Text(_) => "text".to_owned(),
                Next::Chunk { first, bytes, last } => format!("chunk {first} {bytes} {last}"),
                Next::PassOver { bytes, then } => format!("over {bytes} {}", then.code()),
                Next::Close(answer) => format!("{} closed", answer.code()),
            });
        }
        said
    }

    #[test]
    fn a_mail_is_for_those_whose_address_is_ours_and_no_others() {
        let mut lmtp = dialogue(Manner::Lmtp);
        let lines = [
            "LHLO mx.test",
            "MAIL FROM:<anna@client.test>",
            "RCPT TO:<a@agency.test>",
            "RCPT TO:<x@client.test>",
            "RCPT TO:<b@agency.test>",
            "RCPT TO:<c@agency.test>",
            "DATA",
        ];
        assert_eq!(codes(&mut lmtp, &lines), ["250", "250", "250", "550", "250", "452", "text"]);
        assert_eq!(lmtp.answers(), 2);
        let envelope = lmtp.envelope();
        assert_eq!((envelope.from.as_str(), envelope.helo.as_str()), ("anna@client.test", "mx.test"));
        assert_eq!(envelope.recipients, ["a@agency.test", "b@agency.test"]);
        assert_eq!(envelope.ip, Some([127, 0, 0, 1].into()));
        assert_eq!(codes(&mut lmtp, &["DATA", "MAIL FROM:<>"]), ["503", "250"], "the next mail begins anew");
    }

    #[test]
    fn each_protocol_has_its_own_hello_and_its_own_number_of_answers() {
        assert_eq!(codes(&mut dialogue(Manner::Lmtp), &["EHLO a", "HELO a", "MAIL FROM:<>"]), ["500", "500", "503"]);
        let mut smtp = dialogue(Manner::Smtp);
        let lines = ["LHLO a", "EHLO a", "MAIL FROM:<>", "RCPT TO:<a@agency.test>", "RCPT TO:<b@agency.test>", "DATA"];
        assert_eq!(codes(&mut smtp, &lines), ["500", "250", "250", "250", "250", "text"]);
        assert_eq!(smtp.answers(), 1);
    }

    #[test]
    fn where_a_mail_came_from_is_told_for_one_mail_and_forgotten_after_it() {
        let mut lmtp = dialogue(Manner::Lmtp);
        let lines = ["LHLO mx.test", "XFORWARD ADDR=192.0.2.9", "XFORWARD HELO=mail.client.test", "MAIL FROM:<>"];
        assert_eq!(codes(&mut lmtp, &lines), ["250"; 4]);
        assert_eq!(codes(&mut lmtp, &["XFORWARD ADDR=192.0.2.10", "RCPT TO:<a@agency.test>"]), ["503", "250"]);
        let envelope = lmtp.envelope();
        assert_eq!((envelope.helo.as_str(), envelope.ip), ("mail.client.test", Some([192, 0, 2, 9].into())));
        codes(&mut lmtp, &["MAIL FROM:<>", "RCPT TO:<a@agency.test>"]);
        assert_eq!(lmtp.envelope().ip, Some([127, 0, 0, 1].into()));
    }

    #[test]
    fn too_large_a_mail_is_refused_before_it_is_sent() {
        let mut lmtp = dialogue(Manner::Lmtp);
        let lines = ["LHLO a", "MAIL FROM:<> SIZE=1001", "MAIL FROM:<> SIZE=1000", "RCPT TO:<a@agency.test>"];
        assert_eq!(codes(&mut lmtp, &lines), ["250", "552", "250", "250"]);
        assert_eq!(
            codes(&mut lmtp, &["BDAT 10", "DATA", "BDAT 0 LAST"]),
            ["chunk true 10 false", "503", "chunk false 0 true"]
        );
        assert_eq!(codes(&mut lmtp, &["BDAT 1001"]), ["552 closed"]);
        assert_eq!(codes(&mut dialogue(Manner::Lmtp), &["LHLO a", "BDAT 7 LAST"]), ["250", "over 7 503"]);
    }

    #[test]
    fn who_only_makes_mistakes_has_to_go() {
        let said = codes(&mut dialogue(Manner::Lmtp), &["GET / HTTP/1.1"; 20]);
        assert_eq!(said.first().map(String::as_str), Some("500"));
        assert_eq!(said.last().map(String::as_str), Some("421 closed"));
    }
}
