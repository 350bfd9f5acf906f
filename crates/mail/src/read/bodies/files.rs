//! Parts that are not the body: files, enclosed mails, what is inside a winmail.dat, and text outside of all parts.

use super::{Reader, is_blank, tidy};
use crate::letter::Attachment;
use crate::read::fields;
use crate::read::media::Media;
use crate::read::walk::{Node, Walked, encoding};
use crate::read::{charset, ids, tnef, transfer, uuencode, words};

impl Reader<'_, '_> {
    /// Keeps a part as a file.
    pub(super) fn attach(&mut self, node: &Node<'_>) {
        let body = self.walked.body(self.bytes, node);
        let coding = encoding(node);
        let decoded = transfer::decode(body, &coding, node.media.is_kind("text"));
        self.problem(decoded.broken.then_some("transfer_encoding_broken"));
        let name = file_name(node).unwrap_or_default();
        let coded = matches!(coding.as_str(), "x-uuencode" | "uuencode" | "x-uue");
        if coded && let Some(file) = uuencode::single(&decoded.bytes) {
            let bytes = file.bytes;
            self.push(node, if name.is_empty() { file.name } else { name }, bytes);
            return;
        }
        let is_tnef = matches!(node.media.value.as_str(), "application/ms-tnef" | "application/vnd.ms-tnef")
            || name.eq_ignore_ascii_case("winmail.dat");
        if is_tnef && let Some(inside) = tnef::read(&decoded.bytes) {
            self.problem(inside.problem);
            if let Some(text) = inside.text.filter(|t| !is_blank(t)) {
                self.out.attachments.push(text_file(WINMAIL_BODY, &text));
            }
            self.out.attachments.extend(inside.attachments);
            return;
        }
        self.push(node, name, decoded.bytes);
        if decoded.rest.iter().any(u8::is_ascii_alphanumeric) {
            self.out.attachments.push(text_file("outside-the-parts.txt", &tidy(charset::guess(&decoded.rest).text)));
        }
    }

    fn push(&mut self, node: &Node<'_>, name: String, bytes: Vec<u8>) {
        let mut name = name;
        if name.is_empty() && node.media.value.starts_with("message/") && node.media.value != "message/delivery-status"
        {
            name = enclosed_name(self.walked, node);
        }
        if matches!(node.media.value.as_str(), "message/external-body" | "message/partial") {
            self.problem(Some("part_is_elsewhere"));
        }
        let content_id = fields::first(&node.fields, "content-id").and_then(ids::own);
        self.out.attachments.push(Attachment {
            name,
            media_type: node.media.shape().unwrap_or("application/octet-stream").to_owned(),
            inline: false,
            content_id,
            bytes,
        });
    }

    /// Text before the first part or after the last: shown by nobody's mail program, yet not lost.
    pub(super) fn outside(&mut self, node: &Node<'_>) {
        for (from, to) in &node.outside {
            let raw = self.bytes.get(*from..*to).unwrap_or_default();
            let text = tidy(charset::guess(raw).text);
            let notice = ["mime", "multi-part", "multipart", "encapsulated"];
            let low = text.to_lowercase();
            if notice.iter().any(|n| low.contains(n)) && text.len() < 600 || !text.contains(char::is_alphanumeric) {
                continue;
            }
            self.problem(Some("text_outside_parts"));
            self.out.attachments.push(text_file("outside-the-parts.txt", &text));
        }
    }
}

/// The name given to a body that came inside a winmail.dat.
pub(super) const WINMAIL_BODY: &str = "winmail-body.txt";

fn text_file(name: &str, text: &str) -> Attachment {
    Attachment {
        name: name.to_owned(),
        media_type: "text/plain".to_owned(),
        content_id: None,
        inline: false,
        bytes: text.as_bytes().to_vec(),
    }
}

pub(super) fn html_file(html: String) -> Attachment {
    Attachment {
        name: "part.html".to_owned(),
        media_type: "text/html".to_owned(),
        content_id: None,
        inline: false,
        bytes: html.into_bytes(),
    }
}

/// The name of the file in a part: Content-Disposition first, then Content-Type.
pub(super) fn file_name(node: &Node<'_>) -> Option<String> {
    let given = |media: &Media, key: &str| media.param(key).map(words::clean).filter(|n| !n.is_empty());
    given(&node.disposition, "filename")
        .or_else(|| given(&node.disposition, "name"))
        .or_else(|| given(&node.media, "name"))
        .or_else(|| given(&node.media, "filename"))
}

/// The subject of an enclosed mail as a file name.
fn enclosed_name(walked: &Walked<'_>, node: &Node<'_>) -> String {
    let subject = node
        .children
        .first()
        .and_then(|child| walked.nodes.get(*child))
        .and_then(|mail| fields::first(&mail.fields, "subject"))
        .map(words::line)
        .unwrap_or_default();
    let subject: String = subject.chars().take(80).collect();
    let subject = subject.trim();
    if subject.is_empty() { "mail.eml".to_owned() } else { format!("{subject}.eml") }
}
