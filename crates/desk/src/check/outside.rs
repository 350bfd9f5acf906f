//! Reading a draft that is written elsewhere and handed in: at the terminal, or by a program with an access key. It belongs to no
//! conversation; what it answers and who it is for, whoever hands it in says. Nothing of it is kept.

use std::sync::Arc;

use anyhow::Context as _;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rulebook::gate::{self, Context, Draft, Passage, Said};
use rulebook::house_rules::Checks;
use rulebook::language::{Sense, Sent};
use store::client::ClientRow;

use super::background::other_names;
use crate::desk::{Desk, DeskSettings};
use crate::encoder::Encoder;
use crate::refusal::refusals;

refusals! {
    /// Why a draft is not read.
    Refused {
        /// Longer than the gate reads.
        TooLong = "gate-refused-too-long",
        /// No moment, as it was given.
        When(String) = "cli-check-when",
        /// None of our languages, as it was given.
        Language(String) = "cli-check-language",
        /// There is no such client.
        NoClient(String) = "cli-check-no-client",
    }
}

/// A draft written elsewhere, and what whoever hands it in says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedIn {
    /// The draft.
    pub text: String,
    /// The client's mail that it answers, without quotes.
    pub answering: Option<String>,
    /// `en`, `pl` or `ru`; found when nothing or `auto` is said.
    pub language: Option<String>,
    /// When it is to leave, with the sender's own clock; now when nothing is said.
    pub sent_at: Option<String>,
    /// Names of the files that go along.
    pub attachments: Vec<String>,
}

/// What a draft was found to be.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The text that was read: places are bytes of it.
    pub text: String,
    /// What the gate saw.
    pub passage: Passage,
}

/// What drafts that are handed in are held against.
#[derive(Debug, Clone)]
pub struct Ground {
    desk: Option<(Desk, Arc<DeskSettings>)>,
    checks: Checks,
    client: Option<ClientRow>,
    /// Names of the client's people.
    people: Vec<String>,
    said: Vec<Said>,
    encoder: Option<Arc<Encoder>>,
    now: Timestamp,
}

impl Ground {
    /// No desk: every rule stands at its default, and nobody's days off are known.
    pub fn bare(now: Timestamp) -> Self {
        let checks = Checks::default();
        Self { desk: None, checks, client: None, people: Vec::new(), said: Vec::new(), encoder: None, now }
    }

    /// The same, read a second time with this encoder.
    #[must_use]
    pub fn read_with(self, encoder: Encoder) -> Self {
        Self { encoder: Some(Arc::new(encoder)), ..self }
    }

    /// A desk's house rules and calendar; with a client theirs over it, and their names. With a member, the thresholds of heat
    /// are theirs.
    ///
    /// # Errors
    /// [`Refused::NoClient`].
    pub async fn of(desk: &Desk, member: Option<&str>, client: Option<&str>) -> Result<Self, Refused> {
        let settings = desk.settings();
        let (client, people, said) = desk
            .db()
            .read(async |mut tx| {
                let tx = &mut tx;
                let mut said = Vec::new();
                if let Some(member) = member {
                    said = crate::leaning::load(tx, desk, member).await?;
                }
                let Some(id) = client else { return Ok((None, Vec::new(), said)) };
                let row = store::client::find(tx, desk.id(), id).await?;
                let row = row.ok_or_else(|| Refused::NoClient(id.to_owned()))?;
                let people = store::contact::of_client(tx, desk.id(), id).await?;
                Ok::<_, Refused>((Some(row), people.into_iter().map(|one| one.name).collect(), said))
            })
            .await?;
        let rules = client.as_ref().map_or_else(|| settings.rules.clone(), |row| settings.rules_for(&row.rules));
        let now = desk.now();
        let (encoder, desk) = (desk.encoder(), Some((desk.clone(), settings)));
        Ok(Self { desk, checks: rules.checks, client, people, said, encoder, now })
    }

    /// Reads a draft on this ground.
    ///
    /// # Errors
    /// See [`Refused`].
    pub async fn read(self: &Arc<Self>, draft: HandedIn) -> Result<Seen, Refused> {
        let at = self.moment(draft.sent_at.as_deref())?;
        let language = known_language(draft.language.as_deref())?;
        let others = self.other_names(&draft).await?;
        let ground = Arc::clone(self);
        let read = move || ground.pass(draft, language, at, &others);
        tokio::task::spawn_blocking(read).await.context("read a draft")?
    }

    fn pass(&self, draft: HandedIn, language: Option<&str>, at: DateTime, others: &[String]) -> Result<Seen, Refused> {
        let own = self.client.iter().map(|client| client.name.as_str()).chain(self.people.iter().map(String::as_str));
        let own: Vec<&str> = own.filter(|name| !name.is_empty()).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let files: Vec<&str> = draft.attachments.iter().map(String::as_str).collect();
        let context =
            Context { own_names: &own, other_names: &others, files: &files, said: &self.said, ..Context::default() };
        let calendar = self.desk.as_ref().map(|(_, settings)| &settings.calendar);
        let sent = Sent { at, calendar };
        let answering = draft.answering.as_deref();
        let sense = self.encoder.as_deref().map(|encoder| encoder as &dyn Sense);
        let passage = gate::pass(&Draft { text: &draft.text, answering, language, sent, context }, &self.checks, sense)
            .map_err(|gate::Refused::TooLong| Refused::TooLong)?;
        Ok(Seen { text: draft.text, passage })
    }

    /// Names of other clients in the draft; only when it is known whose mail it is.
    async fn other_names(&self, draft: &HandedIn) -> Result<Vec<String>, Refused> {
        let (Some((desk, _)), Some(client)) = (&self.desk, &self.client) else { return Ok(Vec::new()) };
        let load = async |mut tx| other_names(&mut tx, desk, Some(client), &draft.text, &draft.attachments).await;
        Ok(desk.db().read(load).await?)
    }

    fn moment(&self, given: Option<&str>) -> Result<DateTime, Refused> {
        let Some(given) = given else {
            let zone = self.desk.as_ref().map_or(TimeZone::UTC, |(_, it)| it.calendar.time_zone().clone());
            return Ok(zone.to_datetime(self.now));
        };
        wall_clock(given).ok_or_else(|| Refused::When(given.to_owned()))
    }
}

/// The wall clock of whoever sends: what stands before the offset of a moment in RFC 3339.
///
/// ```
/// use desk::check::outside::wall_clock;
///
/// assert_eq!(wall_clock("2026-11-20T16:30:00+01:00"), "2026-11-20T16:30".parse().ok());
/// assert_eq!(wall_clock("tomorrow"), None);
/// ```
pub fn wall_clock(given: &str) -> Option<DateTime> {
    let wall = given.get(..19).filter(|wall| !wall.ends_with(['+', '-', 'Z'])).unwrap_or(given);
    wall.parse::<DateTime>().or_else(|_| given.trim_end_matches('Z').parse()).ok()
}

/// `None` for a language that is to be found.
///
/// # Errors
/// [`Refused::Language`].
pub fn known_language(given: Option<&str>) -> Result<Option<&'static str>, Refused> {
    match given {
        None | Some("auto") => Ok(None),
        Some("en") => Ok(Some("en")),
        Some("pl") => Ok(Some("pl")),
        Some("ru") => Ok(Some("ru")),
        Some(other) => Err(Refused::Language(other.to_owned())),
    }
}
