//! One answer of an IMAP server, from its pieces to what it says. Pure; any bytes give an answer or a clear no.

use super::wire::Piece;

/// Deepest nesting and most values of an answer that is read.
const DEEPEST: usize = 12;
const MOST: usize = 20_000;

/// What a server says, as far as we listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The end of a command: its tag, how it went, a code such as `UIDVALIDITY 3`, and words.
    Tagged(String, Verdict, String, String),
    /// `* OK`, `* NO`, `* BAD`, `* PREAUTH`, with code and words.
    Status(Verdict, String, String),
    /// `* BYE`, with its words.
    Bye(String),
    /// `+`: go on; the words after it.
    GoOn(String),
    /// What the server can.
    Capability(Vec<String>),
    /// A folder.
    List(Listed),
    /// What a search found.
    Search(Vec<u32>),
    /// How many mails the open folder holds now.
    Exists(u32),
    /// A mail was taken out of the open folder.
    Expunge,
    /// A mail, or something about it.
    Fetch(Mail),
    /// STATUS: name and figures of a folder that need not be open.
    Figures(Vec<(String, u64)>),
    /// Something we do not listen to.
    Other,
}

/// How a command went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Done.
    Ok,
    /// Not done.
    No,
    /// Not understood.
    Bad,
}

/// A folder as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Its name as the server writes it (modified UTF-7).
    pub name: String,
    /// What stands between levels; empty when there are none.
    pub delimiter: String,
    /// Attributes in lower case, such as `\sent` (RFC 6154) and `\noselect`.
    pub attributes: Vec<String>,
}

/// What FETCH says about one mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// Its UID; 0 when it is not named.
    pub uid: u32,
    /// RFC822.SIZE.
    pub size: Option<u64>,
    /// INTERNALDATE as it stands.
    pub date: String,
    /// Flags in lower case.
    pub flags: Vec<String>,
    /// The raw mail, when it was asked for.
    pub raw: Option<Vec<u8>>,
    /// How long the raw mail is; more than `raw` holds when it is larger than the cap.
    pub raw_size: u64,
}

/// Not an IMAP answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotImap;

/// Reads one answer.
pub(super) fn said(pieces: Vec<Piece>) -> Result<Said, NotImap> {
    let Some(Piece::Text(line)) = pieces.first() else { return Err(NotImap) };
    if line.len() > 64 * 1024 && !starts_with(line, "* SEARCH") {
        return Err(NotImap);
    }
    let (first, rest) = word(line);
    match first {
        b"+" => Ok(Said::GoOn(clean(rest))),
        b"*" => {
            let rest = rest.to_vec();
            untagged(&rest, pieces)
        }
        tag if !tag.is_empty() && tag.iter().all(u8::is_ascii_alphanumeric) => {
            let (verdict, rest) = word(rest);
            let verdict = verdict_of(verdict).ok_or(NotImap)?;
            let (code, words) = code_and_words(rest);
            Ok(Said::Tagged(String::from_utf8_lossy(tag).into_owned(), verdict, code, words))
        }
        _ => Err(NotImap),
    }
}

fn untagged(line: &[u8], pieces: Vec<Piece>) -> Result<Said, NotImap> {
    let (first, rest) = word(line);
    let (code, words) = code_and_words(rest);
    let upper = String::from_utf8_lossy(first).to_ascii_uppercase();
    match upper.as_str() {
        "PREAUTH" => return Ok(Said::Status(Verdict::Ok, format!("PREAUTH {code}"), words)),
        "OK" | "NO" | "BAD" => {
            let verdict = verdict_of(first).ok_or(NotImap)?;
            return Ok(Said::Status(verdict, code, words));
        }
        "BYE" => return Ok(Said::Bye(words)),
        "CAPABILITY" => return Ok(Said::Capability(upper_words(rest))),
        "SEARCH" => return Ok(Said::Search(numbers(rest))),
        "LIST" => return listed(Values::after(pieces, 2)),
        "STATUS" => return figures(Values::after(pieces, 2)),
        _ => {}
    }
    let Some(number) = number(first) else { return Ok(Said::Other) };
    let (what, _) = word(rest);
    match String::from_utf8_lossy(what).to_ascii_uppercase().as_str() {
        "EXISTS" => Ok(Said::Exists(number)),
        "EXPUNGE" => Ok(Said::Expunge),
        "FETCH" => fetched(Values::after(pieces, 3)),
        _ => Ok(Said::Other),
    }
}

