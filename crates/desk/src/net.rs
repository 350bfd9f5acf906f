//! What the desk asks of the network besides mail: small documents over HTTPS. Mail itself is spoken elsewhere.

pub mod http;
pub mod public;
