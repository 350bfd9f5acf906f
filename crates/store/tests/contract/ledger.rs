//! The ledger and Today; drafts, held mail, import places, the relay.

use rulebook::people::Side;
use rulebook::promise::State;
use rulebook::step::DraftStep;
use store::Cursor;
use store::draft::{DraftKind, DraftRow};
use store::held::HeldRow;
use store::import_place::ImportPlaceRow;
use store::promise::Filter;
use store::relay::{RelayRow, Security};

use crate::engines::{Engine, on_both};
use crate::samples::{at, conversation, party, promise, put_conversations};

on_both!(
    today_shows_what_is_due_first_and_leaves_out_what_rests,
    the_ledger_is_filtered_and_paged,
    replacing_promises_touches_only_their_conversations,
    an_older_draft_is_refused,
    held_mail_is_kept_once_per_bytes,
    an_import_goes_on_where_it_was,
    the_relay_is_set_and_replaced,
);

async fn today_shows_what_is_due_first_and_leaves_out_what_rests(engine: &Engine) {
    let mut rows: Vec<_> = (0..5).map(|n| conversation(&format!("c{n}"), "k1", n)).collect();
    rows[2].history = true;
    rows[3].snoozed_until = Some(at(500));
    put_conversations(engine, "k1", &rows).await;
    let mut promises: Vec<_> = (0..5).map(|n| promise(&format!("p{n}"), &format!("c{n}"), "k1", 100 - n)).collect();
    promises[1].unkept = false;
    promises[1].state = State::Kept;
    promises[1].kept_at = Some(at(50));
    promises[2].history = true;
    promises[4].side = Side::Theirs;
    let ids = ["c0", "c1", "c2", "c3", "c4"];
    engine.write(async |mut tx| store::promise::replace(&mut tx, &engine.desk, &ids, &promises).await).await;
    let todo = async |side: Side, minutes: i64| {
        let page = engine
            .read(async |mut tx| {
                store::promise::to_do(&mut tx, &engine.desk, side, &Cursor::earliest(), at(minutes), 50).await
            })
            .await;
        page.into_iter().map(|it| (it.promise.promise_id, it.client_name, it.subject)).collect::<Vec<_>>()
    };
    assert_eq!(todo(Side::Ours, 0).await, [("p0".into(), "Client k1".into(), "About c0".into())]);
    assert_eq!(todo(Side::Ours, 500).await.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["p3", "p0"]);
    assert_eq!(todo(Side::Theirs, 0).await.len(), 1);
    let counts = engine.read(async |mut tx| store::promise::counts(&mut tx, &engine.desk, at(98)).await).await;
    assert_eq!((counts.ours, counts.ours_broken, counts.theirs, counts.history), (2, 1, 1, 1));
    let next = engine.read(async |mut tx| store::promise::next_due(&mut tx, &engine.desk, at(98)).await).await;
    assert_eq!(next, Some(at(100)));
}

async fn the_ledger_is_filtered_and_paged(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c", "k1", 0)]).await;
    let promises: Vec<_> = (0..30)
        .map(|n| {
            let mut row = promise(&format!("p{n:02}"), "c", "k1", n / 4);
            row.side = if n % 3 == 0 { Side::Theirs } else { Side::Ours };
            row.unkept = n % 2 == 0;
            row
        })
        .collect();
    engine.write(async |mut tx| store::promise::replace(&mut tx, &engine.desk, &["c"], &promises).await).await;
    let count = async |filter: Filter| {
        let (mut after, mut found) = (Cursor::earliest(), Vec::new());
        loop {
            let page = engine
                .read(async |mut tx| store::promise::ledger(&mut tx, &engine.desk, filter, &after, 7).await)
                .await;
            let Some(last) = page.last() else { break };
            after = Cursor { at: last.due_at.as_microsecond(), id: last.promise_id.clone() };
            found.extend(page);
        }
        assert!(found.is_sorted_by_key(|it| (it.due_at, it.promise_id.clone())));
        found.len()
    };
    assert_eq!(count(Filter { side: None, all: true }).await, 30);
    assert_eq!(count(Filter { side: None, all: false }).await, 15);
    assert_eq!(count(Filter { side: Some(Side::Theirs), all: true }).await, 10);
    assert_eq!(count(Filter { side: Some(Side::Ours), all: false }).await, 10);
}

async fn replacing_promises_touches_only_their_conversations(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c1", "k1", 0), conversation("c2", "k1", 0)]).await;
    let write = async |ids: &[&str], rows: &[store::promise::PromiseRow]| {
        engine.write(async |mut tx| store::promise::replace(&mut tx, &engine.desk, ids, rows).await).await;
    };
    write(&["c1", "c2"], &[promise("p1", "c1", "k1", 1), promise("p2", "c2", "k1", 2)]).await;
    write(&["c1"], &[promise("p3", "c1", "k1", 3)]).await;
    let held = async |id: &str| {
        engine.read(async |mut tx| store::promise::find(&mut tx, &engine.desk, id).await).await.is_some()
    };
    assert_eq!((held("p1").await, held("p2").await, held("p3").await), (false, true, true));
}

