//! What a watcher asks: whether the program runs, whether it can work, and a few figures. Nothing of what the desk holds.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use store::StoreError;

use crate::guard::visitor::From;
use crate::page::Answer;
use crate::site::Site;

/// `GET /healthz`
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers.
pub(crate) async fn ready(State(site): State<Site>) -> impl IntoResponse {
    let desk = site.desk();
    let read = desk.db().read(async |mut tx| store::held::count(&mut tx, desk.id()).await).await;
    match read {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}

/// `GET /metrics`, for a watcher on this machine only.
pub(crate) async fn metrics(State(site): State<Site>, From(visitor): From) -> Answer {
    if !visitor.ip.is_loopback() {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    let desk = site.desk();
    let now = desk.now();
    let (late, held, outbox) = desk
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let late = store::promise::late(tx, desk.id(), now).await?;
            let held = store::held::counts(tx, desk.id()).await?;
            Ok::<_, StoreError>((late, held, store::outbox::counts(tx, desk.id()).await?))
        })
        .await?;
    let mut text =
        format!("# TYPE tact_promises_late gauge\ntact_promises_late {late}\n# TYPE tact_mails_held gauge\n");
    for (cause, count) in held {
        text.push_str(&format!("tact_mails_held{{cause=\"{cause}\"}} {count}\n"));
    }
    for (name, count) in desk.tallies().all() {
        text.push_str(&format!("# TYPE {name} counter\n{name} {count}\n"));
    }
    text.push_str("# TYPE tact_outbox gauge\n");
    for (state, count) in outbox {
        let state =
            serde_json::to_value(state).ok().and_then(|state| state.as_str().map(str::to_owned)).unwrap_or_default();
        text.push_str(&format!("tact_outbox{{state=\"{state}\"}} {count}\n"));
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
