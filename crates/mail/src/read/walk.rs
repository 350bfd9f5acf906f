//! The structure of a mail: which parts it has and where they begin and end. One pass over the lines,
//! no recursion, with caps on depth and number. Nothing is decoded here.
//!
//! The pass is our own and not the parser library's, for three reasons met in real mail: boundaries count
//! at the start of a line only and never as a prefix of a longer one; the caps must hold before memory is
//! taken; and what broken mail holds outside of its parts must not be lost.

mod boundary;

use boundary::{before_line_end, likely_boundary};

use super::caps;
use super::fields::{self, Field, line_at};
use super::media::Media;
use crate::letter::Held;

/// One part. The first node is the mail itself.
#[derive(Debug, Default)]
pub(crate) struct Node<'a> {
    /// Its header.
    pub(crate) fields: Vec<Field<'a>>,
    /// What it is; the default of its place when the header does not say.
    pub(crate) media: Media,
    /// Its own disposition, empty when none.
    pub(crate) disposition: Media,
    /// Where its body begins.
    pub(crate) start: usize,
    /// Where its body ends.
    pub(crate) end: usize,
    /// The parts in it, in order.
    pub(crate) children: Vec<usize>,
    /// Text before the first and after the last part inside: (start, end).
    pub(crate) outside: Vec<(usize, usize)>,
    /// Whether the part was cut off because of a cap.
    pub(crate) depth: usize,
}

/// What the walk found.
#[derive(Debug, Default)]
pub(crate) struct Walked<'a> {
    /// All parts, parents before children.
    pub(crate) nodes: Vec<Node<'a>>,
    /// A cap that was hit.
    pub(crate) held: Option<Held>,
    /// What was odd.
    pub(crate) problems: Vec<&'static str>,
}

impl<'a> Walked<'a> {
    /// The body of a part as it stands.
    pub(crate) fn body(&self, bytes: &'a [u8], node: &Node<'_>) -> &'a [u8] {
        bytes.get(node.start..node.end.max(node.start)).unwrap_or_default()
    }
}

/// Walks a mail.
pub(crate) fn walk(bytes: &[u8]) -> Walked<'_> {
    let mut walker = Walker::new(bytes, None);
    walker.run();
    let rootless = walker.walked.nodes.first().is_some_and(|root| {
        root.media.is_kind("multipart") && root.children.is_empty() && walker.walked.held.is_none()
    });
    if rootless && let Some(boundary) = likely_boundary(bytes, walker.walked.nodes.first()) {
        // The header names another boundary than the one the parts use, or none.
        walker = Walker::new(bytes, Some(boundary));
        walker.run();
        walker.problem("boundary_repaired");
    }
    walker.walked
}

/// Something that is open: a multipart waiting for its boundary, or an enclosed mail.
struct Open {
    node: usize,
    boundary: Option<Vec<u8>>,
}

/// Where the lines that are being read belong to.
#[derive(Clone, Copy)]
enum Zone {
    /// The body of a part.
    Leaf(usize),
    /// Before the first part of a multipart, or after its last.
    Outside(usize),
}

struct Walker<'a> {
    bytes: &'a [u8],
    walked: Walked<'a>,
    open: Vec<Open>,
    root_boundary: Option<Vec<u8>>,
    /// A cap on the structure was hit: what follows is not taken apart.
    stopped: bool,
}

impl<'a> Walker<'a> {
    fn new(bytes: &'a [u8], root_boundary: Option<Vec<u8>>) -> Self {
        Self { bytes, walked: Walked::default(), open: Vec::new(), root_boundary, stopped: false }
    }

    fn problem(&mut self, problem: &'static str) {
        if !self.walked.problems.contains(&problem) {
            self.walked.problems.push(problem);
        }
    }

    fn run(&mut self) {
        let mut zone = self.entity(0, None);
        let mut from = self.zone_start(zone);
        let mut at = from;
        while at < self.bytes.len() && !self.stopped {
            if !self.bytes.get(at..).is_some_and(|r| r.starts_with(b"--")) || self.open.is_empty() {
                at = self.next_dashes(at);
                continue;
            }
            let (line, next) = line_at(self.bytes, at);
            let Some((index, closing)) = self.boundary(line) else {
                at = next;
                continue;
            };
            let end = before_line_end(self.bytes, from, at);
            self.end_zone(zone, from, end);
            self.close_above(index, end);
            let Some(node) = self.open.get(index).map(|o| o.node) else { break };
            if closing {
                self.open.truncate(index);
                self.set_end(node, at);
                zone = Zone::Outside(node);
                from = next;
            } else {
                zone = self.entity(next, Some(node));
                from = self.zone_start(zone);
            }
            at = from;
        }
        let all = self.bytes.len();
        let end = if self.stopped { all.min(from.saturating_add(caps::REST)) } else { all };
        if !self.open.is_empty() && self.open.iter().any(|o| o.boundary.is_some()) {
            self.problem("boundary_not_closed");
        }
        self.end_zone(zone, from, end);
        self.close_above(0, end);
        if let Some(node) = self.open.first().map(|o| o.node) {
            self.set_end(node, end);
        }
        self.open.clear();
    }

