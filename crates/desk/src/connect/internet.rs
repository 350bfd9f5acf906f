//! The network as it is: https documents, SRV and MX records, greetings of servers. Only what is open to everybody is asked.

use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::proto::rr::{RData, Record};
use rustls::pki_types::ServerName;
use store::relay::Security;
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::{Host, Url};

use super::discover::{Network, Offer, Speech};
use crate::mailboxes::Server;
use crate::net::http::{self, Reach};
use crate::outbox::smtp::Manners;
use crate::signing::Records;

/// How long a question to the DNS, and a guess at a server, may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Longest greeting that is looked at.
const GREETING: usize = 256;

/// The open internet.
pub struct Internet {
    /// `None` when this machine has no DNS settings that can be read.
    resolver: Option<TokioResolver>,
}

impl Internet {
    /// With the machine's own DNS settings.
    pub fn new() -> Self {
        let resolver = TokioResolver::builder_tokio().and_then(|builder| builder.build());
        Self { resolver: resolver.ok() }
    }
}

impl Default for Internet {
    fn default() -> Self {
        Self::new()
    }
}

impl Network for Internet {
    async fn document(&self, url: &str) -> Option<Vec<u8>> {
        let url = Url::parse(url).ok()?;
        let fetched = http::get(&url, Reach::Public).await.ok()?;
        (fetched.status == 200).then_some(fetched.body)
    }

    async fn services(&self, name: &str) -> Vec<Offer> {
        let Some(resolver) = &self.resolver else { return Vec::new() };
        let Ok(Ok(answer)) = timeout(PATIENCE, resolver.srv_lookup(format!("{name}."))).await else {
            return Vec::new();
        };
        let mut found: Vec<_> = answer
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                RData::SRV(srv) => Some((srv.priority, std::cmp::Reverse(srv.weight), srv.target.to_ascii(), srv.port)),
                _ => None,
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, _, host, port)| Offer { host, port }).collect()
    }

    async fn mail_hosts(&self, domain: &str) -> Vec<String> {
        let Some(resolver) = &self.resolver else { return Vec::new() };
        let Ok(Ok(answer)) = timeout(PATIENCE, resolver.mx_lookup(format!("{domain}."))).await else {
            return Vec::new();
        };
        let mut found: Vec<_> = answer
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                RData::MX(mx) => Some((mx.preference, mx.exchange.to_ascii())),
                _ => None,
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, host)| host).collect()
    }

    async fn greets(&self, server: &Server, speech: Speech) -> bool {
        timeout(PATIENCE, greets(server, speech)).await.ok().flatten().unwrap_or(false)
    }
}

impl Records for Internet {
    async fn texts(&self, name: &str) -> Option<Vec<String>> {
        let resolver = self.resolver.as_ref()?;
        let answer = match timeout(PATIENCE, resolver.txt_lookup(format!("{name}."))).await.ok()? {
            Ok(answer) => answer,
            Err(error) => return (error.is_no_records_found() || error.is_nx_domain()).then(Vec::new),
        };
        // A long text comes in pieces of 255 bytes, which belong together.
        let whole = |record: &Record| match &record.data {
            RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
            _ => None,
        };
        Some(answer.answers().iter().filter_map(whole).collect())
    }
}

async fn greets(server: &Server, speech: Speech) -> Option<bool> {
    let host = Host::parse(&server.host).ok()?;
    let end = http::look_up(&host, server.port, Reach::Public).await.ok()?;
    let stream = TcpStream::connect(end).await.ok()?;
    if server.security != Security::Tls {
        return greeting(stream, speech).await;
    }
    let name = ServerName::try_from(server.host.clone()).ok()?;
    let connector = tokio_rustls::TlsConnector::from(Manners::usual().ok()?.tls);
    greeting(connector.connect(name, stream).await.ok()?, speech).await
}

async fn greeting(mut stream: impl AsyncRead + Unpin, speech: Speech) -> Option<bool> {
    let begin = match speech {
        Speech::Imap => b"* OK".as_slice(),
        Speech::Smtp => b"220".as_slice(),
    };
    let mut said = Vec::new();
    while said.len() < begin.len() && said.len() < GREETING {
        let mut some = [0_u8; GREETING];
        let read = stream.read(&mut some).await.ok().filter(|read| *read > 0)?;
        said.extend_from_slice(some.get(..read)?);
    }
    Some(said.starts_with(begin))
}
