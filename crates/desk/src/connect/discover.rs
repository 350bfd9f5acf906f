//! From an address to servers: the table of providers, what the domain publishes, what its DNS names, who takes its mail,
//! and at last the usual names, tried. The network is behind a trait; nothing here opens a socket.

use std::future::Future;

use futures_util::future::join_all;
use store::relay::Security;

use super::known::{self, Known};
use super::{Found, How, autoconfig};
use crate::mailboxes::Server;

/// What is asked of the network.
pub trait Network: Sync {
    /// A document at an https address in the open internet; `None` when there is none.
    fn document(&self, url: &str) -> impl Future<Output = Option<Vec<u8>>> + Send;
    /// The servers a name offers a service at (SRV), best first, `.` where it says there is none.
    fn services(&self, name: &str) -> impl Future<Output = Vec<Offer>> + Send;
    /// The servers that take a domain's mail (MX), best first.
    fn mail_hosts(&self, domain: &str) -> impl Future<Output = Vec<String>> + Send;
    /// Whether a server in the open internet greets as one of this kind.
    fn greets(&self, server: &Server, speech: Speech) -> impl Future<Output = bool> + Send;
}

/// A server as an SRV record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
}

/// What a server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Speech {
    /// Fetching.
    Imap,
    /// Sending.
    Smtp,
}

/// Finds the servers of a well-formed address.
pub async fn discover(network: &impl Network, address: &str) -> Found {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain).to_ascii_lowercase();
    if let Some(known) = known::by_domain(&domain) {
        return at(known, address);
    }
    let (settings, named, hosts) =
        tokio::join!(published(network, &domain, address), named(network, &domain), network.mail_hosts(&domain));
    let keeper = hosts.iter().find_map(|host| known::by_mail_host(host));
    // Where signing in happens on the provider's page, that matters more than what a domain publishes.
    if let Some(known) = keeper.filter(|known| known.provider.is_some()) {
        return at(known, address);
    }
    if let Some(settings) = settings {
        let autoconfig::Settings { imap, smtp, user_name } = settings;
        return Found { how: How::Published, imap: Some(imap), smtp, user_name, known: keeper };
    }
    let found = |how, imap, smtp| Found { how, imap, smtp, user_name: address.to_owned(), known: keeper };
    if let (Some(imap), smtp) = named {
        return found(How::Named, Some(imap), smtp);
    }
    if let Some(known) = keeper.filter(|known| known.imap().is_some()) {
        return at(known, address);
    }
    match guessed(network, &domain, hosts.first()).await {
        (Some(imap), smtp) => found(How::Guessed, Some(imap), smtp),
        (None, smtp) => found(How::NotFound, None, smtp),
    }
}

fn at(known: &'static Known, address: &str) -> Found {
    let user_name = address.to_owned();
    Found { how: How::Known, imap: known.imap(), smtp: known.smtp(), user_name, known: Some(known) }
}

/// What the domain publishes: at a host for it, or at a well-known place.
async fn published(network: &impl Network, domain: &str, address: &str) -> Option<autoconfig::Settings> {
    let own_host = format!("https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={}", encoded(address));
    let well_known = format!("https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml");
    let (first, second) = tokio::join!(network.document(&own_host), network.document(&well_known));
    [first, second].into_iter().flatten().find_map(|document| autoconfig::read(&document, address))
}

fn encoded(address: &str) -> String {
    url::form_urlencoded::byte_serialize(address.as_bytes()).collect()
}

/// What the domain's DNS names: with TLS from the first byte before STARTTLS (RFC 8314).
async fn named(network: &impl Network, domain: &str) -> (Option<Server>, Option<Server>) {
    let ask = async |service: &str, security| {
        let services = network.services(&format!("_{service}._tcp.{domain}")).await;
        let host = |service: &Offer| service.host.trim_end_matches('.').to_ascii_lowercase();
        let best = services.iter().find(|service| !host(service).is_empty() && service.port > 0)?;
        Some(Server { host: host(best), port: best.port, security })
    };
    let (imaps, imap, submissions, submission) = tokio::join!(
        ask("imaps", Security::Tls),
        ask("imap", Security::Starttls),
        ask("submissions", Security::Tls),
        ask("submission", Security::Starttls)
    );
    (imaps.or(imap), submissions.or(submission))
}

/// The usual names, all tried at once; the first in order that greets.
async fn guessed(network: &impl Network, domain: &str, mail_host: Option<&String>) -> (Option<Server>, Option<Server>) {
    let hosts = |first: &str| {
        let own = [format!("{first}.{domain}"), format!("mail.{domain}"), domain.to_owned()];
        own.into_iter().chain(mail_host.map(|host| host.trim_end_matches('.').to_ascii_lowercase()))
    };
    let servers = |first: &str, ports: [(u16, Security); 2]| -> Vec<Server> {
        let all = ports
            .into_iter()
            .flat_map(|(port, security)| hosts(first).map(move |host| Server { host, port, security }));
        all.collect()
    };
    let imap = servers("imap", [(993, Security::Tls), (143, Security::Starttls)]);
    let smtp = servers("smtp", [(465, Security::Tls), (587, Security::Starttls)]);
    tokio::join!(first_that_greets(network, imap, Speech::Imap), first_that_greets(network, smtp, Speech::Smtp))
}

