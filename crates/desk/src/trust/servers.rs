//! Whose word about a mail counts: the servers of the desk and of its mailboxes, and who may pass mail on.

use mail::authentication_results::Provider;

use super::check::may_align;
use crate::desk::Desk;
use crate::manners::Manners;
use crate::receive::{Envelope, Incoming};

/// Whose `Authentication-Results`, `Received` lines and ARC seals count.
#[derive(Debug, Default)]
pub(super) struct Servers {
    /// The name under which the desk's own server writes what it found.
    desk: String,
    mailboxes: Vec<OfMailbox>,
    /// Domains whose word about mail they passed on is taken.
    pub(super) sealers: Vec<String>,
}

/// The server of one mailbox.
#[derive(Debug)]
struct OfMailbox {
    /// The mailbox's address.
    address: String,
    /// The name under which it writes what it found; empty when its owner named none.
    authserv_id: String,
    imap_host: String,
}

impl Servers {
    /// The name of the server that wrote what counts in this mail; empty when none does.
    pub(super) fn of(&self, mail: &Incoming) -> &str {
        let own = self.mailbox(mail).map(|mailbox| mailbox.authserv_id.as_str());
        own.filter(|server| !server.is_empty()).unwrap_or(&self.desk)
    }

    /// Who keeps the mailbox in which it lay, where that is somebody whose way of noting findings we know.
    pub(super) fn provider(&self, mail: &Incoming) -> Option<Provider> {
        Provider::of(&self.mailbox(mail)?.imap_host)
    }

    /// The envelope of a mail that lay in a mailbox, as the mailbox's own servers noted it above the mail.
    pub(super) fn noted_envelope(&self, raw: &[u8], mail: &Incoming) -> Option<Envelope> {
        let mailbox = self.mailbox(mail).filter(|_| mail.origin == "imap" && !mail.put_there_by_us)?;
        let came = mail::trace::handed_in(raw, |host| mailbox.is_of_its_house(host))?;
        Some(Envelope { from: came.from, helo: came.helo, ip: Some(came.ip), recipients: Vec::new() })
    }

    fn mailbox(&self, mail: &Incoming) -> Option<&OfMailbox> {
        let address = mail.mailbox.as_ref()?;
        self.mailboxes.iter().find(|mailbox| mailbox.address == *address)
    }
}

impl OfMailbox {
    /// A host beside the one from which we fetch, beside the one that its owner named, or in the domain of its address.
    fn is_of_its_house(&self, host: &str) -> bool {
        let domain = mail::thread::company_domain(&self.address).unwrap_or_default();
        let ours = [self.imap_host.as_str(), self.authserv_id.as_str(), domain];
        ours.into_iter().any(|known| known.parse::<std::net::IpAddr>().is_err() && may_align(host, known))
    }
}

pub(super) async fn trusted_servers(desk: &Desk) -> Result<std::sync::Arc<Servers>, store::StoreError> {
    desk.db()
        .read(async |mut tx| {
            let manners = Manners::load(&mut tx, desk.id()).await?;
            let mailboxes = store::mailbox::all(&mut tx, desk.id()).await?;
            let server = |row: store::mailbox::MailboxRow| {
                let options: crate::mailboxes::Options = serde_json::from_str(&row.options).unwrap_or_default();
                let authserv_id = options.authserv_id.trim().to_ascii_lowercase();
                OfMailbox { address: row.address, authserv_id, imap_host: row.imap_host.to_ascii_lowercase() }
            };
            Ok(std::sync::Arc::new(Servers {
                desk: manners.authserv_id,
                mailboxes: mailboxes.into_iter().map(server).collect(),
                sealers: manners.trusted_sealers,
            }))
        })
        .await
}