    /// The start of the next line that begins with two dashes.
    fn next_dashes(&self, at: usize) -> usize {
        if self.open.iter().all(|o| o.boundary.is_none()) {
            return self.bytes.len();
        }
        let rest = self.bytes.get(at..).unwrap_or_default();
        memchr::memmem::find(rest, b"\n--").map_or(self.bytes.len(), |n| at + n + 1)
    }

    fn zone_start(&self, zone: Zone) -> usize {
        let (Zone::Leaf(node) | Zone::Outside(node)) = zone;
        self.walked.nodes.get(node).map_or(self.bytes.len(), |n| n.start)
    }

    /// Which open multipart a line is a boundary of, and whether it closes it.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let text = line.strip_prefix(b"--")?.trim_ascii_end();
        if text.len() > 300 {
            return None;
        }
        for (index, open) in self.open.iter().enumerate().rev() {
            let Some(boundary) = &open.boundary else { continue };
            if text == boundary.as_slice() {
                return Some((index, false));
            }
            if text
                .strip_prefix(boundary.as_slice())
                .is_some_and(|t| t.starts_with(b"--") && t.iter().all(|b| *b == b'-'))
            {
                return Some((index, true));
            }
        }
        None
    }

    fn end_zone(&mut self, zone: Zone, from: usize, end: usize) {
        match zone {
            Zone::Leaf(node) => self.set_end(node, end),
            Zone::Outside(node) => {
                let text = self.bytes.get(from..end).unwrap_or_default();
                if !text.trim_ascii().is_empty()
                    && let Some(node) = self.walked.nodes.get_mut(node)
                {
                    node.outside.push((from, end));
                }
            }
        }
    }

    fn close_above(&mut self, index: usize, end: usize) {
        while self.open.len() > index + 1 {
            if let Some(open) = self.open.pop() {
                if open.boundary.is_some() {
                    self.problem("boundary_not_closed");
                }
                self.set_end(open.node, end);
            }
        }
    }

    fn set_end(&mut self, node: usize, end: usize) {
        if let Some(node) = self.walked.nodes.get_mut(node) {
            node.end = end;
        }
    }

    /// Reads the header of a part and says what the lines after it belong to. An enclosed mail opens and
    /// its own header is read at once.
    fn entity(&mut self, start: usize, parent: Option<usize>) -> Zone {
        let mut start = start;
        let mut parent = parent;
        loop {
            let block = fields::split(self.bytes, start, |line| self.boundary(line).is_some());
            if block.capped {
                self.walked.held.get_or_insert(Held::TooManyHeaders);
            }
            if block.junk {
                self.problem("header_damaged");
            }
            let node = self.add(block.fields, block.body, parent);
            let Some(added) = self.walked.nodes.get(node) else { return Zone::Leaf(node) };
            if self.stopped {
                return Zone::Leaf(node);
            }
            if added.media.is_kind("multipart") {
                let boundary = match (&self.root_boundary, node) {
                    (Some(boundary), 0) => Some(boundary.clone()),
                    _ => added.media.param("boundary").map(|b| b.trim_end().as_bytes().to_vec()),
                };
                let Some(boundary) = boundary.filter(|b| !b.is_empty()) else {
                    return Zone::Leaf(node);
                };
                self.open.push(Open { node, boundary: Some(boundary) });
                return Zone::Outside(node);
            }
            if !encloses(added) {
                return Zone::Leaf(node);
            }
            self.open.push(Open { node, boundary: None });
            start = block.body;
            parent = Some(node);
        }
    }

    fn stop(&mut self, cause: Held) {
        self.walked.held = Some(cause);
        self.stopped = true;
    }

    fn add(&mut self, fields: Vec<Field<'a>>, body: usize, parent: Option<usize>) -> usize {
        let index = self.walked.nodes.len();
        let depth = parent.and_then(|p| self.walked.nodes.get(p)).map_or(0, |p| p.depth + 1);
        if depth > caps::NESTING {
            self.stop(Held::TooNested);
        } else if index >= caps::PARTS {
            self.stop(Held::TooManyParts);
        }
        let in_digest =
            parent.and_then(|p| self.walked.nodes.get(p)).is_some_and(|p| p.media.value == "multipart/digest");
        let media = fields::first(&fields, "content-type").map(Media::parse).unwrap_or_default();
        let media = if media.value.is_empty() {
            Media::parse(if in_digest { b"message/rfc822" } else { b"text/plain" })
        } else {
            media
        };
        let disposition = fields::first(&fields, "content-disposition").map(Media::parse).unwrap_or_default();
        self.walked.nodes.push(Node { fields, media, disposition, start: body, end: body, depth, ..Node::default() });
        if let Some(parent) = parent.and_then(|p| self.walked.nodes.get_mut(p)) {
            parent.children.push(index);
        }
        index
    }
}

/// Whether a part is a mail whose own parts can be walked in place: not when it is encoded.
fn encloses(node: &Node<'_>) -> bool {
    matches!(node.media.value.as_str(), "message/rfc822" | "message/global" | "message/news")
        && !matches!(encoding(node).as_str(), "base64" | "quoted-printable")
}

/// The transfer encoding of a part in lower case, empty when none.
pub(crate) fn encoding(node: &Node<'_>) -> String {
    let raw = fields::first(&node.fields, "content-transfer-encoding").unwrap_or_default();
    let text = String::from_utf8_lossy(raw).to_ascii_lowercase();
    let word = text.split(['(', ';']).next().unwrap_or_default();
    word.trim().trim_matches('"').to_owned()
}
