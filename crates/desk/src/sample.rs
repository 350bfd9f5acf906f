//! A desk to try: the sample agency with its people, its mail and its promises. What is in it stands in `agency`;
//! how mail becomes promises is no different from any other desk.

mod agency;

use mail::compose::{ComposeError, Outgoing, compose};
use mail::read::Hints;
use rulebook::house_rules::Settings;
use rulebook::people::Side;
use serde_json::json;
use store::StoreError;
use store::blobs::Packed;
use store::member::Role;
use store::message::Known;
use store::step::{Standing, StepRow};

use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::members::{self, NewMember};
use crate::receive::{Arrival, Incoming, ReceiveError, receive};
use crate::who::{By, Who};
use crate::{settings, tag};

pub use agency::{OWNER, SampleError, SampleMail, SampleStep, TAG, message_id};

/// Why the sample was not laid out.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// There is mail or a member on this desk already.
    #[error("this desk is in use; the sample needs an empty data folder")]
    InUse,
    /// The embedded text is malformed.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// A sample mail could not be written.
    #[error("a sample mail could not be written: {0}")]
    Compose(#[from] ComposeError),
    /// Its settings were refused.
    #[error("the sample's settings were refused: {0}")]
    Settings(#[from] settings::Refused),
    /// Its members were refused.
    #[error("the sample's members were refused: {0}")]
    Members(#[from] members::Refused),
    /// The mark could not be set.
    #[error("the sample could not be marked: {0}")]
    Mark(#[from] tag::Refused),
    /// Its mail was not taken in.
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether the desk is the sample one: its owner is the sample's.
///
/// # Errors
/// When the database fails.
pub async fn is_sample(desk: &Desk) -> Result<bool, StoreError> {
    Ok(members::list(desk).await?.iter().any(|member| member.address == OWNER))
}

/// Lays out the sample agency on an empty desk. Gives the owner.
///
/// # Errors
/// See [`FillError`]; a desk in use is left as it is.
pub async fn fill(desk: &Desk, language: &str) -> Result<Who, FillError> {
    if !members::list(desk).await?.is_empty() {
        return Err(FillError::InUse);
    }
    let mut document = Settings::default_for(agency::DESK_NAME, "Europe/Warsaw", "PL", language);
    document.own_addresses = agency::OWN_ADDRESSES.map(str::to_owned).to_vec();
    settings::save(desk, By::Terminal, document, None).await?;
    let mut owner = None;
    for (name, address, role) in agency::MEMBERS {
        let new = NewMember {
            name: name.to_owned(),
            address: address.to_owned(),
            language: language.to_owned(),
            role,
            password: None,
        };
        let (member, _) = members::add(desk, By::Terminal, new).await?;
        if role == Role::Owner {
            owner = Some(Who { member, session_id: None });
        }
    }
    let owner = owner.ok_or(FillError::InUse)?;
    let mails = agency::mails(desk.now(), &desk.settings().calendar)?;
    let outcome = receive(desk, letters(&mails)?).await?;
    agree(desk, &owner, &mails).await?;
    for conversation in &outcome.touched {
        tag::add(desk, &owner, conversation, TAG).await?;
    }
    Ok(owner)
}

/// The sample's mail as it would lie in a mailbox.
fn letters(mails: &[SampleMail]) -> Result<Vec<Arrival>, FillError> {
    mails
        .iter()
        .map(|mail| {
            let raw = written(mail)?;
            let packed = Packed::of(&raw);
            let mut incoming = Incoming::read(&raw, packed.hash(), &Hints::default(), "sample", mail.key.clone());
            incoming.holding_until = mail.holding_until;
            Ok((incoming, packed))
        })
        .collect()
}

/// The steps that its mails name, as if they had been listed when they were written.
async fn agree(desk: &Desk, owner: &Who, mails: &[SampleMail]) -> Result<(), StoreError> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            for mail in mails.iter().filter(|mail| !mail.steps.is_empty()) {
                let known = store::message::known(tx, desk.id(), &[message_id(&mail.key)]).await?;
                let Some(known) = known.into_iter().next() else { continue };
                let message = store::message::find(tx, desk.id(), &known.message_id).await?;
                let language = message.map(|message| message.language).unwrap_or_default();
                let rows: Vec<StepRow> =
                    mail.steps.iter().map(|step| row(desk, mail, step, &known, &language)).collect();
                store::step::insert_many(tx, desk.id(), &rows).await?;
                for row in &rows {
                    let about = About::within(&known.conversation_id, "step", &row.step_id);
                    let data = json!({ "what": row.what });
                    note(tx, desk, &owner.member.member_id, "step_agreed", about, data).await?;
                }
                refresh(tx, desk, std::slice::from_ref(&known.conversation_id)).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await
}

fn row(desk: &Desk, mail: &SampleMail, step: &SampleStep, known: &Known, language: &str) -> StepRow {
    let reader = mail.to.first().unwrap_or(&mail.from).clone();
    let (who, whom) = match step.side {
        Side::Theirs => (reader, mail.from.clone()),
        Side::Ours => (mail.from.clone(), reader),
    };
    StepRow {
        step_id: desk.new_id(),
        message_id: known.message_id.clone(),
        position: 0,
        standing: Standing::Agreed,
        listed: true,
        side: step.side,
        who,
        whom,
        what: step.what.to_owned(),
        due_on: Some(step.due.to_string()),
        language: language.to_owned(),
        reminded_at: None,
    }
}

fn written(mail: &SampleMail) -> Result<Vec<u8>, ComposeError> {
    let extra: Vec<(&'static str, &str)> = mail.automatic.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let id = message_id(&mail.key);
    compose(&Outgoing {
        cc: &mail.cc,
        subject: &mail.subject,
        in_reply_to: mail.references.last().map(String::as_str),
        references: &mail.references,
        text: &mail.text,
        extra: &extra,
        ..Outgoing::new(&mail.from, &mail.to, &id, mail.at)
    })
}
