//! Where a request comes from, for rate limits and the list of devices: the address, and what the browser calls itself.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use desk::Visitor;

/// Longest description of a browser that is kept.
const LONGEST: usize = 300;

/// Whoever stands at the door.
pub(crate) struct From(pub(crate) Visitor);

impl<S: Send + Sync> FromRequestParts<S> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip().to_canonical());
        let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        // Only a proxy on this very machine is believed, and only its own last word.
        let forwarded = text("x-forwarded-for").and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
        let ip = forwarded.filter(|_| peer.is_loopback()).unwrap_or(peer);
        let user_agent = text(header::USER_AGENT.as_str()).unwrap_or("").chars().take(LONGEST).collect();
        Ok(Self(Visitor { ip, user_agent }))
    }
}
