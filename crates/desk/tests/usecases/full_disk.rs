//! A disk that is full, and has room again: nothing is lost, nothing stays stuck, and people are told in words.
//!
//! The disk is a small tmpfs. Where nobody may mount one, these tests say so.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use desk::answer::send;
use desk::fetch::state::Standing;
use desk::mailboxes::Options;
use store::outbox::State;

use crate::door::{OpenDoor, Peer, a_mail, lmtp, stands};
use crate::fake_imap::FakeImap;
use crate::fake_smtp::{FakeSmtp, Script};
use crate::fetching::question;
use crate::house::{self, House};

const OLA: &str = "ola@agency.test";
const ANNA: &str = "anna@client.test";

/// A disk of 64 MB, gone with the test.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let disk = Self(tempfile::tempdir().unwrap());
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64m", "none"]).arg(disk.0.path()).stderr(Stdio::null());
        if mount.status().is_ok_and(|done| done.success()) {
            return Some(disk);
        }
        eprintln!("SKIPPED: nobody here may mount a small disk, so nothing is known about a full one");
        None
    }

    /// Named as nobody else's: on PostgreSQL the database has the folder's name.
    fn folder(&self) -> PathBuf {
        self.0.path().join(self.0.path().file_name().unwrap())
    }

    fn filler(&self) -> PathBuf {
        self.0.path().join("filler")
    }

    fn free(&self) -> u64 {
        let about = rustix::fs::statvfs(self.0.path()).unwrap();
        about.f_bavail * about.f_frsize
    }

    /// Leaves so many bytes free.
    fn leave(&self, bytes: u64) {
        let mut filler = File::options().create(true).append(true).open(self.filler()).unwrap();
        let some = [0; 4_096];
        while self.free() > bytes && filler.write_all(&some).is_ok() {}
    }

    fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// A house on the small disk to which mail comes by every way, with a question of Anna's already there.
struct Beset {
    house: House,
    anna: String,
    door: OpenDoor,
    _peers: (FakeSmtp, FakeImap),
}

impl Beset {
    async fn on(disk: &SmallDisk) -> Self {
        let folder = disk.folder();
        std::fs::create_dir(&folder).unwrap();
        let (desk, clock) = house::empty(&folder).await;
        let ola = house::set_up(&desk).await.who;
        let house = House::of(desk, clock, ola);
        let relay = FakeSmtp::start(Script::default()).await;
        house.set_relay(&relay).await;
        let anna = house.anna_asks("q1@client.test", "When?").await;
        let server = FakeImap::start().await;
        for number in 0..3 {
            server.put("INBOX", question(&house, &format!("m{number}@client.test")));
        }
        house.connect(server.at.port(), Options::default()).await;
        let door = lmtp(&house).await;
        Self { house, anna, door, _peers: (relay, server) }
    }
}

fn is_told(standing: &Standing) -> bool {
    matches!(standing, Standing::NotFetched { key, waits_for_owner: false, .. } if key == "mailbox-trouble-no-room")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_room_is_scarce_mail_waits_and_people_work_on() {
    let Some(disk) = SmallDisk::mount() else { return };
    let Beset { house, anna, door, _peers } = Beset::on(&disk).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;

    disk.leave(16 << 20);
    assert!(desk::room::is_scarce(&house.desk));
    assert_eq!(peer.hands(ANNA, &[OLA, OLA], a_mail("1", "Hello")).await, [452, 452]);
    house.fetcher().work_off().await.unwrap();
    assert!(is_told(&house.standing().await), "at the first try: {:?}", house.standing().await);
    // There is room for an answer.
    let sent = house.answer(&anna, "key").await.outbox_id;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    assert_eq!(house.outbox(&sent).await.state, State::Sent);
    assert_eq!(stands(&house.desk).await.0.len(), 2, "nothing came in");

    disk.make_room();
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "Hello")).await, [250]);
    house.wait(90);
    house.fetcher().work_off().await.unwrap();
    assert!(matches!(house.standing().await, Standing::Fetched(_)), "{:?}", house.standing().await);
    assert_eq!(stands(&house.desk).await.0.len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_disk_is_full_to_the_last_byte_nothing_is_lost_and_it_is_told() {
    let Some(disk) = SmallDisk::mount() else { return };
    let Beset { house, anna, door, _peers } = Beset::on(&disk).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    let messages = house.messages(&anna).await.len();

    disk.leave(0);
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "Hello")).await, [452]);
    // One that is too large for memory goes to the disk before it is taken in.
    let large = a_mail("2", &"many words \r\n".repeat(60_000));
    assert_eq!(peer.hands(ANNA, &[OLA], &large).await, [452]);
    house.fetcher().work_off().await.ok();
    let refused = send(&house.desk, &house.ola, &anna, house.answer_form("key-first")).await;
    assert_eq!(refused.map_err(|no| no.key()).err(), Some("refused-no-room"));
    assert_eq!(house.messages(&anna).await.len(), messages, "what was refused left nothing behind");

    disk.make_room();
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "Hello")).await, [250]);
    assert_eq!(peer.hands(ANNA, &[OLA], &large).await, [250]);
    house.wait(600);
    house.fetcher().work_off().await.unwrap();
    assert!(matches!(house.standing().await, Standing::Fetched(_)), "{:?}", house.standing().await);
    let sent = send(&house.desk, &house.ola, &anna, house.answer_form("key-last")).await.unwrap().outbox_id;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    assert_eq!(house.outbox(&sent).await.state, State::Sent);
    let (ids, held) = stands(&house.desk).await;
    let mails = ids.iter().filter(|id| id.ends_with("@client.test")).count();
    assert_eq!((mails, held), (6, 0), "{ids:?}");
    house.ledger_is_true(&anna).await;
}
