//! What may stay in shown HTML: attributes, their values, where pictures come from; and the sanitiser set up so.
//! Decided here, once, for the rewriting and for the sanitiser.

use std::borrow::Cow;
use std::collections::HashSet;

use ammonia::{Builder, Url, UrlRelative};

use super::elements::known;
use super::links::follow;
use super::{Options, style};

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
/// Attributes that may stay on every element.
pub(super) const EVERYWHERE: &[&str] = &["style", "dir"];

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

pub(super) fn allowed_attributes(element: &str) -> impl Iterator<Item = &'static str> {
    ATTRIBUTES
        .iter()
        .filter(move |(elements, _)| elements.contains(&element))
        .flat_map(|(_, names)| names.iter().copied())
}

/// The value an attribute may have, or `None` when it must go.
pub(super) fn allowed_value(element: &str, attribute: &str, value: &str, options: &Options) -> Option<String> {
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
pub(super) fn picture(source: &str, options: &Options) -> Option<String> {
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

pub(super) fn remote(source: &str) -> Option<Url> {
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
