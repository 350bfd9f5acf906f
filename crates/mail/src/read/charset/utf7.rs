//! UTF-7 (RFC 2152), which the charset library leaves out because browsers must not read it. A mail may.

/// Decodes UTF-7; what does not follow the rules stays as it is.
pub(super) fn decode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        if byte != b'+' {
            let plain = rest.iter().position(|b| *b == b'+').unwrap_or(rest.len());
            out.push_str(&String::from_utf8_lossy(rest.get(..plain).unwrap_or_default()));
            rest = rest.get(plain..).unwrap_or_default();
            continue;
        }
        let run = tail.iter().take_while(|b| is_base64(**b)).count();
        let (coded, after) = tail.split_at(run);
        let closed = after.first() == Some(&b'-');
        match shifted(coded) {
            Some(text) => out.push_str(&text),
            // '+-' is a plus sign; a plus that begins nothing is one, too.
            None => {
                out.push('+');
                out.push_str(&String::from_utf8_lossy(coded));
            }
        }
        rest = if closed { after.get(1..).unwrap_or_default() } else { after };
    }
    out
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

fn shifted(coded: &[u8]) -> Option<String> {
    let bytes = crate::read::transfer::base64(coded);
    let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|c| Some(u16::from_be_bytes(c.try_into().ok()?))).collect();
    (!units.is_empty()).then(|| String::from_utf16_lossy(&units))
}
