//! HTML mail made safe to show and plain to read, and plain text made HTML.
//!
//! Mail HTML is hostile for ever. It is read by a bounded scanner (`scan`), put in order and freed of hidden
//! content (`tree`), written anew from an allow-list (`rewrite`, `allow`) and only then given to the sanitiser, which
//! always has the last word. Nothing here decides what is new in a mail.

mod allow;
mod elements;
mod links;
mod plain;
mod rewrite;
mod scan;
mod style;
mod tree;

use std::collections::BTreeMap;

pub use links::{Link, text_to_html};
pub(crate) use links::{address_here, escape, follow, line_to_html};
pub use plain::to_text;

/// Bytes of HTML that are cleaned; more is shown as text.
pub const LARGEST: usize = 2 * 1024 * 1024;

/// What may be loaded when a mail is shown. The default loads nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Where remote images are fetched from instead: their address is percent-encoded and put behind this prefix
    /// (such as `/picture?of=`). `None` keeps them out.
    pub remote_images: Option<String>,
    /// Content-ID without angle brackets → where this mail's own picture is served. Others are not shown.
    pub cid: BTreeMap<String, String>,
}

/// HTML that is safe to put into a sandboxed frame, and what was done to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The safe HTML fragment. Cleaning it again changes nothing.
    pub html: String,
    /// How many things it wanted to load from elsewhere and did not.
    pub blocked_remote: usize,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// Why the mail's HTML was not shown as such but as escaped text.
    pub fallback: Option<Cap>,
}

/// What was too much for the sanitiser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cap {
    /// Elements nested deeper than 256.
    Depth,
    /// More than 64 attributes in one tag.
    Attributes,
    /// One tag longer than 256 KiB.
    TagLength,
    /// More than 20,000 characters that need a reference.
    References,
    /// More than 60,000 elements.
    Elements,
    /// More than 2 MiB.
    Size,
    /// The sanitiser did not come to rest on it.
    Unstable,
}

/// Makes HTML safe: an allow-list of elements, attributes and styles, no scripts, no forms, no ids, nothing
/// loaded from elsewhere but what `options` permits, links that open apart and tell nothing. Bounded in time:
/// what passes a [`Cap`] comes back as escaped text.
#[must_use]
pub fn clean(html: &str, options: &Options) -> Cleaned {
    if html.len() > LARGEST {
        return as_text(html, Cap::Size);
    }
    let sanitiser = allow::sanitiser(options);
    let mut cleaned = Cleaned::default();
    let mut now = html.to_owned();
    for round in 0..4 {
        let rewritten = match rewrite::rewrite(&now, options) {
            Ok(rewritten) => rewritten,
            Err(cap) => return as_text(html, cap),
        };
        let safe = sanitiser.clean(&rewritten.html).to_string();
        if round == 0 {
            (cleaned.blocked_remote, cleaned.links) = (rewritten.blocked_remote, rewritten.links);
        }
        if round > 0 && safe == now {
            cleaned.html = safe;
            return cleaned;
        }
        now = safe;
    }
    as_text(html, Cap::Unstable)
}

/// The mail's text, escaped: what is shown when its HTML cannot be.
fn as_text(html: &str, cap: Cap) -> Cleaned {
    let text = to_text(html);
    let mut out = String::from(r#"<pre style="white-space:pre-wrap">"#);
    links::escape(text.trim_matches('\n'), &mut out);
    out.push_str("</pre>");
    Cleaned { html: out, fallback: Some(cap), ..Cleaned::default() }
}
