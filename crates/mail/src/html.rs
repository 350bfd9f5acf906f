//! HTML mail made safe to show, made plain to read, and plain text made HTML. (Being written.)

/// Readable plain text from HTML mail.
#[must_use]
pub fn to_text(html: &str) -> String {
    html.to_owned()
}
