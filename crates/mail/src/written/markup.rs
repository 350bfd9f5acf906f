//! The light marks of a typed text: `**bold**`, `- lists`, `1. lists`, `> quotes`, `[words](https://…)`, `![picture.png]`.
//! What is no mark stays as it stands: nothing typed is ever lost. One pass, no backtracking over more than a few lines.

use super::Picture;
use crate::html::{address_here, escape, follow, line_to_html};

/// How far the end of a mark is looked for, in bytes.
const REACH: usize = 500;

/// A run of a line.
enum Bit<'a> {
    Text(&'a str),
    Bold(&'a str),
    Link { words: &'a str, href: String },
    Picture { name: &'a str },
}

/// The bits of a line, each given to `take`.
fn bits<'a>(line: &'a str, mut take: impl FnMut(Bit<'a>)) {
    let (mut from, mut at) = (0, 0);
    let mut before = ' ';
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((bit, length)) = bit_here(rest, before) {
            take(Bit::Text(line.get(from..at).unwrap_or_default()));
            take(bit);
            (at, before) = (at + length, '*');
            from = at;
            continue;
        }
        // An address is taken whole: a mark within is part of it.
        let step = if before.is_alphanumeric() { None } else { address_here(rest) };
        let first = rest.chars().next().unwrap_or(' ');
        at += step.unwrap_or(first.len_utf8());
        before = if step.is_some() { '/' } else { first };
    }
    take(Bit::Text(line.get(from..).unwrap_or_default()));
}

/// The mark that begins here, and how long it is.
fn bit_here(rest: &str, before: char) -> Option<(Bit<'_>, usize)> {
    match rest.as_bytes().first()? {
        b'!' => {
            let inner = rest.strip_prefix("![")?;
            let name = inner.get(..find(inner, "]")?)?;
            (!name.trim().is_empty()).then_some((Bit::Picture { name }, name.len() + 3))
        }
        b'[' => {
            let inner = rest.get(1..)?;
            let words = inner.get(..find(inner, "](")?)?;
            let target = inner.get(words.len() + 2..)?;
            let target = target.get(..find(target, ")")?)?;
            let fine = !words.trim().is_empty() && !words.contains(['[', ']']) && !target.contains(char::is_whitespace);
            let href = follow(target).filter(|_| fine)?.as_str().to_owned();
            Some((Bit::Link { words, href }, words.len() + target.len() + 4))
        }
        b'*' if !before.is_alphanumeric() && before != '*' => {
            let mark = if rest.starts_with("**") { "**" } else { "*" };
            let inner = rest.get(mark.len()..)?;
            let bold = inner.get(..find(inner, mark)?)?;
            let after = inner.get(bold.len() + mark.len()..).and_then(|after| after.chars().next()).unwrap_or(' ');
            let tight = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '*');
            let fine = tight(bold.chars().next()) && tight(bold.chars().next_back()) && !after.is_alphanumeric();
            (fine && after != '*').then_some((Bit::Bold(bold), bold.len() + 2 * mark.len()))
        }
        _ => None,
    }
}

fn find(text: &str, what: &str) -> Option<usize> {
    let end = (0..=REACH.min(text.len())).rev().find(|end| text.is_char_boundary(*end))?;
    text.get(..end)?.find(what)
}

/// The text as a reader without HTML sees it: bold in single stars, addresses beside their words.
pub(super) fn to_plain(text: &str, pictures: &[Picture<'_>]) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        bits(line, |bit| match bit {
            Bit::Text(text) => out.push_str(text),
            Bit::Bold(text) => out.extend(["*", text, "*"]),
            Bit::Link { words, href } if words == href => out.push_str(words),
            Bit::Link { words, href } => out.extend([words, " <", &href, ">"]),
            Bit::Picture { name } if known(pictures, name).is_some() => out.extend(["[", name, "]"]),
            Bit::Picture { name } => out.extend(["![", name, "]"]),
        });
    }
    out
}

/// Names of pictures in the text, in order.
pub(super) fn picture_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        bits(line, |bit| {
            if let Bit::Picture { name } = bit {
                names.push(name.to_owned());
            }
        });
    }
    names
}

fn known<'p>(pictures: &'p [Picture<'p>], name: &str) -> Option<&'p Picture<'p>> {
    pictures.iter().find(|picture| picture.name == name)
}

/// What a line is made of, seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Blank,
    Plain,
    Item,
    Numbered,
    Quote,
}

/// What a line is, and what stands behind its mark.
fn block(line: &str) -> (Block, &str) {
    let bare = line.trim_start();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let behind = |at: usize| bare.get(at..).unwrap_or_default().trim_start();
    if bare.is_empty() {
        (Block::Blank, "")
    } else if ["- ", "* ", "• ", "– "].iter().any(|mark| bare.starts_with(mark)) {
        (Block::Item, behind(bare.find(' ').unwrap_or(0)))
    } else if (1..=3).contains(&digits)
        && [". ", ") "].iter().any(|mark| bare.get(digits..).is_some_and(|b| b.starts_with(mark)))
    {
        (Block::Numbered, behind(digits + 1))
    } else if bare.starts_with('>') {
        (Block::Quote, behind(1))
    } else {
        (Block::Plain, line)
    }
}

