//! The dialogue without socket and desk: what a peer's bytes come to. For fuzzing, which wants many tries a second.

use super::dialogue::{Dialogue, Next};
use super::recipients::Recipient;
use super::text::{Chunked, Dotted, Found};
use super::{Limits, Manner};
use crate::receive::Envelope;

/// Texts that were handed over whole with these bytes, with their envelopes, until the peer went or was sent away.
/// Addresses at `agency.test` are ours.
pub fn rehearse(manner: Manner, bytes: &[u8]) -> Vec<(Envelope, Vec<u8>)> {
    let whose = |address: &str| if address.ends_with("@agency.test") { Recipient::Ours } else { Recipient::Nobody };
    let mut dialogue = Dialogue::new(manner, Limits::default(), None);
    let (mut rest, mut taken) = (bytes, Vec::new());
    let (mut chunked, mut gathered) = (Chunked::default(), Vec::new());
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let (line, after) = rest.split_at_checked(end + 1).unwrap_or((rest, &[]));
        rest = after;
        let Some(line) = line.strip_suffix(b"\r\n").filter(|line| !line.contains(&b'\r')) else { break };
        match dialogue.hear(line, &whose) {
            Next::Say(_) => {}
            Next::Close(_) => break,
            Next::PassOver { bytes, .. } => rest = cut(rest, bytes).1,
            Next::Text(_) => {
                let mut text = Vec::new();
                let Found::End(end) = Dotted::new().feed(rest, &mut text) else { break };
                rest = rest.get(end..).unwrap_or_default();
                taken.push((dialogue.envelope(), text));
            }
            Next::Chunk { first, bytes, last } => {
                if first {
                    (chunked, gathered) = (Chunked::default(), Vec::new());
                }
                let (chunk, after) = cut(rest, bytes);
                rest = after;
                let whole = chunk.len() as u64 == bytes && chunked.feed(chunk, &mut gathered);
                match (whole, last) {
                    (true, false) => {}
                    (true, true) if chunked.may_end() => {
                        taken.push((dialogue.envelope(), std::mem::take(&mut gathered)))
                    }
                    _ => dialogue.reset(),
                }
            }
        }
    }
    taken
}

fn cut(rest: &[u8], bytes: u64) -> (&[u8], &[u8]) {
    let at = usize::try_from(bytes).unwrap_or(usize::MAX).min(rest.len());
    rest.split_at_checked(at).unwrap_or((rest, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rehearsal_takes_what_a_session_would() {
        let wire = b"LHLO a\r\nMAIL FROM:<x@y.test>\r\nRCPT TO:<desk@agency.test>\r\nDATA\r\n..Hello\r\n.\r\n\
            MAIL FROM:<>\r\nRCPT TO:<desk@agency.test>\r\nBDAT 4\r\na\r\n.BDAT 3 LAST\r\nb\r\nQUIT\r\n";
        let taken = rehearse(Manner::Lmtp, wire);
        let texts: Vec<_> = taken.iter().map(|(envelope, text)| (envelope.from.as_str(), text.as_slice())).collect();
        assert_eq!(texts, [("x@y.test", b".Hello\r\n".as_slice()), ("", b"a\r\n.b\r\n")]);
        assert!(rehearse(Manner::Lmtp, b"LHLO a\nMAIL FROM:<>\n").is_empty());
    }
}
