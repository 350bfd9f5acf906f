//! Whom we trust when we connect: one set of settings for mail and for documents, with ring as the only cryptography.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};

/// Trusts the public certificate authorities.
///
/// # Errors
/// When the TLS library knows no protocol version; never in practice.
pub fn public() -> Result<Arc<ClientConfig>, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    trusting(roots)
}

/// Trusts these roots and no others, for a server with a certificate authority of its own.
///
/// # Errors
/// As [`public`].
pub fn trusting(roots: RootCertStore) -> Result<Arc<ClientConfig>, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}
