//! What a person typed, made into the two sides of a mail: its text, and the same as HTML. Signature and quote go below.
//! The marks that are understood stand in `markup`; how a mail becomes bytes stands in [`crate::compose`].

mod markup;
mod quoted;
mod steps;

use crate::html::escape;
use crate::letter::{Nature, Parts, Piece};
pub use steps::{Link, StepLine, Steps};

/// What is written, and what goes below it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Writing<'a> {
    /// As typed, with light marks: `**bold**`, `- lists`, `[words](https://…)`, `![picture.png]`.
    pub text: &'a str,
    /// The next steps, listed under the text.
    pub steps: Option<Steps<'a>>,
    /// A quiet line under all that, without marks; empty: none.
    pub aside: &'a str,
    /// The writer's signature, with the same marks; empty: none.
    pub signature: &'a str,
    /// The mail that is answered or passed on.
    pub quote: Option<Quote<'a>>,
    /// The pictures the text may show.
    pub pictures: &'a [Picture<'a>],
    /// The language it is written in, for whoever has it read out: `en`, `pl`, `ru`, or empty.
    pub language: &'a str,
}

/// A mail that is answered or passed on. It came from outside: its HTML is cleaned here.
#[derive(Debug, Clone, Copy)]
pub struct Quote<'a> {
    /// What stands above it: 'On … Anna wrote:', or for a mail passed on its sender, date and subject, line by line.
    pub lead: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its HTML as it came.
    pub html: Option<&'a str>,
    /// Passed on rather than answered: nothing is marked as a quote.
    pub passed_on: bool,
}

/// A picture that the text shows where it says `![name]`.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// The name in the text.
    pub name: &'a str,
    /// Its Content-ID, without angle brackets.
    pub content_id: &'a str,
}

/// The two sides of a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The text.
    pub text: String,
    /// The same as an HTML document.
    pub html: String,
    /// The text in pieces: what is new, the signature, the quote.
    pub parts: Parts,
}

/// Makes both sides. Nothing of the quote runs or loads anything.
#[must_use]
pub fn body(writing: &Writing<'_>) -> Body {
    let mut parts = Parts::default();
    let mut html = String::from("<!doctype html>\n<html");
    if !writing.language.is_empty() {
        html.push_str(" lang=\"");
        escape(writing.language, &mut html);
        html.push('"');
    }
    html.push_str("><head><meta charset=\"utf-8\"></head><body>\n");
    let text = writing.text.replace("\r\n", "\n").replace('\r', "\n");
    push(&mut parts, Nature::New, markup::to_plain(text.trim_end(), writing.pictures));
    markup::to_html(text.trim_end(), writing.pictures, &mut html);
    if let Some(steps) = &writing.steps {
        steps::push(steps, &mut parts, &mut html);
    }
    if !writing.aside.trim().is_empty() {
        push(&mut parts, Nature::New, format!("\n{}", writing.aside.trim()));
        html.push_str("<p style=\"color:#59626b\"><small>");
        escape(writing.aside.trim(), &mut html);
        html.push_str("</small></p>\n");
    }
    if !writing.signature.trim().is_empty() {
        let signature = writing.signature.replace("\r\n", "\n");
        // RFC 3676, 4.3: the blank belongs to the mark.
        push(&mut parts, Nature::Signature, format!("\n-- \n{}", markup::to_plain(signature.trim(), &[])));
        html.push_str("<div>-- <br>\n");
        markup::to_html(signature.trim(), &[], &mut html);
        html.push_str("</div>\n");
    }
    if let Some(quote) = &writing.quote {
        quoted::push(quote, &mut parts, &mut html);
    }
    html.push_str("</body></html>\n");
    let text = parts.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n");
    Body { text, html, parts }
}

/// The text as a reader without HTML sees it: what lists and threads show.
#[must_use]
pub fn plain(text: &str) -> String {
    markup::to_plain(text, &[])
}

/// The names of the pictures that the text shows, in order.
#[must_use]
pub fn pictures_in(text: &str) -> Vec<String> {
    markup::picture_names(text)
}

fn push(parts: &mut Parts, nature: Nature, text: String) {
    parts.pieces.push(Piece { nature, text });
}
