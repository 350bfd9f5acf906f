//! A desk to try: the sample agency with its people, its mail and its promises. What is in it stands in `agency`;
//! how mail becomes promises is no different from any other desk.

mod agency;

use mail::compose::{ComposeError, Outgoing, compose};
use mail::read::Hints;
use rulebook::house_rules::Settings;
use store::StoreError;
use store::blobs::Packed;
use store::member::Role;

use crate::desk::Desk;
use crate::members::{self, NewMember};
use crate::receive::{Arrival, Incoming, ReceiveError, receive};
use crate::who::{By, Who};
use crate::{settings, tag};

pub use agency::{OWNER, SampleError, SampleMail, TAG, message_id};

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
    let batch = letters(desk)?;
    let outcome = receive(desk, batch).await?;
    for conversation in &outcome.touched {
        tag::add(desk, &owner, conversation, TAG).await?;
    }
    Ok(owner)
}

/// The sample's mail as it would lie in a mailbox.
fn letters(desk: &Desk) -> Result<Vec<Arrival>, FillError> {
    let now = desk.now();
    let mails = agency::mails(now, &desk.settings().calendar)?;
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
