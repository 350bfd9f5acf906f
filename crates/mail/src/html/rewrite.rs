//! Writes HTML anew from an allow-list, so that the sanitiser only ever sees short, well-nested markup; and
//! sets up that sanitiser. What may stay is decided here, once, for both.

use std::borrow::Cow;
use std::collections::HashSet;

use ammonia::{Builder, Url, UrlRelative};

use super::links::{Link, escape, follow};
use super::scan::Tag;
use super::tree::{Sink, known, walk};
use super::{Cap, Options, style};

/// Characters that need a reference, in all: the sanitiser is slow with them.
const MOST_REFERENCES: usize = 20_000;
/// Elements in all.
const MOST_ELEMENTS: usize = 100_000;
/// Characters of a link's text that are kept for comparison.
const LONGEST_LINK_TEXT: usize = 300;
/// Pictures inside the mail: what a browser draws without running anything.
const DATA_PICTURES: &[&str] =
    &["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];
/// Attributes that may stay, by element. All values are looked at besides.
const ATTRIBUTES: &[(&[&str], &[&str])] = &[
    (&["a"], &["href"]),
    (&["img"], &["src", "alt", "width", "height"]),
    (&["td", "th"], &["colspan", "rowspan", "width", "height", "align", "valign", "bgcolor"]),
    (&["tr", "tbody", "thead", "tfoot"], &["align", "valign", "bgcolor"]),
    (&["table"], &["width", "align", "bgcolor", "border", "cellpadding", "cellspacing"]),
    (&["col", "colgroup"], &["width", "span"]),
    (&["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr"], &["align"]),
    (&["font"], &["color", "size"]),
    (&["ol"], &["start", "type"]),
    (&["li"], &["value"]),
];
const EVERYWHERE: &[&str] = &["style", "dir"];

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

/// The sanitiser that has the last word.
pub(super) fn sanitiser(options: &Options) -> Builder<'static> {
    let mut builder = Builder::empty();
    let options = options.clone();
    builder
        .tags(known().collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "iframe", "noscript", "svg", "math", "template", "textarea", "select",
        ]))
        .generic_attributes(EVERYWHERE.iter().copied().collect())
        .tag_attributes(known().map(|name| (name, allowed_attributes(name).collect())).collect())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "data"]))
        .url_relative(UrlRelative::PassThrough)
        .set_tag_attribute_value("a", "target", "_blank")
        .link_rel(Some("noopener noreferrer nofollow"))
        .strip_comments(true)
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("a", "rel" | "target") => Some(Cow::Borrowed(value)),
            _ => allowed_value(element, attribute, value, &options).map(Cow::Owned),
        });
    builder
}

fn allowed_attributes(element: &str) -> impl Iterator<Item = &'static str> {
    ATTRIBUTES
        .iter()
        .filter(move |(elements, _)| elements.contains(&element))
        .flat_map(|(_, names)| names.iter().copied())
}

/// The value an attribute may have, or `None` when it must go.
fn allowed_value(element: &str, attribute: &str, value: &str, options: &Options) -> Option<String> {
    let word = value.trim().to_ascii_lowercase();
    let is_one_of = |names: &[&str]| names.contains(&word.as_str());
    let fine = match attribute {
        "style" => return Some(style::keep_safe(value)).filter(|style| !style.is_empty()),
        "href" => return follow(value).map(|url| url.as_str().to_owned()),
        "src" => return picture(value, options),
        "alt" => return Some(value.chars().filter(|c| !c.is_control()).take(300).collect()),
        "dir" => is_one_of(&["ltr", "rtl", "auto"]),
        "align" => is_one_of(&["left", "right", "center", "justify"]),
        "valign" => is_one_of(&["top", "middle", "bottom", "baseline"]),
        "bgcolor" | "color" => is_colour(&word),
        "width" | "height" => is_number(word.trim_end_matches('%'), 4),
        "type" => is_one_of(&["1", "a", "i"]),
        "size" => is_number(word.trim_start_matches(['+', '-']), 1),
        "colspan" | "rowspan" | "span" => is_number(&word, 2),
        "border" | "cellpadding" | "cellspacing" => is_number(&word, 2),
        "start" | "value" => element != "img" && is_number(&word, 6),
        _ => false,
    };
    // The letter case of list types means something.
    fine.then(|| if attribute == "type" { value.trim().to_owned() } else { word })
}

fn is_number(word: &str, digits: usize) -> bool {
    (1..=digits).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_colour(word: &str) -> bool {
    let hex = word.strip_prefix('#').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    (1..=24).contains(&word.len()) && (hex || word.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Where a picture may come from: this mail's own parts, the mail's bytes, or our proxy.
fn picture(source: &str, options: &Options) -> Option<String> {
    let source = source.trim();
    if options.cid.values().any(|own| own == source) {
        return Some(source.to_owned());
    }
    if let Some(id) = strip_prefix_ignoring_case(source, "cid:") {
        let id = id.trim_matches(['<', '>']);
        return options.cid.get(id).or_else(|| options.cid.get(&percent_decoded(id))).cloned();
    }
    if DATA_PICTURES.iter().any(|start| strip_prefix_ignoring_case(source, start).is_some()) {
        let compact: String = source.split_ascii_whitespace().collect();
        let pure = compact.split_once(',').is_some_and(|(_, data)| {
            data.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
        });
        return pure.then_some(compact);
    }
    let prefix = options.remote_images.as_deref()?;
    if source.strip_prefix(prefix).is_some_and(|rest| {
        rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'%' | b'-' | b'_' | b'.' | b'~'))
    }) {
        return Some(source.to_owned());
    }
    remote(source).map(|url| format!("{prefix}{}", percent_encoded(url.as_str())))
}

fn remote(source: &str) -> Option<Url> {
    let absolute = if source.starts_with("//") { Cow::Owned(format!("https:{source}")) } else { Cow::Borrowed(source) };
    follow(&absolute).filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let found = text.get(..prefix.len())?;
    found.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex::encode_upper([byte]));
        }
    }
    out
}

fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2).and_then(|two| hex::decode(two).ok())).flatten();
        rest = if code.is_some() { tail.get(2..).unwrap_or(&[]) } else { tail };
        out.push(code.and_then(|code| code.first().copied()).unwrap_or(*first));
    }
    String::from_utf8_lossy(&out).into_owned()
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
