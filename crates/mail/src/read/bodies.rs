//! Which parts are the body and which are attachments, and the text of the body. Works on a walked mail.

mod files;

use files::{WINMAIL_BODY, file_name, html_file};

use super::fields;
use super::walk::{Node, Walked, encoding};
use super::{amounts, charset, transfer, uuencode};
use crate::letter::Attachment;

/// What a person reads of a mail, and what came with it.
#[derive(Debug, Default)]
pub(crate) struct Bodies {
    /// The whole body as text.
    pub(crate) text: String,
    /// The HTML body, when there is one.
    pub(crate) html: Option<String>,
    /// Everything else.
    pub(crate) attachments: Vec<Attachment>,
    /// What was odd.
    pub(crate) problems: Vec<&'static str>,
}

/// A part of the body in reading order.
enum Piece {
    Plain(String),
    Html(String),
    /// An alternative: the same content twice.
    Both {
        plain: String,
        html: String,
    },
}

impl Piece {
    fn is_blank(&self) -> bool {
        match self {
            Self::Plain(text) | Self::Html(text) => is_blank(text),
            Self::Both { plain, html } => is_blank(plain) && is_blank(html),
        }
    }
}

/// Reads the bodies of the mail at a node: the root, or an enclosed mail's own first part.
pub(crate) fn read(bytes: &[u8], walked: &Walked<'_>, node: usize) -> Bodies {
    let mut reader = Reader { bytes, walked, out: Bodies::default() };
    let mut pieces = Vec::new();
    reader.part(node, &mut pieces, false);
    if pieces.iter().all(Piece::is_blank) {
        reader.promote(&mut pieces);
    }
    reader.finish(pieces)
}

struct Reader<'a, 'w> {
    bytes: &'a [u8],
    walked: &'w Walked<'a>,
    out: Bodies,
}

impl<'a, 'w> Reader<'a, 'w> {
    fn problem(&mut self, problem: Option<&'static str>) {
        if let Some(problem) = problem
            && !self.out.problems.contains(&problem)
        {
            self.out.problems.push(problem);
        }
    }

    /// Sorts one part. The depth of the tree is capped by the walk.
    fn part(&mut self, index: usize, pieces: &mut Vec<Piece>, related: bool) {
        let Some(node) = self.walked.nodes.get(index) else { return };
        if node.media.is_kind("multipart") && !node.children.is_empty() {
            self.outside(node);
            match node.media.value.as_str() {
                "multipart/alternative" => self.alternative(node, pieces),
                value => {
                    let related = related || value == "multipart/related";
                    for child in &node.children {
                        self.part(*child, pieces, related);
                    }
                }
            }
            return;
        }
        // A multipart in which no part could be found is text that claims to be more.
        if node.media.is_kind("multipart") || self.is_body(node, related) {
            self.body_piece(node, pieces);
        } else {
            self.attach(node);
        }
    }

    /// Text that shows as part of the mail: text/plain or text/html that is not offered as a file.
    fn is_body(&self, node: &Node<'_>, related: bool) -> bool {
        let shown = match node.media.value.as_str() {
            "text/plain" | "text/html" | "text" | "plain/text" | "text/enriched" | "html/text" => true,
            // A type that cannot be read leaves the text it had before there were types.
            _ => node.media.shape().is_none() && node.depth == 0,
        };
        let named = file_name(node).is_some_and(|n| !n.is_empty());
        let cid = fields::first(&node.fields, "content-id").is_some() && related;
        let offered = node.disposition.value == "attachment" || named && node.disposition.value != "inline";
        shown && (!offered || node.depth == 0 && node.disposition.value != "attachment") && !(cid && named)
    }

    fn body_piece(&mut self, node: &Node<'_>, pieces: &mut Vec<Piece>) {
        let is_html = node.media.value.contains("html");
        let text = self.text(node, is_html);
        if is_html || node.depth == 0 && looks_like_html(&text) && node.media.value != "text/plain" {
            pieces.push(Piece::Html(text));
            return;
        }
        let (text, files) = uuencode::take_out(text);
        self.out.attachments.extend(files);
        pieces.push(Piece::Plain(text));
    }

