//! What was said about a mail by the server that handed it over, beside the mail itself.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// The envelope of a mail (RFC 5321, 2.3.1). The sender and the name in EHLO are claims of whoever sent the mail; the
/// address it came from and the recipients are what our own server saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Envelope {
    /// MAIL FROM; empty is the null sender of reports.
    pub from: String,
    /// What the sending server called itself in HELO, EHLO or LHLO; empty when nobody said.
    pub helo: String,
    /// Where the mail came from: the client of our mail server when that tells (XFORWARD), else who connected.
    pub ip: Option<IpAddr>,
    /// For whom of ours it was handed over, in the order they were named.
    pub recipients: Vec<String>,
}
