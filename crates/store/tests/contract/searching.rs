//! Search: what is found, in which order, page by page, and the same on both databases.

use jiff::tz::TimeZone;
use store::conversation::Stand;
use store::message::{Direction, MessageRow};
use store::search::{self, Query};
use store::tag::TagRow;

use crate::engines::{Engine, on_both};
use crate::samples::{at, conversation, message, put_conversations, put_messages};

on_both!(
    words_are_found_in_every_language_and_form,
    operators_narrow_the_search,
    rows_of_words_are_told_from_words_apart,
    each_conversation_is_shown_once_newest_first_over_all_pages,
    many_of_one_second_are_all_found,
    what_was_undone_is_not_found,
    hostile_searches_are_only_searches,
);

async fn ids(engine: &Engine, text: &str) -> Vec<String> {
    let query = Query::parse(text, &TimeZone::UTC);
    let found = engine.read(async |mut tx| search::find(&mut tx, &engine.desk, &query, None, at(0), 50).await).await;
    assert_eq!(found.next, None);
    found.hits.into_iter().map(|hit| hit.message_id).collect()
}

/// Six mails, each a conversation of its own, `m0` the oldest.
async fn put_six(engine: &Engine) {
    let mut conversations: Vec<_> = (0..6).map(|n| conversation(&format!("c{n}"), "k", n)).collect();
    conversations[1].stand = Stand::Waiting;
    conversations[2].snoozed_until = Some(at(1_000));
    conversations[3].history = true;
    conversations[4].merged_into = None;
    put_conversations(engine, "k", &conversations).await;
    let mut mails = [
        message("m0", "c0", 0, "Where are the invoices for the server? The late fee is due."),
        message("m1", "c1", 1, "Proszę o fakturę za serwer i żółwie ogrodowe."),
        message("m2", "c2", 2, "Где счёт за сервер? Пришлите счета, пожалуйста."),
        message("m3", "c3", 3, "A fee, and it is late."),
        message("m4", "c4", 4, "Thanks, all is well."),
        message("m5", "c5", 60 * 24 * 40, "Re your offer: fine."),
    ];
    mails[4].direction = Direction::Out;
    mails[4].from_address = "desk@agency.example".to_owned();
    mails[4].from_name = "Zofia Żak".to_owned();
    mails[5].subject = "Oferta na serwis".to_owned();
    put_messages(engine, &mails).await;
}

