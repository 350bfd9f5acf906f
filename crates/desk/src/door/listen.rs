//! The door itself: where it stands, who comes in, and how it closes.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::answer::{self, Answer};
use super::dialogue::Dialogue;
use super::session::Session;
use super::taker::Taker;
use super::{Limits, Manner, Peers};
use crate::desk::Desk;

/// The pause after the system could not give another connection: it has too many open.
const OUT_OF_BREATH: Duration = Duration::from_millis(100);

/// Where a door stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// An address and port of this machine.
    Tcp(SocketAddr),
    /// A socket in the file system.
    Unix(PathBuf),
}

/// A text that says not where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write an address and port such as 127.0.0.1:2424, or unix:/path/to/socket")]
pub struct AddressError;

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match text.strip_prefix("unix:") {
            Some(path) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            Some(_) => Err(AddressError),
            None => text.parse().map(Self::Tcp).map_err(|_| AddressError),
        }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(out),
            Self::Unix(path) => write!(out, "unix:{}", path.display()),
        }
    }
}

enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

/// A door that stands open once it runs.
pub struct Door {
    listener: Listener,
    manner: Manner,
    peers: Peers,
    limits: Limits,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Door").field("manner", &self.manner).finish_non_exhaustive()
    }
}

impl Door {
    /// Takes the address. A socket that a program left behind when it was killed is taken over.
    ///
    /// # Errors
    /// When the address is taken or not to be had.
    pub async fn open(address: &Address, manner: Manner, peers: Peers, limits: Limits) -> io::Result<Self> {
        let listener = match address {
            Address::Tcp(address) => Listener::Tcp(TcpListener::bind(address).await?),
            Address::Unix(path) => {
                clear(path).await?;
                let listener = UnixListener::bind(path)?;
                // Whoever may write to it may hand mail in: the program's own user and group.
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660))?;
                Listener::Unix(listener, path.clone())
            }
        };
        Ok(Self { listener, manner, peers, limits })
    }

    /// Where it stands, with the port the system chose.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn address(&self) -> io::Result<Address> {
        match &self.listener {
            Listener::Tcp(listener) => listener.local_addr().map(Address::Tcp),
            Listener::Unix(_, path) => Ok(Address::Unix(path.clone())),
        }
    }

    /// Lets mail in until `shutdown` is ready. Then nobody else comes in, who waits is sent away to come again, and texts
    /// under way have a little time to end.
    pub async fn run(self, desk: &Desk, shutdown: impl Future<Output = ()> + Send) {
        let (stop, stopped) = watch::channel(false);
        let (taker, committing) = Taker::start(desk);
        let committing = tokio::spawn(committing);
        let mut hall = Hall {
            desk: desk.clone(),
            taker,
            manner: self.manner,
            peers: self.peers,
            limits: self.limits,
            inside: Inside::default(),
            stopped,
            sessions: JoinSet::new(),
        };
        tokio::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                came = self.listener.accept() => match came {
                    Ok((stream, peer)) => hall.welcome(stream, peer),
                    Err(error) => {
                        tracing::warn!(%error, "a mail server could not be let in");
                        tokio::time::sleep(OUT_OF_BREATH).await;
                    }
                },
                Some(_) = hall.sessions.join_next() => {}
            }
        }
        stop.send_replace(true);
        self.listener.close();
        hall.farewell().await;
        drop(hall);
        let _ = committing.await;
    }
}

/// A connection of either kind.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Sync {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send + Sync> Stream for S {}

impl Listener {
    async fn accept(&self) -> io::Result<(Box<dyn Stream>, Option<IpAddr>)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                // Answers are small and waited for.
                let _ = stream.set_nodelay(true);
                Ok((Box::new(stream), Some(peer.ip().to_canonical())))
            }
            Self::Unix(listener, _) => listener.accept().await.map(|(stream, _)| (Box::new(stream) as _, None)),
        }
    }

    fn close(self) {
        if let Self::Unix(_, path) = self {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Removes a socket that nobody listens at any more; anything else there is left alone, and is in the way.
async fn clear(path: &Path) -> io::Result<()> {
    let Ok(about) = std::fs::symlink_metadata(path) else { return Ok(()) };
    if !about.file_type().is_socket() || tokio::net::UnixStream::connect(path).await.is_ok() {
        return Err(io::Error::from(io::ErrorKind::AddrInUse));
    }
    std::fs::remove_file(path)
}

/// How many are inside, by where they came from.
type Inside = Arc<Mutex<HashMap<Option<IpAddr>, usize>>>;

/// Counts one connection out when it ends.
struct Seat(Inside, Option<IpAddr>);

impl Drop for Seat {
    fn drop(&mut self) {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.1);
            }
        }
    }
}

struct Hall {
    desk: Desk,
    taker: Taker,
    manner: Manner,
    peers: Peers,
    limits: Limits,
    inside: Inside,
    stopped: watch::Receiver<bool>,
    sessions: JoinSet<()>,
}

impl Hall {
    fn welcome(&mut self, stream: Box<dyn Stream>, peer: Option<IpAddr>) {
        if peer.is_some_and(|ip| !self.peers.may_knock(ip)) {
            tracing::warn!(?peer, "somebody knocked at the door for mail who may not");
            self.sessions.spawn(send_away(stream, answer::stranger()));
            return;
        }
        let Some(seat) = self.seat(peer) else {
            self.sessions.spawn(send_away(stream, answer::too_many_connections()));
            return;
        };
        let session = Session {
            stream: BufReader::new(stream),
            desk: self.desk.clone(),
            taker: self.taker.clone(),
            dialogue: Dialogue::new(self.manner, self.limits, peer),
            limits: self.limits,
            manner: self.manner,
            stop: self.stopped.clone(),
            out: Vec::new(),
        };
        self.sessions.spawn(async move {
            session.run().await;
            drop(seat);
        });
    }

    /// A place inside, when there is one.
    fn seat(&self, peer: Option<IpAddr>) -> Option<Seat> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = inside.values().sum();
        let own = inside.entry(peer).or_default();
        if all >= self.limits.connections || *own >= self.limits.connections_of_one {
            return None;
        }
        *own += 1;
        Some(Seat(Arc::clone(&self.inside), peer))
    }

    async fn farewell(&mut self) {
        let leaving = async { while self.sessions.join_next().await.is_some() {} };
        if tokio::time::timeout(self.limits.farewell, leaving).await.is_err() {
            self.sessions.shutdown().await;
        }
    }
}

async fn send_away(mut stream: Box<dyn Stream>, word: Answer) {
    let mut out = Vec::new();
    word.write(&mut out);
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.write_all(&out)).await;
    let _ = stream.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_port_of_this_machine_or_a_socket() {
        assert_eq!("127.0.0.1:2424".parse(), Ok(Address::Tcp(([127, 0, 0, 1], 2424).into())));
        assert_eq!("unix:/run/tact/lmtp".parse(), Ok(Address::Unix("/run/tact/lmtp".into())));
        for wrong in ["unix:lmtp", "localhost:24", "2424", ""] {
            assert_eq!(wrong.parse::<Address>(), Err(AddressError), "{wrong:?}");
        }
    }
}
