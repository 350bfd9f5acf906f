//! Whose a mail is: contacts by address, clients by company domain, or by person where the domain is a mail host's.

use mail::thread::company_domain;
use rulebook::people::Party;
use store::client::ClientRow;
use store::contact::ContactRow;

use super::incoming::Incoming;
use super::known::KnownContact;
use super::messages::NAME;
use super::plan::Planner;
use super::words_of::shortened;

/// Mail whose sender cannot be told belongs to this one client, kept under a domain that cannot exist.
pub(super) const UNKNOWN_DOMAIN: &str = "unknown.invalid";

impl Planner<'_> {
    /// The client of whoever wrote.
    pub(super) fn client_of_sender(&mut self, mail: &Incoming) -> String {
        match &mail.letter.from {
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
