//! One line of a mail: its quote marks and a tidied copy to compare with. Decides nothing about its nature.

/// Bytes of a line that are looked at; what is longer is prose, never an attribution or a delimiter.
const LOOKED_AT: usize = 600;

/// A line with what the other readers need to know about it.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The line as it stands, without its line end.
    pub(super) raw: &'a str,
    /// How many quote marks stand before it.
    pub(super) marks: usize,
    /// What stands behind the marks.
    pub(super) bare: &'a str,
    /// `bare` in lower case, without invisible characters and emphasis stars, white space collapsed, cut.
    /// Empty for marked lines, which nobody reads closely; there may be millions of them.
    pub(super) plain: String,
    /// Nothing to read on it, marks aside.
    pub(super) blank: bool,
}

impl Line<'_> {
    /// Nothing to read on it, marks aside.
    pub(super) fn is_blank(&self) -> bool {
        self.blank
    }

    /// A quote by its marks.
    pub(super) fn is_marked(&self) -> bool {
        self.marks > 0
    }
}

/// Lines without marks that are looked at. More is a data dump, no letter.
const MOST_OWN_LINES: usize = 60_000;

/// Reads all lines of a text, unless it has too many. CRLF, LF and a lone CR end a line.
pub(super) fn read(text: &str) -> Option<Vec<Line<'_>>> {
    let mut own = 0;
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut from_escapes: Vec<usize> = Vec::new();
    for raw in text.split('\n').flat_map(|row| row.strip_suffix('\r').unwrap_or(row).split('\r')) {
        let (mut marks, mut bare) = strip_marks(raw);
        if marks == 1 && raw.starts_with(">From ") {
            from_escapes.push(lines.len());
        }
        let broken = lines.last().is_some_and(|before| closes_address(before, raw));
        if broken {
            (marks, bare) = (0, raw);
        }
        let plain = if marks == 0 { tidy(bare) } else { String::new() };
        let blank = bare.chars().all(|c| is_space(c) || c == '*');
        own += usize::from(marks == 0 && !blank);
        if own > MOST_OWN_LINES {
            return None;
        }
        lines.push(Line { raw, marks, bare, plain, blank });
    }
    if text.ends_with('\n') {
        lines.pop();
    }
    for at in from_escapes {
        unmark_escaped_from(&mut lines, at);
    }
    for run in lines.chunk_by_mut(|one, other| is_escaped(one) == is_escaped(other)) {
        if let [line] = run {
            unmark(line, is_escaped(line));
        }
    }
    for run in lines.chunk_by_mut(|one, other| has_bar(one) == has_bar(other)) {
        if run.len() > 1 && run.iter().all(is_barred) {
            run.iter_mut().for_each(mark_bars);
        }
    }
    Some(lines)
}

/// A lone line with an escaped mark talks about markup.
fn is_escaped(line: &Line<'_>) -> bool {
    line.is_marked() && line.raw.trim_start().starts_with("&gt;")
}

fn unmark(line: &mut Line<'_>, wanted: bool) {
    if wanted {
        line.marks = 0;
        line.bare = line.raw;
        line.plain = tidy(line.raw);
    }
}

fn has_bar(line: &Line<'_>) -> bool {
    line.marks == 0 && line.raw.starts_with('|')
}

/// Some programs quote with a bar; rows of a table have bars inside, too.
fn is_barred(line: &Line<'_>) -> bool {
    has_bar(line) && !line.raw.trim_start_matches(['|', '>', ' ']).contains('|')
}

fn mark_bars(line: &mut Line<'_>) {
    line.marks = 1;
    line.bare = line.raw.trim_start_matches(['|', '>', ' ']);
    line.plain = String::new();
    line.blank = line.bare.chars().all(is_space);
}

/// A lone `>From ` is the mark mailboxes put before a line that begins with 'From ', not a quote.
fn unmark_escaped_from(lines: &mut [Line<'_>], at: usize) {
    let marked = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(Line::is_marked);
    if marked(at.checked_sub(1)) || marked(Some(at + 1)) {
        return;
    }
    if let Some(line) = lines.get_mut(at) {
        unmark(line, true);
    }
}

/// An attribution broken inside `<address⏎>:` puts a mark at the line's start that is none.
fn closes_address(before: &Line<'_>, raw: &str) -> bool {
    let open = before.raw.rfind('<').is_some_and(|at| !before.raw.get(at..).unwrap_or("").contains('>'));
    let raw = raw.trim();
    open && !before.is_marked() && raw.starts_with('>') && raw.ends_with(':') && raw.len() < 80
}

/// Counts and strips quote marks in all their shapes: `>`, `> >`, `&gt;`, `AB>`.
fn strip_marks(raw: &str) -> (usize, &str) {
    let mut rest = raw;
    let mut marks = 0;
    loop {
        let trimmed = rest.trim_start_matches(is_space);
        let next = trimmed.strip_prefix('>').or_else(|| trimmed.strip_prefix("&gt;"));
        match next.or_else(|| if marks == 0 { strip_initials(trimmed) } else { None }) {
            Some(next) => {
                marks += 1;
                rest = next;
            }
            None if marks == 0 => return (0, raw),
            None => return (marks, rest.strip_prefix(' ').unwrap_or(rest)),
        }
    }
}

/// The marks of some desktop programs carry the writer's initials: `JK> text`.
fn strip_initials(text: &str) -> Option<&str> {
    let (before, after) = text.get(..text.find('>')?).zip(text.get(text.find('>')? + 1..))?;
    let short = (1..=3).contains(&before.chars().count());
    (short && before.chars().all(|c| c.is_alphabetic() && c.is_uppercase())).then_some(after)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Characters without ink that programs sprinkle over attributions and that hide words from comparison.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The line as the other readers compare it.
pub(super) fn tidy(bare: &str) -> String {
    let mut end = bare.len().min(LOOKED_AT);
    while !bare.is_char_boundary(end) {
        end -= 1;
    }
    let mut out = String::with_capacity(end);
    let mut gap = false;
    for c in bare.get(..end).unwrap_or("").chars() {
        if c.is_whitespace() {
            gap = true;
        } else if c != '*' && !is_invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        }
    }
    out
}
