//! Names and numbers as IMAP writes them: folder names in modified UTF-7 (RFC 3501, 5.1.3), sets of UIDs. Pure.

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Base64 with a comma for the slash, without padding.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// A folder's name as people read it. What is not well-formed stays as it is.
///
/// ```
/// assert_eq!(desk::imap::readable("Wys&AUI-ane"), "Wysłane");
/// assert_eq!(desk::imap::readable("R&-D"), "R&D");
/// assert_eq!(desk::imap::readable("&broken"), "&broken");
/// ```
pub fn readable(name: &str) -> String {
    decoded(name).unwrap_or_else(|| name.to_owned())
}

fn decoded(name: &str) -> Option<String> {
    let (mut out, mut rest) = (String::with_capacity(name.len()), name);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (inside, after) = after.split_once('-')?;
        if inside.is_empty() {
            out.push('&');
        } else {
            let bytes = ENGINE.decode(inside).ok()?;
            let (pairs, odd) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            out.push_str(&String::from_utf16(&units).ok().filter(|_| odd.is_empty())?);
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// A folder's name as the server wants it.
///
/// ```
/// assert_eq!(desk::imap::wire_name("Wysłane"), "Wys&AUI-ane");
/// assert_eq!(desk::imap::wire_name("R&D"), "R&-D");
/// ```
pub fn wire_name(name: &str) -> String {
    let (mut out, mut other) = (String::with_capacity(name.len()), Vec::new());
    let flush = |other: &mut Vec<u8>, out: &mut String| {
        if !other.is_empty() {
            out.push('&');
            out.push_str(&ENGINE.encode(&*other));
            out.push('-');
            other.clear();
        }
    };
    for char in name.chars() {
        if matches!(char, ' '..='~') {
            flush(&mut other, &mut out);
            out.push(char);
            if char == '&' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            other.extend(char.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    flush(&mut other, &mut out);
    out
}

/// Ascending UIDs as a set: `1:3,7`.
///
/// ```
/// assert_eq!(desk::imap::uid_set(&[1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
/// ```
pub fn uid_set(uids: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for uid in uids {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*uid) => *last = *uid,
            _ => runs.push((*uid, *uid)),
        }
    }
    let one = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}:{last}") };
    runs.iter().map(one).collect::<Vec<_>>().join(",")
}

/// A string argument when it can stand in quotes: no line ends, no control characters, ASCII only.
pub(super) fn quoted(text: &str) -> Option<String> {
    let can_be = text.len() <= 1_000 && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    can_be.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}
