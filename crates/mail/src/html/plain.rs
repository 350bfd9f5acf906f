//! Readable plain text from HTML mail: paragraphs, lists, tables, links, quotes with `> ` marks.
//! What is hidden in the HTML is not told.

use super::elements::is_block;
use super::scan::Tag;
use super::style;
use super::tree::{Sink, walk};

/// Quote marks and list indents are not repeated beyond this depth, so that text stays linear in the HTML.
const DEEPEST: usize = 12;
/// Empty lines in a row.
const MOST_EMPTY: usize = 2;
/// Bytes of a link that are told behind its text.
const LONGEST_LINK: usize = 300;
/// A horizontal line, as mail programs write it in plain text.
const RULE: &str = "________________________________";

/// Readable plain text from HTML mail, linear in its length and never failing.
///
/// Quotes get `> ` marks, so that [`crate::reply::split`] works on the result; links are told behind their
/// text when they differ from it; hidden text is left out.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut teller = Teller::default();
    // What passes a cap is told as far as it was understood.
    let _ = walk(html, &mut teller);
    teller.end_line();
    while teller.out.ends_with('\n') {
        teller.out.pop();
    }
    teller.out
}

#[derive(Default)]
struct Teller {
    out: String,
    line: String,
    /// White space was read that shows only before more text.
    gap: bool,
    /// An empty line is wanted before more text.
    paragraph: bool,
    /// Empty lines at the end of `out`.
    empty: usize,
    quotes: usize,
    /// Whether each open blockquote is a quote (and not an indent).
    quoting: Vec<bool>,
    lists: Vec<Option<u32>>,
    item: Option<String>,
    pre: usize,
    /// Of each open paragraph: whether it keeps a distance, and how long `out` was when it began.
    distant: Vec<(bool, usize)>,
    link: Option<(String, usize)>,
    tables: Vec<Table>,
}

#[derive(Default)]
struct Table {
    /// It shows data, so its cells are told apart.
    ruled: bool,
    cells: usize,
}

impl Teller {
    fn prefix(&self) -> String {
        "> ".repeat(self.quotes.min(DEEPEST))
    }

    fn push_line(&mut self, text: &str) {
        let prefix = self.prefix();
        let full = format!("{prefix}{text}");
        self.out.push_str(full.trim_end());
        self.out.push('\n');
    }

    fn push_empty(&mut self) {
        self.paragraph = false;
        if self.empty < MOST_EMPTY && !self.out.is_empty() {
            self.push_line("");
            self.empty += 1;
        }
    }

    /// Ends the line if something stands on it.
    fn end_line(&mut self) {
        self.gap = false;
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            // A blank that was written on purpose keeps the line open.
            if !line.is_empty() {
                self.push_empty();
            }
            return;
        }
        if self.paragraph && self.empty == 0 && !self.out.is_empty() {
            self.push_empty();
        }
        self.paragraph = false;
        self.empty = 0;
        self.push_line(line.trim_end());
    }

    fn want_paragraph(&mut self) {
        self.end_line();
        self.paragraph = true;
    }

    fn word(&mut self, text: &str) {
        if self.line.is_empty() {
            let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(DEEPEST));
            if let Some(item) = self.item.take() {
                self.line = format!("{indent}{item}");
            } else if !self.lists.is_empty() {
                self.line = format!("{indent}  ");
            }
        } else if self.gap && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
        self.gap = false;
        self.line.push_str(text);
    }

    fn open_list_part(&mut self, name: &str) {
        self.end_line();
        match (name, self.lists.last_mut()) {
            ("ul", _) => self.lists.push(None),
            ("ol", _) => self.lists.push(Some(1)),
            (_, Some(Some(number))) => {
                self.item = Some(format!("{number}. "));
                *number += 1;
            }
            _ => self.item = Some("- ".to_owned()),
        }
    }

    fn open_table_part(&mut self, name: &str, tag: &Tag<'_>) {
        if name == "table" {
            self.end_line();
            let ruled = tag.attribute("border").is_some_and(|border| !matches!(border.trim(), "" | "0"));
            return self.tables.push(Table { ruled, cells: 0 });
        }
        if name == "tr" {
            self.end_line();
        }
        let Some(table) = self.tables.last_mut() else { return };
        if name == "tr" {
            table.cells = 0;
            return;
        }
        table.cells += 1;
        table.ruled |= name == "th";
        let between = if table.ruled { " |" } else { " " };
        if table.cells > 1 && !self.line.trim().is_empty() {
            self.line.push_str(between);
            self.gap = true;
        }
    }

    fn open_link(&mut self, tag: &Tag<'_>) {
        let href = tag.attribute("href").unwrap_or("").trim();
        self.link = Some((href.to_owned(), self.line.len())).filter(|(href, _)| !href.is_empty());
    }

    /// Tells where a link leads when its text does not.
    fn close_link(&mut self) {
        let Some((href, from)) = self.link.take() else { return };
        let shown = self.line.get(from..).unwrap_or("").trim();
        let bare = |text: &str| {
            let text = text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
            text.trim_end_matches('/').to_ascii_lowercase()
        };
        if shown.is_empty() {
            return;
        }
        if let Some(address) = href.strip_prefix("mailto:") {
            let address = address.split('?').next().unwrap_or("");
            let bracketed = self.line.get(..from).is_none_or(|before| before.trim_end().ends_with('<'));
            if shown.contains('@') || address.is_empty() || bracketed {
                return;
            }
            self.line.push_str(&format!(" <{address}>"));
        } else if href.starts_with("http") && bare(&href) != bare(shown) && href.len() <= LONGEST_LINK {
            self.line.push_str(&format!(" <{href}>"));
        }
    }

    fn image(&mut self, tag: &Tag<'_>) {
        let alt = tag.attribute("alt").unwrap_or("").trim();
        let file = [".png", ".jpg", ".jpeg", ".gif"].iter().any(|end| alt.to_ascii_lowercase().ends_with(end));
        if !alt.is_empty() && !file && alt.len() <= 120 {
            let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
            self.word(&format!("[{alt}]"));
        }
    }
}

