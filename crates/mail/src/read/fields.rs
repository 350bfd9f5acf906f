//! The header block of a mail or part, cut into fields. Nothing is decoded here.

use memchr::memchr;

use super::caps;

/// One header field as it stands in the mail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    /// The name, without the colon and blanks before it.
    pub(crate) name: &'a [u8],
    /// The value with its folds, capped.
    pub(crate) value: &'a [u8],
}

/// A header block and where the body after it begins.
#[derive(Debug, Default)]
pub(crate) struct Block<'a> {
    /// The fields in order.
    pub(crate) fields: Vec<Field<'a>>,
    /// Offset of the first byte of the body.
    pub(crate) body: usize,
    /// Whether there were more fields or bytes than the caps allow.
    pub(crate) capped: bool,
    /// Whether there were lines that are neither field nor fold.
    pub(crate) junk: bool,
}

/// The value of the first field of that name (any case).
pub(crate) fn first<'a>(fields: &[Field<'a>], name: &str) -> Option<&'a [u8]> {
    all(fields, name).next()
}

/// The values of all fields of that name (any case), in order.
pub(crate) fn all<'s, 'a>(fields: &'s [Field<'a>], name: &'s str) -> impl Iterator<Item = &'a [u8]> + 's {
    fields.iter().filter(move |f| f.name.eq_ignore_ascii_case(name.as_bytes())).map(|f| f.value)
}

/// The fields of a mail's own header block, up to the first line that is neither field nor fold: below what a server wrote, such
/// a line would be the sender's, and must not become a part of the server's.
pub(crate) fn certain(bytes: &[u8]) -> Vec<Field<'_>> {
    let is_other = |line: &[u8]| {
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        !folded && !line.trim_ascii().is_empty() && field_colon(line).is_none() && !is_from_line(line)
    };
    split(bytes, 0, is_other).fields
}

/// Cuts the header block that begins at `start`. `ends` tells whether a line (without its end) closes
/// the block although it is not blank: a boundary.
pub(crate) fn split<'a>(bytes: &'a [u8], start: usize, ends: impl Fn(&[u8]) -> bool) -> Block<'a> {
    let mut block = Block { body: start, ..Block::default() };
    let mut open: Option<(&'a [u8], usize)> = None;
    let mut at = start;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        if at.saturating_sub(start) > caps::HEADER_BLOCK {
            block.capped = true;
            block.body = after_blank_line(bytes, at);
            close(&mut block, &mut open, bytes, at);
            return block;
        }
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        let blank = line.trim_ascii().is_empty();
        if blank && (!folded || !fold_goes_on(bytes, next)) {
            close(&mut block, &mut open, bytes, at);
            block.body = next;
            return block;
        }
        if folded && (open.is_some() || at > start) {
            at = next;
            continue;
        }
        let is_end = ends(line);
        if let Some(colon) = field_colon(line).filter(|_| !is_end) {
            close(&mut block, &mut open, bytes, at);
            let name = line.get(..colon).unwrap_or_default().trim_ascii_end();
            open = Some((name, at + colon + 1));
        } else if is_from_line(line) && at == start {
            // The mbox line of a single exported mail.
        } else {
            block.junk |= !is_end;
            // A fold that lost its blank stays part of the field before; else the body begins here.
            if is_end || !fields_follow(bytes, next, &ends) {
                close(&mut block, &mut open, bytes, at);
                block.body = at;
                return block;
            }
        }
        at = next;
    }
    close(&mut block, &mut open, bytes, bytes.len());
    block.body = bytes.len();
    block
}

/// The line at an offset without its end, and the offset of the next.
pub(crate) fn line_at(bytes: &[u8], at: usize) -> (&[u8], usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let (line, next) = match memchr(b'\n', rest) {
        Some(n) => (rest.get(..n).unwrap_or_default(), at + n + 1),
        None => (rest, bytes.len()),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), next)
}

fn close<'a>(block: &mut Block<'a>, open: &mut Option<(&'a [u8], usize)>, bytes: &'a [u8], end: usize) {
    let Some((name, from)) = open.take() else { return };
    if block.fields.len() >= caps::FIELDS {
        block.capped = true;
        return;
    }
    let end = end.min(from.saturating_add(caps::FIELD));
    let value = bytes.get(from..end).unwrap_or_default().trim_ascii();
    block.fields.push(Field { name, value });
}

/// Where the name of a field ends: printable ASCII, then blanks, then a colon.
fn field_colon(line: &[u8]) -> Option<usize> {
    let colon = memchr(b':', line)?;
    let name = line.get(..colon)?.trim_ascii_end();
    let fine = !name.is_empty() && name.len() <= 200 && name.iter().all(|b| b.is_ascii_graphic());
    fine.then_some(colon)
}

fn is_from_line(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

/// A line of blanks within the header goes on with it only when a field follows.
fn fold_goes_on(bytes: &[u8], next: usize) -> bool {
    let (line, _) = line_at(bytes, next);
    field_colon(line).is_some_and(|colon| known(line.get(..colon).unwrap_or_default()))
}

/// Whether a field that is known to mail comes before the next blank line.
fn fields_follow(bytes: &[u8], from: usize, ends: &impl Fn(&[u8]) -> bool) -> bool {
    let mut at = from;
    for _ in 0..20 {
        if at >= bytes.len() {
            return false;
        }
        let (line, next) = line_at(bytes, at);
        if line.trim_ascii().is_empty() || ends(line) {
            return false;
        }
        if field_colon(line).is_some_and(|colon| known(line.get(..colon).unwrap_or_default())) {
            return true;
        }
        at = next;
    }
    false
}

fn known(name: &[u8]) -> bool {
    const NAMES: [&str; 22] = [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "received",
        "return-path",
        "reply-to",
        "sender",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "content-disposition",
        "content-id",
        "content-description",
        "in-reply-to",
        "references",
        "delivered-to",
        "x-mailer",
        "user-agent",
        "precedence",
    ];
    let name = name.trim_ascii_end();
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

fn after_blank_line(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        if line.is_empty() {
            return next;
        }
        at = next;
    }
    bytes.len()
}
