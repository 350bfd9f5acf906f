//! How the desk reaches others: connections, whom TLS trusts, and small documents over HTTPS. Mail itself is spoken elsewhere.

pub(crate) mod dial;
pub mod http;
pub mod login;
pub mod public;
pub mod tls;
