//! Live changes: a stream of what changed, never of what it says. A page asks again for what it may see.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use desk::change_log::Numbered;
use desk::{Change, ChangeKind};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::Interval;

use crate::asked::Asked;
use crate::page::Answer;
use crate::site::Site;

/// How often a stream looks whether its session still holds, and tells proxies that it lives.
const LOOK: Duration = Duration::from_secs(4);

struct Listening {
    site: Site,
    token: String,
    /// What the page missed, in reverse.
    missed: Vec<Numbered>,
    /// Whether it must look at everything, because nobody knows what it missed.
    lost: bool,
    coming: broadcast::Receiver<Numbered>,
    closing: watch::Receiver<bool>,
    look: Interval,
    _place: tokio::sync::OwnedSemaphorePermit,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    /// The place of the last change that the page was drawn with.
    since: Option<String>,
}

/// `GET /events?since=…`: what changed since then or since the last event that came through, then what changes.
pub(crate) async fn listen(asked: Asked, Query(ask): Query<Ask>, headers: HeaderMap) -> Answer {
    let Ok(place) = asked.site.streams().try_acquire_owned() else {
        return Ok(busy());
    };
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let hearing = asked.desk().changes_since(last.or(ask.since).as_deref());
    let lost = hearing.missed.is_none();
    let mut missed = hearing.missed.unwrap_or_default();
    missed.reverse();
    let listening = Listening {
        missed,
        lost,
        coming: hearing.coming,
        closing: asked.site.closing(),
        site: asked.site,
        token: asked.token,
        look,
        _place: place,
    };
    Ok(Sse::new(events(listening)).into_response())
}

fn busy() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "30")]).into_response()
}

fn events(listening: Listening) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listening, |mut listening| async move {
        let event = next(&mut listening).await?;
        Some((Ok(event), listening))
    })
}

/// The next thing to say; nothing more when the session ended or the program stops.
async fn next(listening: &mut Listening) -> Option<Event> {
    if std::mem::take(&mut listening.lost) {
        return everything(listening);
    }
    while let Some(missed) = listening.missed.pop() {
        if let Some(event) = told(&missed) {
            return Some(event);
        }
    }
    loop {
        tokio::select! {
            change = listening.coming.recv() => match change {
                Ok(change) => if let Some(event) = told(&change) { return Some(event) },
                // Too much at once: the page looks at everything again.
                Err(RecvError::Lagged(_)) => return everything(listening),
                Err(RecvError::Closed) => return None,
            },
            _ = listening.look.tick() => {
                let holds = desk::sign_in::session(listening.site.desk(), &listening.token).await;
                if !matches!(holds, Ok(Some(_))) {
                    return None;
                }
                return Some(Event::default().comment(""));
            }
            _ = listening.closing.changed() => return None,
        }
    }
}

/// The page looks at everything, and hears what comes after now.
fn everything(listening: &Listening) -> Option<Event> {
    let place = listening.site.desk().place();
    told(&Numbered { place, change: Change::everywhere(ChangeKind::Import) })
}

fn told(numbered: &Numbered) -> Option<Event> {
    let change = &numbered.change;
    let what = match change.what {
        ChangeKind::Message => "message",
        ChangeKind::Promises => "promises",
        ChangeKind::Conversation => "conversation",
        ChangeKind::Outbox => "outbox",
        ChangeKind::Import => "import",
        ChangeKind::Held => "held",
        ChangeKind::Mailbox => "mailbox",
        ChangeKind::Client | ChangeKind::Settings => "desk",
        // Somebody types: that changes no page.
        ChangeKind::Draft => return None,
        ChangeKind::Presence => "presence",
    };
    let data = serde_json::json!({ "conversation": change.conversation_id, "what": what });
    Some(Event::default().id(&numbered.place).event("change").data(data.to_string()))
}