/// The text as HTML, added to `out`.
pub(super) fn to_html(text: &str, pictures: &[Picture<'_>], out: &mut String) {
    let mut open = Block::Blank;
    for line in text.split('\n') {
        let (block, words) = block(line);
        if block == open {
            out.push_str(match block {
                Block::Item | Block::Numbered => "</li>\n<li>",
                Block::Blank => continue,
                Block::Plain | Block::Quote => "<br>\n",
            });
        } else {
            out.push_str(end(open));
            begin(block, line, out);
            open = block;
        }
        line_bits(words, pictures, out);
    }
    out.push_str(end(open));
}

fn begin(block: Block, line: &str, out: &mut String) {
    match block {
        Block::Blank => {}
        Block::Plain => out.push_str("<p>"),
        Block::Item => out.push_str("<ul>\n<li>"),
        Block::Quote => out.push_str("<blockquote><p>"),
        Block::Numbered => {
            let number: String = line.trim_start().chars().take_while(char::is_ascii_digit).collect();
            let number: u32 = number.parse().unwrap_or(1);
            out.push_str(&if number == 1 { "<ol>\n<li>".to_owned() } else { format!("<ol start=\"{number}\">\n<li>") });
        }
    }
}

fn end(block: Block) -> &'static str {
    match block {
        Block::Blank => "",
        Block::Plain => "</p>\n",
        Block::Item => "</li>\n</ul>\n",
        Block::Numbered => "</li>\n</ol>\n",
        Block::Quote => "</p></blockquote>\n",
    }
}

fn line_bits(line: &str, pictures: &[Picture<'_>], out: &mut String) {
    let mut within = false;
    bits(line, |bit| match bit {
        Bit::Text(text) => {
            // Only at the beginning of a line a blank is an indent that has to be kept.
            let text = text.strip_prefix(' ').filter(|rest| within && !rest.starts_with(' ')).map_or(text, |rest| {
                out.push(' ');
                rest
            });
            line_to_html(text, out);
            within = true;
        }
        Bit::Bold(text) => {
            out.push_str("<strong>");
            line_to_html(text, out);
            out.push_str("</strong>");
        }
        Bit::Link { words, href } => {
            out.push_str("<a href=\"");
            escape(&href, out);
            out.push_str("\">");
            escape(words, out);
            out.push_str("</a>");
        }
        Bit::Picture { name } => match known(pictures, name) {
            Some(picture) => {
                out.push_str("<img src=\"cid:");
                escape(picture.content_id, out);
                out.push_str("\" alt=\"");
                escape(name, out);
                out.push_str("\" style=\"max-width:100%\">");
            }
            None => line_to_html(&format!("![{name}]"), out),
        },
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let mut out = String::new();
        to_html(text, &[Picture { name: "plan.png", content_id: "p1@x" }], &mut out);
        out.replace('\n', "")
    }

    #[test]
    fn marks_become_html_and_everything_else_stays() {
        for (typed, expected) in [
            ("Hello\nAnna\n\nBye", "<p>Hello<br>Anna</p><p>Bye</p>"),
            ("So:\n- one\n- two\nEnd", "<p>So:</p><ul><li>one</li><li>two</li></ul><p>End</p>"),
            ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
            ("3) three", "<ol start=\"3\"><li>three</li></ol>"),
            ("a **bold** and *bold* word", "<p>a <strong>bold</strong> and <strong>bold</strong> word</p>"),
            ("2*3*4 and 5 * 6 * 7 and a**b**", "<p>2*3*4 and 5 * 6 * 7 and a**b**</p>"),
            ("**open", "<p>**open</p>"),
            ("[here](https://x.example/a)", "<p><a href=\"https://x.example/a\">here</a></p>"),
            ("[no](javascript:alert(1))", "<p>[no](javascript:alert(1))</p>"),
            ("<b>&\"", "<p>&lt;b&gt;&amp;&quot;</p>"),
            (
                "![plan.png] ![other.png]",
                "<p><img src=\"cid:p1@x\" alt=\"plan.png\" style=\"max-width:100%\"> ![other.png]</p>",
            ),
            ("> yours\nmine", "<blockquote><p>yours</p></blockquote><p>mine</p>"),
            ("- żółć **ość**", "<ul><li>żółć <strong>ość</strong></li></ul>"),
            ("", ""),
        ] {
            assert_eq!(html(typed), expected, "{typed:?}");
        }
        let link = html("see https://x.example/*a*_b*.");
        assert!(link.contains("href=\"https://x.example/*a*_b\""), "{link}");
    }

    #[test]
    fn the_plain_side_reads_well_without_marks() {
        for (typed, expected) in [
            ("a **bold** word", "a *bold* word"),
            ("[here](https://x.example/a)", "here <https://x.example/a>"),
            ("![plan.png]", "![plan.png]"),
            ("2*3*4\n- one", "2*3*4\n- one"),
        ] {
            assert_eq!(to_plain(typed, &[]), expected);
        }
        assert_eq!(picture_names("x ![a.png] ![b.png]"), ["a.png", "b.png"]);
    }

    #[test]
    fn a_hostile_text_takes_no_time() {
        for piece in ["*", "**a", "[", "[a](", "![", "[a]](", "https://"] {
            let text = piece.repeat(50_000 / piece.len());
            let mut out = String::new();
            to_html(&text, &[], &mut out);
            assert!(out.len() >= text.len());
        }
    }
}