fn draft(version: i64, text: &str) -> DraftRow {
    DraftRow {
        draft_id: "x1".to_owned(),
        conversation_id: "c".to_owned(),
        member_id: "m1".to_owned(),
        kind: DraftKind::Reply,
        text: text.to_owned(),
        to_list: vec![party("anna@acme.example")],
        cc_list: vec![],
        holding_until: None,
        version,
        base_message_id: None,
        saved_at: at(version),
        subject: String::new(),
        from_address: String::new(),
        quoted: true,
        passes_on: None,
        steps: vec![DraftStep { id: "s1".to_owned(), what: "send the logo".to_owned(), ..DraftStep::default() }],
    }
}

async fn an_older_draft_is_refused(engine: &Engine) {
    let save =
        async |row: &DraftRow| engine.write(async |mut tx| store::draft::save(&mut tx, &engine.desk, row).await).await;
    assert!(save(&draft(1, "H")).await);
    assert!(!save(&draft(1, "Another tab")).await);
    assert!(save(&draft(2, "Hello")).await);
    assert!(!save(&draft(2, "Another tab")).await);
    assert!(!save(&draft(4, "From the future")).await);
    let held =
        engine.read(async |mut tx| store::draft::find(&mut tx, &engine.desk, "c", "m1", DraftKind::Reply).await).await;
    assert_eq!(held, Some(draft(2, "Hello")));
    let note =
        engine.read(async |mut tx| store::draft::find(&mut tx, &engine.desk, "c", "m1", DraftKind::Note).await).await;
    assert_eq!(note, None);
    let removed = engine
        .write(async |mut tx| store::draft::remove(&mut tx, &engine.desk, "c", "m1", DraftKind::Reply).await)
        .await;
    assert!(removed);
    assert!(save(&draft(1, "Anew")).await);
}

async fn held_mail_is_kept_once_per_bytes(engine: &Engine) {
    let row = |id: &str, hash: &str| HeldRow {
        held_id: id.to_owned(),
        cause: "too_nested".to_owned(),
        origin: "import".to_owned(),
        place: "sample.mbox:12".to_owned(),
        from_raw: "?".to_owned(),
        subject: "Sample".to_owned(),
        raw_hash: hash.to_owned(),
        raw_bytes: 5,
        held_at: at(1),
        envelope: String::new(),
        thrown_at: None,
        came: String::new(),
    };
    let rows = [row("h1", "aa"), row("h2", "bb"), row("h3", "aa")];
    let kept = engine.write(async |mut tx| store::held::save_many(&mut tx, &engine.desk, &rows).await).await;
    assert_eq!(kept, 2);
    let page = engine.read(async |mut tx| store::held::page(&mut tx, &engine.desk, &Cursor::newest(), 10).await).await;
    assert_eq!(page, [row("h2", "bb"), row("h1", "aa")]);
    assert!(engine.write(async |mut tx| store::held::remove(&mut tx, &engine.desk, "h1").await).await);
    assert_eq!(engine.read(async |mut tx| store::held::count(&mut tx, &engine.desk).await).await, 1);
}

async fn an_import_goes_on_where_it_was(engine: &Engine) {
    let row = |read_to: i64, done: bool| ImportPlaceRow {
        path_key: "/sample/a.mbox".to_owned(),
        fingerprint: "f".to_owned(),
        read_to,
        done,
    };
    for step in [row(100, false), row(250, true)] {
        engine
            .write(async |mut tx| {
                store::import_place::save_many(&mut tx, &engine.desk, std::slice::from_ref(&step)).await
            })
            .await;
    }
    let found = engine
        .read(async |mut tx| {
            store::import_place::find_many(&mut tx, &engine.desk, &["/sample/a.mbox", "/sample/b.mbox"]).await
        })
        .await;
    assert_eq!(found, [row(250, true)]);
}

async fn the_relay_is_set_and_replaced(engine: &Engine) {
    let row = |host: &str| RelayRow {
        host: host.to_owned(),
        port: 465,
        security: Security::Tls,
        user_name: "u".to_owned(),
        secret: "sealed".to_owned(),
        from_address: "desk@agency.example".to_owned(),
    };
    for host in ["a.example", "b.example"] {
        engine.write(async |mut tx| store::relay::save(&mut tx, &engine.desk, &row(host)).await).await;
    }
    let found = engine.read(async |mut tx| store::relay::find(&mut tx, &engine.desk).await).await;
    assert_eq!(found, Some(row("b.example")));
    assert!(engine.write(async |mut tx| store::relay::remove(&mut tx, &engine.desk).await).await);
    assert_eq!(engine.read(async |mut tx| store::relay::find(&mut tx, &engine.desk).await).await, None);
}
