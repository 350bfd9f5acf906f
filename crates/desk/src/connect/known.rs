//! Well-known providers: their servers, whose mail goes there, and what a person must know before a password works.

mod table;

use store::relay::Security;

use crate::mailboxes::Server;
use crate::oauth::Provider;
pub use table::ALL;

/// What one must know at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// The usual password is taken.
    Nothing,
    /// A password made for this program is needed.
    AppPassword,
    /// IMAP must be switched on first.
    SwitchOn,
    /// Both of these.
    SwitchOnAndAppPassword,
    /// Passwords are not taken at all: signing in happens on the provider's page.
    NoPasswords,
    /// A program of the provider must run on this machine and shows a password of its own.
    Bridge,
    /// Each customer has a server of their own, named in the provider's panel.
    OwnServer,
}

impl Advice {
    /// The key of the sentence that says it; `None` when there is nothing to say.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::AppPassword => Some("connect-advice-app-password"),
            Self::SwitchOn => Some("connect-advice-switch-on"),
            Self::SwitchOnAndAppPassword => Some("connect-advice-switch-on-and-app-password"),
            Self::NoPasswords => Some("connect-advice-no-passwords"),
            Self::Bridge => Some("connect-advice-bridge"),
            Self::OwnServer => Some("connect-advice-own-server"),
        }
    }
}

/// A provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name as everybody writes it.
    pub name: &'static str,
    /// Domains of its own addresses.
    pub domains: &'static [&'static str],
    /// Ends of the names of servers that take the mail of other domains it keeps.
    pub takes_mail_at: &'static [&'static str],
    /// IMAP: host, port, security; an empty host when each customer has one of their own.
    imap: (&'static str, u16, Security),
    /// SMTP, the same.
    smtp: (&'static str, u16, Security),
    /// Its OAuth2, when it has one that we speak.
    pub provider: Option<Provider>,
    /// What one must know.
    pub advice: Advice,
    /// Where that is done; empty when we know no page that stays.
    pub page: &'static str,
}

impl Known {
    /// Where mail is fetched; `None` when each customer has a server of their own.
    pub fn imap(&self) -> Option<Server> {
        server(self.imap)
    }

    /// Where mail leaves.
    pub fn smtp(&self) -> Option<Server> {
        server(self.smtp)
    }
}

fn server((host, port, security): (&str, u16, Security)) -> Option<Server> {
    (!host.is_empty()).then(|| Server { host: host.to_owned(), port, security })
}

/// The provider whose own addresses have this domain.
pub fn by_domain(domain: &str) -> Option<&'static Known> {
    ALL.iter().find(|known| known.domains.contains(&domain))
}

/// The provider whose server takes a domain's mail, by that server's name. The longest end that fits decides.
pub fn by_mail_host(host: &str) -> Option<&'static Known> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let fits = |end: &str| host == end || host.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
    let ends = ALL.iter().flat_map(|known| known.takes_mail_at.iter().map(move |end| (*end, known)));
    ends.filter(|(end, _)| fits(end)).max_by_key(|(end, _)| end.len()).map(|(_, known)| known)
}

/// The provider that lets programs fetch mail at this server.
pub fn by_imap_host(host: &str) -> Option<&'static Known> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    ALL.iter().find(|known| !host.is_empty() && known.imap.0 == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_takes_the_mail_is_known_by_the_end_of_the_name() {
        for (host, name) in [
            ("aspmx.l.google.com.", Some("Google")),
            ("SMTP.GOOGLE.COM", Some("Google")),
            ("studio-example.mail.protection.outlook.com", Some("Microsoft 365")),
            ("hotmail-com.olc.protection.outlook.com", Some("Outlook.com")),
            ("mx.yandex.net", Some("Yandex")),
            ("mx1.mail.ovh.net", Some("OVH")),
            ("notgoogle.com", None),
            ("google.com.evil.example", None),
            ("", None),
        ] {
            assert_eq!(by_mail_host(host).map(|known| known.name), name, "{host}");
        }
    }

    #[test]
    fn no_domain_stands_twice_and_all_links_are_safe() {
        let mut seen = std::collections::BTreeSet::new();
        for known in ALL {
            for domain in known.domains.iter().chain(known.takes_mail_at) {
                assert_eq!(**domain, domain.to_ascii_lowercase());
            }
            for domain in known.domains {
                assert!(seen.insert(domain), "{domain} twice");
            }
            assert!(known.page.is_empty() || known.page.starts_with("https://"), "{}", known.page);
            let clear = [known.imap(), known.smtp()].into_iter().flatten().any(|it| it.security == Security::None);
            assert_eq!(clear, known.advice == Advice::Bridge, "{}", known.name);
        }
    }
}
