//! The outbox page: what asks, what is on its way, what is planned, what was sent lately, and the ways out. Sending itself
//! is elsewhere.

pub(crate) mod act;
pub(crate) mod row;
pub(crate) mod show;

use askama::Template;
use jiff::SignedDuration;
use words::{Language, Words};

use store::outbox::OutboxRow;
use store::{StoreError, Tx};

use crate::asked::Asked;
use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// How long it is told that a planned mail did not go, or that one came back.
pub(crate) const TOLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Planned mails of this member that did not go because somebody answered, until the conversation was looked at.
pub(crate) async fn dropped(tx: &mut Tx, asked: &Asked) -> Result<Vec<OutboxRow>, StoreError> {
    let since = asked.now.checked_sub(TOLD).unwrap_or(asked.now);
    let me = &asked.who.member.member_id;
    store::outbox::dropped(tx, asked.desk().id(), me, since, desk::outbox::ANSWERED).await
}

/// `GET /outbox`
#[derive(Template)]
#[template(path = "desk/outbox.html")]
pub(crate) struct Outbox {
    pub(crate) f: Frame,
    pub(crate) no_relay: bool,
    pub(crate) ways: Vec<WayLine>,
    pub(crate) groups: Vec<Group>,
}

/// A server that mail cannot leave through now.
pub(crate) struct WayLine {
    /// The mailbox; empty for the relay.
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) reason: String,
    pub(crate) reply: String,
}

/// Mails that stand alike.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) rows: Vec<Row>,
}

/// One answer of ours.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) conversation: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) state: &'static str,
    pub(crate) state_words: String,
    pub(crate) tone: &'static str,
    pub(crate) reason: String,
    /// What the server said, as it said it.
    pub(crate) reply: String,
    /// Everybody, where they fare differently or something was reported.
    pub(crate) people: Vec<Fate>,
    pub(crate) at: Moment,
    pub(crate) acts: Acts,
}

/// How one recipient fares.
pub(crate) struct Fate {
    pub(crate) address: String,
    pub(crate) words: String,
    pub(crate) tone: &'static str,
}

/// What a person can do about it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Acts {
    /// Say that it arrived.
    pub(crate) arrived: bool,
    /// Send it again, or all the same.
    pub(crate) again: bool,
    /// Let it go before its time.
    pub(crate) now: bool,
    /// Take it back.
    pub(crate) undo: bool,
}

impl Outbox {
    /// One of each.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Outbox, "page-outbox-title");
        let group = |name, key: &str, rows: Vec<Row>| Group { name, title: f.w.t(key), rows };
        let yes = Acts { arrived: true, again: true, now: true, undo: true };
        let groups = vec![
            group(
                "you",
                "outbox-group-you",
                vec![
                    sample_row(&f.w, "asking", "due", Acts { arrived: false, now: false, ..yes }),
                    sample_row(&f.w, "uncertain", "due", Acts { now: false, undo: false, ..yes }),
                    sample_row(&f.w, "failed", "broken", Acts { arrived: false, now: false, ..yes }),
                ],
            ),
            group("going", "outbox-group-going", vec![sample_row(&f.w, "sending", "", Acts::default())]),
            group(
                "planned",
                "outbox-group-planned",
                vec![sample_row(&f.w, "planned", "", Acts { now: true, undo: true, ..Acts::default() })],
            ),
            group("sent", "outbox-group-sent", vec![sample_row(&f.w, "sent", "kept", Acts::default())]),
        ];
        let ways = vec![WayLine {
            id: String::new(),
            text: f.w.t2(
                "outbox-way",
                "name",
                f.w.t("outbox-way-relay"),
                "since",
                f.w.since(sample_now(), sample_now()),
            ),
            reason: f.w.t("relay-trouble-password"),
            reply: "535 5.7.8 not this password (sample)".to_owned(),
        }];
        Self { groups, ways, no_relay: true, f }
    }

    /// Nothing waits and nothing was sent.
    pub(crate) fn sample_empty(language: Language) -> Self {
        Self { groups: Vec::new(), ways: Vec::new(), no_relay: false, ..Self::sample(language) }
    }
}

fn sample_row(w: &Words, state: &'static str, tone: &'static str, acts: Acts) -> Row {
    let now = sample_now();
    let late = Fate { address: "piotr@lumen.test".to_owned(), words: w.t("outbox-to-late"), tone: "due" };
    Row {
        id: state.to_owned(),
        conversation: "c1".to_owned(),
        to: "Anna Przykładowa".to_owned(),
        subject: "Re: Where is my report?".to_owned(),
        state,
        state_words: w.t(&format!("outbox-{state}")),
        tone,
        reason: if state == "planned" { String::new() } else { w.t(&format!("page-outbox-{state}-what")) },
        reply: if state == "failed" { "550 5.1.1 no such user (sample)".to_owned() } else { String::new() },
        people: if state == "sent" { vec![late] } else { Vec::new() },
        at: Moment::stamp(w, now, now),
        acts,
    }
}