async fn words_are_found_in_every_language_and_form(engine: &Engine) {
    put_six(engine).await;
    for (text, expected) in [
        ("invoice", vec!["m0"]),
        ("INVOICES server", vec!["m0"]),
        ("faktura", vec!["m1"]),
        ("faktury za serwer", vec!["m1"]),
        ("zolwie", vec!["m1"]),
        ("счет", vec!["m2"]),
        ("СЧЁТ сервер", vec!["m2"]),
        ("late fee", vec!["m3", "m0"]),
        ("oferta", vec!["m5"]),
        ("invoice faktura", vec![]),
        ("anna", vec!["m5", "m3", "m2", "m1", "m0"]),
        ("fakt*", vec!["m1"]),
        ("nothing-of-the-kind", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(ids(engine, text).await, expected, "{text}");
    }
}

async fn operators_narrow_the_search(engine: &Engine) {
    put_six(engine).await;
    let tag = TagRow { conversation_id: "c3".into(), tag: "VIP".into(), tag_key: "vip".into() };
    engine.write(async |mut tx| store::tag::save_many(&mut tx, &engine.desk, std::slice::from_ref(&tag)).await).await;
    for (text, expected) in [
        ("from:zofia", vec!["m4"]),
        ("from:ŻAK", vec!["m4"]),
        ("from:me", vec!["m4"]),
        ("from:acme.example -fee -server", vec!["m5", "m2", "m1"]),
        ("from:anna@acme", vec!["m5", "m3", "m2", "m1", "m0"]),
        ("to:desk fee", vec!["m3", "m0"]),
        ("subject:oferta", vec!["m5"]),
        ("subject:invoice", vec![]),
        ("tag:vip", vec!["m3"]),
        ("fee -tag:vip", vec!["m0"]),
        ("is:waiting", vec!["m1"]),
        ("is:snoozed", vec!["m2"]),
        ("is:history", vec!["m3"]),
        ("fee is:unanswered -is:history", vec!["m0"]),
        ("after:2026-04", vec!["m5"]),
        ("before:2026-04-01 from:me", vec!["m4"]),
        ("after:2026-03-02 before:2026-03-03 fee", vec!["m3", "m0"]),
        ("-from:anna", vec!["m4"]),
        ("has:attachment", vec![]),
    ] {
        assert_eq!(ids(engine, text).await, expected, "{text}");
    }
}

async fn rows_of_words_are_told_from_words_apart(engine: &Engine) {
    put_six(engine).await;
    assert_eq!(ids(engine, "\"late fee\"").await, ["m0"]);
    assert_eq!(ids(engine, "fee -\"late fee\"").await, ["m3"]);
    assert_eq!(ids(engine, "\"за сервер\"").await, ["m2"]);
    assert_eq!(ids(engine, "\"fakturę za serwer\" żółwie").await, ["m1"]);
    let query = Query::parse("fee", &TimeZone::UTC);
    let found = engine.read(async |mut tx| search::find(&mut tx, &engine.desk, &query, None, at(0), 1).await).await;
    let piece = &found.hits[0].excerpt;
    assert_eq!(&piece.text[piece.marks[0].clone()], "fee");
    assert_eq!(found.hits[0].client_name, "Client k");
}

async fn each_conversation_is_shown_once_newest_first_over_all_pages(engine: &Engine) {
    let conversations: Vec<_> = (0..13).map(|n| conversation(&format!("c{n:02}"), "k", n)).collect();
    put_conversations(engine, "k", &conversations).await;
    // Conversation n gets mails at minutes n, n+13, n+26, …: every page meets older mails of conversations shown before.
    let mails: Vec<MessageRow> =
        (0..91).map(|n| message(&format!("m{n:02}"), &format!("c{:02}", n % 13), n, "report on sheep")).collect();
    put_messages(engine, &mails).await;
    for phrase in ["report", "\"on sheep\"", "report is:unanswered"] {
        let query = Query::parse(phrase, &TimeZone::UTC);
        let (mut after, mut found) = (None, Vec::new());
        loop {
            let page = engine
                .read(async |mut tx| search::find(&mut tx, &engine.desk, &query, after.as_ref(), at(0), 4).await)
                .await;
            found.extend(page.hits.into_iter().map(|hit| hit.message_id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let expected: Vec<String> = (78..91).rev().map(|n| format!("m{n}")).collect();
        assert_eq!(found, expected, "{phrase}");
    }
}

async fn many_of_one_second_are_all_found(engine: &Engine) {
    let conversations: Vec<_> = (0..50).map(|n| conversation(&format!("c{n:02}"), "k", 0)).collect();
    put_conversations(engine, "k", &conversations).await;
    for half in [0..25, 25..50] {
        let mails: Vec<MessageRow> =
            half.map(|n| message(&format!("m{n:02}"), &format!("c{n:02}"), 0, "sheep")).collect();
        put_messages(engine, &mails).await;
    }
    assert_eq!(ids(engine, "sheep").await.len(), 50);
}

async fn what_was_undone_is_not_found(engine: &Engine) {
    put_six(engine).await;
    let removed = engine.write(async |mut tx| store::message::remove(&mut tx, &engine.desk, "m0").await).await;
    assert!(removed);
    assert_eq!(ids(engine, "fee").await, ["m3"]);
    // Its number can be given again.
    put_messages(engine, &[message("m9", "c0", 0, "Another fee")]).await;
    assert_eq!(ids(engine, "fee").await, ["m3", "m9"]);
}

async fn hostile_searches_are_only_searches(engine: &Engine) {
    put_six(engine).await;
    for text in [
        "'",
        "\"",
        "\"\"",
        "a\"b",
        "a' OR '1'='1",
        "NEAR(fee late)",
        "fee OR",
        "fee AND",
        "NOT fee",
        "(fee",
        "fee)",
        "fee*",
        "*",
        "-",
        "--",
        "-\"",
        "^fee",
        "fee:late",
        "words:fee",
        "{fee}",
        "fee\\",
        "\\'",
        "fee & !late",
        "a:* | b",
        "from:'",
        "from:\\",
        "from:\"",
        "from:*",
        "to:()",
        "tag:'",
        "tag:\"\"",
        "\u{0}",
        "fee\u{0}",
        "è̀̀̀",
        "🐢",
        "请求",
        "0",
        "from:a@b@c",
        "before:9998-12-31",
        "after:0001-01-01",
        "is:'; drop table message; --",
        "subject:'|",
    ] {
        let query = Query::parse(text, &TimeZone::UTC);
        let found =
            engine.db.read(async |mut tx| search::find(&mut tx, &engine.desk, &query, None, at(0), 5).await).await;
        assert!(found.is_ok(), "{text:?}: {found:?}");
    }
    assert_eq!(ids(engine, "fee NOT late").await, ["m3", "m0"], "a common word of a mail, and nothing else");
    assert_eq!(ids(engine, "fee").await.len(), 2);
}
