//! The settings document a mail domain publishes for mail programs ('autoconfig', version 1.1), read strictly: no document
//! type, no references where it counts, only IMAP and SMTP with encryption.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use store::relay::Security;

use crate::mailboxes::Server;

/// Elements deeper than this are no settings document.
const DEEPEST: usize = 8;

/// What such a document says about an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where mail is fetched.
    pub imap: Server,
    /// Where mail leaves.
    pub smtp: Option<Server>,
    /// User name at the first.
    pub user_name: String,
}

/// One server as the document has it.
#[derive(Default)]
struct Entry {
    incoming: bool,
    right_kind: bool,
    host: String,
    port: String,
    socket: String,
    user_name: String,
}

/// Reads the document for an address; `None` when it is not one, or names no server we would use.
pub fn read(document: &[u8], address: &str) -> Option<Settings> {
    let text = std::str::from_utf8(document).ok()?;
    let entries = entries(text)?;
    let usable = |incoming: bool| {
        let mut servers = entries.iter().filter(|entry| entry.incoming == incoming && entry.right_kind);
        servers.find_map(|entry| Some((entry.server(address)?, entry.name_of(address))))
    };
    let (imap, user_name) = usable(true)?;
    Some(Settings { imap, smtp: usable(false).map(|(server, _)| server), user_name })
}

fn entries(text: &str) -> Option<Vec<Entry>> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut path: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut entry: Option<Entry> = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let name = text_of(start.name().as_ref());
                entry = opened(&name, &start)?.or(entry);
                path.push(name);
                if path.len() > DEEPEST {
                    return None;
                }
            }
            Event::End(_) => {
                if matches!(path.pop().as_deref(), Some("incomingServer" | "outgoingServer")) {
                    found.extend(entry.take());
                }
            }
            Event::Text(text) => {
                if let (Some(entry), Some(name)) = (entry.as_mut(), path.last()) {
                    entry.take(name, text.xml10_content().trim());
                }
            }
            Event::DocType(_) => return None,
            // Host names and ports need no references; whoever writes them so wants something else.
            Event::GeneralRef(_) if entry.is_some() => return None,
            Event::Eof => return (path.is_empty() && !found.is_empty()).then_some(found),
            _ => {}
        }
    }
}

/// The entry that this element opens, if it opens one; `None` when its attributes cannot be read.
fn opened(name: &str, start: &BytesStart<'_>) -> Option<Option<Entry>> {
    let incoming = match name {
        "incomingServer" => true,
        "outgoingServer" => false,
        _ => return Some(None),
    };
    let kind = start.try_get_attribute("type").ok()?;
    let kind = kind.map(|kind| text_of(kind.value.as_ref())).unwrap_or_default();
    let right_kind = kind == if incoming { "imap" } else { "smtp" };
    Some(Some(Entry { incoming, right_kind, ..Entry::default() }))
}

fn text_of(bytes: impl AsRef<[u8]>) -> String {
    String::from_utf8_lossy(bytes.as_ref()).into_owned()
}

impl Entry {
    fn take(&mut self, element: &str, text: &str) {
        let field = match element {
            "hostname" => &mut self.host,
            "port" => &mut self.port,
            "socketType" => &mut self.socket,
            "username" => &mut self.user_name,
            _ => return,
        };
        text.clone_into(field);
    }

    /// The server, when it is one: a name in the open, a port, and encryption.
    fn server(&self, address: &str) -> Option<Server> {
        let security = match self.socket.as_str() {
            "SSL" => Security::Tls,
            "STARTTLS" => Security::Starttls,
            _ => return None,
        };
        let host = filled(&self.host, address).to_ascii_lowercase();
        let plain = |char: char| char.is_ascii_alphanumeric() || ".-".contains(char);
        let named = host.chars().any(|char| char.is_ascii_alphabetic());
        let is_name = host.contains('.') && host.chars().all(plain) && named;
        let port = self.port.parse().ok().filter(|port| *port > 0)?;
        is_name.then_some(Server { host, port, security })
    }

    fn name_of(&self, address: &str) -> String {
        let name = filled(&self.user_name, address);
        let harmless = !name.contains('%') && !name.chars().any(char::is_control);
        if !name.is_empty() && name.len() <= 254 && harmless { name } else { address.to_owned() }
    }
}

/// The document's placeholders.
fn filled(text: &str, address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    text.replace("%EMAILADDRESS%", address).replace("%EMAILLOCALPART%", local).replace("%EMAILDOMAIN%", domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="studio.example">
    <domain>studio.example</domain>
    <displayName>Studio &#8211; sample</displayName>
    <incomingServer type="pop3"><hostname>pop.studio.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
    <incomingServer type="imap">
      <hostname>imap.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType>
      <authentication>password-cleartext</authentication><username>%EMAILLOCALPART%</username>
    </incomingServer>
    <outgoingServer type="smtp">
      <hostname>smtp.studio.example</hostname><port>587</port><socketType>STARTTLS</socketType>
      <username>%EMAILADDRESS%</username>
    </outgoingServer>
  </emailProvider>
</clientConfig>"#;

    fn read_text(text: &str) -> Option<Settings> {
        read(text.as_bytes(), "ola@studio.example")
    }

    #[test]
    fn the_servers_and_the_user_name_are_read() {
        let settings = read_text(GOOD).unwrap();
        let server = |host: &str, port, security| Server { host: host.to_owned(), port, security };
        assert_eq!(settings.imap, server("imap.studio.example", 993, Security::Tls));
        assert_eq!(settings.smtp, Some(server("smtp.studio.example", 587, Security::Starttls)));
        assert_eq!(settings.user_name, "ola");
    }

    #[test]
    fn what_is_no_such_document_gives_nothing() {
        for broken in [
            String::new(),
            "<html><body>Not found</body></html>".to_owned(),
            GOOD.replace("</clientConfig>", ""),
            GOOD.replace("imap.%EMAILDOMAIN%", "&xxe;"),
            format!("<!DOCTYPE x [<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>{GOOD}"),
            GOOD.replace("imap.%EMAILDOMAIN%", "127.0.0.1"),
            GOOD.replace("imap.%EMAILDOMAIN%", "localhost"),
            GOOD.replace("imap.%EMAILDOMAIN%", "a b.example"),
            GOOD.replace("<socketType>SSL</socketType>\n", "<socketType>plain</socketType>\n"),
            GOOD.replace("<port>993</port>", "<port>0</port>"),
            "<a>".repeat(50_000),
        ] {
            assert_eq!(read_text(&broken), None, "{}", &broken[..broken.len().min(80)]);
        }
    }
}
