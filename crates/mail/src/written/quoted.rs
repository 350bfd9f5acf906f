//! The mail below an answer, marked as a quote; or a mail passed on, as it was.

use super::{Quote, push as push_piece};
use crate::html::{Options, clean, escape, text_to_html};
use crate::letter::{Nature, Parts};

/// Characters of a quote; a longer one is cut, the reader has the mail.
const LONGEST: usize = 60_000;
/// Bytes of a quote's HTML; a longer one is quoted as text.
const LARGEST: usize = 300_000;

fn cut(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\n[…]", text.get(..end).unwrap_or_default().trim_end()),
        None => text.trim_matches('\n').trim_end().to_owned(),
    }
}

/// Adds the quote to both sides.
pub(super) fn push(quote: &Quote<'_>, parts: &mut Parts, html: &mut String) {
    let text = cut(quote.text);
    if quote.passed_on {
        push_piece(parts, Nature::New, format!("\n{}\n\n{text}", quote.lead.trim_end()));
    } else {
        push_piece(parts, Nature::Attribution, format!("\n{}", quote.lead.trim_end()));
        push_piece(parts, Nature::Quote, marked(&text));
    }
    html.push_str("<div><br></div>\n<div>");
    for (number, line) in quote.lead.trim_end().lines().enumerate() {
        if number > 0 {
            html.push_str("<br>\n");
        }
        escape(line, html);
    }
    html.push_str("</div>\n");
    html.push_str(if quote.passed_on {
        "<div style=\"margin:1em 0\">"
    } else {
        "<blockquote type=\"cite\" style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex\">"
    });
    let cleaned = quote.html.map(|html| clean(html, &Options::default()));
    match cleaned.filter(|cleaned| cleaned.fallback.is_none() && cleaned.html.len() <= LARGEST) {
        Some(cleaned) if !cleaned.html.trim().is_empty() => html.push_str(&cleaned.html),
        _ => html.push_str(&text_to_html(&text)),
    }
    html.push_str(if quote.passed_on { "</div>\n" } else { "</blockquote>\n" });
}

/// Each line with its mark; marks that stand there already are joined (RFC 3676, 4.5).
fn marked(text: &str) -> String {
    let mark = |line: &str| match line {
        "" => ">".to_owned(),
        deeper if deeper.starts_with('>') => format!(">{deeper}"),
        line => format!("> {line}"),
    };
    text.lines().map(|line| mark(line.trim_end())).collect::<Vec<_>>().join("\n")
}
