//! The connection itself: lines in, bytes out, each with its patience. Knows no SMTP commands.

use std::future::{Future as _, poll_fn};
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::time::timeout;

use super::reply::{self, Reply};
use super::{Manners, Why};
use crate::net::dial::{NotReached, dial};

/// Longest answer line and most lines that are read of one answer.
const LINE: u64 = 4_096;
const LINES: usize = 100;

/// Plain TCP or TLS over it.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// What stands on the line while nothing was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing, as it should be.
    Quiet,
    /// The other side spoke out of turn.
    Spoke,
    /// The other side hung up.
    HungUp,
}

/// An open connection.
pub(super) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    /// Our own end, to name ourselves by in EHLO.
    pub(super) own_end: Option<SocketAddr>,
}

impl Wire {
    /// Looks the name up and connects to the first address that answers.
    pub(super) async fn dial(host: &str, port: u16, manners: &Manners) -> Result<Self, Why> {
        let dialled = timeout(manners.connect, dial(host, port)).await.map_err(|_| Why::Silence)?;
        let stream = dialled.map_err(|error| match error {
            NotReached::NoSuchHost => Why::NoSuchHost,
            NotReached::Lost(error) => lost(&error),
        })?;
        let own_end = stream.local_addr().ok();
        Ok(Self { stream: BufReader::new(Box::new(stream)), own_end })
    }

    /// Goes on encrypted. Whatever was sent to us in the clear before is refused: it could be anybody's.
    pub(super) async fn encrypt(self, host: &str, manners: &Manners) -> Result<Self, Why> {
        if !self.stream.buffer().is_empty() {
            return Err(Why::NotSmtp);
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|error| Why::Tls(error.to_string()))?;
        let connector = tokio_rustls::TlsConnector::from(Arc::clone(&manners.tls));
        let shaking = connector.connect(name, self.stream.into_inner());
        let stream = timeout(manners.connect, shaking)
            .await
            .map_err(|_| Why::Silence)?
            .map_err(|error| Why::Tls(error.to_string()))?;
        Ok(Self { stream: BufReader::new(Box::new(stream)), own_end: self.own_end })
    }

    /// Sends bytes and sees them off.
    pub(super) async fn send(&mut self, bytes: &[u8], patience: Duration) -> Result<(), Why> {
        let sending = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        timeout(patience, sending).await.map_err(|_| Why::Silence)?.map_err(|error| lost(&error))
    }

    /// Looks at the line without waiting.
    pub(super) async fn look(&mut self) -> Line {
        if !self.stream.buffer().is_empty() {
            return Line::Spoke;
        }
        let mut filling = std::pin::pin!(self.stream.fill_buf());
        poll_fn(|context| {
            Poll::Ready(match filling.as_mut().poll(context) {
                Poll::Pending => Line::Quiet,
                Poll::Ready(Ok(bytes)) if !bytes.is_empty() => Line::Spoke,
                Poll::Ready(_) => Line::HungUp,
            })
        })
        .await
    }

    /// Reads one whole answer.
    pub(super) async fn hear(&mut self, patience: Duration) -> Result<Reply, Why> {
        timeout(patience, self.hear_all()).await.map_err(|_| Why::Silence)?
    }

    async fn hear_all(&mut self) -> Result<Reply, Why> {
        let mut lines = Vec::new();
        loop {
            let mut bytes = Vec::new();
            (&mut self.stream).take(LINE).read_until(b'\n', &mut bytes).await.map_err(|error| lost(&error))?;
            if !bytes.ends_with(b"\n") {
                return Err(if bytes.len() as u64 >= LINE { Why::NotSmtp } else { Why::Dropped });
            }
            let line = reply::line(&bytes).ok_or(Why::NotSmtp)?;
            lines.push(line.words);
            if !line.more {
                return Ok(Reply { code: line.code, lines });
            }
            if lines.len() >= LINES {
                return Err(Why::NotSmtp);
            }
        }
    }
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

/// Whether the host is this very machine, by name or by number.
pub(crate) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
