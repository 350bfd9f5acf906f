//! Examines a desk: is everything as it should be? Changes nothing, and goes on after each finding.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rulebook::promise::State;
use store::promise::PromiseRow;
use store::{StoreError, Tx};
use words::{AsValue, Value, Words};

use crate::desk::Desk;
use crate::encoder::State as Encoder;
use crate::fetch::state::{Standing, State as Mailbox};
use crate::ledger;

/// What one check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The check's stable name.
    pub check: &'static str,
    /// Whether all is well.
    pub ok: bool,
    /// What was seen; [`Finding::told`] says it.
    pub seen: Seen,
}

/// What was seen: a text key with its values, said in each language by `words`.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    key: &'static str,
    values: Vec<(&'static str, Value<'static>)>,
}

impl Seen {
    const fn of(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    fn count(mut self, name: &'static str, count: usize) -> Self {
        self.values.push((name, Value::Number(i64::try_from(count).unwrap_or(i64::MAX))));
        self
    }

    fn text(mut self, name: &'static str, text: impl ToString) -> Self {
        self.values.push((name, Value::Text(text.to_string().into())));
        self
    }

    /// What a library or the system said, when a check could not even be made.
    fn fault(cause: impl ToString) -> Self {
        Self::of("doctor-fault").text("cause", cause)
    }
}

impl Finding {
    fn of(check: &'static str, seen: Result<Seen, Seen>) -> Self {
        let ok = seen.is_ok();
        let (Ok(seen) | Err(seen)) = seen;
        Self { check, ok, seen }
    }

