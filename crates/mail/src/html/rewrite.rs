//! Writes HTML anew from an allow-list, so that the sanitiser only ever sees short, well-nested markup.
//! What may stay is decided in `allow`.

use ammonia::Url;

use super::allow::{EVERYWHERE, allowed_attributes, allowed_value, picture, remote};
use super::links::{Link, escape, follow};
use super::scan::Tag;
use super::tree::{Sink, walk};
use super::{Cap, Options};

/// Characters that need a reference, in all: the sanitiser is slow with them.
const MOST_REFERENCES: usize = 20_000;
/// Elements in all.
const MOST_ELEMENTS: usize = 60_000;
/// Characters of a link's text that are kept for comparison.
const LONGEST_LINK_TEXT: usize = 300;
/// HTML of our own making, not yet sanitised.
pub(super) struct Rewritten {
    pub(super) html: String,
    pub(super) blocked_remote: usize,
    pub(super) links: Vec<Link>,
}

/// Writes the visible, allowed part of the HTML anew.
pub(super) fn rewrite(html: &str, options: &Options) -> Result<Rewritten, Cap> {
    let mut writer = Writer {
        out: String::new(),
        options,
        blocked: 0,
        links: Vec::new(),
        open_link: None,
        references: 0,
        elements: 0,
        in_pre: 0,
        fresh_pre: false,
    };
    if let Some(cap) = walk(html, &mut writer) {
        return Err(cap);
    }
    if writer.references > MOST_REFERENCES {
        return Err(Cap::References);
    }
    if writer.elements > MOST_ELEMENTS {
        return Err(Cap::Elements);
    }
    Ok(Rewritten { html: writer.out, blocked_remote: writer.blocked, links: writer.links })
}

struct Writer<'o> {
    out: String,
    options: &'o Options,
    blocked: usize,
    links: Vec<Link>,
    open_link: Option<(Url, String)>,
    references: usize,
    elements: usize,
    in_pre: usize,
    /// A `pre` has just opened: line ends there would be eaten once more at each reading.
    fresh_pre: bool,
}

impl Writer<'_> {
    fn write_text(&mut self, text: &str) {
        self.references +=
            text.bytes().filter(|b| matches!(b, b'&' | b'<' | b'>')).count() + text.matches('\u{a0}').count();
        if self.references <= MOST_REFERENCES {
            escape(text, &mut self.out);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.references += value.bytes().filter(|b| matches!(b, b'&' | b'<' | b'>' | b'"')).count();
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    /// Counts what a tag wants to load from elsewhere.
    fn count_remote(&mut self, tag: &Tag<'_>) {
        for (name, value) in &tag.attributes {
            let loads = match name.as_str() {
                "src" | "srcset" | "background" | "poster" | "data" => {
                    remote(value.trim()).is_some() || name == "srcset"
                }
                "href" => tag.name == "link" && remote(value.trim()).is_some(),
                "style" => value.to_ascii_lowercase().contains("url("),
                _ => false,
            };
            self.blocked += usize::from(loads);
        }
    }

    fn image(&mut self, tag: &Tag<'_>) {
        let source = tag.attribute("src").and_then(|source| picture(source, self.options));
        let alt = tag.attribute("alt").unwrap_or("").trim();
        if source.is_none() {
            self.count_remote(tag);
            if !alt.is_empty() {
                let alt: String = alt.chars().filter(|c| !c.is_control()).take(300).collect();
                self.write_text(&alt);
            }
            return;
        }
        self.write_tag("img", tag);
    }

    fn write_tag(&mut self, name: &'static str, tag: &Tag<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for attribute in allowed_attributes(name).chain(EVERYWHERE.iter().copied()) {
            let value = tag.attribute(attribute).and_then(|value| allowed_value(name, attribute, value, self.options));
            if let Some(value) = value {
                self.attribute(attribute, &value);
            }
        }
        self.out.push('>');
    }
}

impl Sink for Writer<'_> {
    fn open(&mut self, name: &'static str, tag: &Tag<'_>) {
        self.elements += 1;
        self.fresh_pre = false;
        if self.elements > MOST_ELEMENTS {
            return;
        }
        if name == "img" {
            return self.image(tag);
        }
        self.count_remote(tag);
        if name == "a" {
            self.open_link = tag.attribute("href").and_then(follow).map(|url| (url, String::new()));
        }
        self.in_pre += usize::from(name == "pre");
        self.fresh_pre = name == "pre";
        self.write_tag(name, tag);
    }

    fn close(&mut self, name: &'static str) {
        if name == "a"
            && let Some((url, text)) = self.open_link.take()
        {
            self.links.push(Link::new(&url, &text));
        }
        if name == "pre" {
            self.in_pre = self.in_pre.saturating_sub(1);
            self.fresh_pre = false;
        }
        if self.elements <= MOST_ELEMENTS {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    fn text(&mut self, text: &str) {
        let text = if self.fresh_pre { text.trim_start_matches(['\n', '\r']) } else { text };
        if text.is_empty() {
            return;
        }
        self.fresh_pre = false;
        if let Some((_, shown)) = &mut self.open_link {
            let room = LONGEST_LINK_TEXT.saturating_sub(shown.len());
            shown.extend(text.chars().take(room));
        }
        // Carriage returns become line feeds when the result is read again.
        if text.contains('\r') {
            self.write_text(&text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            self.write_text(text)
        }
    }

    fn enough(&self, over: bool) -> bool {
        over || self.references > MOST_REFERENCES || self.elements > MOST_ELEMENTS
    }

    fn ignored(&mut self, tag: &Tag<'_>) {
        self.count_remote(tag);
    }
}
