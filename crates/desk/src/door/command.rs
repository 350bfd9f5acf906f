//! One command of the peer, read from its line. What it is answered stands in `dialogue`.
//!
//! Our own grammar: lines must end strictly with CRLF before anything is read of them, and XFORWARD is understood, through
//! which a mail server tells where the mail came from.

use std::net::IpAddr;

use super::paths;

/// What the peer wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    /// LHLO, EHLO or HELO, and how the peer calls itself.
    Hello { verb: Hello, name: String },
    /// MAIL FROM; an empty sender is the null sender.
    Mail { from: String, size: Option<u64> },
    /// RCPT TO.
    Rcpt { to: String },
    /// The text follows, up to the dot.
    Data,
    /// So many bytes of text follow (RFC 3030).
    Bdat { bytes: u64, last: bool },
    /// Where the mail came from, as our mail server saw it.
    Forward(Forward),
    /// Begins anew.
    Reset,
    /// Says nothing.
    Noop,
    /// Asks who somebody is.
    Verify,
    /// Asks for help.
    Help,
    /// Goes.
    Quit,
}

/// Which greeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hello {
    Lhlo,
    Ehlo,
    Helo,
}

/// What XFORWARD tells; what is not told stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Forward {
    pub(super) helo: Option<String>,
    pub(super) ip: Option<IpAddr>,
}

/// Why a line is no command of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Not a command that is known here.
    Unknown,
    /// A known command, but what follows cannot be read.
    Syntax,
    /// A parameter that was not offered.
    Parameter,
}

/// Reads a command from its line, CRLF cut off.
pub(super) fn read(line: &[u8]) -> Result<Command, Wrong> {
    let text = std::str::from_utf8(line).map_err(|_| Wrong::Syntax)?;
    if text.chars().any(char::is_control) {
        return Err(Wrong::Syntax);
    }
    let text = text.trim_end_matches(' ');
    let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
    let rest = rest.trim_start_matches(' ');
    match verb.to_ascii_uppercase().as_str() {
        "LHLO" => hello(Hello::Lhlo, rest),
        "EHLO" => hello(Hello::Ehlo, rest),
        "HELO" => hello(Hello::Helo, rest),
        "MAIL" => mail(rest),
        "RCPT" => rcpt(rest),
        "DATA" => alone(rest, Command::Data),
        "BDAT" => bdat(rest),
        "XFORWARD" => forward(rest),
        "RSET" => alone(rest, Command::Reset),
        "QUIT" => alone(rest, Command::Quit),
        "NOOP" => Ok(Command::Noop),
        "VRFY" => Ok(Command::Verify),
        "HELP" => Ok(Command::Help),
        _ => Err(Wrong::Unknown),
    }
}

fn alone(rest: &str, command: Command) -> Result<Command, Wrong> {
    if rest.is_empty() { Ok(command) } else { Err(Wrong::Syntax) }
}

fn hello(verb: Hello, name: &str) -> Result<Command, Wrong> {
    let one = !name.is_empty() && name.len() <= 255 && !name.contains(' ');
    if one { Ok(Command::Hello { verb, name: name.to_owned() }) } else { Err(Wrong::Syntax) }
}

/// What follows `FROM:` or `TO:`, in any case.
fn after<'t>(text: &'t str, word: &str) -> Result<&'t str, Wrong> {
    let (found, rest) = text.split_at_checked(word.len()).ok_or(Wrong::Syntax)?;
    if found.eq_ignore_ascii_case(word) { Ok(rest) } else { Err(Wrong::Syntax) }
}

fn mail(text: &str) -> Result<Command, Wrong> {
    let (from, rest) = paths::split(after(text, "FROM:")?).ok_or(Wrong::Syntax)?;
    let mut size = None;
    for parameter in rest.split(' ').filter(|it| !it.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match name.to_ascii_uppercase().as_str() {
            "SIZE" => size = Some(number(value)?),
            "BODY" if ["7BIT", "8BITMIME"].iter().any(|it| value.eq_ignore_ascii_case(it)) => {}
            "SMTPUTF8" if value.is_empty() => {}
            _ => return Err(Wrong::Parameter),
        }
    }
    Ok(Command::Mail { from: from.to_owned(), size })
}

fn rcpt(text: &str) -> Result<Command, Wrong> {
    let (to, rest) = paths::split(after(text, "TO:")?).ok_or(Wrong::Syntax)?;
    if to.is_empty() {
        return Err(Wrong::Syntax);
    }
    if rest.trim_matches(' ').is_empty() { Ok(Command::Rcpt { to: to.to_owned() }) } else { Err(Wrong::Parameter) }
}

fn bdat(text: &str) -> Result<Command, Wrong> {
    let (bytes, last) = match text.split_once(' ') {
        None => (text, false),
        Some((bytes, last)) if last.eq_ignore_ascii_case("LAST") => (bytes, true),
        Some(_) => return Err(Wrong::Syntax),
    };
    Ok(Command::Bdat { bytes: number(bytes)?, last })
}

