//! Examines a desk: is everything as it should be? Changes nothing, and goes on after each finding.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rulebook::promise::State;
use store::promise::PromiseRow;
use store::{StoreError, Tx};

use crate::desk::Desk;
use crate::ledger;

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check's stable name.
    pub check: &'static str,
    /// Whether all is well.
    pub ok: bool,
    /// What was seen, for people.
    pub detail: String,
}

impl Finding {
    fn of(check: &'static str, seen: Result<String, String>) -> Self {
        let ok = seen.is_ok();
        let (Ok(detail) | Err(detail)) = seen;
        Self { check, ok, detail }
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
        Finding::of("promises", promises(desk).await.map_err(|cause| cause.to_string()).and_then(|it| it)),
        Finding::of("disk", disk(desk)),
        Finding::of("clock", clock(desk).await),
        Finding::of("time_zone", time_zone(desk)),
    ]
}

/// What the database says about its own state.
async fn database(desk: &Desk) -> Result<String, String> {
    let report = store::doctor::database(desk.db()).await.map_err(|cause| cause.to_string())?;
    if report.problems.is_empty() {
        return Ok(format!("{} finds itself whole", report.version));
    }
    Err(format!("{}: {}; restore from a backup", report.version, report.problems.join("; ")))
}

/// Every message can be searched for, and nothing else.
async fn search(desk: &Desk) -> Result<String, String> {
    let counted = desk.db().read(async |mut tx| store::doctor::search(&mut tx, desk.id()).await).await;
    match counted.map_err(|cause: StoreError| cause.to_string())? {
        (0, 0) => Ok("every message can be searched for".to_owned()),
        (unknown, loose) => {
            Err(format!("{unknown} messages cannot be searched for, {loose} entries belong to no message"))
        }
    }
}

/// Every raw mail that a row names is there and whole.
async fn raw_mail(desk: &Desk) -> Result<String, String> {
    let report = store::doctor::blobs(desk.db(), desk.blobs(), desk.id()).await.map_err(|cause| cause.to_string())?;
    if report.missing.is_empty() && report.damaged.is_empty() {
        return Ok(format!("{} raw mails are there and whole", report.named));
    }
    let some: Vec<String> = report.missing.iter().chain(&report.damaged).take(5).map(ToString::to_string).collect();
    let (missing, damaged) = (report.missing.len(), report.damaged.len());
    Err(format!(
        "of {} raw mails {missing} are missing and {damaged} damaged, such as {}; restore them from a backup",
        report.named,
        some.join(", ")
    ))
}

/// Promises and summaries are a cache: derived again they must be the same.
async fn promises(desk: &Desk) -> Result<Result<String, String>, StoreError> {
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
        return Ok(Ok(format!("{seen} promises are the same when derived again")));
    }
    let some: Vec<&str> = wrong.iter().take(5).map(String::as_str).collect();
    Ok(Err(format!("{} conversations differ when derived again, such as {}", wrong.len(), some.join(", "))))
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

fn disk(desk: &Desk) -> Result<String, String> {
    let about = rustix::fs::statvfs(desk.folder()).map_err(|cause| cause.to_string())?;
    let free = about.f_bavail.saturating_mul(about.f_frsize);
    let told = format!("{} MB free", free / 1024 / 1024);
    if free < LEAST_FREE { Err(told) } else { Ok(told) }
}

async fn clock(desk: &Desk) -> Result<String, String> {
    let now = desk.now();
    let sane: Timestamp = EARLIEST_SANE.parse().map_err(|cause: jiff::Error| cause.to_string())?;
    if now < sane {
        return Err(format!("the machine says it is {now}; set its clock"));
    }
    let latest = desk.db().read(async |mut tx| store::event::latest(&mut tx, desk.id()).await).await;
    match latest.map_err(|cause| cause.to_string())? {
        Some(latest) if latest > now => {
            Err(format!("something was noted at {latest}, which is later than now ({now}): the clock was set back"))
        }
        _ => Ok(format!("{now}")),
    }
}

fn time_zone(desk: &Desk) -> Result<String, String> {
    let settings = desk.settings();
    let zone = &settings.settings.time_zone;
    let found = jiff::tz::db().get(zone).map_err(|cause| cause.to_string())?;
    let now = desk.now().to_zoned(found);
    Ok(format!("{zone}, now {}", now.strftime("%Y-%m-%d %H:%M %Z")))
}
