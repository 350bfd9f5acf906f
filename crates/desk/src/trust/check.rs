//! Checks the signatures and records of a mail by `mail-auth`, or takes what our own server found out.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use mail::read::address;
use mail_auth::dmarc::Policy;
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::hickory_resolver::net::NetError;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    AuthenticatedMessage, DkimOutput, DkimResult, DmarcOutput, DmarcResult, MessageAuthenticator, Parameters,
    SpfOutput, SpfResult,
};
use tokio::time::{Instant, timeout_at};

use super::names::Zone;
use super::servers::Servers;
use super::weigh::{Evidence, Outcome, Wish, weigh, weigh_stated};
use super::{Judgement, LONGEST, Standing};
use crate::receive::{Envelope, Incoming};

/// Signatures of one mail that are looked at.
const SIGNATURES: usize = 8;

/// Asks domains about mail that says it is theirs.
pub struct Judge {
    asks: MessageAuthenticator,
    zone: Option<Zone>,
    patience: Duration,
}

impl std::fmt::Debug for Judge {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Judge").field("zone", &self.zone).finish_non_exhaustive()
    }
}

impl Judge {
    /// Asks the DNS as the system is set up to. Answers are kept as long as they hold.
    ///
    /// # Errors
    /// When the system's configuration cannot be read.
    pub fn of_system() -> Result<Self, NetError> {
        Ok(Self { asks: MessageAuthenticator::new_system_conf()?, zone: None, patience: LONGEST })
    }

    /// Asks one name server only, each mail no longer than `patience`.
    ///
    /// # Errors
    /// Never in practice: nothing is opened yet.
    pub fn of_server(at: SocketAddr, patience: Duration) -> Result<Self, NetError> {
        let mut server = NameServerConfig::udp(at.ip());
        server.connections.iter_mut().for_each(|way| way.port = at.port());
        let config = ResolverConfig::from_name_servers(vec![server]);
        Ok(Self { asks: MessageAuthenticator::new(config, ResolverOpts::default())?, zone: None, patience })
    }

    /// Asks nobody but a zone in memory.
    ///
    /// # Errors
    /// Never in practice: nothing is opened.
    pub fn of_zone(zone: Zone) -> Result<Self, NetError> {
        let asks = MessageAuthenticator::new(ResolverConfig::default(), ResolverOpts::default())?;
        Ok(Self { asks, zone: Some(zone), patience: LONGEST })
    }

    /// What can be found out about who wrote a mail; `None` when it is nothing, or not in time.
    pub(super) async fn judge(&self, raw: &[u8], mail: &Incoming, servers: &Servers) -> Option<Judgement> {
        let until = Instant::now() + self.patience;
        timeout_at(until, self.find_out(raw, mail, servers, until)).await.ok()?
    }

    async fn find_out(&self, raw: &[u8], mail: &Incoming, servers: &Servers, until: Instant) -> Option<Judgement> {
        let Some(from) = &mail.letter.from else { return Some(Judgement::failed("from_unclear")) };
        let (_, domain) = from.address.rsplit_once('@')?;
        let stated = mail::authentication_results::stated(raw, servers.of(mail));
        if let Some(judged) = stated.and_then(|findings| weigh_stated(domain, &findings)) {
            return judged;
        }
        // Our own checks may find more than a provider's no: a relay between may have made them fail there.
        let stated = servers.provider(mail).and_then(|provider| provider.stated(raw));
        let stated = stated.and_then(|findings| weigh_stated(domain, &findings)).flatten();
        if let Some(judged) = stated.filter(|judged| judged.standing == Standing::Verified) {
            return Some(judged);
        }
        match &self.zone {
            Some(zone) => self.look(raw, mail, domain, servers, (Some(zone), until)).await,
            None => self.look(raw, mail, domain, servers, (None, until)).await,
        }
    }

    async fn look(
        &self,
        raw: &[u8],
        mail: &Incoming,
        domain: &str,
        servers: &Servers,
        (zone, until): (Option<&Zone>, Instant),
    ) -> Option<Judgement> {
        let mut message = AuthenticatedMessage::parse(raw)?;
        // A signature of somebody else proves nothing, and asking a domain that never answers would hide what the
        // writer's own domain says.
        message.dkim_headers.retain(|signature| may_align(&signature.header.d, domain));
        message.dkim_headers.truncate(SIGNATURES);
        let mut dkim = self.asks.verify_dkim(asked(&message, zone)).await;
        dkim.retain(counts);
        let envelope = mail.envelope.clone().or_else(|| servers.noted_envelope(raw, mail));
        let spf = self.spf(envelope, domain, zone).await;
        let unknown = SpfOutput::default();
        let spf_output = spf.as_ref().map_or(&unknown, |(_, output)| output);
        let envelope_domain = spf.as_ref().map_or("", |(domain, _)| domain.as_str());
        let dmarc = DmarcParameters::new(&message, &dkim, envelope_domain, spf_output);
        let dmarc = self.asks.verify_dmarc(asked(dmarc, zone)).await;
        if !dmarc.domain().is_empty() && dmarc.domain() != domain {
            // Two readers see two writers: whoever made it so had a reason.
            return Some(Judgement::failed("from_unclear"));
        }
        let mut found = Evidence {
            from: domain.to_owned(),
            dmarc: of_dmarc(&dmarc),
            dkim: dkim.iter().filter_map(of_dkim).collect(),
            spf: spf.as_ref().map(|(domain, output)| (domain.clone(), of_spf(output))),
            passed_on: false,
        };
        if found.dmarc == (Wish::Refuse, Outcome::Fail) && !servers.sealers.is_empty() {
            let passed_on = self.is_passed_on(&message, domain, &servers.sealers, zone);
            // Its seals may name domains that never answer: then nobody passed it on.
            found.passed_on = timeout_at(until - self.patience / 4, passed_on).await.unwrap_or(false);
        }
        weigh(&found)
    }

