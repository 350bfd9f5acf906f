//! Addresses of a header field. Lenient in finding them, strict in what counts as well-formed.

mod domain;

use rulebook::people::Party;

use super::{caps, words};
pub(crate) use domain::to_ascii;

/// What a field with addresses holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Addresses {
    /// The well-formed addresses in order, groups flattened.
    pub(crate) parties: Vec<Party>,
    /// How many entries were there that are no well-formed address.
    pub(crate) malformed: usize,
    /// Whether a group (`name: …;`) was there.
    pub(crate) group: bool,
    /// Whether there were more than the cap.
    pub(crate) capped: bool,
}

/// Reads the addresses of a raw field.
pub(crate) fn parse(raw: &[u8]) -> Addresses {
    let text = words::unfold(raw);
    let mut found = Addresses::default();
    let mut fragments: Vec<String> = Vec::new();
    for entry in entries(&text, &mut found.group) {
        if found.parties.len() + found.malformed + fragments.len() >= caps::ADDRESSES {
            found.capped = true;
            break;
        }
        if entry.is_empty() {
            continue;
        }
        if entry.is_fragment() {
            fragments.push(entry.phrase.trim().to_owned());
            continue;
        }
        let mut before = std::mem::take(&mut fragments);
        if entry.angle.is_none() || before.len() > 2 {
            found.malformed += before.len();
            before.clear();
        }
        match entry.party(&before) {
            Some(party) => found.parties.push(party),
            None => found.malformed += 1,
        }
    }
    found.malformed += fragments.len();
    found
}

/// A single well-formed address as it may stand alone, such as `Anna@Example.org`, in its one form:
/// ASCII lower case, domain as A-label. `None` when it is not well-formed.
///
/// ```
/// assert_eq!(mail::read::address("Anna@Kraków.Example").as_deref(), Some("anna@xn--krakw-3ta.example"));
/// assert_eq!(mail::read::address("a@b, c@d"), None);
/// ```
#[must_use]
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, host) = text.rsplit_once('@')?;
    let local = match local.strip_prefix('"').and_then(|l| l.strip_suffix('"')) {
        Some(quoted) => quoted,
        None => local,
    };
    let fine = !local.is_empty()
        && local.len() <= 128
        && !local.starts_with('.')
        && !local.ends_with('.')
        && local.chars().all(is_local);
    if !fine {
        return None;
    }
    Some(format!("{}@{}", local.to_ascii_lowercase(), to_ascii(host)?))
}

/// What may stand in a local part: atoms and dots, and letters of other scripts (RFC 6531). Nothing that is hidden.
fn is_local(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '!' | '#' | '$' | '%' | '&' | '\'' | '*' | '+' | '-' | '/' | '=' | '?' | '^' | '_' | '`' | '{' | '|' | '}'
        | '~' | '.' => true,
        _ => !c.is_ascii() && !c.is_control() && !c.is_whitespace() && !words::is_hidden(c),
    }
}

/// One entry between commas, taken apart.
#[derive(Default)]
struct Entry {
    /// What stands outside the angle brackets, quotes taken off.
    phrase: String,
    /// The same with its quotes still marked, to tell `a@b` from `"a@b"`.
    bare: String,
    /// What stands inside the angle brackets.
    angle: Option<String>,
    /// Comments.
    comment: String,
    /// Two pairs of angle brackets, or one that was never closed.
    broken: bool,
}

impl Entry {
    fn is_empty(&self) -> bool {
        self.phrase.trim().is_empty() && self.comment.trim().is_empty() && self.angle.is_none()
    }

    /// A piece of a name whose comma was not quoted: `Nowak, Anna <a@x.org>`. It holds no address.
    fn is_fragment(&self) -> bool {
        let text = &self.bare;
        self.angle.is_none() && !text.contains('@') && !text.contains(" at ") && !text.contains("=?") && !self.broken
    }

    /// The person, with the pieces of the name that stood before a comma.
    fn party(&self, before: &[String]) -> Option<Party> {
        if self.broken {
            return None;
        }
        let (spec, name) = match &self.angle {
            Some(angle) => {
                let angle = angle.trim();
                let angle = angle.strip_prefix("mailto:").unwrap_or(angle);
                let name = if self.phrase.trim().is_empty() { &self.comment } else { &self.phrase };
                (angle, name)
            }
            None => (self.bare.trim(), &self.comment),
        };
        let address = address(spec).or_else(|| archived(spec))?;
        let whole = before.iter().map(String::as_str).chain([name.as_str()]).collect::<Vec<_>>().join(", ");
        let name = words::clean(&words::decode(if before.is_empty() { name } else { &whole }));
        let name = name.trim_matches(['"', '\'', ' ']).to_owned();
        Some(Party { address, name })
    }
}

/// `anna at example.org`, as archives of lists write addresses.
fn archived(spec: &str) -> Option<String> {
    let (local, host) = spec.split_once(" at ").or_else(|| spec.split_once(" (at) "))?;
    if local.trim().contains(' ') || host.trim().contains(' ') {
        return None;
    }
    address(&format!("{}@{}", local.trim(), host.trim()))
}

