//! Inline styles: which declarations may stay, and which hide what they style. Never lets a URL through.

/// Properties that change only the look of the element's own box and text.
const KEPT: &[&str] = &[
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-spacing",
    "border-style",
    "border-top",
    "border-width",
    "color",
    "direction",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
];

/// Declarations looked at in one style.
const MOST: usize = 64;
/// Numbers beyond this are no size for a mail.
const LARGEST: f64 = 2000.0;

/// The safe declarations of a style attribute, in their order; empty when none is left.
pub(super) fn keep_safe(style: &str) -> String {
    let mut out = String::new();
    for (property, value) in declarations(style) {
        let property = if property == "background" { "background-color".to_owned() } else { property };
        if KEPT.contains(&property.as_str()) && is_safe(&value) && !(property == "font-size" && is_zero(&value)) {
            if !out.is_empty() {
                out.push(';');
            }
            out.push_str(&property);
            out.push(':');
            out.push_str(&value);
        }
    }
    out
}

/// Whether the element and all it holds are kept from the reader's eye.
pub(super) fn hides(style: &str) -> bool {
    if style.is_empty() {
        return false;
    }
    let all: Vec<(String, String)> = declarations(style).collect();
    let value = |name: &str| all.iter().rev().find(|(property, _)| property == name).map(|(_, value)| value.as_str());
    let zero = |name: &str| value(name).is_some_and(is_zero);
    let clipped = value("overflow").is_some_and(|value| value.starts_with("hidden"));
    let far = |name: &str| {
        value(name).is_some_and(|value| value.strip_prefix('-').and_then(number).is_some_and(|(size, _)| size > 200.0))
    };
    let color = value("color");
    let ground = value("background-color").or_else(|| value("background"));
    value("display") == Some("none")
        || matches!(value("visibility"), Some("hidden" | "collapse"))
        || value("mso-hide") == Some("all")
        || zero("opacity")
        || (clipped && (zero("max-height") || zero("height") || zero("max-width") || zero("width")))
        || ["left", "top", "text-indent", "margin-left", "margin-top"].into_iter().any(far)
        || color.is_some_and(|color| Some(color) == ground && color != "inherit" && color != "transparent")
        || color == Some("transparent")
}

/// Whether the text has no size: `Some(false)` when the style gives it one, `None` when it says nothing absolute.
pub(super) fn is_tiny(style: &str) -> Option<bool> {
    if !style.contains("font") && !style.contains("FONT") && !style.contains("Font") {
        return None;
    }
    let (_, value) = declarations(style).filter(|(property, _)| property == "font-size").last()?;
    if is_zero(&value) {
        return Some(true);
    }
    let relative = value.ends_with("em") && !value.ends_with("rem")
        || value.ends_with('%')
        || matches!(value.as_str(), "inherit" | "smaller" | "larger");
    (!relative).then_some(false)
}

/// Property and value of each declaration, in lower case, `!important` removed.
fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').take(MOST).filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.split('!').next().unwrap_or("").trim().to_ascii_lowercase();
        Some((property.trim().to_ascii_lowercase(), value)).filter(|(_, value)| !value.is_empty())
    })
}

/// Words, numbers and colours only: no strings, no URLs, no escapes, no functions but colours, nothing negative or huge.
fn is_safe(value: &str) -> bool {
    let plain = value.len() <= 80
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'#' | b'%' | b'.' | b',' | b'(' | b')' | b'-'));
    if !plain {
        return false;
    }
    if value.contains(['(', ')']) {
        let colour = ["rgb(", "rgba(", "hsl(", "hsla("].iter().any(|start| value.starts_with(start));
        if !colour || value.matches('(').count() != 1 || !value.ends_with(')') {
            return false;
        }
    }
    if value.contains("url") || value.contains("var") || value.contains("expression") || value.contains("env") {
        return false;
    }
    value
        .split([' ', ',', '(', ')'])
        .all(|word| !word.starts_with('-') && number(word).is_none_or(|(size, _)| size <= LARGEST))
}

/// A length no eye can see.
fn is_zero(value: &str) -> bool {
    number(value).is_some_and(|(size, unit)| match unit {
        "px" | "pt" => size < 1.5,
        _ => size <= 0.01,
    })
}

/// The number a value begins with, and its unit.
fn number(value: &str) -> Option<(f64, &str)> {
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let size = value.get(..end)?.parse::<f64>().ok()?;
    Some((size, value.get(end..)?.split(' ').next().unwrap_or("")))
}

/// Whether a paragraph stands close to the one above.
pub(super) fn has_no_margin(style: &str) -> bool {
    let zero = |value: &str| value.split(' ').next().is_some_and(is_zero);
    declarations(style).any(|(property, value)| (property == "margin" || property == "margin-top") && zero(&value))
}