    /// What was seen, as a sentence.
    pub fn told(&self, words: &Words) -> String {
        let values: Vec<(&str, &dyn AsValue)> =
            self.seen.values.iter().map(|(name, value)| (*name, value as &dyn AsValue)).collect();
        words.tn(self.seen.key, &values)
    }
}

/// Disk space below this is a finding: 200 MB.
const LEAST_FREE: u64 = 200 * 1024 * 1024;
/// Mail of the future beyond this makes one doubt the clock.
const EARLIEST_SANE: &str = "2025-01-01T00:00:00Z";
/// Conversations derived in one go.
const AT_ONCE: i64 = 256;

/// Examines everything. Whoever may open the data folder may ask, so no member is named.
pub async fn examine(desk: &Desk) -> Vec<Finding> {
    vec![
        Finding::of("database", database(desk).await),
        Finding::of("search", search(desk).await),
        Finding::of("raw_mail", raw_mail(desk).await),
        Finding::of("mailboxes", mailboxes(desk).await),
        Finding::of("promises", promises(desk).await.map_err(Seen::fault).and_then(|it| it)),
        Finding::of("disk", disk(desk)),
        Finding::of("clock", clock(desk).await),
        Finding::of("time_zone", time_zone(desk)),
        Finding::of("encoder", encoder(desk).await),
    ]
}

/// What the database says about its own state.
async fn database(desk: &Desk) -> Result<Seen, Seen> {
    let report = store::doctor::database(desk.db()).await.map_err(Seen::fault)?;
    if report.problems.is_empty() {
        return Ok(Seen::of("doctor-database-whole").text("version", report.version));
    }
    let problems = report.problems.join("; ");
    Err(Seen::of("doctor-database-broken").text("version", report.version).text("problems", problems))
}

/// Every message can be searched for, and nothing else.
async fn search(desk: &Desk) -> Result<Seen, Seen> {
    let counted = desk.db().read(async |mut tx| store::doctor::search(&mut tx, desk.id()).await).await;
    match counted.map_err(|cause: StoreError| Seen::fault(cause))? {
        (0, 0) => Ok(Seen::of("doctor-search-whole")),
        (unknown, loose) => Err(Seen::of("doctor-search-apart").text("unknown", unknown).text("loose", loose)),
    }
}

/// Every raw mail that a row names is there and whole.
async fn raw_mail(desk: &Desk) -> Result<Seen, Seen> {
    let report = store::doctor::blobs(desk.db(), desk.blobs(), desk.id()).await.map_err(Seen::fault)?;
    if report.missing.is_empty() && report.damaged.is_empty() {
        return Ok(Seen::of("doctor-raw-mail-whole").text("count", report.named));
    }
    let some: Vec<String> = report.missing.iter().chain(&report.damaged).take(5).map(ToString::to_string).collect();
    let (missing, damaged) = (report.missing.len(), report.damaged.len());
    let seen = Seen::of("doctor-raw-mail-broken").text("count", report.named);
    Err(seen.count("missing", missing).count("damaged", damaged).text("some", some.join(", ")))
}

/// Every mailbox is fetched, unless its owner paused it.
async fn mailboxes(desk: &Desk) -> Result<Seen, Seen> {
    let states = crate::fetch::state::all(desk).await.map_err(Seen::fault)?;
    let troubled = |state: &&Mailbox| matches!(state.standing, Standing::NotFetched { .. });
    let some: Vec<&str> = states.iter().filter(troubled).map(|state| state.address.as_str()).collect();
    if some.is_empty() {
        return Ok(Seen::of("doctor-mailboxes-fetched").count("count", states.len()));
    }
    Err(Seen::of("doctor-mailboxes-not-fetched").text("some", some.join(", ")))
}

/// Promises and summaries are a cache: derived again they must be the same.
async fn promises(desk: &Desk) -> Result<Result<Seen, Seen>, StoreError> {
    let (mut seen, mut wrong) = (0_usize, Vec::new());
    let mut after = String::new();
    loop {
        let (ids, differing, promises) = desk.db().read(async |mut tx| compare(&mut tx, desk, &after).await).await?;
        seen += promises;
        wrong.extend(differing);
        let Some(last) = ids.last() else { break };
        after.clone_from(last);
    }
    if wrong.is_empty() {
        return Ok(Ok(Seen::of("doctor-promises-same").count("count", seen)));
    }
    let some: Vec<&str> = wrong.iter().take(5).map(String::as_str).collect();
    Ok(Err(Seen::of("doctor-promises-differ").count("count", wrong.len()).text("some", some.join(", "))))
}

type Compared = (Vec<String>, Vec<String>, usize);

async fn compare(tx: &mut Tx, desk: &Desk, after: &str) -> Result<Compared, StoreError> {
    let settings = desk.settings();
    let now = desk.now();
    let ids = store::conversation::ids_after(tx, desk.id(), after, AT_ONCE).await?;
    let mut held: BTreeMap<String, Vec<PromiseRow>> = BTreeMap::new();
    for row in store::promise::of_conversations(tx, desk.id(), &ids).await? {
        held.entry(row.conversation_id.clone()).or_default().push(row);
    }
    let before = store::conversation::by_ids(tx, desk.id(), &ids).await?;
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for reckoned in ledger::reckon_again(tx, desk.id(), &settings, now, &ids).await? {
        let id = reckoned.conversation.conversation_id.clone();
        let again = ledger::promise_rows(&reckoned);
        seen += again.len();
        let held = held.remove(&id).unwrap_or_default();
        let row = before.iter().find(|row| row.conversation_id == id);
        // History is a judgement of the moment of import, and states move on with time.
        let same = as_of(held, now) == as_of(again, now)
            && row.is_some_and(|row| {
                (row.stand, row.messages, row.last_at) == {
                    let it = &reckoned.conversation;
                    (it.stand, it.messages, it.last_at)
                }
            });
        if !same {
            wrong.push(id);
        }
    }
    Ok((ids, wrong, seen))
}

fn as_of(mut rows: Vec<PromiseRow>, now: Timestamp) -> Vec<PromiseRow> {
    for row in &mut rows {
        row.history = false;
        if row.state == State::Open && row.due_at < now {
            row.state = State::Broken;
        }
    }
    rows
}

fn disk(desk: &Desk) -> Result<Seen, Seen> {
    let about = rustix::fs::statvfs(desk.folder()).map_err(Seen::fault)?;
    let free = about.f_bavail.saturating_mul(about.f_frsize);
    let megabytes = usize::try_from(free / 1024 / 1024).unwrap_or(usize::MAX);
    if free < LEAST_FREE {
        Err(Seen::of("doctor-disk-low").count("free", megabytes))
    } else {
        Ok(Seen::of("doctor-disk-free").count("free", megabytes))
    }
}

async fn clock(desk: &Desk) -> Result<Seen, Seen> {
    let now = desk.now();
    let sane: Timestamp = EARLIEST_SANE.parse().map_err(|cause: jiff::Error| Seen::fault(cause))?;
    if now < sane {
        return Err(Seen::of("doctor-clock-early").text("now", now));
    }
    let latest = desk.db().read(async |mut tx| store::event::latest(&mut tx, desk.id()).await).await;
    match latest.map_err(Seen::fault)? {
        Some(latest) if latest > now => Err(Seen::of("doctor-clock-back").text("latest", latest).text("now", now)),
        _ => Ok(Seen::of("doctor-clock-now").text("now", now)),
    }
}

/// The gate's second look. That it is missing is no fault; that it is broken is one.
async fn encoder(desk: &Desk) -> Result<Seen, Seen> {
    let Some(encoder) = desk.encoder() else { return Ok(Seen::of("doctor-encoder-absent")) };
    match tokio::task::spawn_blocking(move || encoder.state()).await.map_err(Seen::fault)? {
        Encoder::Reads(file) => Ok(Seen::of("doctor-encoder-reads").text("file", file.display())),
        Encoder::Absent => Ok(Seen::of("doctor-encoder-absent")),
        Encoder::Damaged(file, trouble) => {
            Err(Seen::of("doctor-encoder-damaged").text("file", file.display()).text("cause", trouble))
        }
    }
}

fn time_zone(desk: &Desk) -> Result<Seen, Seen> {
    let settings = desk.settings();
    let zone = &settings.settings.time_zone;
    let found = jiff::tz::db().get(zone).map_err(Seen::fault)?;
    let now = desk.now().to_zoned(found);
    let now = now.strftime("%Y-%m-%d %H:%M %Z");
    Ok(Seen::of("doctor-time-zone-now").text("zone", zone).text("now", now))
}
