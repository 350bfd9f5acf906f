//! Shows what is in the outbox, in groups: what waits for a person first.

use jiff::SignedDuration;
use store::outbox::{OutboxRow, State};
use store::way_out::WayOutRow;
use store::{StoreError, Tx};
use words::dates::Role;

use super::row::{is_planned, row};
use super::{Group, Outbox, WayLine};
use crate::asked::{Asked, Figures};
use crate::desk::inbox::show::subject;
use crate::frame::Here;
use crate::page::{Answer, page};

/// Most rows of one state.
const ROWS: i64 = 100;

/// Most of what was sent lately, and how long that is.
const SENT: i64 = 20;
const LATELY: SignedDuration = SignedDuration::from_hours(24);

struct Loaded {
    figures: Figures,
    /// With their subjects.
    rows: Vec<(OutboxRow, String)>,
    ways: Vec<(WayOutRow, String)>,
    relay_set: bool,
}

/// `GET /outbox`
pub(crate) async fn show(asked: Asked) -> Answer {
    let loaded = asked.desk().db().read(async |mut tx| load(&mut tx, &asked).await).await?;
    let waits = loaded.rows.iter().any(|(row, _)| row.state == State::Waiting && row.mailbox_id.is_none());
    let outbox = Outbox {
        f: asked.frame(Here::Outbox, asked.w.t("page-outbox-title"), loaded.figures),
        no_relay: !loaded.relay_set && waits,
        ways: loaded.ways.iter().map(|(way, name)| self::way(&asked, way, name)).collect(),
        groups: groups(&asked, &loaded.rows),
    };
    page(&asked, &outbox)
}

async fn load(tx: &mut Tx, asked: &Asked) -> Result<Loaded, StoreError> {
    let desk = asked.desk().id();
    let mut found = Vec::new();
    for state in [State::Asking, State::Uncertain, State::Failed, State::Sending, State::Waiting] {
        found.extend(store::outbox::in_state(tx, desk, state, ROWS).await?);
    }
    let since = asked.now.checked_sub(LATELY).unwrap_or(asked.now);
    found.extend(store::outbox::sent_since(tx, desk, since, SENT).await?);
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        let message = store::message::find(tx, desk, &row.message_id).await?;
        rows.push((row, message.map(|message| message.subject).unwrap_or_default()));
    }
    let mut ways = Vec::new();
    for way in store::way_out::all(tx, desk).await? {
        let mailbox = store::mailbox::find(tx, desk, &way.mailbox_id).await?;
        ways.push((way, mailbox.map(|mailbox| mailbox.address).unwrap_or_default()));
    }
    let relay_set = store::relay::find(tx, desk).await?.is_some();
    Ok(Loaded { figures: Figures::load(tx, asked).await?, rows, ways, relay_set })
}

fn groups(asked: &Asked, rows: &[(OutboxRow, String)]) -> Vec<Group> {
    let of = |row: &OutboxRow| match row.state {
        State::Asking | State::Uncertain | State::Failed => "you",
        State::Waiting if is_planned(asked, row) => "planned",
        State::Waiting | State::Sending => "going",
        State::Sent | State::Cancelled => "sent",
    };
    let titles = [
        ("you", "outbox-group-you"),
        ("going", "outbox-group-going"),
        ("planned", "outbox-group-planned"),
        ("sent", "outbox-group-sent"),
    ];
    let group = |(name, title): (&'static str, &str)| Group {
        name,
        title: asked.w.t(title),
        rows: rows
            .iter()
            .filter(|(row, _)| of(row) == name)
            .map(|(row, about)| self::row(asked, row, subject(asked, about)))
            .collect(),
    };
    titles.into_iter().map(group).filter(|group| !group.rows.is_empty()).collect()
}

fn way(asked: &Asked, way: &WayOutRow, address: &str) -> WayLine {
    let w = &asked.w;
    let name = if address.is_empty() { w.t("outbox-way-relay") } else { address.to_owned() };
    let (key, said) = desk::outbox::trouble(&way.trouble).unwrap_or(("relay-trouble-dropped", ""));
    let mut reason = w.t(key);
    if way.shut_until_at > asked.now {
        let when = w.when(Role::Plain, asked.now, way.shut_until_at);
        reason = format!("{reason} {}", w.t1("outbox-way-next", "when", when));
    }
    WayLine {
        id: way.mailbox_id.clone(),
        text: w.t2("outbox-way", "name", name, "since", w.since(asked.now, way.since_at)),
        reason,
        reply: said.to_owned(),
    }
}
