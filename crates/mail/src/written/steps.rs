//! The list of next steps under a text: bold, as a list, with its links; the same without HTML.

use crate::html::escape;
use crate::letter::{Nature, Parts};

/// The list, in the reader's words.
#[derive(Debug, Clone, Copy)]
pub struct Steps<'a> {
    /// What stands above it: 'Next steps'.
    pub title: &'a str,
    /// Its lines.
    pub lines: &'a [StepLine<'a>],
}

/// Who does what.
#[derive(Debug, Clone, Copy)]
pub struct StepLine<'a> {
    /// 'Anna: send the logo'.
    pub words: &'a str,
    /// 'by Friday, 27 November 2026'.
    pub due: Option<&'a str>,
    /// 'Done', 'Answer', 'I need help'.
    pub links: &'a [Link<'a>],
}

/// A link with its words.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// The words.
    pub words: &'a str,
    /// Where it leads.
    pub href: &'a str,
}

/// Adds the list to both sides.
pub(super) fn push(steps: &Steps<'_>, parts: &mut Parts, html: &mut String) {
    let mut text = format!("\n*{}*", steps.title);
    html.push_str("<p><strong>");
    escape(steps.title, html);
    html.push_str("</strong></p>\n<ul>\n");
    for line in steps.lines {
        text.extend(["\n- *", line.words, "*"]);
        html.push_str("<li><strong>");
        escape(line.words, html);
        html.push_str("</strong>");
        if let Some(due) = line.due {
            text.extend([" – ", due]);
            html.push_str(" – ");
            escape(due, html);
        }
        for (number, link) in line.links.iter().enumerate() {
            text.extend(["\n  ", link.words, ": ", link.href]);
            html.push_str(if number == 0 { "<br>\n" } else { " · " });
            html.push_str("<a href=\"");
            escape(link.href, html);
            html.push_str("\">");
            escape(link.words, html);
            html.push_str("</a>");
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
    super::push(parts, Nature::New, text);
}
