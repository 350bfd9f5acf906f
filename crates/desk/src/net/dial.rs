//! The way to a server of mail: its name looked up, then the first of its addresses that answers. How long that may take
//! is the caller's to say.

use std::net::SocketAddr;

use tokio::net::TcpStream;

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum NotReached {
    /// The name does not resolve.
    NoSuchHost,
    /// The last address tried did not answer.
    Lost(std::io::Error),
}

/// Looks the name up and connects to the first address that answers.
pub(crate) async fn dial(host: &str, port: u16) -> Result<TcpStream, NotReached> {
    let ends: Vec<SocketAddr> =
        tokio::net::lookup_host((host, port)).await.map_err(|_| NotReached::NoSuchHost)?.collect();
    let mut last = NotReached::NoSuchHost;
    for end in ends {
        match TcpStream::connect(end).await {
            Ok(stream) => {
                // Commands are small, and a mail's text and dot are written apart: waiting for more costs 40 ms each time.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Err(error) => last = NotReached::Lost(error),
        }
    }
    Err(last)
}
