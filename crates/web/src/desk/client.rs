//! Clients: the list, one client's page, and the card beside a conversation.

pub(crate) mod act;
pub(crate) mod card;
pub(crate) mod levels;
pub(crate) mod people;
pub(crate) mod show;

use askama::Template;
use words::{Language, Words};

use crate::badge::Badge;
use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /clients`
#[derive(Template)]
#[template(path = "desk/clients.html")]
pub(crate) struct Clients {
    pub(crate) f: Frame,
    pub(crate) q: String,
    pub(crate) rows: Vec<ClientRow>,
    pub(crate) older: Option<String>,
}

/// One client in the list.
pub(crate) struct ClientRow {
    pub(crate) id: String,
    pub(crate) name: String,
    /// What stands beside the name: the domain, the contacts.
    pub(crate) line: String,
    pub(crate) owed: i64,
    pub(crate) last: Option<Moment>,
}

/// `GET /clients/{id}`
#[derive(Template)]
#[template(path = "desk/client.html")]
pub(crate) struct Client {
    pub(crate) f: Frame,
    pub(crate) id: String,
    pub(crate) domain: Option<String>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) promises: Vec<PromiseLine>,
    pub(crate) conversations: Vec<ConversationLine>,
    pub(crate) older: Option<String>,
    /// The term for this client, in words.
    pub(crate) term: String,
    /// Own term in working hours, empty when the desk's holds.
    pub(crate) own_hours: String,
    /// How much each check weighs for this client.
    pub(crate) checks: Vec<levels::CheckField>,
    /// Other clients this one could be merged into.
    pub(crate) others: Vec<(String, String)>,
    pub(crate) problem: Option<String>,
}

/// Somebody at the client.
pub(crate) struct Contact {
    pub(crate) id: String,
    /// Their name, or the address when none is known.
    pub(crate) name: String,
    /// The name as it was typed, perhaps empty.
    pub(crate) own_name: String,
    pub(crate) language: String,
    pub(crate) address: String,
    /// Mail to it came back.
    pub(crate) bounced: bool,
}

/// One promise, in a line.
pub(crate) struct PromiseLine {
    pub(crate) conversation: String,
    pub(crate) subject: String,
    pub(crate) what: String,
    pub(crate) tone: &'static str,
    pub(crate) state: String,
    pub(crate) due: Moment,
}

/// One conversation, in a line.
pub(crate) struct ConversationLine {
    pub(crate) id: String,
    pub(crate) subject: String,
    pub(crate) badge: Option<Badge>,
    pub(crate) at: Moment,
}

/// The client's card beside a conversation.
pub(crate) struct Card {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) initials: String,
    pub(crate) domain: Option<String>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) promises: Vec<PromiseLine>,
    pub(crate) conversations: Vec<ConversationLine>,
    /// A term of their own, in words.
    pub(crate) term: Option<String>,
}

impl Card {
    pub(crate) fn sample(w: &Words) -> Self {
        Self {
            id: "k1".to_owned(),
            name: "Lumen Studio".to_owned(),
            initials: "LS".to_owned(),
            domain: Some("lumen.test".to_owned()),
            contacts: sample_contacts(),
            promises: sample_promises(w),
            conversations: sample_conversations(w),
            term: Some(w.t1("term-working-hours", "hours", 4)),
        }
    }
}

fn sample_contacts() -> Vec<Contact> {
    vec![
        Contact {
            id: "p1".to_owned(),
            name: "Anna Przykładowa".to_owned(),
            own_name: "Anna Przykładowa".to_owned(),
            language: "pl".to_owned(),
            address: "anna@lumen.test".to_owned(),
            bounced: false,
        },
        Contact {
            id: "p2".to_owned(),
            name: "piotr@lumen.test".to_owned(),
            own_name: String::new(),
            language: String::new(),
            address: "piotr@lumen.test".to_owned(),
            bounced: true,
        },
    ]
}

fn sample_promises(w: &Words) -> Vec<PromiseLine> {
    let now = sample_now();
    vec![PromiseLine {
        conversation: "c1".to_owned(),
        subject: "Where is my report?".to_owned(),
        what: w.t("what-answer"),
        tone: "broken",
        state: w.t("state-broken"),
        due: Moment::due(w, now, "2026-11-20T15:30:00Z".parse().unwrap_or(now), None),
    }]
}

fn sample_conversations(w: &Words) -> Vec<ConversationLine> {
    let now = sample_now();
    vec![ConversationLine {
        id: "c9".to_owned(),
        subject: "Hosting and domain renewal for the coming year".to_owned(),
        badge: None,
        at: Moment::stamp(w, now, "2026-09-02T10:00:00Z".parse().unwrap_or(now)),
    }]
}

impl Clients {
    /// A short list.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Clients, "page-clients-title");
        let now = sample_now();
        let last = Some(Moment::stamp(&f.w, now, now));
        let row = |name: &str, line: &str, owed| ClientRow {
            id: "k1".to_owned(),
            name: name.to_owned(),
            line: line.to_owned(),
            owed,
            last: last.clone(),
        };
        let rows = vec![
            row("Lumen Studio", "lumen.test", 2),
            row("Towarzystwo Przykładów i Wzorów sp. z o.o.", "wzory.test", 0),
            row("ООО «Пример»", "primer.test", 1),
        ];
        Self { q: String::new(), rows, older: Some("/clients?after=x".to_owned()), f }
    }
}

impl Client {
    /// Whether a check weighs otherwise for this client.
    pub(crate) fn has_own_levels(&self) -> bool {
        self.checks.iter().any(|check| !check.own.is_empty())
    }

    /// A client with a bit of everything.
    pub(crate) fn sample(language: Language) -> Self {
        let mut f = Frame::sample(language, Here::Clients, "page-clients-title");
        "Lumen Studio".clone_into(&mut f.title);
        let w = f.w.clone();
        Self {
            f,
            id: "k1".to_owned(),
            domain: Some("lumen.test".to_owned()),
            contacts: sample_contacts(),
            promises: sample_promises(&w),
            conversations: sample_conversations(&w),
            older: None,
            term: w.t1("because-working-hours", "hours", 4),
            own_hours: "4".to_owned(),
            checks: levels::sample(&w),
            others: vec![("k2".to_owned(), "Lumen Studio (old)".to_owned())],
            problem: None,
        }
    }
}