/// Cuts a field at its commas, in one pass.
fn entries(text: &str, group: &mut bool) -> Vec<Entry> {
    let mut cutter = Cutter::default();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if cutter.comments > 0 {
            cutter.in_comment(c, &mut chars);
        } else if cutter.quoted {
            cutter.in_quotes(c, &mut chars);
        } else {
            cutter.outside(c);
        }
    }
    cutter.entry.broken |= cutter.in_angle;
    cutter.close();
    *group = cutter.group;
    cutter.done
}

#[derive(Default)]
struct Cutter {
    done: Vec<Entry>,
    entry: Entry,
    quoted: bool,
    comments: usize,
    in_angle: bool,
    group: bool,
}

impl Cutter {
    fn in_comment(&mut self, c: char, rest: &mut std::str::Chars<'_>) {
        match c {
            '(' => self.comments += 1,
            ')' => self.comments -= 1,
            '\\' => self.entry.comment.extend(rest.next()),
            _ => self.entry.comment.push(c),
        }
    }

    fn in_quotes(&mut self, c: char, rest: &mut std::str::Chars<'_>) {
        if c == '"' {
            self.quoted = false;
            self.entry.bare.push('"');
            return;
        }
        let c = if c == '\\' { rest.next().unwrap_or(c) } else { c };
        self.entry.phrase.push(c);
        self.entry.bare.push(c);
    }

    fn outside(&mut self, c: char) {
        let entry = &mut self.entry;
        match c {
            '>' if self.in_angle => self.in_angle = false,
            '<' if self.in_angle => entry.broken = true,
            _ if self.in_angle => entry.angle.get_or_insert_default().push(c),
            '"' => {
                self.quoted = true;
                entry.bare.push('"');
            }
            '(' => self.comments = 1,
            '<' => {
                self.in_angle = true;
                entry.broken |= entry.angle.is_some();
                entry.angle.get_or_insert_default();
            }
            ',' | ';' => self.close(),
            ':' if entry.angle.is_none() && !entry.bare.contains('@') => {
                self.group = true;
                *entry = Entry::default();
            }
            _ => {
                // Text after the address makes it another one than it seems.
                entry.broken |= entry.angle.is_some() && !c.is_whitespace();
                entry.phrase.push(c);
                entry.bare.push(c);
            }
        }
    }

    fn close(&mut self) {
        self.done.push(std::mem::take(&mut self.entry));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &[(&str, &str)], malformed: usize) {
        let got = parse(raw.as_bytes());
        let pairs: Vec<_> = got.parties.iter().map(|p| (p.address.as_str(), p.name.as_str())).collect();
        assert_eq!((pairs.as_slice(), got.malformed), (expected, malformed), "{raw}");
    }

    #[test]
    fn addresses_of_all_shapes() {
        check("Anna Nowak <Anna@Example.ORG>", &[("anna@example.org", "Anna Nowak")], 0);
        check("anna@example.org (Anna Nowak)", &[("anna@example.org", "Anna Nowak")], 0);
        check("nico at tekNico.net (Nicola Larosa)", &[("nico@teknico.net", "Nicola Larosa")], 0);
        check("\"Nowak, Anna\" <a@x.org>, b@y.org", &[("a@x.org", "Nowak, Anna"), ("b@y.org", "")], 0);
        check("=?utf-8?q?Anna=2C_Nowak?= <a@x.org>", &[("a@x.org", "Anna, Nowak")], 0);
        check("Team: a@x.org, b@y.org;", &[("a@x.org", ""), ("b@y.org", "")], 0);
        check("Nowak, Anna <a@x.org>, b@y.org", &[("a@x.org", "Nowak, Anna"), ("b@y.org", "")], 0);
        check("undisclosed-recipients:;", &[], 0);
        check("undisclosed recipients: ;", &[], 0);
        check("a@x.org; b@y.org", &[("a@x.org", ""), ("b@y.org", "")], 0);
    }

    #[test]
    fn what_only_seems_to_be_an_address_is_none() {
        check("\"a@x.org\" <b@y.org>", &[("b@y.org", "a@x.org")], 0);
        check("a@x.org <b@y.org> <c@z.org>", &[], 1);
        check("<@a.org,@b.org:c@z.org>", &[], 1);
        check("=?utf-8?q?a=40x.org?=", &[], 1);
        check("<>", &[], 1);
        check("Anna", &[], 1);
        check("Anna, a@x.org", &[("a@x.org", "")], 1);
        check("a\"b@x.org\"@evil.test", &[], 1);
        check("anna@exa mple.org", &[], 1);
        check("m\u{200b}e@x.org", &[], 1);
    }

    #[test]
    fn names_cannot_carry_a_line_or_a_direction() {
        check("=?utf-8?q?An=0D=0Ana=E2=80=AE?= <a@x.org>", &[("a@x.org", "An na")], 0);
    }
}
