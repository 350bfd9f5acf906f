//! Plans a batch so that a fault of ours in one mail holds that mail and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use mail::letter::Held;
use store::{StoreError, Tx};

use super::incoming::Incoming;
use super::known::{Known, load};
use super::plan::{Changes, plan};
use crate::desk::Desk;
use crate::reply_address::Signer;

/// What the batch changes. A mail that cannot be planned is held as one that cannot be read. `now` is the moment at which
/// the changes are applied: a mail dated later than that would be owed nothing until somebody looks again.
pub(super) async fn planned(
    tx: &mut Tx,
    desk: &Desk,
    mails: &[&Incoming],
    signer: Option<&Signer>,
    now: Timestamp,
) -> Result<Changes, StoreError> {
    let settings = desk.settings();
    let planning = |mails: &[&Incoming], known: Known| plan(mails, known, &settings, now, &mut || desk.new_id());
    with(tx, desk, mails, signer, &planning).await
}

type Planning<'p> = &'p (dyn Fn(&[&Incoming], Known) -> Changes + Sync);

async fn with(
    tx: &mut Tx,
    desk: &Desk,
    mails: &[&Incoming],
    signer: Option<&Signer>,
    planning: Planning<'_>,
) -> Result<Changes, StoreError> {
    let it = known(tx, desk, mails, signer).await?;
    if let Some(changes) = attempt(planning, mails, it) {
        return Ok(changes);
    }
    tracing::error!(mails = mails.len(), "a mail could not be placed, which is a fault of ours; it is held");
    let mut marked = Vec::with_capacity(mails.len());
    for mail in mails {
        let it = known(tx, desk, &[*mail], signer).await?;
        let fine = attempt(planning, &[*mail], it).is_some();
        marked.push(if fine { (*mail).clone() } else { held(mail) });
    }
    let marked: Vec<&Incoming> = marked.iter().collect();
    let it = known(tx, desk, &marked, signer).await?;
    if let Some(changes) = attempt(planning, &marked, it) {
        return Ok(changes);
    }
    // Each alone is fine and all together are not: none is lost all the same.
    let all: Vec<Incoming> = mails.iter().map(|mail| held(mail)).collect();
    let it = known(tx, desk, mails, signer).await?;
    Ok(planning(&all.iter().collect::<Vec<_>>(), it))
}

async fn known(tx: &mut Tx, desk: &Desk, mails: &[&Incoming], signer: Option<&Signer>) -> Result<Known, StoreError> {
    load(tx, desk.id(), mails, &desk.settings().own, signer, desk.now()).await
}

fn attempt(planning: Planning<'_>, mails: &[&Incoming], known: Known) -> Option<Changes> {
    catch_unwind(AssertUnwindSafe(|| planning(mails, known))).ok()
}

fn held(mail: &Incoming) -> Incoming {
    let mut mail = mail.clone();
    mail.letter.held = Some(Held::ParserError);
    mail.accepted = false;
    mail
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mail::read::Hints;
    use store::Place;
    use store::blobs::Hash;

    use super::*;
    use crate::clock::TestClock;

    #[tokio::test]
    async fn a_mail_that_makes_us_stumble_is_held_and_its_neighbours_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock::new("2026-11-20T09:00:00Z".parse().unwrap()));
        let desk = Desk::open(Place::Folder(folder.path().to_owned()), Box::new(clock)).await.unwrap();
        let read = |subject: &str| {
            let raw = format!("From: anna@client.test\r\nSubject: {subject}\r\n\r\nHello\r\n");
            Incoming::read(raw.as_bytes(), Hash::of(raw.as_bytes()), &Hints::default(), "lmtp", String::new())
        };
        let mails = ["one", "poison", "two"].map(read);
        let mails: Vec<&Incoming> = mails.iter().collect();
        let settings = desk.settings();
        let stumbling = |mails: &[&Incoming], known: Known| {
            assert!(mails.iter().all(|it| it.letter.subject != "poison" || it.letter.held.is_some()), "stumbles");
            plan(mails, known, &settings, desk.now(), &mut || desk.new_id())
        };
        let changes =
            desk.db().write(async |mut tx| with(&mut tx, &desk, &mails, None, &stumbling).await).await.unwrap();
        assert_eq!(changes.messages.len(), 2);
        let held: Vec<_> = changes.held.iter().map(|row| (row.cause.as_str(), row.subject.as_str())).collect();
        assert_eq!(held, [("parser_error", "poison")]);
    }
}
