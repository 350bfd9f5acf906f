//! Files that old mailers put into the text itself: `begin 644 name` … `end`.

use super::{caps, words};
use crate::letter::Attachment;

/// Takes the files out of a text. A block that is broken or never ends stays text.
pub(crate) fn take_out(text: String) -> (String, Vec<Attachment>) {
    if !text.contains("begin ") {
        return (text, Vec::new());
    }
    let mut files = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some((before, block)) = next_begin(rest) {
        out.push_str(before);
        let taken = if files.len() < caps::UNPACKED { file(block) } else { None };
        match taken {
            Some((file, after)) => {
                files.push(file);
                rest = after;
            }
            None => {
                let (line, after) = split_line(block);
                out.push_str(line);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    (out, files)
}

/// A body that is one uuencoded file as a whole.
pub(crate) fn single(body: &[u8]) -> Option<Attachment> {
    let text = String::from_utf8_lossy(body).replace("\r\n", "\n");
    let (_, block) = next_begin(&text)?;
    file(block).map(|(file, _)| file)
}

/// What stands before the next line that opens a file, and the text from that line on.
fn next_begin(text: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find("begin ")?;
        let starts_line = at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
        if starts_line {
            let (line, _) = split_line(text.get(at..)?);
            if opening(line).is_some() {
                return Some(text.split_at(at));
            }
        }
        from = at + 6;
    }
}

fn opening(line: &str) -> Option<&str> {
    let (mode, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let fine = (3..=4).contains(&mode.len()) && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    fine.then_some(name.trim())
}

fn split_line(text: &str) -> (&str, &str) {
    match text.find('\n') {
        Some(n) => text.split_at(n + 1),
        None => (text, ""),
    }
}

fn file(block: &str) -> Option<(Attachment, &str)> {
    let (head, mut rest) = split_line(block);
    let name = words::clean(opening(head)?);
    let mut bytes = Vec::new();
    loop {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = split_line(rest);
        rest = after;
        let line = line.trim_end_matches(['\n', '\r']);
        if line == "end" {
            break;
        }
        if !line.trim().is_empty() && line.trim() != "`" {
            decode_line(line.as_bytes(), &mut bytes)?;
        }
    }
    let media_type = infer::get(&bytes).map_or("application/octet-stream", |t| t.mime_type());
    let file = Attachment { name, media_type: media_type.to_owned(), content_id: None, inline: false, bytes };
    Some((file, rest))
}

fn decode_line(line: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let (&first, data) = line.split_first()?;
    let wanted = usize::from(value(first)?);
    let mut got = Vec::with_capacity(wanted + 3);
    for group in data.chunks(4) {
        let mut bits = 0_u32;
        for place in 0..4 {
            // Blanks at the end of a line get lost on the way: they are zeros.
            bits = bits << 6 | u32::from(group.get(place).map_or(Some(0), |b| value(*b))?);
        }
        let [_, a, b, c] = bits.to_be_bytes();
        got.extend_from_slice(&[a, b, c]);
    }
    if got.len() + 2 < wanted {
        return None;
    }
    got.truncate(wanted);
    out.append(&mut got);
    Some(())
}

fn value(byte: u8) -> Option<u8> {
    (32..=96).contains(&byte).then(|| (byte - 32) & 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_leave_the_text_and_broken_ones_stay() {
        let text = "Hi\nbegin 644 a.txt\n#0V%T\n`\nend\nBye\nbegin 644 b.bin\nnothing here\n".to_owned();
        let (rest, files) = take_out(text);
        assert_eq!(rest, "Hi\nBye\nbegin 644 b.bin\nnothing here\n");
        assert_eq!(files.len(), 1);
        assert_eq!((files[0].name.as_str(), files[0].bytes.as_slice()), ("a.txt", b"Cat".as_slice()));
        assert_eq!(take_out("begin at the end".into()).0, "begin at the end");
    }
}
