//! Who may know whom, against the real dependency graph.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

use crate::tree::{files, root};

/// Each room and the rooms it may know. Nothing else, nothing back.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("rulebook", &[]),
    ("encoder", &[]),
    ("mail", &["rulebook"]),
    ("words", &["rulebook"]),
    ("store", &["rulebook"]),
    ("desk", &["rulebook", "encoder", "mail", "words", "store"]),
    ("web", &["rulebook", "encoder", "mail", "words", "store", "desk"]),
    ("tact", &["rulebook", "encoder", "mail", "words", "store", "desk", "web"]),
    // A tool of the house: nobody knows it, and it is no part of the program.
    ("judge", &["rulebook", "encoder"]),
];

/// What only these rooms may use: SQL in the store, HTTP on the web, texts in words, mail's bytes in mail.
const ONLY_HERE: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("ndarray", &["encoder"]),
    ("snowball_stemmers_rs", &["store"]),
    ("axum", &["web"]),
    ("axum-extra", &["web"]),
    ("tower-http", &["web"]),
    ("askama", &["web"]),
    ("rust-embed", &["web"]),
    ("fluent-bundle", &["words"]),
    ("mail-parser", &["mail"]),
    ("mail-builder", &["mail"]),
    ("ammonia", &["mail"]),
    ("lettre", &["desk"]),
    ("tokio-rustls", &["desk"]),
    ("argon2", &["desk"]),
    ("clap", &["tact"]),
    ("indicatif", &["tact"]),
];

/// The rooms without clock, network, files and randomness.
const PURE: [&str; 4] = ["rulebook", "encoder", "mail", "words"];

/// What a pure room may neither depend on …
const NOT_PURE: [&str; 9] = ["tokio", "rand", "tempfile", "rustix", "sqlx", "axum", "lettre", "tracing", "reqwest"];

/// … nor call.
const IMPURE_CALLS: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
];

pub(crate) fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(root()).other_options(vec!["--locked".to_owned()]).exec().unwrap()
}

/// The direct dependencies of each room that end up in the program.
fn rooms() -> Vec<(String, BTreeSet<String>)> {
    let metadata = metadata();
    let rooms = metadata.workspace_packages();
    rooms
        .into_iter()
        .map(|room| {
            let linked = room.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
            (room.name.to_string(), linked.map(|dependency| dependency.name.clone()).collect())
        })
        .collect()
}

#[test]
fn every_room_knows_only_the_rooms_below() {
    let names: BTreeSet<_> = MAY_KNOW.iter().map(|(room, _)| (*room).to_owned()).collect();
    let rooms = rooms();
    assert_eq!(rooms.iter().map(|(name, _)| name.clone()).collect::<BTreeSet<_>>(), names, "a room came or went");
    for (room, uses) in rooms {
        let allowed = MAY_KNOW.iter().find(|(name, _)| *name == room).unwrap().1;
        for other in uses.iter().filter(|other| names.contains(*other)) {
            assert!(allowed.contains(&other.as_str()), "{room} may not know {other}");
        }
    }
}

#[test]
fn each_craft_stays_in_its_room() {
    for (room, uses) in rooms() {
        for (craft, homes) in ONLY_HERE {
            assert!(
                !uses.contains(*craft) || homes.contains(&room.as_str()),
                "{room} uses {craft}, which is for {homes:?}"
            );
        }
    }
}

#[test]
fn pure_rooms_touch_nothing() {
    for (room, uses) in rooms().into_iter().filter(|(room, _)| PURE.contains(&room.as_str())) {
        for thing in NOT_PURE {
            assert!(!uses.contains(thing), "{room} is pure and cannot use {thing}");
        }
    }
    for file in files() {
        if !file.is_code() || !PURE.iter().any(|room| file.path.starts_with(&format!("crates/{room}/"))) {
            continue;
        }
        for call in IMPURE_CALLS {
            let line = file.code().find(|line| has_word(line, call));
            assert!(line.is_none(), "{}: a pure room cannot touch {call}: {}", file.path, line.unwrap_or_default());
        }
    }
}

#[test]
fn only_the_store_speaks_sql() {
    for file in files() {
        if !file.is_code() || file.path.starts_with("crates/store/") {
            continue;
        }
        let sql = ["insert into ", "delete from ", "select count(", " order by ", "begin immediate"];
        let line = file.code().find(|line| sql.iter().any(|words| line.to_lowercase().contains(words)));
        assert!(line.is_none(), "{}: SQL belongs in the store: {}", file.path, line.unwrap_or_default());
    }
}

#[test]
fn the_web_writes_only_through_the_desk() {
    for file in files() {
        if file.is_code() && file.path.starts_with("crates/web/") {
            let line = file.code().find(|line| line.contains(".write(async") || line.contains("store().write("));
            assert!(line.is_none(), "{}: writing is the desk's: {}", file.path, line.unwrap_or_default());
        }
    }
}

/// Whether `line` has `word` with no letter or digit on either side.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part))
}