fn listed(mut values: Values) -> Result<Said, NotImap> {
    let Some(Value::List(attributes)) = values.next(0)? else { return Err(NotImap) };
    let delimiter = values.next(0)?.ok_or(NotImap)?;
    let name = values.next(0)?.ok_or(NotImap)?;
    let attributes = attributes.iter().map(|one| one.text().to_ascii_lowercase()).collect();
    let delimiter = if delimiter.is_nil() { String::new() } else { delimiter.text() };
    Ok(Said::List(Listed { name: name.text(), delimiter, attributes }))
}

fn figures(mut values: Values) -> Result<Said, NotImap> {
    let _name = values.next(0)?.ok_or(NotImap)?;
    let Some(Value::List(items)) = values.next(0)? else { return Err(NotImap) };
    let pairs = items.chunks_exact(2).filter_map(|pair| match pair {
        [name, value] => Some((name.text().to_ascii_uppercase(), value.text().parse().ok()?)),
        _ => None,
    });
    Ok(Said::Figures(pairs.collect()))
}

fn fetched(mut values: Values) -> Result<Said, NotImap> {
    let Some(Value::List(items)) = values.next(0)? else { return Err(NotImap) };
    let mut mail = Mail::default();
    let mut items = items.into_iter();
    while let (Some(name), Some(value)) = (items.next(), items.next()) {
        match (name.text().to_ascii_uppercase().as_str(), value) {
            ("UID", value) => mail.uid = number(value.text().as_bytes()).unwrap_or(0),
            ("RFC822.SIZE", value) => mail.size = value.text().parse().ok(),
            ("INTERNALDATE", value) => mail.date = value.text(),
            ("FLAGS", Value::List(flags)) => {
                mail.flags = flags.iter().map(|one| one.text().to_ascii_lowercase()).collect();
            }
            (name, Value::Bytes(raw, size)) if name.starts_with("BODY[") => {
                (mail.raw, mail.raw_size) = (Some(raw), size);
            }
            _ => {}
        }
    }
    Ok(Said::Fetch(mail))
}

/// A value of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Atom(Vec<u8>),
    /// A quoted string or a literal, and how long it was.
    Bytes(Vec<u8>, u64),
    List(Vec<Value>),
}

impl Value {
    fn text(&self) -> String {
        match self {
            Self::Atom(bytes) | Self::Bytes(bytes, _) => {
                String::from_utf8_lossy(bytes.get(..bytes.len().min(4_096)).unwrap_or_default()).into_owned()
            }
            Self::List(_) => String::new(),
        }
    }

    fn is_nil(&self) -> bool {
        matches!(self, Self::Atom(atom) if atom.eq_ignore_ascii_case(b"NIL"))
    }
}

/// The values of an answer, one after another, through its literals.
struct Values {
    pieces: std::vec::IntoIter<Piece>,
    line: Vec<u8>,
    at: usize,
    seen: usize,
}

impl Values {
    /// What follows the first words of the answer.
    fn after(pieces: Vec<Piece>, words: usize) -> Self {
        let mut pieces = pieces.into_iter();
        let line = match pieces.next() {
            Some(Piece::Text(line)) => line,
            _ => Vec::new(),
        };
        let mut values = Self { pieces, line, at: 0, seen: 0 };
        for _ in 0..words {
            let (first, _) = word(values.line.get(values.at..).unwrap_or_default());
            values.at += first.len() + 1;
        }
        values
    }

    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    fn next(&mut self, depth: usize) -> Result<Option<Value>, NotImap> {
        self.seen += 1;
        if depth > DEEPEST || self.seen > MOST {
            return Err(NotImap);
        }
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
        match self.peek() {
            None => Ok(self.literal()),
            Some(b'(') => self.list(depth).map(Some),
            Some(b')') => Ok(None),
            Some(b'"') => self.quoted().map(Some),
            Some(_) => Ok(Some(self.atom())),
        }
    }

