//! A small sample agency to act in: a desk in a temporary folder, a clock that is moved by hand, Ola who owns it,
//! and a client who writes.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use desk::answer::{AnswerForm, Answered};
use desk::clock::TestClock;
use desk::outbox::smtp::{Manners, Security};
use desk::outbox::{Timing, Worker};
use desk::receive::{Incoming, receive};
use desk::relay::RelayForm;
use desk::set_up::SetUpForm;
use desk::sign_in::SignedIn;
use desk::{By, Desk, Visitor, Who};
use jiff::{SignedDuration, Timestamp};
use rulebook::people::Party;
use store::Place;
use store::blobs::Packed;
use store::outbox::OutboxRow;
use store::promise::PromiseRow;

use crate::fake_smtp::FakeSmtp;

/// Friday, 20 November 2026, 10:00 in Warsaw.
pub(crate) const FRIDAY: &str = "2026-11-20T09:00:00Z";

pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) ola: Who,
    /// Gone with the house.
    _folder: Option<tempfile::TempDir>,
}

pub(crate) fn visitor() -> Visitor {
    Visitor { ip: "192.0.2.7".parse().unwrap(), user_agent: "Sample browser".into() }
}

pub(crate) fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

/// Where a desk with this folder has its rows: SQLite, or with `TACT_TEST_DESK=postgres` a database of its own on the
/// server that `TACT_TEST_POSTGRES` names.
pub(crate) fn place(folder: &Path) -> Place {
    let folder = folder.to_owned();
    if std::env::var("TACT_TEST_DESK").is_ok_and(|engine| engine == "postgres") {
        let server = std::env::var("TACT_TEST_POSTGRES").expect("TACT_TEST_POSTGRES names a server");
        let (server, _) = server.rsplit_once('/').expect("a URL that ends with a database");
        return Place::Postgres { url: format!("{server}/{}", database(&folder)), folder };
    }
    Place::Folder(folder)
}

/// A name for the folder's database: temporary folders differ in their last name.
fn database(folder: &Path) -> String {
    let name = folder.file_name().unwrap().to_string_lossy();
    format!("t{}", name.bytes().map(|byte| format!("{byte:x}")).collect::<String>())
}

/// A desk nobody has set up yet.
pub(crate) async fn empty(folder: &Path) -> (Desk, Arc<TestClock>) {
    let place = place(folder);
    if matches!(place, Place::Postgres { .. }) {
        let server = std::env::var("TACT_TEST_POSTGRES").unwrap();
        let sql = format!("create database {}", database(folder));
        let made = std::process::Command::new("psql").args(["-q", &server, "-c", &sql]).status().unwrap();
        assert!(made.success(), "{sql}");
    }
    let clock = Arc::new(TestClock::new(at(FRIDAY)));
    let desk = Desk::open(place, Box::new(Arc::clone(&clock))).await.unwrap();
    (desk, clock)
}

pub(crate) fn form() -> SetUpForm {
    let nine_to_five = vec!["09:00-17:00".to_owned()];
    SetUpForm {
        desk_name: "Sample agency".into(),
        member_name: "Ola Sample".into(),
        address: "ola@agency.test".into(),
        password: "correct horse battery".into(),
        language: "en".into(),
        country: "PL".into(),
        time_zone: "Europe/Warsaw".into(),
        hours: ["mon", "tue", "wed", "thu", "fri"].map(|day| (day.to_owned(), nine_to_five.clone())).into(),
    }
}

pub(crate) async fn set_up(desk: &Desk) -> SignedIn {
    let path = desk::set_up::link(desk).await.unwrap().unwrap();
    desk::set_up::finish(desk, token_of(&path), form(), &visitor()).await.unwrap()
}

pub(crate) fn token_of(path: &str) -> &str {
    path.split_once("token=").unwrap().1
}