impl Sink for Teller {
    fn open(&mut self, name: &'static str, tag: &Tag<'_>) {
        match name {
            "br" => {
                if self.line.is_empty() {
                    self.line.push(' ');
                }
                self.end_line();
            }
            "hr" => {
                self.end_line();
                self.word(RULE);
                self.end_line();
            }
            "img" => self.image(tag),
            "a" => self.open_link(tag),
            "ul" | "ol" | "li" => self.open_list_part(name),
            "table" | "tr" | "td" | "th" => self.open_table_part(name, tag),
            "blockquote" => {
                self.end_line();
                let quoting = is_quote(tag);
                self.quoting.push(quoting);
                self.quotes += usize::from(quoting);
            }
            "pre" => {
                self.want_paragraph();
                self.pre += 1;
            }
            "p" => {
                let distant = has_margin(tag);
                self.end_line();
                self.distant.push((distant, self.out.len()));
                self.paragraph |= distant;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.want_paragraph(),
            _ if is_block(name) || matches!(name, "dd" | "dt" | "caption") => self.end_line(),
            _ => {}
        }
        if name == "th"
            && let Some(table) = self.tables.last_mut()
        {
            table.ruled = true;
        }
    }

    fn close(&mut self, name: &'static str) {
        match name {
            "a" => self.close_link(),
            "blockquote" => {
                self.end_line();
                self.quotes -= usize::from(self.quoting.pop().unwrap_or(false));
            }
            "table" => {
                self.end_line();
                self.tables.pop();
            }
            "ul" | "ol" => {
                self.end_line();
                self.item = None;
                self.lists.pop();
            }
            "pre" => {
                self.want_paragraph();
                self.pre = self.pre.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.want_paragraph(),
            "p" => {
                self.end_line();
                let (distant, began) = self.distant.pop().unwrap_or((false, 0));
                self.paragraph |= distant;
                // Word's empty line is a paragraph with nothing in it.
                if !distant && began == self.out.len() {
                    self.push_empty();
                }
            }
            "tr" | "li" | "dd" | "dt" | "caption" => self.end_line(),
            _ if is_block(name) => self.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.pre > 0 {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    if self.line.is_empty() {
                        self.line.push(' ');
                    }
                    self.end_line();
                }
                self.line.push_str(line.trim_end_matches('\r'));
            }
            return;
        }
        for (number, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            self.gap |= number > 0;
            if word.is_empty() {
                continue;
            }
            let visible: String =
                word.chars().filter(|c| !is_filler(*c)).map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
            if !visible.is_empty() {
                self.word(&visible);
            }
        }
    }
}

/// Characters that newsletters use to fill up a preview.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200c}' | '\u{ad}' | '\u{34f}' | '\u{feff}' | '\u{2060}')
}

/// Web mail writes indents as blockquotes, too: those without a line at their side and without a mark of quoting.
fn is_quote(tag: &Tag<'_>) -> bool {
    let said = tag.attribute("class").is_some_and(|class| class.contains("quote"))
        || tag.attribute("type").is_some()
        || tag.attribute("cite").is_some();
    let style = tag.attribute("style").unwrap_or("").to_ascii_lowercase();
    let bare = style.contains("border:none")
        || style.contains("border: none")
        || style.contains("border:0")
        || style.contains("border-width:0");
    said || !bare
}

/// Word writes each line as a paragraph without distance.
fn has_margin(tag: &Tag<'_>) -> bool {
    let word =
        tag.attribute("class").is_some_and(|class| class.contains("MsoNormal") || class.contains("MsoPlainText"));
    !word && !tag.attribute("style").is_some_and(style::has_no_margin)
}
