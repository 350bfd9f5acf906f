//! Where domains are asked what they say about their mail: the DNS, or a zone in memory for those who must not ask it.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Instant;

use mail_auth::common::parse::TxtRecordParser as _;
use mail_auth::common::verify::DomainKey;
use mail_auth::dmarc::Dmarc;
use mail_auth::hickory_resolver::proto::op::ResponseCode;
use mail_auth::spf::Spf;
use mail_auth::{DnsError, Error, MX, RecordSet, ResolverCache, Txt};

/// Names and what they say, in memory; every other name does not exist. Given in place of the DNS, nothing is ever asked.
#[derive(Clone, Default)]
pub struct Zone {
    texts: HashMap<Box<str>, Txt>,
}

impl Zone {
    /// A zone without names.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a TXT record: a DKIM key, a DMARC record or an SPF record, told by its name.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        let bytes = text.as_bytes();
        let record = if name.contains("._domainkey.") {
            DomainKey::parse(bytes).map(|key| Txt::DomainKey(Arc::new(key)))
        } else if name.starts_with("_dmarc.") {
            Dmarc::parse(bytes).map(|record| Txt::Dmarc(Arc::new(record)))
        } else {
            Spf::parse(bytes).map(|record| Txt::Spf(Arc::new(record)))
        };
        self.texts.insert(full(name), record.unwrap_or_else(Txt::Error));
        self
    }

    /// A name that cannot be asked about: its servers do not answer.
    #[must_use]
    pub fn with_silent(mut self, name: &str) -> Self {
        self.texts.insert(full(name), Txt::Error(Error::Dns(DnsError::Resolver("no answer".to_owned()))));
        self
    }
}

impl std::fmt::Debug for Zone {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_set().entries(self.texts.keys()).finish()
    }
}

fn full(name: &str) -> Box<str> {
    format!("{}.", name.trim_end_matches('.').to_ascii_lowercase()).into_boxed_str()
}

/// Answers at once, so that the resolver behind is never asked.
impl ResolverCache<Box<str>, Txt> for Zone {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let missing = || Txt::Error(Error::Dns(DnsError::RecordNotFound(ResponseCode::NXDomain)));
        Some(self.texts.get(name).cloned().unwrap_or_else(missing))
    }

    fn remove<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: Box<str>, _: Txt, _: Instant) {}
}

/// Nothing but texts is in the zone: of the other kinds every name has none.
macro_rules! has_none {
    ($key:ty, $record:ty) => {
        impl ResolverCache<$key, RecordSet<$record>> for Zone {
            fn get<Q>(&self, _: &Q) -> Option<RecordSet<$record>>
            where
                $key: Borrow<Q>,
                Q: Hash + Eq + ?Sized,
            {
                Some(RecordSet { rrset: Arc::new([]), dnssec_status: Default::default() })
            }

            fn remove<Q>(&self, _: &Q) -> Option<RecordSet<$record>>
            where
                $key: Borrow<Q>,
                Q: Hash + Eq + ?Sized,
            {
                None
            }

            fn insert(&self, _: $key, _: RecordSet<$record>, _: Instant) {}
        }
    };
}

has_none!(Box<str>, MX);
has_none!(Box<str>, Ipv4Addr);
has_none!(Box<str>, Ipv6Addr);
has_none!(IpAddr, Box<str>);