impl House {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, clock) = empty(folder.path()).await;
        let ola = set_up(&desk).await.who;
        Self { _folder: Some(folder), ..Self::of(desk, clock, ola) }
    }

    /// A desk that lies elsewhere.
    pub(crate) fn of(desk: Desk, clock: Arc<TestClock>, ola: Who) -> Self {
        Self { desk, clock, ola, _folder: None }
    }

    /// The same with a relay that mail leaves through.
    pub(crate) async fn with_relay(relay: &FakeSmtp) -> Self {
        let house = Self::new().await;
        house.set_relay(relay).await;
        house
    }

    pub(crate) async fn set_relay(&self, relay: &FakeSmtp) {
        let form = RelayForm {
            host: "127.0.0.1".into(),
            port: relay.at.port(),
            security: Security::None,
            user_name: "ola".into(),
            password: Some("correct horse".into()),
            from_address: "ola@agency.test".into(),
        };
        desk::relay::save(&self.desk, By::Member(&self.ola), form).await.unwrap();
    }

    /// Takes in a mail that arrived now. Gives its conversation.
    pub(crate) async fn mail(&self, raw: &str) -> String {
        let hints = mail::read::Hints { envelope_date: Some(self.desk.now()), ..Default::default() };
        let packed = Packed::of(raw.as_bytes());
        let incoming = Incoming::read(raw.as_bytes(), packed.hash(), &hints, "lmtp", "test".into());
        let outcome = receive(&self.desk, vec![(incoming, packed)]).await.unwrap();
        assert!(outcome.held.is_empty(), "{outcome:?}");
        outcome.touched.first().cloned().unwrap_or_default()
    }

    /// Anna asks something. Gives the conversation.
    pub(crate) async fn anna_asks(&self, id: &str, words: &str) -> String {
        self.mail(&format!(
            "From: Anna Nowak <anna@client.test>\r\nTo: Ola <ola@agency.test>\r\nCc: piotr@client.test\r\n\
             Subject: The report\r\nMessage-ID: <{id}>\r\nDate: {}\r\n\r\n{words}\r\n",
            rfc2822(self.desk.now())
        ))
        .await
    }

    pub(crate) fn answer_form(&self, key: &str) -> AnswerForm {
        answer_form(key)
    }

    pub(crate) async fn answer(&self, conversation: &str, key: &str) -> Answered {
        desk::answer::send(&self.desk, &self.ola, conversation, self.answer_form(key)).await.unwrap()
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// Short, so that a server that keeps silent is not waited for.
    pub(crate) fn patience() -> Manners {
        let patience = Duration::from_millis(300);
        Manners {
            connect: patience * 10,
            command: patience,
            body: patience,
            after_dot: patience,
            ..Manners::usual().unwrap()
        }
    }

    pub(crate) fn worker(&self) -> Worker {
        Worker::with(self.desk.clone(), Self::patience(), Timing::default())
    }

    pub(crate) async fn outbox(&self, outbox_id: &str) -> OutboxRow {
        let desk = &self.desk;
        desk.db().read(async |mut tx| store::outbox::find(&mut tx, desk.id(), outbox_id).await).await.unwrap().unwrap()
    }

    pub(crate) async fn promises(&self, conversation: &str) -> Vec<PromiseRow> {
        let desk = &self.desk;
        desk.db()
            .read(async |mut tx| store::promise::of_conversations(&mut tx, desk.id(), &[conversation]).await)
            .await
            .unwrap()
    }

    /// How the only promise of a conversation stands: `open`, `kept`, `broken`, `waived`; more are listed.
    pub(crate) async fn stands(&self, conversation: &str) -> String {
        let promises = self.promises(conversation).await;
        let words: Vec<_> = promises.iter().map(|one| format!("{:?}", one.state).to_lowercase()).collect();
        words.join(" ")
    }

    /// What was done, in order: the verbs of a conversation's events.
    pub(crate) async fn verbs(&self, conversation: &str) -> Vec<String> {
        let desk = &self.desk;
        let events = desk
            .db()
            .read(async |mut tx| store::event::of_conversations(&mut tx, desk.id(), &[conversation], &[]).await)
            .await
            .unwrap();
        events.into_iter().map(|event| event.verb).collect()
    }

    pub(crate) async fn messages(&self, conversation: &str) -> Vec<store::message::MessageRow> {
        let desk = &self.desk;
        let newest = store::Cursor::newest();
        desk.db()
            .read(async |mut tx| store::message::window(&mut tx, desk.id(), conversation, &newest, 50).await)
            .await
            .unwrap()
    }

    /// Promises derived again from scratch are those that stand in the store.
    pub(crate) async fn ledger_is_true(&self, conversation: &str) {
        let desk = &self.desk;
        let ids = [conversation.to_owned()];
        let again = desk
            .db()
            .read(async |mut tx| {
                desk::ledger::reckon_again(&mut tx, desk.id(), &desk.settings(), desk.now(), &ids).await
            })
            .await
            .unwrap();
        let expected: Vec<PromiseRow> = again.iter().flat_map(desk::ledger::promise_rows).collect();
        assert_eq!(self.promises(conversation).await, expected);
    }
}

pub(crate) fn rfc2822(now: Timestamp) -> String {
    jiff::fmt::rfc2822::to_string(&now.to_zoned(jiff::tz::TimeZone::UTC)).unwrap()
}

/// Ola's answer to Anna, with Piotr in copy.
pub(crate) fn answer_form(key: &str) -> AnswerForm {
    let party = |address: &str| Party { address: address.to_owned(), name: String::new() };
    AnswerForm {
        to: vec![party("anna@client.test")],
        cc: vec![party("piotr@client.test")],
        text: "Dear Anna,\n\nit is on its way.\n\nOla".into(),
        idempotency_key: key.to_owned(),
        ..AnswerForm::default()
    }
}

impl House {
    /// How many mails are held.
    pub(crate) async fn held(&self) -> i64 {
        let desk = &self.desk;
        desk.db().read(async |mut tx| store::held::count(&mut tx, desk.id()).await).await.unwrap()
    }
}