    /// Of an alternative, the first part that has text and the last that has HTML.
    fn alternative(&mut self, node: &Node<'_>, pieces: &mut Vec<Piece>) {
        let (mut plain, mut html): (Option<String>, Option<String>) = (None, None);
        let mut rest = Vec::new();
        for child in &node.children {
            let mut own = Vec::new();
            self.part(*child, &mut own, false);
            for piece in own {
                match piece {
                    Piece::Plain(text) if plain.as_deref().is_none_or(is_blank) => plain = Some(text),
                    Piece::Html(text) if html.as_deref().is_none_or(is_blank) => html = Some(text),
                    Piece::Html(text) if !is_blank(&text) => rest.extend(html.replace(text).map(Piece::Html)),
                    Piece::Both { plain: p, html: h } if plain.is_none() && html.is_none() => {
                        (plain, html) = (Some(p), Some(h));
                    }
                    other => rest.push(other),
                }
            }
        }
        match (plain, html) {
            (Some(plain), Some(html)) if !is_blank(&plain) => pieces.push(Piece::Both { plain, html }),
            (_, Some(html)) => pieces.push(Piece::Html(html)),
            (Some(plain), None) => pieces.push(Piece::Plain(plain)),
            (None, None) => {}
        }
        pieces.append(&mut rest);
    }

    /// The decoded text of a part, line ends as `\n`.
    fn text(&mut self, node: &Node<'_>, is_html: bool) -> String {
        let body = self.walked.body(self.bytes, node);
        let decoded = transfer::decode(body, &encoding(node), true);
        self.problem(decoded.broken.then_some("transfer_encoding_broken"));
        let label = node.media.param("charset");
        let text =
            if is_html { charset::decode_html(&decoded.bytes, label) } else { charset::decode(&decoded.bytes, label) };
        self.problem(text.problem);
        tidy(text.text)
    }

    /// A mail without a body that has text files: the first of them is what it says.
    fn promote(&mut self, pieces: &mut Vec<Piece>) {
        let Some(at) = self.out.attachments.iter().position(|a| {
            matches!(a.media_type.as_str(), "text/plain" | "text/html")
                && (a.name.is_empty() || a.name == "outside-the-parts.txt" || a.name == WINMAIL_BODY)
                && !a.bytes.trim_ascii().is_empty()
        }) else {
            return;
        };
        let file = self.out.attachments.remove(at);
        let text = tidy(charset::guess(&file.bytes).text);
        pieces.push(if file.media_type == "text/html" { Piece::Html(text) } else { Piece::Plain(text) });
    }

    /// Pictures that the HTML shows by their Content-ID, whatever their disposition says.
    fn mark_inline(&mut self) {
        let Some(html) = &self.out.html else { return };
        for file in self.out.attachments.iter_mut().filter(|f| f.media_type.starts_with("image/")) {
            let shown = |id: &String| memchr::memmem::find(html.as_bytes(), format!("cid:{id}").as_bytes()).is_some();
            file.inline = file.content_id.as_ref().is_some_and(shown);
        }
    }

    fn finish(mut self, pieces: Vec<Piece>) -> Bodies {
        let mut texts: Vec<String> = Vec::new();
        let mut htmls: Vec<String> = Vec::new();
        let many = pieces.len() > 1;
        for piece in pieces {
            match piece {
                Piece::Plain(text) => texts.push(text),
                Piece::Html(html) => {
                    texts.push(crate::html::to_text(&html));
                    htmls.push(html);
                }
                Piece::Both { plain, html } => {
                    self.problem(amounts::differ(&plain, &html).then_some("text_and_html_differ"));
                    texts.push(plain);
                    if htmls.is_empty() {
                        htmls.push(html);
                    } else {
                        // The second of two alternatives: its text is shown, its HTML can be opened.
                        self.out.attachments.push(html_file(html));
                    }
                }
            }
        }
        if texts.iter().any(|t| !is_blank(t)) {
            // Exchange writes the same text once more as a part of its own.
            self.out.attachments.retain(|a| a.name != WINMAIL_BODY);
        }
        let several = many && !htmls.is_empty() && texts.iter().filter(|t| !is_blank(t)).count() > 1;
        self.problem(several.then_some("several_bodies"));
        self.out.text = texts.join("\n");
        // Parts are never glued together: with several bodies the text holds them all.
        self.out.html = htmls.into_iter().find(|h| !is_blank(h));
        self.mark_inline();
        self.out
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn looks_like_html(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    head.starts_with("<html") || head.starts_with("<!doctype html")
}

/// One kind of line end, and no NUL: databases refuse it.
pub(crate) fn tidy(text: String) -> String {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}
