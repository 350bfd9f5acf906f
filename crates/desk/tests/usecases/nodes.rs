//! Two nodes of one desk on PostgreSQL: what changes at one is heard at the other. On SQLite there is one node.

use std::time::Duration;

use desk::{By, Change, ChangeKind, Desk, nodes, settings};
use tokio::sync::broadcast::Receiver;

use crate::house::{empty, place, set_up};

async fn heard(changes: &mut Receiver<Change>, wanted: ChangeKind) -> Change {
    let next = async {
        loop {
            let change = changes.recv().await.unwrap();
            if change.what == wanted {
                return change;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), next).await.expect("nothing is heard")
}

#[tokio::test]
async fn what_changes_at_one_node_is_heard_at_the_other_and_not_twice_at_its_own() {
    if std::env::var("TACT_TEST_DESK").as_deref() != Ok("postgres") {
        eprintln!("SKIPPED: two nodes need PostgreSQL (TACT_TEST_DESK=postgres)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (one, clock) = empty(folder.path()).await;
    let ola = set_up(&one).await.who;
    let other = Desk::open(place(folder.path()), Box::new(std::sync::Arc::clone(&clock))).await.unwrap();
    let (mut here, mut there) = (one.changes(), other.changes());
    let page = other.place();
    for desk in [one.clone(), other.clone()] {
        tokio::spawn(async move { nodes::run(&desk, std::future::pending()).await });
    }
    // Both listen as soon as a call of the one comes through.
    loop {
        one.tell(Change::of("probe", ChangeKind::Draft));
        let listening = tokio::time::timeout(Duration::from_millis(200), there.recv()).await;
        if listening.is_ok() {
            break;
        }
    }
    one.tell(Change::of("c1", ChangeKind::Message));
    assert_eq!(heard(&mut there, ChangeKind::Message).await.conversation_id.as_deref(), Some("c1"));
    // A page drawn by the other before is told what it missed.
    let missed = other.changes_since(Some(&page)).missed.unwrap();
    assert!(missed.iter().any(|it| it.change == Change::of("c1", ChangeKind::Message)));
    // What one saved holds at the other.
    let mut changed = settings::load(&one);
    changed.name = "Another name".to_owned();
    settings::save(&one, By::Member(&ola), changed, None).await.unwrap();
    heard(&mut there, ChangeKind::Settings).await;
    assert_eq!(other.settings().settings.name, "Another name");
    // The one heard each of its own changes once: from itself.
    other.tell(Change::of("end", ChangeKind::Held));
    let mut own = 0;
    loop {
        let change = tokio::time::timeout(Duration::from_secs(20), here.recv()).await.unwrap().unwrap();
        own += usize::from(change == Change::of("c1", ChangeKind::Message));
        if change.what == ChangeKind::Held {
            break;
        }
    }
    assert_eq!(own, 1);
}
