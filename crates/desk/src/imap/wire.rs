//! The connection itself: bytes out, whole answers in, each bounded in time and size. Knows no IMAP commands.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use rustls::CertificateError;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::time::timeout;

use super::{Manners, Why};
use crate::net::dial::{NotReached, dial};

/// Most bytes of text in one answer; a million search results fit.
const TEXT: usize = 12 * 1024 * 1024;
/// Most literals in one answer.
const LITERALS: usize = 64;
/// How much is kept of a literal that is larger than the cap.
const BEGINNING: usize = 256 * 1024;

/// Plain TCP or TLS over it.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Sync {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send + Sync> Stream for S {}

/// A stretch of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text, without the announcement of a literal that follows.
    Text(Vec<u8>),
    /// A literal (RFC 3501, 4.3); shorter than it was when it is larger than the cap.
    Literal(Vec<u8>, u64),
}

/// An open connection.
pub(super) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
}

impl Wire {
    /// Looks the name up and connects to the first address that answers.
    pub(super) async fn dial(host: &str, port: u16, manners: &Manners) -> Result<Self, Why> {
        let dialled = timeout(manners.connect, dial(host, port)).await.map_err(|_| Why::Silence)?;
        let stream = dialled.map_err(|error| match error {
            NotReached::NoSuchHost => Why::NoSuchHost,
            NotReached::Lost(error) => lost(&error),
        })?;
        Ok(Self { stream: BufReader::with_capacity(16 * 1024, Box::new(stream)) })
    }

    /// Goes on encrypted. Whatever was sent to us in the clear before is refused: it could be anybody's.
    pub(super) async fn encrypt(self, host: &str, manners: &Manners) -> Result<Self, Why> {
        if !self.stream.buffer().is_empty() {
            return Err(Why::NotImap);
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|error| Why::Tls(error.to_string()))?;
        let connector = tokio_rustls::TlsConnector::from(Arc::clone(&manners.tls));
        let shaking = connector.connect(name, self.stream.into_inner());
        let stream = timeout(manners.connect, shaking).await.map_err(|_| Why::Silence)?;
        let stream = stream.map_err(|error| not_secured(&error))?;
        Ok(Self { stream: BufReader::with_capacity(16 * 1024, Box::new(stream)) })
    }

    /// Sends bytes and sees them off.
    pub(super) async fn send(&mut self, bytes: &[u8], patience: Duration) -> Result<(), Why> {
        let sending = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        timeout(patience, sending).await.map_err(|_| Why::Silence)?.map_err(|error| lost(&error))
    }

    /// Waits until there is something to hear; cancelled without loss.
    pub(super) async fn stirs(&mut self) -> Result<(), Why> {
        match self.stream.fill_buf().await {
            Ok([]) => Err(Why::Dropped),
            Ok(_) => Ok(()),
            Err(error) => Err(lost(&error)),
        }
    }

    /// Reads one whole answer with its literals.
    pub(super) async fn hear(&mut self, manners: &Manners) -> Result<Vec<Piece>, Why> {
        timeout(manners.command, self.stirs()).await.map_err(|_| Why::Silence)??;
        timeout(manners.answer, self.hear_all(manners.largest_mail)).await.map_err(|_| Why::Silence)?
    }

    async fn hear_all(&mut self, largest: usize) -> Result<Vec<Piece>, Why> {
        let (mut pieces, mut text) = (Vec::new(), 0);
        loop {
            let mut line = self.line(TEXT.saturating_sub(text)).await?;
            text += line.len();
            let announced = announced(&line);
            let end = announced.map_or(line.len(), |(at, _)| at);
            line.truncate(end);
            pieces.push(Piece::Text(line));
            let Some((_, size)) = announced else { return Ok(pieces) };
            if pieces.len() > LITERALS * 2 {
                return Err(Why::NotImap);
            }
            pieces.push(self.literal(size, largest).await?);
        }
    }

    /// One line without its end.
    async fn line(&mut self, cap: usize) -> Result<Vec<u8>, Why> {
        let mut line = Vec::new();
        let cap = cap as u64 + 2;
        (&mut self.stream).take(cap).read_until(b'\n', &mut line).await.map_err(|error| lost(&error))?;
        if !line.ends_with(b"\n") {
            return Err(if line.len() as u64 >= cap { Why::NotImap } else { Why::Dropped });
        }
        line.pop();
        if line.ends_with(b"\r") {
            line.pop();
        }
        Ok(line)
    }

    async fn literal(&mut self, size: u64, largest: usize) -> Result<Piece, Why> {
        let keep = if size > largest as u64 { (BEGINNING.min(largest)) as u64 } else { size };
        // What was announced is believed only as it comes.
        let mut bytes = Vec::with_capacity(usize::try_from(keep).unwrap_or(0).min(1024 * 1024));
        (&mut self.stream).take(keep).read_to_end(&mut bytes).await.map_err(|error| lost(&error))?;
        let rest = size - keep;
        let skipped = tokio::io::copy_buf(&mut (&mut self.stream).take(rest), &mut tokio::io::sink()).await;
        let skipped = skipped.map_err(|error| lost(&error))?;
        if bytes.len() as u64 + skipped < size {
            return Err(Why::Dropped);
        }
        bytes.shrink_to_fit();
        Ok(Piece::Literal(bytes, size))
    }
}

/// The literal that a line announces at its end, `{123}` or `~{123}`: where that stands, and the size.
fn announced(line: &[u8]) -> Option<(usize, u64)> {
    let open = line.strip_suffix(b"}")?.iter().rposition(|byte| *byte == b'{')?;
    let digits = line.get(open + 1..line.len() - 1)?;
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    if digits.is_empty() || digits.len() > 10 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let at = if line.get(..open)?.ends_with(b"~") { open - 1 } else { open };
    Some((at, size))
}

/// What an I/O error means for the dialogue.
fn lost(error: &std::io::Error) -> Why {
    match error.kind() {
        ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Why::NobodyThere,
        ErrorKind::TimedOut => Why::Silence,
        ErrorKind::InvalidData => Why::Tls(error.to_string()),
        _ => Why::Dropped,
    }
}

/// Why a TLS handshake failed, as far as somebody can do something about it.
fn not_secured(error: &std::io::Error) -> Why {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    let Some(rustls::Error::InvalidCertificate(cause)) = cause else {
        return match error.kind() {
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => Why::Dropped,
            _ => Why::Tls(error.to_string()),
        };
    };
    match cause {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Why::CertificateExpired,
        CertificateError::UnknownIssuer => Why::CertificateUnknown,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Why::CertificateOtherName
        }
        // A self-signed certificate that says of itself that it may sign others.
        CertificateError::Other(_) if error.to_string().contains("CaUsedAsEndEntity") => Why::CertificateUnknown,
        _ => Why::Tls(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::announced;

    #[test]
    fn a_literal_is_announced_at_the_end_of_a_line_only() {
        for (line, expected) in [
            ("* 1 FETCH (BODY[] {12}", Some((18, 12))),
            ("* 1 FETCH (BODY[] ~{12}", Some((18, 12))),
            ("+ {3+}", Some((2, 3))),
            ("* OK {12} words", None),
            ("* OK {}", None),
            ("* OK {-1}", None),
            ("* OK {99999999999}", None),
            ("}", None),
            ("", None),
        ] {
            assert_eq!(announced(line.as_bytes()), expected, "{line}");
        }
    }
}
