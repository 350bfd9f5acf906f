//! Connections: taken in, bounded in number and in the time they may dawdle, let go when the program stops.
//! What is answered on them is elsewhere.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

/// Connections at once; further ones wait to be taken in.
const MOST: usize = 2_000;
/// How long a request's head may take to arrive, and an idle connection to send the next one.
const HEAD: Duration = Duration::from_secs(20);
/// Most header lines of one request.
const HEADERS: usize = 64;
/// How long open connections have to finish when the program stops.
const FAREWELL: Duration = Duration::from_secs(10);
/// Rest after a connection could not be taken in, for instance because there are no file handles left.
const REST: Duration = Duration::from_millis(200);

/// Takes connections in until `shutdown`; then tells `close`, and gives requests under way a moment.
pub(crate) async fn accept(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send,
    close: &watch::Sender<bool>,
) {
    let places = Arc::new(Semaphore::new(MOST));
    let graceful = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let accepted = tokio::select! {
            accepted = async { (place.await, listener.accept().await) } => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            (Ok(place), Ok((stream, peer))) => {
                let served = one(&graceful, router.clone(), stream, peer);
                tokio::spawn(async move {
                    served.await;
                    drop(place);
                });
            }
            (_, Err(error)) => {
                tracing::warn!(%error, "a connection could not be taken in");
                tokio::time::sleep(REST).await;
            }
            // The semaphore is never closed.
            (Err(_), _) => break,
        }
    }
    drop(listener);
    close.send_replace(true);
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
}

/// Answers on one connection until it ends.
fn one(
    graceful: &GracefulShutdown,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
) -> impl Future<Output = ()> + Send + 'static {
    let watcher = graceful.watcher();
    async move {
        let service = TowerToHyperService::new(router.map_request(move |mut request: axum::http::Request<_>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        }));
        let mut builder = Builder::new(TokioExecutor::new());
        builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_headers(HEADERS);
        builder.http2().timer(TokioTimer::new()).keep_alive_interval(HEAD).max_concurrent_streams(100);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        // How a connection ends is the other side's business.
        if let Err(error) = watcher.watch(connection.into_owned()).await {
            tracing::debug!(error, "a connection broke");
        }
    }
}
