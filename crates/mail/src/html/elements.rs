//! The elements that mail may show, by what they do to those around them. Lists and questions to them only.

/// Elements that end at once.
pub(super) const VOID: &[&str] = &["br", "hr", "img", "wbr", "col"];
/// Elements that make a block and end an open paragraph.
pub(super) const BLOCKS: &[&str] = &[
    "address",
    "blockquote",
    "center",
    "div",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];
/// Inline elements whose end tag reaches across blocks.
pub(super) const INLINE: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
/// The other inline elements.
pub(super) const PHRASES: &[&str] =
    &["abbr", "cite", "del", "ins", "kbd", "mark", "q", "samp", "span", "sub", "sup", "var"];
/// Parts of lists and tables.
pub(super) const PARTS: &[&str] =
    &["li", "dd", "dt", "caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];
/// Elements that are never shown, with all they hold.
pub(super) const UNSEEN: &[&str] = &["svg", "math", "template", "select", "datalist"];
/// Elements that are shown as a plain block.
pub(super) const AS_BLOCK: &[&str] = &[
    "article",
    "aside",
    "section",
    "header",
    "footer",
    "main",
    "nav",
    "figure",
    "figcaption",
    "details",
    "summary",
    "fieldset",
    "form",
    "dir",
    "menu",
    "listing",
];

/// All element names that can reach a sink.
pub(super) fn known() -> impl Iterator<Item = &'static str> {
    [VOID, BLOCKS, INLINE, PHRASES, PARTS].into_iter().flatten().copied()
}

/// Whether the element makes a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

pub(super) fn intern(name: &str) -> Option<&'static str> {
    if AS_BLOCK.contains(&name) {
        return Some("div");
    }
    known().chain(UNSEEN.iter().copied()).find(|known| *known == name)
}

pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What an end tag inside a cell cannot reach beyond.
pub(super) fn is_boundary(name: &str) -> bool {
    matches!(name, "td" | "th" | "caption" | "table" | "svg" | "math" | "template" | "select" | "datalist")
}
