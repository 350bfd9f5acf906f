//! Whose a mail is: contacts by address, clients by company domain, or by person where the domain is a mail host's.

use mail::letter::Letter;
use mail::read::Hints;
use mail::thread::company_domain;
use rulebook::people::Party;
use store::blobs::Hash;
use store::client::ClientRow;
use store::contact::ContactRow;
use store::conversation::ConversationRow;
use store::{StoreError, Tx};

use super::incoming::Incoming;
use super::known::{self, KnownContact};
use super::messages::NAME;
use super::plan::Planner;
use super::words_of::shortened;
use crate::desk::Desk;

/// Mail whose sender cannot be told belongs to this one client, kept under a domain that cannot exist.
pub(super) const UNKNOWN_DOMAIN: &str = "unknown.invalid";

impl Planner<'_> {
    /// The client of whoever wrote; a doubtful mail is no client's.
    pub(super) fn client_of_sender(&mut self, mail: &Incoming) -> String {
        match &mail.letter.from {
            _ if mail.is_doubtful() => self.make_unknown_client(),
            Some(from) => self.client_of(from, &mail.letter.language),
            None => self.make_unknown_client(),
        }
    }

    /// The client we wrote to first.
    pub(super) fn client_of_recipient(&mut self, mail: &Incoming) -> String {
        let mut everybody = mail.letter.to.iter().chain(&mail.letter.cc);
        match everybody.find(|party| !self.settings.own.is_ours(&party.address)) {
            Some(party) => self.client_of(party, ""),
            None => self.make_unknown_client(),
        }
    }

    /// The client of an address; contact and client are made when they are new.
    fn client_of(&mut self, party: &Party, language: &str) -> String {
        if let Some(known) = self.known.contacts.get(&party.address).cloned() {
            if known.name.is_empty() && !party.name.is_empty() {
                self.contact(party, &known.client_id, language);
            }
            return known.client_id;
        }
        let client_id = match company_domain(&party.address) {
            Some(domain) => self.company(domain),
            None => self.client(if party.name.is_empty() { &party.address } else { &party.name }, None),
        };
        self.contact(party, &client_id, language);
        client_id
    }

    fn contact(&mut self, party: &Party, client_id: &str, language: &str) {
        let known = KnownContact { client_id: client_id.to_owned(), name: party.name.clone() };
        self.known.contacts.insert(party.address.clone(), known);
        let contact_id = (self.ids)();
        let row = ContactRow {
            contact_id,
            client_id: client_id.to_owned(),
            address: party.address.clone(),
            name: shortened(&party.name, NAME),
            language: language.to_owned(),
            created_at: self.now,
        };
        match self.changes.contacts.iter_mut().find(|it| it.address == party.address) {
            Some(there) => there.name = row.name,
            None => self.changes.contacts.push(row),
        }
    }

    fn company(&mut self, domain: &str) -> String {
        if let Some(client_id) = self.known.clients.get(domain) {
            return client_id.clone();
        }
        let client_id = self.client(domain, Some(domain));
        self.known.clients.insert(domain.to_owned(), client_id.clone());
        client_id
    }

    fn client(&mut self, name: &str, domain: Option<&str>) -> String {
        let client_id = (self.ids)();
        let name = shortened(name, NAME);
        self.changes.clients.push(ClientRow {
            client_id: client_id.clone(),
            name_key: store::search::fold(&name),
            name,
            domain: domain.map(str::to_owned),
            rules: "{}".to_owned(),
            merged_into: None,
            created_at: self.now,
        });
        client_id
    }

    fn make_unknown_client(&mut self) -> String {
        if let Some(client_id) = self.known.clients.get(UNKNOWN_DOMAIN) {
            return client_id.clone();
        }
        let client_id = self.client("?", Some(UNKNOWN_DOMAIN));
        self.known.clients.insert(UNKNOWN_DOMAIN.to_owned(), client_id.clone());
        client_id
    }

    /// The client of mail whose sender cannot be told; empty when there was no such mail yet.
    pub(super) fn unknown_client(&self) -> String {
        self.known.clients.get(UNKNOWN_DOMAIN).cloned().unwrap_or_default()
    }
}

/// The client of somebody, made when there is none yet.
pub(crate) async fn client_of(tx: &mut Tx, desk: &Desk, party: &Party, language: &str) -> Result<String, StoreError> {
    let letter = Letter { from: Some(party.clone()), ..Letter::default() };
    let mail = Incoming { letter, ..Incoming::read(b"", Hash::of(b""), &Hints::default(), "lmtp", String::new()) };
    let settings = desk.settings();
    let known = known::load(tx, desk.id(), &[&mail], &settings.own, None, desk.now()).await?;
    let mut ids = || desk.new_id();
    let mut planner = Planner::new(known, &settings, desk.now(), &mut ids);
    let client = planner.client_of(party, language);
    let changes = planner.changes;
    store::client::insert_many(tx, desk.id(), &changes.clients).await?;
    store::intake::save_contacts(tx, desk.id(), &changes.contacts).await?;
    Ok(client)
}

/// Whether a conversation is with somebody who cannot be told.
pub(crate) async fn is_nobodys(tx: &mut Tx, desk: &Desk, row: &ConversationRow) -> Result<bool, StoreError> {
    let client = store::client::find(tx, desk.id(), &row.client_id).await?;
    Ok(client.is_some_and(|client| client.domain.as_deref() == Some(UNKNOWN_DOMAIN)))
}
