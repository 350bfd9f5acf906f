//! Serves the desk over HTTP until told to stop. What stands before every handler is put together here, outermost last.

use anyhow::Context as _;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use desk::Desk;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};
use tower_http::csrf::CsrfLayer;

use crate::api;
use crate::connection;
use crate::fault;
use crate::guard::{headers, host};
use crate::routes;
use crate::site::{Options, Site};

/// Everything that answers, for a server or a test.
///
/// `closing` turns true when the program stops, so that event streams end.
///
/// # Errors
/// When the base URL has no origin to compare requests with.
pub fn router(desk: Desk, options: &Options, closing: watch::Receiver<bool>) -> anyhow::Result<Router> {
    let site = Site::new(desk, options, closing);
    let origin = options.base_url.origin().ascii_serialization();
    let csrf = CsrfLayer::new().add_trusted_origin(&origin).context("the base URL is no web address")?;
    // Event streams must not wait in a buffer; small answers gain nothing.
    let worth_it = SizeAbove::new(1024).and(NotForContentType::new("text/event-stream")).and(NotForContentType::IMAGES);
    // What programs ask takes no cookie, so no other site's page can misuse it, and a mail program may say where it comes from.
    let programs = api::router(site.clone()).with_state(site.clone());
    Ok(routes::router()
        .fallback(|| async { StatusCode::NOT_FOUND.into_response() })
        .with_state(site.clone())
        .layer(csrf)
        .merge(programs)
        .layer(from_fn_with_state(site.clone(), fault::show))
        .layer(CompressionLayer::new().compress_when(worth_it))
        .layer(from_fn_with_state(site, host::check))
        .layer(from_fn(headers::add)))
}

/// Serves until `shutdown`; then open streams end, and requests under way have a moment to finish.
///
/// # Errors
/// When the base URL is no web address.
pub async fn serve(
    desk: Desk,
    listener: TcpListener,
    options: Options,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let (close, closing) = watch::channel(false);
    let router = router(desk, &options, closing)?;
    connection::accept(listener, router, shutdown, &close).await;
    Ok(())
}
