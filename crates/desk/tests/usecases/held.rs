//! Held mail through the door: floods, circles, and what a member does about them.

use desk::By;
use desk::held::{self, Act, Listed, Refused};
use desk::manners::{self, Manners};
use desk::trust::{Judge, Zone};
use jiff::SignedDuration;
use store::cursor::Cursor;

use crate::door::{Peer, a_mail, lmtp, stands};
use crate::house::House;

const OLA: &str = "ola@agency.test";
const ANNA: &str = "anna@client.test";

async fn list(house: &House) -> Vec<Listed> {
    let desk = &house.desk;
    desk.db().read(async |mut tx| held::list(&mut tx, desk.id(), &Cursor::newest(), 50).await).await.unwrap()
}

async fn hands(peer: &mut Peer, mail: impl AsRef<[u8]>) {
    assert_eq!(peer.hands(ANNA, &[OLA], mail).await, [250]);
}

/// A mail whose parts are nested too deeply.
fn nested() -> String {
    let mut mail = format!("From: {ANNA}\r\nTo: {OLA}\r\nSubject: Deep\r\nMessage-ID: <deep@client.test>\r\n");
    for depth in 0..200 {
        mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"));
    }
    mail + "Content-Type: text/plain\r\n\r\nWhen will it be there?\r\n"
}

#[tokio::test]
async fn what_cannot_be_read_is_taken_in_on_a_members_word_and_opens_a_promise() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    hands(&mut peer, nested()).await;
    let one = list(&house).await.remove(0);
    assert_eq!((one.row.cause.as_str(), one.row.from_raw.as_str(), one.alike), ("too_nested", ANNA, 1));
    assert!(one.row.envelope.contains("mx.agency.test"), "the envelope is kept with it");
    let again = held::retry(&house.desk, &house.ola, &one.row.held_id).await;
    assert!(matches!(again, Err(Refused::Still)), "{again:?}");
    assert_eq!(list(&house).await, std::slice::from_ref(&one), "tried in vain, it stands as it stood");
    let conversation = held::accept(&house.desk, &house.ola, &one.row.held_id).await.unwrap().unwrap();
    assert_eq!(house.stands(&conversation).await, "open");
    assert!(list(&house).await.is_empty());
    let twice = held::accept(&house.desk, &house.ola, &one.row.held_id).await;
    assert!(matches!(twice, Err(Refused::Nothing)), "{twice:?}");
    // Handed over once more, it is known.
    hands(&mut peer, nested()).await;
    assert_eq!(stands(&house.desk).await, (vec!["deep@client.test".to_owned()], 0));
}

#[tokio::test]
async fn what_is_thrown_away_can_be_had_back_for_a_month() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    hands(&mut peer, nested()).await;
    let (desk, id) = (&house.desk, list(&house).await.remove(0).row.held_id);
    held::throw_away(desk, &house.ola, &id).await.unwrap();
    assert!(list(&house).await.is_empty());
    hands(&mut peer, nested()).await;
    assert!(list(&house).await.is_empty(), "the same mail again stays thrown away");
    held::take_back(desk, &house.ola, &id).await.unwrap();
    assert_eq!(list(&house).await.len(), 1);
    held::throw_away(desk, &house.ola, &id).await.unwrap();
    house.clock.advance(SignedDuration::from_hours(29 * 24));
    assert_eq!(held::let_go(desk).await.unwrap(), 0);
    house.clock.advance(SignedDuration::from_hours(2 * 24));
    assert_eq!(held::let_go(desk).await.unwrap(), 1);
    let back = held::take_back(desk, &house.ola, &id).await;
    assert!(matches!(back, Err(Refused::Nothing)), "{back:?}");
}

#[tokio::test]
async fn a_flood_is_held_as_one_and_other_senders_are_not_touched() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    for at in 0..63 {
        hands(&mut peer, a_mail(&at.to_string(), &format!("Number {at}"))).await;
    }
    hands(&mut peer, a_mail("other", "Hello").replace("anna@", "piotr@")).await;
    let (ids, held) = stands(&house.desk).await;
    assert_eq!((ids.len(), held), (61, 3));
    let flood = list(&house).await;
    assert_eq!(flood.iter().map(|it| (it.row.cause.as_str(), it.alike)).collect::<Vec<_>>(), [("flood", 3)]);
    let head = [flood[0].row.held_id.clone()];
    let tried = held::each(&house.desk, &house.ola, &head, Act::Retry).await.unwrap();
    assert_eq!(tried, (0, Some("refused-held-still")), "within the hour it is a flood still");
    house.clock.advance(SignedDuration::from_mins(61));
    let tried = held::each(&house.desk, &house.ola, &head, Act::Retry).await.unwrap();
    assert_eq!(tried, (3, None));
    assert_eq!(stands(&house.desk).await.1, 0);
    hands(&mut peer, a_mail("later", "One more")).await;
    assert_eq!(stands(&house.desk).await.0.len(), 65);
}