    /// Whether the envelope's sender sends from where the mail came; `None` when either is not known.
    async fn spf(&self, envelope: Option<Envelope>, from: &str, zone: Option<&Zone>) -> Option<(String, SpfOutput)> {
        let envelope = envelope?;
        let ip = envelope.ip.filter(is_public)?;
        let helo = envelope.helo.as_str();
        let sender = address(&envelope.from);
        let domain = sender.as_deref().and_then(|it| it.rsplit_once('@')).map_or(helo, |(_, domain)| domain);
        if !may_align(domain, from) {
            return None;
        }
        let question = match &sender {
            Some(sender) => SpfParameters::verify_mail_from(ip, helo, "localhost", sender),
            None => SpfParameters::verify_ehlo(ip, helo, "localhost"),
        };
        Some((domain.to_ascii_lowercase(), self.asks.verify_spf(asked(question, zone)).await))
    }

    /// Whether the whole chain of seals (RFC 8617) holds, and the last who passed it on is one we trust and found then that
    /// the writer's domain stands for it.
    async fn is_passed_on(
        &self,
        message: &AuthenticatedMessage<'_>,
        from: &str,
        sealers: &[String],
        zone: Option<&Zone>,
    ) -> bool {
        let chain = self.asks.verify_arc(asked(message, zone)).await;
        let Some(last) = chain.sets().last().filter(|_| *chain.result() == DkimResult::Pass) else { return false };
        let found = mail::authentication_results::passed_on(last.results.value);
        let genuine = found.and_then(|findings| weigh_stated(from, &findings)).flatten();
        sealers.contains(&last.seal.header.d.to_ascii_lowercase())
            && genuine.is_some_and(|judged| judged.standing == Standing::Verified)
    }
}

type Asked<'x, P> = Parameters<'x, P, Zone, Zone, Zone, Zone, Zone>;

fn asked<P>(params: P, zone: Option<&Zone>) -> Asked<'_, P> {
    Parameters { params, cache_txt: zone, cache_mx: zone, cache_ptr: zone, cache_ipv4: zone, cache_ipv6: zone }
}

/// A signature that leaves From or the end of the text unsigned signs nothing; nor does one whose domain or selector is
/// not a plain name.
fn counts(output: &DkimOutput<'_>) -> bool {
    let plain = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    };
    output.signature().is_some_and(|signature| {
        signature.l == 0
            && signature.h.iter().any(|header| header.eq_ignore_ascii_case("from"))
            && plain(&signature.d)
            && plain(&signature.s)
    })
}

/// Names below which organisations have theirs, as in `client.co.uk`.
const ABOVE_ALL: [&str; 18] = [
    "ac", "biz", "co", "com", "edu", "go", "gov", "info", "ltd", "me", "mil", "ne", "net", "nom", "or", "org", "plc",
    "sch",
];

/// Whether two domains may belong to one organisation; judged roughly by their ends, so that what surely does not is never
/// asked.
pub(super) fn may_align(domain: &str, from: &str) -> bool {
    let domain = address(&format!("x@{domain}")).unwrap_or_default();
    let domain = domain.strip_prefix("x@").unwrap_or_default();
    let mut labels = from.rsplit('.');
    let country = labels.next().is_some_and(|label| label.len() == 2);
    let least = if country && labels.next().is_some_and(|label| ABOVE_ALL.contains(&label)) { 3 } else { 2 };
    let common = domain.rsplit('.').zip(from.rsplit('.')).take_while(|(one, other)| one == other).count();
    !domain.is_empty() && (domain == from || common >= least)
}

fn of_dkim(output: &DkimOutput<'_>) -> Option<(String, Outcome)> {
    let outcome = match output.result() {
        DkimResult::Pass => Outcome::Pass,
        DkimResult::TempError(_) => Outcome::NotNow,
        _ => Outcome::Fail,
    };
    Some((output.signature()?.d.to_ascii_lowercase(), outcome))
}

fn of_spf(output: &SpfOutput) -> Outcome {
    match output.result() {
        SpfResult::Pass => Outcome::Pass,
        SpfResult::TempError => Outcome::NotNow,
        _ => Outcome::Fail,
    }
}

fn of_dmarc(output: &DmarcOutput) -> (Wish, Outcome) {
    let outcome = match output.result() {
        DmarcResult::Pass => Outcome::Pass,
        DmarcResult::TempError(_) => Outcome::NotNow,
        _ => Outcome::Fail,
    };
    let wish = match (output.dmarc_record(), output.policy()) {
        (None, _) => Wish::Nothing,
        (Some(_), Policy::Reject | Policy::Quarantine) => Wish::Refuse,
        (Some(_), _) => Wish::Watch,
    };
    (wish, outcome)
}

/// An address on the internet: what came from our own house says nothing about who sent it.
fn is_public(ip: &IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()),
        IpAddr::V6(ip) => {
            !(ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::may_align;

    #[test]
    fn only_domains_that_may_belong_together_are_asked() {
        for (domain, from, expected) in [
            ("client.test", "client.test", true),
            ("mail.client.test", "news.client.test", true),
            ("CLIENT.test", "client.test", true),
            ("evil.test", "client.test", false),
            ("evil.co.uk", "client.co.uk", false),
            ("mail.client.co.uk", "client.co.uk", true),
            ("mail.wp.pl", "wp.pl", true),
            ("client.test.evil.example", "client.test", false),
            ("test", "client.test", false),
            ("", "client.test", false),
        ] {
            assert_eq!(may_align(domain, from), expected, "{domain} {from}");
        }
    }
}
