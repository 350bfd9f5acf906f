//! How fast mail leaves through a real Postfix, and how much memory a large one takes. One JSON line per figure, as
//! `bin/bench` prints them; what they mean stands in `docs/guide/speed.md`. Measured in a release build only.

use desk::answer::AnswerForm;
use desk::files::{self, Piece, Place};
use desk::manners::{FileLimits, Manners};
use store::draft::DraftKind;
use tokio::sync::mpsc;

use crate::fetch_speed::{figure, spent};
use crate::house::answer_form;
use crate::postfix::{Postfix, hundred, worker};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures a release build; bin/bench runs it"]
async fn a_hundred_mails() {
    let postfix = Postfix::start().expect("Postfix");
    let house = postfix.house().await;
    let took = hundred(&house).await;
    figure("send_100_mails", took.as_secs_f64(), "s", Some(5.0));
    postfix.delivered("anna", 100).await;
}

/// Most memory since it was last asked, in MB; `begin` forgets what was before.
fn peak(begin: bool) -> f64 {
    if begin {
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
    }
    spent().2
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures a release build; bin/bench runs it"]
async fn one_large_mail() {
    let postfix = Postfix::start().expect("Postfix");
    let house = postfix.house().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let limits = FileLimits { one_mb: 30, together_mb: 30 };
    let manners = Manners { files: limits, ..Manners::default() };
    desk::manners::save(desk, desk::By::Member(ola), manners).await.unwrap();
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let (give, take) = mpsc::channel(2);
    tokio::spawn(async move {
        // Nothing that can be compressed, as pictures and archives are.
        let mut last = 1_u64;
        for _ in 0..100 {
            let mut piece = Vec::with_capacity(250_000);
            while piece.len() < 250_000 {
                last ^= last << 13;
                last ^= last >> 7;
                last ^= last << 17;
                piece.extend_from_slice(&last.to_le_bytes());
            }
            give.send(Piece::Bytes(piece)).await.unwrap();
        }
        give.send(Piece::End).await.unwrap();
    });
    let place = Place { conversation: &anna, kind: DraftKind::Reply };
    files::add(desk, ola, place, "plans.zip", take).await.unwrap();
    let before = peak(true);
    desk::answer::send(desk, ola, &anna, AnswerForm { cc: vec![], ..answer_form("key-1") }).await.unwrap();
    figure("write_25_mb_memory", peak(false) - before, "MB", Some(100.0));
    house.wait(10);
    let before = peak(true);
    assert_eq!(worker(&house).work_off().await.unwrap(), 1);
    figure("send_25_mb_memory", peak(false) - before, "MB", Some(100.0));
}
