//! The sweep of raw bytes that no row names: it takes what is left over, and nothing that anybody still needs.

use std::path::Path;
use std::time::{Duration, SystemTime};

use desk::answer::{AnswerForm, Leaves, Schedule};
use desk::clock::{Clock as _, SystemClock};
use desk::cool_off;
use desk::drafts::DraftForm;
use desk::files::{self, Piece, Place};
use desk::leftovers::sweep;
use jiff::SignedDuration;
use store::blobs::Hash;
use store::dialect::Dialect;
use store::draft::DraftKind;
use tokio::sync::mpsc;

use crate::house::House;

/// Every file of the blob store was last touched long ago.
fn age(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            age(&path);
        } else {
            let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        }
    }
}

async fn upload(house: &House, conversation: &str, name: &str, bytes: &[u8]) -> Hash {
    let (give, take) = mpsc::channel(2);
    give.send(Piece::Bytes(bytes.to_vec())).await.unwrap();
    give.send(Piece::End).await.unwrap();
    let place = Place { conversation, kind: DraftKind::Reply };
    files::add(&house.desk, &house.ola, place, name, take).await.unwrap();
    Hash::of(bytes)
}

async fn there(house: &House, hash: &Hash) -> bool {
    house.desk.blobs().exists(house.desk.id(), hash).await.unwrap()
}

#[tokio::test]
async fn what_nobody_names_goes_and_what_is_young_stays() {
    let house = House::new().await;
    // Files are touched by the machine's clock.
    house.clock.set(SystemClock::new().now());
    let (desk, blobs) = (&house.desk, house.desk.folder().join("blobs"));
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let mail: Hash = house.messages(&anna).await[0].raw_hash.parse().unwrap();
    let kept = upload(&house, &anna, "kept.pdf", b"kept with the draft").await;
    let dropped = upload(&house, &anna, "dropped.pdf", b"taken out of the draft").await;
    let place = Place { conversation: &anna, kind: DraftKind::Reply };
    let row = files::of_draft(desk, &house.ola, place).await.unwrap().pop().unwrap();
    files::remove(desk, &house.ola, &row.attachment_id).await.unwrap();
    let crashed = desk.blobs().put(desk.id(), b"its row was never written").await.unwrap();
    assert_eq!(sweep(desk).await.unwrap(), 0, "all of it is young");
    age(&blobs);
    // One that is just being added: durable already, and its row comes in a moment. It lay there before.
    let coming = desk.blobs().put(desk.id(), b"its row was never written").await.unwrap();
    assert_eq!(coming, crashed);
    if desk.db().dialect() == Dialect::Postgres {
        // Other programs may put bytes there at this very moment.
        assert_eq!(sweep(desk).await.unwrap(), 0);
        return;
    }
    assert_eq!(sweep(desk).await.unwrap(), 1);
    assert!(there(&house, &mail).await && there(&house, &kept).await && there(&house, &coming).await);
    assert!(!there(&house, &dropped).await);
    age(&blobs);
    assert_eq!(sweep(desk).await.unwrap(), 1);
    assert!(!there(&house, &crashed).await && there(&house, &mail).await);
}

/// A draft thrown away is kept for thirty days: so are its files, and they come back with it.
#[tokio::test]
async fn the_files_of_a_draft_that_was_thrown_away_stay_and_come_back() {
    let house = House::new().await;
    house.clock.set(SystemClock::new().now());
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let file = upload(&house, &anna, "offer.pdf", b"an offer").await;
    let place = Place { conversation: &anna, kind: DraftKind::Reply };
    let form = DraftForm { text: "Anna, here it is.".into(), ..DraftForm::default() };
    desk::drafts::save(&house.desk, &house.ola, &anna, DraftKind::Reply, &form).await.unwrap();
    cool_off::throw_away(&house.desk, &house.ola, &anna).await.unwrap();
    assert!(files::of_draft(&house.desk, &house.ola, place).await.unwrap().is_empty());
    age(&house.desk.folder().join("blobs"));
    assert_eq!(sweep(&house.desk).await.unwrap(), 0);

    // Files that wait there to go along with something else are not lost either.
    let other = upload(&house, &anna, "plan.pdf", b"a plan").await;
    let refused = cool_off::bring_back(&house.desk, &house.ola, &anna).await.unwrap_err();
    assert!(matches!(refused, cool_off::Refused::OtherDraft), "{refused}");
    let row = files::of_draft(&house.desk, &house.ola, place).await.unwrap().remove(0);
    assert_eq!(row.raw_hash, other.to_string());
    files::remove(&house.desk, &house.ola, &row.attachment_id).await.unwrap();

    cool_off::bring_back(&house.desk, &house.ola, &anna).await.unwrap();
    let rows = files::of_draft(&house.desk, &house.ola, place).await.unwrap();
    assert_eq!((rows.len(), rows[0].name.as_str(), rows[0].raw_hash.clone()), (1, "offer.pdf", file.to_string()));
    assert_eq!(house.desk.blobs().get(house.desk.id(), &file).await.unwrap(), b"an offer");

    // Let go of for good, its files go with it.
    cool_off::throw_away(&house.desk, &house.ola, &anna).await.unwrap();
    house.wait(31 * 24 * 3600);
    assert_eq!(cool_off::let_go(&house.desk).await.unwrap(), 1);
    age(&house.desk.folder().join("blobs"));
    sweep(&house.desk).await.unwrap();
    // Where several programs may share the folder nothing is swept.
    let kept = house.desk.db().dialect() == Dialect::Postgres;
    assert_eq!(there(&house, &file).await, kept);
}

/// A planned mail waits for days; when they answer first it comes back as a draft, with its files.
#[tokio::test]
async fn the_files_of_a_mail_that_may_come_back_stay() {
    let house = House::new().await;
    house.clock.set(SystemClock::new().now());
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let file = upload(&house, &anna, "offer.pdf", b"an offer").await;
    let leaves = Leaves::At(house.desk.now() + SignedDuration::from_hours(24 * 7));
    let schedule = Schedule { leaves, unless_answered: true };
    let form = AnswerForm { schedule, ..house.answer_form("key-1") };
    desk::answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    age(&house.desk.folder().join("blobs"));
    assert_eq!(sweep(&house.desk).await.unwrap(), 0);
    house
        .mail(
            "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: The report\r\n\
             Message-ID: <q2@client.test>\r\nReferences: <q1@client.test>\r\n\r\nFound it.\r\n",
        )
        .await;
    let place = Place { conversation: &anna, kind: DraftKind::Reply };
    let rows = files::of_draft(&house.desk, &house.ola, place).await.unwrap();
    assert_eq!(rows[0].raw_hash, file.to_string());
    assert_eq!(house.desk.blobs().get(house.desk.id(), &file).await.unwrap(), b"an offer");
}
