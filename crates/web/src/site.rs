//! What every handler knows of the place it serves: the desk, the address people reach it by, and what follows from that.

use std::sync::Arc;

use axum::extract::FromRef;
use desk::Desk;
use desk::sign_in::passkey;
use url::Url;

/// How the desk is reached.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address people type: `https://desk.example.com`, or `http://127.0.0.1:8080` on one's own machine.
    /// Links and cookies follow it, never a request's Host.
    pub base_url: Url,
}

/// Shared by all handlers.
#[derive(Clone)]
pub(crate) struct Site(Arc<Inner>);

struct Inner {
    desk: Desk,
    base_url: Url,
    passkeys: Option<passkey::Site>,
    streams: Arc<tokio::sync::Semaphore>,
    readers: Arc<tokio::sync::Semaphore>,
    closing: tokio::sync::watch::Receiver<bool>,
}

/// Most open event streams at once; further ones are asked to come back later.
const MOST_STREAMS: usize = 500;

/// Drafts of other programs that are read at once; further ones wait their turn, so that people never wait for programs.
const MOST_READERS: usize = 2;

impl Site {
    pub(crate) fn new(desk: Desk, options: &Options, closing: tokio::sync::watch::Receiver<bool>) -> Self {
        Self(Arc::new(Inner {
            desk,
            passkeys: passkey::Site::at(&options.base_url),
            base_url: options.base_url.clone(),
            streams: Arc::new(tokio::sync::Semaphore::new(MOST_STREAMS)),
            readers: Arc::new(tokio::sync::Semaphore::new(MOST_READERS)),
            closing,
        }))
    }

    pub(crate) fn desk(&self) -> &Desk {
        &self.0.desk
    }

    pub(crate) fn passkeys(&self) -> Option<&passkey::Site> {
        self.0.passkeys.as_ref()
    }

    pub(crate) fn streams(&self) -> Arc<tokio::sync::Semaphore> {
        Arc::clone(&self.0.streams)
    }

    /// Turns of programs that have drafts read.
    pub(crate) fn readers(&self) -> &tokio::sync::Semaphore {
        &self.0.readers
    }

    /// Turns true when the program is told to stop.
    pub(crate) fn closing(&self) -> tokio::sync::watch::Receiver<bool> {
        self.0.closing.clone()
    }

    /// Whether people come over https.
    pub(crate) fn is_secure(&self) -> bool {
        self.0.base_url.scheme() == "https"
    }

    /// Whether a client elsewhere could follow a link to here: this machine's own names mean their machine to them.
    pub(crate) fn links_for_clients(&self) -> bool {
        let own = ["localhost", "127.0.0.1", "[::1]"];
        self.0.base_url.host_str().is_some_and(|host| !own.contains(&host))
    }

    /// A path as an address that can be passed on.
    pub(crate) fn link(&self, path: &str) -> String {
        self.0.base_url.join(path).map_or_else(|_| path.to_owned(), |url| url.to_string())
    }

    /// Whether a request's Host is one we answer to: the base URL's, or this machine's own names.
    pub(crate) fn answers_to(&self, host: &str) -> bool {
        let name = host
            .rsplit_once(':')
            .map_or(host, |(name, port)| if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { host });
        let name = name.to_ascii_lowercase();
        let loopback = ["localhost", "127.0.0.1", "[::1]"].contains(&name.as_str());
        loopback || self.0.base_url.host_str().is_some_and(|own| own.eq_ignore_ascii_case(&name))
    }

    /// The name of the session's cookie: bound to this very host where https allows it.
    pub(crate) fn cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-tact" } else { "tact" }
    }
}

impl FromRef<Site> for Desk {
    fn from_ref(site: &Site) -> Self {
        site.desk().clone()
    }
}
