//! The lines between parts: what belongs to them, and which line is one when the header names another.

use super::Node;
use crate::read::fields::line_at;

/// The content before a boundary line ends before the line end that belongs to the boundary.
pub(super) fn before_line_end(bytes: &[u8], from: usize, at: usize) -> usize {
    let text = bytes.get(from..at).unwrap_or_default();
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    from + text.len()
}

/// A line that looks like the boundary of a multipart whose header names the wrong one: `--…` followed by
/// a header of a part.
pub(super) fn likely_boundary(bytes: &[u8], root: Option<&Node<'_>>) -> Option<Vec<u8>> {
    let mut at = root?.start;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        if let Some(text) = line.strip_prefix(b"--")
            && !text.trim_ascii().is_empty()
            && text.len() <= 200
        {
            let (after, _) = line_at(bytes, next);
            let head: String = after.iter().take(8).map(|b| char::from(b.to_ascii_lowercase())).collect();
            if head == "content-" || head.starts_with("mime-") {
                return Some(text.trim_ascii_end().to_vec());
            }
        }
        at = next;
    }
    None
}
