//! Real and made texts find the same on SQLite, on PostgreSQL, and by plain comparison in Rust.

use std::collections::HashSet;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use store::message::MessageRow;
use store::search::{self, Query, Words};

use crate::engines::Engine;
use crate::samples::{at, conversation, message, put_conversations, put_messages, words};

/// Sentences of a made-up agency in three languages, mixed by number.
fn made(n: i64) -> String {
    const WHO: [&str; 7] = ["Anna", "Łukasz", "Мария", "the client", "księgowość", "бухгалтерия", "our designer"];
    const WHAT: [&str; 9] =
        ["invoice", "fakturę", "счёт", "the logo", "umowy", "договоры", "refunds", "zwrotów", "возврата"];
    const WHEN: [&str; 5] = ["tomorrow", "w piątek", "в пятницу", "next week", "do 15.03.2026"];
    let pick = |list: &[&str], step: i64| list[usize::try_from(n * step % list.len() as i64).unwrap()].to_owned();
    format!("{} asks about {} — {}? №{}", pick(&WHO, 3), pick(&WHAT, 5), pick(&WHEN, 2), n % 40)
}

/// The new words of real mails, as far as they are there.
fn real() -> Vec<String> {
    let folder = std::env::var_os("TACT_TEST_MAIL")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mail"), PathBuf::from);
    let Ok(charsets) = std::fs::read_dir(folder.join("charsets/expected")) else {
        assert!(std::env::var_os("CI").is_none(), "the mail for tests must be there in CI: {}", folder.display());
        eprintln!("SKIPPED: no real mail in {}; only made texts are searched", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = charsets.map(|it| it.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|it| it == "txt"));
    texts.take(150).filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

async fn filled(engine: Engine, mails: &[MessageRow]) -> Engine {
    let conversations: Vec<_> = mails.iter().map(|it| conversation(&it.conversation_id, "k", 0)).collect();
    put_conversations(&engine, "k", &conversations).await;
    for chunk in mails.chunks(100) {
        put_messages(&engine, chunk).await;
    }
    engine
}

async fn ids(engine: &Engine, query: &Query) -> Vec<String> {
    let found = engine.read(async |mut tx| search::find(&mut tx, &engine.desk, query, None, at(0), 1_000).await).await;
    found.hits.into_iter().map(|hit| hit.message_id).collect()
}

/// Messages that hold a form of the word, newest first, without any database.
fn by_comparison(all: &[(String, Words)], word: &str) -> Vec<String> {
    let asked = search::analyse(&search::Document { text: word, ..search::Document::default() });
    let asked: HashSet<&str> = asked.list().filter(|it| !it.contains(':')).collect();
    all.iter().rev().filter(|(_, held)| held.list().any(|it| asked.contains(it))).map(|(id, _)| id.clone()).collect()
}

#[tokio::test]
async fn both_databases_find_the_same_and_what_a_plain_comparison_finds() {
    let real = real();
    let texts: Vec<String> = (0..300).map(made).chain(real.iter().cloned()).collect();
    let mails: Vec<MessageRow> =
        (0_i64..).zip(&texts).map(|(n, text)| message(&format!("m{n:04}"), &format!("c{n:04}"), n, text)).collect();
    let held: Vec<(String, Words)> = mails.iter().map(|it| (it.message_id.clone(), words(it))).collect();
    let sqlite = filled(Engine::sqlite().await, &mails).await;
    let postgres = match Engine::postgres().await {
        Some(engine) => Some(filled(engine, &mails).await),
        None => None,
    };

    // Every word of a few texts, and what people type.
    let mut asked: Vec<String> =
        ["invoices", "faktura", "счета", "umowa", "Łukasz", "lukasz", "15.03.2026", "№7"].map(str::to_owned).to_vec();
    for text in real.iter().step_by(10).chain(texts.iter().take(10)) {
        asked.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|it| it.len() > 3).take(25).map(str::to_owned));
    }
    asked.sort();
    asked.dedup();
    let mut hits = 0;
    for word in &asked {
        let query = Query::parse(word, &TimeZone::UTC);
        let found = ids(&sqlite, &query).await;
        if query.unused.is_empty() && word.chars().all(char::is_alphanumeric) {
            assert_eq!(found, by_comparison(&held, word), "{word}");
        }
        if let Some(postgres) = &postgres {
            assert_eq!(found, ids(postgres, &query).await, "{word}");
        }
        hits += found.len();
    }
    for text in [
        "anna -faktura",
        "fak* -from:nobody",
        "\"asks about\" счёт",
        "before:2026-03-03",
        "client OR refund",
        "subject:about lukasz",
    ] {
        let query = Query::parse(text, &TimeZone::UTC);
        let found = ids(&sqlite, &query).await;
        assert!(!found.is_empty() || text.contains("OR"), "{text}");
        if let Some(postgres) = &postgres {
            assert_eq!(found, ids(postgres, &query).await, "{text}");
        }
    }
    assert!(hits > asked.len(), "the words come from the texts: most must be found");
    sqlite.end().await;
    if let Some(postgres) = postgres {
        postgres.end().await;
    }
}
