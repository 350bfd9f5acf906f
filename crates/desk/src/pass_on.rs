//! Passing a mail on to somebody else: a new mail is begun as a draft, with the mail below it and its files along; files
//! that should stay are taken off it like any other. Sending it is `begin`'s business.

use anyhow::Context as _;
use store::blobs::Hash;
use store::draft::DraftKind;

use crate::desk::Desk;
use crate::drafts::{self, DraftForm};
use crate::files::{self, Place};
use crate::refusal::refusals;
use crate::who::Who;

refusals! {
    /// Why a mail is not passed on.
    Refused {
        /// There is no such mail.
        Nothing = "refused-answer-nothing-to-pass-on",
    }
}

/// Begins a mail that passes this one on. Gives the id of the conversation it will begin; the draft stands under it.
///
/// Files beyond what a mail takes are left out and said to be: the draft is made all the same.
///
/// # Errors
/// See [`Refused`].
pub async fn begin(desk: &Desk, who: &Who, message_id: &str) -> Result<(String, bool), Refused> {
    let message = desk.db().read(async |mut tx| store::message::find(&mut tx, desk.id(), message_id).await).await?;
    let message = message.ok_or(Refused::Nothing)?;
    let conversation = desk.new_id();
    let form = DraftForm {
        subject: forwarded(&message.subject),
        quoted: true,
        passes_on: Some(message.message_id.clone()),
        ..DraftForm::default()
    };
    drafts::save(desk, who, &conversation, DraftKind::New, &form).await.map_err(|refused| match refused {
        drafts::Refused::Fault(fault) => Refused::Fault(fault),
        other => Refused::Fault(other.into()),
    })?;
    let hash: Hash = message.raw_hash.parse().context("the name of the mail")?;
    let raw = desk.blobs().get(desk.id(), &hash).await.context("read the mail that is passed on")?;
    let letter = mail::read::read(&raw, &mail::read::Hints::default());
    let place = Place { conversation: &conversation, kind: DraftKind::New };
    let mut whole = true;
    for file in letter.attachments.into_iter().filter(|file| !file.inline) {
        let name = files::clean(&file.name);
        let length = file.bytes.len() as u64;
        let hash = desk.blobs().put(desk.id(), &file.bytes).await.context("keep a file")?;
        match files::enter(desk, who, place, &name, file.media_type, hash, length).await {
            Ok(_) => {}
            Err(files::Refused::Fault(fault)) => return Err(Refused::Fault(fault)),
            Err(_) => whole = false,
        }
    }
    Ok((conversation, whole))
}

/// Whatever a mail program calls it, one mark is enough.
fn forwarded(subject: &str) -> String {
    let marks = ["fwd:", "fw:", "pd:", "wg:", "пересл:"];
    let begins = subject.trim_start().to_lowercase();
    if marks.iter().any(|mark| begins.starts_with(mark)) { subject.to_owned() } else { format!("Fwd: {subject}") }
}