    /// Text that ends is followed by a literal, or by nothing.
    fn literal(&mut self) -> Option<Value> {
        let Some(Piece::Literal(bytes, size)) = self.pieces.next() else { return None };
        self.line = match self.pieces.next() {
            Some(Piece::Text(line)) => line,
            _ => Vec::new(),
        };
        self.at = 0;
        Some(Value::Bytes(bytes, size))
    }

    fn list(&mut self, depth: usize) -> Result<Value, NotImap> {
        self.at += 1;
        let mut values = Vec::new();
        while let Some(value) = self.next(depth + 1)? {
            values.push(value);
        }
        if self.peek() != Some(b')') {
            return Err(NotImap);
        }
        self.at += 1;
        Ok(Value::List(values))
    }

    fn quoted(&mut self) -> Result<Value, NotImap> {
        let mut text = Vec::new();
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => {
                    let size = text.len() as u64;
                    return Ok(Value::Bytes(text, size));
                }
                b'\\' => {
                    text.push(self.peek().ok_or(NotImap)?);
                    self.at += 1;
                }
                _ => text.push(byte),
            }
        }
        Err(NotImap)
    }

    /// A word; `BODY[HEADER.FIELDS (DATE)]` is one.
    fn atom(&mut self) -> Value {
        let (start, mut within) = (self.at, false);
        while let Some(byte) = self.peek() {
            match byte {
                b'[' => within = true,
                b']' => within = false,
                b' ' | b'(' | b')' | b'"' if !within => break,
                _ => {}
            }
            self.at += 1;
        }
        Value::Atom(self.line.get(start..self.at).unwrap_or_default().to_vec())
    }
}

fn word(line: &[u8]) -> (&[u8], &[u8]) {
    let end = line.iter().position(|byte| *byte == b' ').unwrap_or(line.len());
    (line.get(..end).unwrap_or_default(), line.get(end + 1..).unwrap_or_default())
}

fn starts_with(line: &[u8], words: &str) -> bool {
    line.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
}

fn number(bytes: &[u8]) -> Option<u32> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

fn numbers(rest: &[u8]) -> Vec<u32> {
    rest.split(|byte| *byte == b' ')
        .map_while(|one| if one.is_empty() { Some(0) } else { number(one) })
        .filter(|one| *one > 0)
        .collect()
}

fn upper_words(rest: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(rest).split_ascii_whitespace().take(500).map(str::to_ascii_uppercase).collect()
}

fn verdict_of(word: &[u8]) -> Option<Verdict> {
    match word.to_ascii_uppercase().as_slice() {
        b"OK" => Some(Verdict::Ok),
        b"NO" => Some(Verdict::No),
        b"BAD" => Some(Verdict::Bad),
        _ => None,
    }
}

/// `[CODE more] words`: the code, and the words without control characters, cut.
fn code_and_words(rest: &[u8]) -> (String, String) {
    let Some(inside) = rest.strip_prefix(b"[") else { return (String::new(), clean(rest)) };
    let end = inside.iter().position(|byte| *byte == b']').unwrap_or(inside.len());
    let words = inside.get(end + 1..).unwrap_or_default();
    (clean(inside.get(..end).unwrap_or_default()), clean(words.trim_ascii_start()))
}

fn clean(bytes: &[u8]) -> String {
    let cut = bytes.get(..bytes.len().min(8_192)).unwrap_or_default();
    String::from_utf8_lossy(cut).chars().filter(|char| !char.is_control()).take(4_000).collect()
}

#[cfg(test)]
mod tests;
