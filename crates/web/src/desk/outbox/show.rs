//! Shows what is in the outbox, and lets a person take an answer back or say what became of it.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::answer;
use desk::outbox::{Resolution, resolve};
use serde::Deserialize;
use store::message::MessageRow;
use store::outbox::{OutboxRow, State};
use store::{StoreError, Tx};
use words::dates::Role;

use super::{Outbox, Row};
use crate::asked::{Asked, Figures};
use crate::desk::conversation::acts::{Next, back_to, said};
use crate::desk::inbox::show::subject;
use crate::fault::Fault;
use crate::flash;
use crate::frame::Here;
use crate::moment::Moment;
use crate::page::{Answer, page};

/// Most rows of one state.
const ROWS: i64 = 100;

/// `GET /outbox`
pub(crate) async fn show(asked: Asked) -> Answer {
    let (figures, rows, relay_set) = asked.desk().db().read(async |mut tx| load(&mut tx, &asked).await).await?;
    let waits = rows.iter().any(|(row, _)| row.state == State::Waiting);
    let outbox = Outbox {
        f: asked.frame(Here::Outbox, asked.w.t("page-outbox-title"), figures),
        no_relay: !relay_set && waits,
        rows: rows.iter().map(|(row, message)| self::row(&asked, row, message.as_ref())).collect(),
    };
    page(&asked, &outbox)
}

type Loaded = (Figures, Vec<(OutboxRow, Option<MessageRow>)>, bool);

async fn load(tx: &mut Tx, asked: &Asked) -> Result<Loaded, StoreError> {
    let desk = asked.desk().id();
    let mut rows = Vec::new();
    for state in [State::Asking, State::Uncertain, State::Failed, State::Sending, State::Waiting] {
        for row in store::outbox::in_state(tx, desk, state, ROWS).await? {
            let message = store::message::find(tx, desk, &row.message_id).await?;
            rows.push((row, message));
        }
    }
    let relay_set = store::relay::find(tx, desk).await?.is_some();
    Ok((Figures::load(tx, asked).await?, rows, relay_set))
}

fn row(asked: &Asked, row: &OutboxRow, message: Option<&MessageRow>) -> Row {
    let w = &asked.w;
    let (state, tone) = match row.state {
        State::Waiting => ("waiting", ""),
        State::Sending => ("sending", ""),
        State::Failed => ("failed", "broken"),
        State::Uncertain => ("uncertain", "due"),
        State::Asking => ("asking", "due"),
        State::Sent => ("sent", "kept"),
        State::Cancelled => ("cancelled", ""),
    };
    let trouble = desk::outbox::trouble(&row.last_error);
    let mut reason = w.t(&format!("page-outbox-{state}-what"));
    if let Some((key, _)) = trouble {
        reason = format!("{} {reason}", w.t(key));
    }
    if row.state == State::Waiting && row.next_try_at > asked.now && row.tries > 0 {
        let when = w.when(Role::Plain, asked.now, row.next_try_at);
        reason = format!("{reason} {}", w.t1("page-outbox-waiting-until", "when", when));
    }
    Row {
        id: row.outbox_id.clone(),
        conversation: row.conversation_id.clone(),
        to: row.recipients.iter().map(|one| one.address.as_str()).collect::<Vec<_>>().join(", "),
        subject: subject(asked, message.map_or("", |message| &message.subject)),
        state: state.to_owned(),
        state_words: w.t(&format!("outbox-{state}")),
        tone,
        reason,
        reply: trouble.map(|(_, said)| said.to_owned()).unwrap_or_default(),
        at: Moment::stamp(w, asked.now, row.created_at),
        choices: row.state == State::Uncertain,
        undo: desk::outbox::can_be_taken_back(row).is_some(),
    }
}

/// `POST /outbox/{id}/undo`: the words come back into the box, or the truth is told that it is too late.
pub(crate) async fn undo(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    let desk = asked.desk();
    let row = desk.db().read(async |mut tx| store::outbox::find(&mut tx, desk.id(), &id).await).await?;
    let row = row.ok_or(Fault::NotFound)?;
    let conversation = format!("/conversations/{}#reply", row.conversation_id);
    match answer::undo(desk, &asked.who, &id).await {
        Ok(_) => Ok(flash::done(&conversation, "undone", None)),
        Err(answer::UndoRefused::TooLate(_)) => Ok(flash::done(&conversation, "too-late", None)),
        Err(answer::UndoRefused::Nothing) => Err(Fault::NotFound),
        Err(answer::UndoRefused::Fault(error)) => Err(Fault::Broken(error)),
        Err(other) => Err(Fault::Said(other.key())),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    choice: String,
    #[serde(default)]
    next: String,
}

/// `POST /outbox/{id}/resolution`
pub(crate) async fn resolution(asked: Asked, Path(id): Path<String>, Form(form): Form<Said>) -> Answer {
    let choice = match form.choice.as_str() {
        "arrived" => Resolution::ItArrived,
        "again" => Resolution::SendAgain,
        _ => return Err(Fault::Refused("page-fault-refused-form")),
    };
    resolve(asked.desk(), &asked.who, &id, choice).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/outbox"), "resolved", None))
}