#[tokio::test]
async fn mail_that_goes_in_circles_is_held() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    let hop = "Received: from a.test by b.test; Fri, 20 Nov 2026 08:59:00 +0000\r\n";
    hands(&mut peer, hop.repeat(60) + &a_mail("hops", "Hello")).await;
    hands(&mut peer, format!("X-Loop: {OLA}\r\n{}", a_mail("mark", "Hello"))).await;
    hands(&mut peer, format!("X-Loop: someone@else.test\r\n{}", a_mail("fine", "Hello"))).await;
    for at in 0..12 {
        let mail = a_mail(&format!("same{at}"), "I am away").replace(&format!("Mail same{at}"), "Absent");
        hands(&mut peer, mail.replace("anna@", "robot@")).await;
    }
    let causes: Vec<String> = list(&house).await.into_iter().map(|it| it.row.cause).collect();
    assert_eq!(causes, ["loop"; 4], "60 hops, our own mark, and the eleventh and twelfth of the same words");
    assert_eq!(stands(&house.desk).await.0.len(), 11);
}

async fn flood_after(house: &House, flood_after: u32) {
    let manners = Manners { flood_after, ..Manners::default() };
    manners::save(&house.desk, By::Member(&house.ola), manners).await.unwrap();
}

/// Held for one thing, a mail is forged all the same; also when it is tried again long after.
#[tokio::test]
async fn who_wrote_a_held_mail_is_judged_when_it_is_tried_again() {
    for hours in [1, 4 * 24] {
        let house = House::new().await;
        let zone = Zone::new().with("_dmarc.client.test", "v=DMARC1; p=reject");
        house.desk.judge_by(Judge::of_zone(zone).unwrap());
        flood_after(&house, 1).await;
        let door = lmtp(&house).await;
        let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
        hands(&mut peer, a_mail("first", "Hello")).await;
        hands(&mut peer, a_mail("second", "When will it be there?")).await;
        let one = list(&house).await.remove(0);
        assert_eq!(one.row.cause, "flood");
        house.clock.advance(SignedDuration::from_hours(hours) + SignedDuration::from_mins(1));
        let conversation = held::retry(&house.desk, &house.ola, &one.row.held_id).await.unwrap().unwrap();
        assert_eq!(house.stands(&conversation).await, "", "after {hours} h: it promises nothing");
        let desk = &house.desk;
        let doubtful = desk.db().read(async |mut tx| store::trust::doubtful(&mut tx, desk.id(), 9).await).await;
        assert!(doubtful.unwrap().iter().any(|it| it.conversation_id == conversation), "after {hours} h");
    }
}

#[tokio::test]
async fn tried_again_a_mail_is_held_for_what_holds_it_now() {
    let house = House::new().await;
    flood_after(&house, 2).await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    for at in 0..12 {
        hands(&mut peer, a_mail(&at.to_string(), "I am away").replace(&format!("Mail {at}"), "Absent")).await;
    }
    let third = list(&house).await.into_iter().find(|it| it.row.cause == "flood").unwrap().row;
    flood_after(&house, 0).await;
    let again = held::retry(&house.desk, &house.ola, &third.held_id).await;
    assert!(matches!(again, Err(Refused::Otherwise)), "{again:?}");
    let desk = &house.desk;
    let now = desk.db().read(async |mut tx| store::held::find(&mut tx, desk.id(), &third.held_id).await).await;
    let now = now.unwrap().unwrap();
    assert_eq!((now.cause.as_str(), now.held_at), ("loop", third.held_at));
    house.clock.advance(SignedDuration::from_mins(61));
    assert!(held::retry(&house.desk, &house.ola, &third.held_id).await.unwrap().is_some());
}

#[tokio::test]
async fn a_stranger_who_takes_part_by_now_is_let_in() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "When?").await;
    manners::save(&house.desk, By::Member(&house.ola), Manners { signed_replies: true, ..Manners::default() })
        .await
        .unwrap();
    let address = desk::reply_address::make(&house.desk, OLA, &anna, ANNA).await.unwrap().unwrap();
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    let eve =
        format!("From: eve@else.test\r\nTo: {address}\r\nSubject: x\r\nMessage-ID: <e@else.test>\r\n\r\nHello\r\n");
    assert_eq!(peer.hands("eve@else.test", &[&address], eve).await, [250]);
    let held_id = list(&house).await.remove(0).row.held_id;
    let still = held::retry(&house.desk, &house.ola, &held_id).await;
    assert!(matches!(still, Err(Refused::Still)), "{still:?}");
    let more = a_mail("q2", "Eve helps me.")
        .replace("Subject", "Cc: eve@else.test\r\nIn-Reply-To: <q1@client.test>\r\nSubject");
    hands(&mut peer, more).await;
    assert_eq!(held::retry(&house.desk, &house.ola, &held_id).await.unwrap(), Some(anna));
}
