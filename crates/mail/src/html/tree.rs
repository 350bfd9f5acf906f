//! Puts tags into a well-nested order and tells what is hidden. Writes nothing itself: a [`Sink`] does.
//!
//! Whatever the input, a sink sees every opened element closed again, in order, at most [`DEEPEST`] deep,
//! table parts only inside tables, and nothing that a reader would not see.

use super::Cap;
use super::elements::{BLOCKS, INLINE, PARTS, PHRASES, UNSEEN, VOID, intern, is_boundary, is_heading};
use super::scan::{Scanner, Tag, Token, decode};
use super::style;

/// Elements that may be open at once.
pub(super) const DEEPEST: usize = 256;

/// Receives the visible content.
pub(super) trait Sink {
    /// An element opens (or stands alone, when it is void).
    fn open(&mut self, name: &'static str, tag: &Tag<'_>);
    /// The innermost open element closes.
    fn close(&mut self, name: &'static str);
    /// Visible text with its references resolved.
    fn text(&mut self, text: &str);
    /// Whether reading on is of no use, given that a cap was passed or not.
    fn enough(&self, _over: bool) -> bool {
        false
    }
    /// A tag that is not shown; sinks may count what it wanted to load.
    fn ignored(&mut self, _tag: &Tag<'_>) {}
}

struct Open {
    name: &'static str,
    /// Neither it nor what it holds is seen.
    hidden: bool,
    /// Its text has no size; an inner element may give it one.
    tiny: bool,
}

/// Walks the HTML into the sink. Returns the cap that was passed, if one was.
pub(super) fn walk(html: &str, sink: &mut impl Sink) -> Option<Cap> {
    let mut scanner = Scanner::new(html);
    let mut tree = Tree { stack: Vec::new(), paragraphs: 0, links: 0, over: None, sink };
    for token in scanner.by_ref() {
        match token {
            Token::Text(text) => tree.text(text),
            Token::Open(tag) => tree.start(&tag),
            Token::Close(name) => tree.end(&name),
        }
        if tree.sink.enough(tree.over.is_some()) {
            break;
        }
    }
    tree.close_down_to(0);
    scanner.over.or(tree.over)
}

struct Tree<'s, S> {
    stack: Vec<Open>,
    /// Open elements that a new one often ends: searching for them each time would be slow.
    paragraphs: usize,
    links: usize,
    over: Option<Cap>,
    sink: &'s mut S,
}

impl<S: Sink> Tree<'_, S> {
    fn top(&self) -> &'static str {
        self.stack.last().map_or("", |open| open.name)
    }

    fn hidden(&self) -> bool {
        self.stack.last().is_some_and(|open| open.hidden)
    }

    /// Between the cells of a table nothing can be shown.
    fn between_cells(&self) -> bool {
        matches!(self.top(), "table" | "tbody" | "thead" | "tfoot" | "tr" | "colgroup")
    }

    fn text(&mut self, text: &str) {
        if self.hidden() || self.stack.last().is_some_and(|open| open.tiny) {
            return;
        }
        if self.between_cells() {
            if text.trim().is_empty() {
                return;
            }
            self.open_cell();
        }
        self.sink.text(&decode(text, false));
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let Some(name) = intern(&tag.name) else {
            if !self.hidden() {
                self.sink.ignored(tag);
            }
            return;
        };
        if !self.make_room(name) {
            return;
        }
        let style = tag.attribute("style").unwrap_or("");
        let inherited = self.stack.last().is_some_and(|open| open.tiny);
        let hidden =
            self.hidden() || UNSEEN.contains(&name) || tag.attribute("hidden").is_some() || style::hides(style);
        if VOID.contains(&name) {
            if !hidden {
                self.sink.open(name, tag);
            }
            return;
        }
        self.push(Open { name, hidden, tiny: style::is_tiny(style).unwrap_or(inherited) }, tag);
    }

    fn push(&mut self, open: Open, tag: &Tag<'_>) {
        if self.stack.len() >= DEEPEST {
            self.over = self.over.or(Some(Cap::Depth));
            return;
        }
        if !open.hidden {
            self.sink.open(open.name, tag);
        }
        self.paragraphs += usize::from(open.name == "p");
        self.links += usize::from(open.name == "a");
        self.stack.push(open);
    }

    /// Closes what the new element ends and opens what it needs. False when it cannot stand here.
    fn make_room(&mut self, name: &'static str) -> bool {
        match name {
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup" | "col" => {
                return self.make_table_room(name);
            }
            "li" | "dd" | "dt" => self.end_item(name),
            "a" => self.close_through("a"),
            _ => {}
        }
        if self.between_cells() {
            self.open_cell();
        }
        if BLOCKS.contains(&name) || matches!(name, "li" | "dd" | "dt") {
            self.close_through("p");
        }
        if is_heading(name) && is_heading(self.top()) {
            self.close_down_to(self.stack.len().saturating_sub(1));
        }
        true
    }

    /// Closes the innermost `name` and what is inside, unless a table cell stands between.
    fn close_through(&mut self, name: &str) {
        if (name == "p" && self.paragraphs == 0) || (name == "a" && self.links == 0) {
            return;
        }
        let found = self.stack.iter().rposition(|open| open.name == name || is_boundary(open.name));
        if let Some(at) = found.filter(|at| self.stack.get(*at).is_some_and(|open| open.name == name)) {
            self.close_down_to(at);
        }
    }

    /// A new list item ends the one before it, not the one around its list.
    fn end_item(&mut self, name: &str) {
        let ends = |open: &Open| open.name == name || (name != "li" && matches!(open.name, "dd" | "dt"));
        let stops = |open: &Open| {
            is_boundary(open.name) || matches!(open.name, "ul" | "ol" | "dl" | "blockquote" | "li" | "dd" | "dt")
        };
        let found = self.stack.iter().rposition(|open| ends(open) || stops(open));
        if let Some(at) = found.filter(|at| self.stack.get(*at).is_some_and(ends)) {
            self.close_down_to(at);
        }
    }

    fn make_table_room(&mut self, name: &'static str) -> bool {
        let Some(table) = self.stack.iter().rposition(|open| open.name == "table") else { return false };
        let inside = |open: &Open, names: &[&str]| names.contains(&open.name);
        let keep: &[&str] = match name {
            "td" | "th" => &["tr"],
            "tr" => &["tbody", "thead", "tfoot"],
            "col" => &["colgroup"],
            _ => &[],
        };
        let kept = self.stack.iter().skip(table + 1).rposition(|open| inside(open, keep)).map(|at| at + table + 1);
        // A section that does not fit the part ends with it.
        let outer = match (name, kept) {
            ("td" | "th", None) => self
                .stack
                .iter()
                .skip(table + 1)
                .rposition(|open| inside(open, &["tbody", "thead", "tfoot"]))
                .map(|at| at + table + 1),
            _ => kept,
        };
        self.close_down_to(outer.unwrap_or(table) + 1);
        match (name, kept, outer) {
            ("td" | "th", None, None) => {
                self.open_bare("tbody");
                self.open_bare("tr");
            }
            ("td" | "th", None, Some(_)) => self.open_bare("tr"),
            ("tr", None, _) => self.open_bare("tbody"),
            ("col", None, _) => self.open_bare("colgroup"),
            _ => {}
        }
        true
    }

    fn open_bare(&mut self, name: &'static str) {
        let (hidden, tiny) = self.stack.last().map_or((false, false), |open| (open.hidden, open.tiny));
        let tag = Tag { name: name.to_owned(), attributes: Vec::new(), closed: false };
        self.push(Open { name, hidden, tiny }, &tag);
    }

    fn open_cell(&mut self) {
        if self.make_table_room("td") {
            self.open_bare("td");
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            let tag = Tag { name: "br".to_owned(), attributes: Vec::new(), closed: true };
            return self.start(&tag);
        }
        let Some(name) = intern(name) else { return };
        let part = PARTS.contains(&name) && !matches!(name, "li" | "dd" | "dt");
        let crosses_blocks = INLINE.contains(&name) || !PHRASES.contains(&name);
        let found = self.stack.iter().rposition(|open| {
            let stops = match name {
                "table" => false,
                _ if part => open.name == "table",
                _ => is_boundary(open.name) || (!crosses_blocks && BLOCKS.contains(&open.name)),
            };
            open.name == name || stops || (is_heading(name) && is_heading(open.name))
        });
        let fits = |open: &Open| open.name == name || (is_heading(name) && is_heading(open.name));
        if let Some(at) = found.filter(|at| self.stack.get(*at).is_some_and(fits)) {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, length: usize) {
        while self.stack.len() > length {
            let Some(open) = self.stack.pop() else { return };
            self.paragraphs -= usize::from(open.name == "p");
            self.links -= usize::from(open.name == "a");
            if !open.hidden {
                self.sink.close(open.name);
            }
        }
    }
}
