//! The parts of a letter: text and HTML as two sides of one body, the pictures its HTML shows, the files that go along.

use mail_builder::headers::content_type::ContentType;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

use super::{ComposeError, File, Outgoing, id, line};
use crate::read;

/// The body: `mixed(related(alternative(text, html), pictures), files)`, with only the layers that are needed.
pub(super) fn body<'a>(letter: &Outgoing<'a>) -> Result<MimePart<'a>, ComposeError> {
    let shown = |file: &&File<'_>| letter.html.is_some() && file.content_id.is_some();
    let pictures: Vec<&File<'a>> = letter.attachments.iter().filter(shown).collect();
    let files: Vec<&File<'a>> = letter.attachments.iter().filter(|file| !shown(file)).collect();
    let mut body = words(letter);
    if !pictures.is_empty() {
        let mut parts = vec![body];
        for file in pictures {
            parts.push(part(file, "inline").cid(id(file.content_id.unwrap_or_default())?));
        }
        body = multipart(letter, "related", parts);
    }
    if !files.is_empty() {
        let mut parts = vec![body];
        parts.extend(files.into_iter().map(|file| part(file, "attachment")));
        body = multipart(letter, "mixed", parts);
    }
    Ok(body)
}

/// The text, and beside it the same as HTML: the last one is what a program that can shows.
fn words<'a>(letter: &Outgoing<'a>) -> MimePart<'a> {
    let plain = MimePart::new("text/plain", BodyPart::Text(wire(letter.text).into()));
    let Some(html) = letter.html else { return plain };
    let html = MimePart::new("text/html", BodyPart::Text(wire(html).into()));
    multipart(letter, "alternative", vec![plain, html])
}

/// Always as bytes: a text file is not touched on its way.
fn part<'a>(file: &File<'a>, disposition: &'static str) -> MimePart<'a> {
    let disposition = ContentType::new(disposition).attribute("filename", line(file.name));
    let part = MimePart::new(ContentType::new(media_type(file.media_type)), BodyPart::Binary(file.bytes.into()));
    part.header("Content-Disposition", disposition)
}

fn multipart<'a>(letter: &Outgoing<'a>, kind: &str, parts: Vec<MimePart<'a>>) -> MimePart<'a> {
    let boundary = boundary(letter, kind);
    MimePart::new(ContentType::new(format!("multipart/{kind}")).attribute("boundary", boundary), parts)
}

/// Made of the id, so that it is known beforehand to nobody and the same at each writing.
fn boundary(letter: &Outgoing<'_>, kind: &str) -> String {
    let hash = Sha256::digest(format!("{kind} {}", letter.message_id));
    format!("=_{}", hex::encode(hash.get(..16).unwrap_or_default()))
}

/// CRLF at every line's end, also the last one's.
fn wire(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let mut text = text.replace('\n', "\r\n");
    if !text.ends_with("\r\n") {
        text.push_str("\r\n");
    }
    text
}

fn media_type(text: &str) -> String {
    read::media_type(text).unwrap_or_else(|| "application/octet-stream".to_owned())
}
