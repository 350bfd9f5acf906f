//! Live changes: a stream of what changed, never of what it says. A page asks again for what it may see.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use desk::{Change, ChangeKind};
use futures_util::stream::{self, Stream};
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
    changes: broadcast::Receiver<Change>,
    closing: watch::Receiver<bool>,
    look: Interval,
    _place: tokio::sync::OwnedSemaphorePermit,
}

/// `GET /events`
pub(crate) async fn listen(asked: Asked) -> Answer {
    let Ok(place) = asked.site.streams().try_acquire_owned() else {
        return Ok(busy());
    };
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let listening = Listening {
        changes: asked.desk().changes(),
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
    loop {
        tokio::select! {
            change = listening.changes.recv() => match change {
                Ok(change) => if let Some(event) = told(&change) { return Some(event) },
                // Too much at once: the page looks at everything again.
                Err(RecvError::Lagged(_)) => return told(&Change::everywhere(ChangeKind::Import)),
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

fn told(change: &Change) -> Option<Event> {
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
    };
    let data = serde_json::json!({ "conversation": change.conversation_id, "what": what });
    Some(Event::default().event("change").data(data.to_string()))
}