fn number(text: &str) -> Result<u64, Wrong> {
    let digits = !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().map_err(|_| Wrong::Syntax) } else { Err(Wrong::Syntax) }
}

/// `NAME=… ADDR=… HELO=…`, as Postfix writes it. Unknown attributes are passed over.
fn forward(text: &str) -> Result<Command, Wrong> {
    let mut forward = Forward::default();
    if text.is_empty() {
        return Err(Wrong::Syntax);
    }
    for pair in text.split(' ').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').ok_or(Wrong::Syntax)?;
        let value = xtext(value).ok_or(Wrong::Syntax)?;
        let known = !value.is_empty() && !value.eq_ignore_ascii_case("[UNAVAILABLE]") && value != "[TEMPUNAVAIL]";
        match name.to_ascii_uppercase().as_str() {
            "HELO" => forward.helo = Some(if known { value.chars().take(255).collect() } else { String::new() }),
            "ADDR" if known => {
                let bare = value.get(..5).filter(|it| it.eq_ignore_ascii_case("IPV6:")).and_then(|_| value.get(5..));
                forward.ip = Some(bare.unwrap_or(&value).parse().map_err(|_| Wrong::Syntax)?);
            }
            _ => {}
        }
    }
    Ok(Command::Forward(forward))
}

/// `+40` is `@` (RFC 3461, 4); `None` when it is none, or holds what could end a line.
fn xtext(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'+' {
            bytes.push(byte);
            continue;
        }
        let (high, low) = (rest.next()?, rest.next()?);
        let mut one = [0];
        hex::decode_to_slice([high, low], &mut one).ok()?;
        bytes.extend(one);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail_from(from: &str, size: Option<u64>) -> Result<Command, Wrong> {
        Ok(Command::Mail { from: from.to_owned(), size })
    }

    #[test]
    fn commands_are_read_as_mail_servers_write_them() {
        let hello = |verb, name: &str| Ok(Command::Hello { verb, name: name.to_owned() });
        let forward = |helo: Option<&str>, ip: Option<&str>| {
            let helo = helo.map(str::to_owned);
            Ok(Command::Forward(Forward { helo, ip: ip.map(|ip| ip.parse().unwrap()) }))
        };
        for (line, expected) in [
            ("LHLO mx.agency.test", hello(Hello::Lhlo, "mx.agency.test")),
            ("ehlo [192.0.2.1]", hello(Hello::Ehlo, "[192.0.2.1]")),
            ("LHLO", Err(Wrong::Syntax)),
            ("LHLO a b", Err(Wrong::Syntax)),
            ("MAIL FROM:<anna@client.test>", mail_from("anna@client.test", None)),
            ("mail from: <> size=10 body=8bitmime smtputf8", mail_from("", Some(10))),
            ("MAIL FROM:<a@b.test> BODY=BINARYMIME", Err(Wrong::Parameter)),
            ("MAIL FROM:<a@b.test> AUTH=<>", Err(Wrong::Parameter)),
            ("MAIL FROM:<a@b.test> SIZE=-1", Err(Wrong::Syntax)),
            ("MAIL TO:<a@b.test>", Err(Wrong::Syntax)),
            ("RCPT TO:<desk@agency.test>", Ok(Command::Rcpt { to: "desk@agency.test".to_owned() })),
            ("RCPT TO:<>", Err(Wrong::Syntax)),
            ("RCPT TO:<desk@agency.test> NOTIFY=NEVER", Err(Wrong::Parameter)),
            ("DATA", Ok(Command::Data)),
            ("DATA now", Err(Wrong::Syntax)),
            ("BDAT 86 LAST", Ok(Command::Bdat { bytes: 86, last: true })),
            ("BDAT 0", Ok(Command::Bdat { bytes: 0, last: false })),
            ("BDAT 99999999999999999999", Err(Wrong::Syntax)),
            ("BDAT 10 FIRST", Err(Wrong::Syntax)),
            ("XFORWARD NAME=mx ADDR=192.0.2.9 HELO=mail+2Etest", forward(Some("mail.test"), Some("192.0.2.9"))),
            ("XFORWARD ADDR=IPv6:2001:db8::1", forward(None, Some("2001:db8::1"))),
            ("XFORWARD HELO=[UNAVAILABLE] ADDR=[UNAVAILABLE]", forward(Some(""), None)),
            ("XFORWARD HELO=a+0D+0Ab", Err(Wrong::Syntax)),
            ("XFORWARD", Err(Wrong::Syntax)),
            ("QUIT", Ok(Command::Quit)),
            ("GET / HTTP/1.1", Err(Wrong::Unknown)),
            ("", Err(Wrong::Unknown)),
            ("MAIL FROM:<a\0@b.test>", Err(Wrong::Syntax)),
        ] {
            assert_eq!(read(line.as_bytes()), expected, "{line:?}");
        }
        assert_eq!(read(b"NOOP \xff"), Err(Wrong::Syntax));
    }
}