async fn first_that_greets(network: &impl Network, servers: Vec<Server>, speech: Speech) -> Option<Server> {
    let greeted = join_all(servers.iter().map(|server| network.greets(server, speech))).await;
    servers.into_iter().zip(greeted).find_map(|(server, greets)| greets.then_some(server))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Mutex;

    use super::*;

    /// A network in which a few things are there, and which notes what it was asked.
    #[derive(Default)]
    struct Sample {
        documents: HashMap<String, String>,
        services: HashMap<String, Vec<Offer>>,
        mail_hosts: Vec<String>,
        greeting: Vec<(&'static str, u16)>,
        asked: Mutex<Vec<String>>,
    }

    impl Sample {
        fn note(&self, asked: &str) {
            self.asked.lock().unwrap().push(asked.to_owned());
        }
    }

    impl Network for Sample {
        async fn document(&self, url: &str) -> Option<Vec<u8>> {
            self.note(url);
            self.documents.get(url).map(|text| text.clone().into_bytes())
        }

        async fn services(&self, name: &str) -> Vec<Offer> {
            self.note(name);
            self.services.get(name).cloned().unwrap_or_default()
        }

        async fn mail_hosts(&self, _: &str) -> Vec<String> {
            self.mail_hosts.clone()
        }

        async fn greets(&self, server: &Server, _: Speech) -> bool {
            self.note(&format!("{}:{}", server.host, server.port));
            self.greeting.contains(&(server.host.as_str(), server.port))
        }
    }

    fn server(host: &str, port: u16, security: Security) -> Option<Server> {
        Some(Server { host: host.to_owned(), port, security })
    }

    fn service(host: &str, port: u16) -> Vec<Offer> {
        vec![Offer { host: host.to_owned(), port }]
    }

    const OLA: &str = "ola@studio.example";

    #[tokio::test]
    async fn a_known_provider_is_found_without_asking_anybody() {
        let network = Sample::default();
        let found = discover(&network, "ola@WP.pl").await;
        assert_eq!((found.how, found.imap), (How::Known, server("imap.wp.pl", 993, Security::Tls)));
        assert!(network.asked.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_domain_whose_mail_google_or_microsoft_keeps_is_signed_in_there() {
        for (host, provider) in
            [("aspmx.l.google.com.", "google"), ("studio-example.mail.protection.outlook.com.", "microsoft")]
        {
            let document = "https://studio.example/.well-known/autoconfig/mail/config-v1.1.xml".to_owned();
            let network = Sample {
                mail_hosts: vec![host.to_owned()],
                documents: [(document, published_by("imap.elsewhere.example"))].into(),
                ..Sample::default()
            };
            let found = discover(&network, OLA).await;
            assert_eq!(found.provider().map(crate::oauth::Provider::code), Some(provider));
            assert_eq!(found.user_name, OLA);
        }
    }

    fn published_by(host: &str) -> String {
        format!(
            "<clientConfig><emailProvider><incomingServer type='imap'><hostname>{host}</hostname><port>993</port>\
             <socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer></emailProvider></clientConfig>"
        )
    }

    #[tokio::test]
    async fn what_a_domain_publishes_comes_before_what_its_dns_names() {
        let url = "https://autoconfig.studio.example/mail/config-v1.1.xml?emailaddress=ola%40studio.example";
        let network = Sample {
            documents: [(url.to_owned(), published_by("mx.hoster.example"))].into(),
            services: [("_imaps._tcp.studio.example".to_owned(), service("other.example", 993))].into(),
            mail_hosts: vec!["mx1.mail.ovh.net".to_owned()],
            ..Sample::default()
        };
        let found = discover(&network, OLA).await;
        assert_eq!((found.how, found.user_name.as_str()), (How::Published, "ola"));
        assert_eq!(found.imap, server("mx.hoster.example", 993, Security::Tls));
    }

    #[tokio::test]
    async fn dns_names_servers_and_says_where_there_is_none() {
        let network = Sample {
            services: [
                ("_imaps._tcp.studio.example".to_owned(), service(".", 0)),
                ("_imap._tcp.studio.example".to_owned(), service("Mail.Studio.example.", 143)),
                ("_submission._tcp.studio.example".to_owned(), service("smtp.studio.example.", 587)),
            ]
            .into(),
            ..Sample::default()
        };
        let found = discover(&network, OLA).await;
        assert_eq!(found.how, How::Named);
        assert_eq!(found.imap, server("mail.studio.example", 143, Security::Starttls));
        assert_eq!(found.smtp, server("smtp.studio.example", 587, Security::Starttls));
    }

    #[tokio::test]
    async fn a_hoster_is_known_by_who_takes_the_mail() {
        let network = Sample { mail_hosts: vec!["mx0.mail.ovh.net.".to_owned()], ..Sample::default() };
        let found = discover(&network, OLA).await;
        assert_eq!((found.how, found.imap), (How::Known, server("ssl0.ovh.net", 993, Security::Tls)));
    }

    #[tokio::test]
    async fn at_last_the_usual_names_are_tried() {
        let network = Sample {
            mail_hosts: vec!["s1.hoster.example.".to_owned()],
            greeting: vec![("mail.studio.example", 143), ("s1.hoster.example", 993), ("smtp.studio.example", 465)],
            ..Sample::default()
        };
        let found = discover(&network, OLA).await;
        assert_eq!((found.how, found.imap), (How::Guessed, server("s1.hoster.example", 993, Security::Tls)));
        assert_eq!(found.smtp, server("smtp.studio.example", 465, Security::Tls));

        let nothing = discover(&Sample::default(), OLA).await;
        assert_eq!((nothing.how, nothing.imap, nothing.smtp), (How::NotFound, None, None));
    }

    #[tokio::test]
    async fn with_a_server_of_ones_own_the_panel_is_named_and_the_usual_names_are_tried() {
        let network = Sample {
            mail_hosts: vec!["mx.home.pl.".to_owned()],
            greeting: vec![("mail.studio.example", 993)],
            ..Sample::default()
        };
        let found = discover(&network, OLA).await;
        assert_eq!(found.imap, server("mail.studio.example", 993, Security::Tls));
        assert_eq!(found.known.map(|known| known.advice), Some(known::Advice::OwnServer));
    }
}
