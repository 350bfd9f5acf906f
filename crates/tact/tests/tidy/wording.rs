//! Words and shapes that stay out of the project, and the sentence each module opens with.

use crate::tree::{File, files};

/// Only these may use what clippy.toml disallows, each with its reason.
const MAY_ASK_THE_MACHINE: &[(&str, &str)] = &[
    ("crates/desk/src/clock.rs", "the one clock"),
    ("crates/desk/src/ids.rs", "the one source of ids"),
    ("crates/desk/src/token.rs", "the one source of secrets"),
    ("crates/desk/src/desk/founding.rs", "a desk without settings starts from the machine's zone"),
    ("crates/tact/src/main.rs", "the program's start"),
];

/// Put together here, so that this file does not hold them.
fn forbidden() -> Vec<String> {
    let marks = [("TO", "DO"), ("FIX", "ME"), ("XX", "X:"), ("HA", "CK:"), ("todo", "!("), ("unimplemented", "!(")];
    let paths = [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("C:\\", "Users")];
    marks.into_iter().chain(paths).map(|(a, b)| format!("{a}{b}")).collect()
}

/// Whether what was found is a word of its own.
fn stands_alone(line: &str, at: usize, length: usize) -> bool {
    let letter = |c: char| c.is_alphanumeric();
    !line[..at].ends_with(letter)
        && (!line[..at + length].ends_with(letter) || !line[at + length..].starts_with(letter))
}

fn is_read_by_people(file: &File) -> bool {
    let kinds = ["rs", "md", "toml", "html", "js", "mjs", "css", "ftl", "sql", "sh", "py", "yml"];
    kinds.iter().any(|kind| file.is(kind)) || file.path.starts_with("bin/") || file.path.starts_with(".ci/")
}

#[test]
fn no_marks_of_unfinished_work_and_no_paths_of_a_machine() {
    let words = forbidden();
    let mut found = Vec::new();
    for file in files().iter().filter(|file| is_read_by_people(file)) {
        for (number, line) in file.text.lines().enumerate() {
            for word in &words {
                if line.match_indices(word.as_str()).any(|(at, found)| stands_alone(line, at, found.len())) {
                    found.push(format!("{}:{}: {word}", file.path, number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_module_opens_with_what_lives_here() {
    let silent: Vec<_> = files()
        .into_iter()
        .filter(|file| file.is_code() && !file.text.starts_with("//! "))
        .map(|file| file.path)
        .collect();
    assert!(silent.is_empty(), "these begin without a sentence: {silent:#?}");
}

#[test]
fn the_tree_tells_the_story() {
    for file in files().iter().filter(|file| file.path.starts_with("crates/") && file.is("rs")) {
        let name = file.path.rsplit('/').next().unwrap();
        assert_ne!(name, "mod.rs", "{}: write foo.rs beside foo/", file.path);
        let vague = ["util.rs", "utils.rs", "common.rs", "helper.rs", "helpers.rs", "types.rs", "misc.rs"];
        assert!(!vague.contains(&name), "{}: name it by what it holds", file.path);
        for line in file.code() {
            let Some((_, rest)) = line.split_once("struct ") else { continue };
            let type_name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            let vague = ["Manager", "Service", "Helper", "Util"].iter().any(|ending| type_name.ends_with(ending));
            assert!(!vague, "{}: {type_name} says nothing about what it is", file.path);
        }
    }
}

#[test]
fn exceptions_to_lints_are_expected_with_a_reason() {
    for file in files().iter().filter(|file| file.is_code()) {
        let line = file.code().find(|line| line.contains("[allow("));
        assert!(line.is_none(), "{}: use #[expect(…, reason = …)]: {}", file.path, line.unwrap_or_default());
    }
}

#[test]
fn the_clock_the_ids_and_the_dice_are_asked_in_one_place() {
    for file in files().iter().filter(|file| file.is_code()) {
        let asks = file.code().any(|line| line.contains("disallowed_methods"));
        assert!(
            !asks || MAY_ASK_THE_MACHINE.iter().any(|(path, _)| *path == file.path),
            "{} asks the machine itself",
            file.path
        );
    }
}

#[test]
fn what_cannot_be_called_is_listed_for_clippy() {
    let clippy = files().into_iter().find(|file| file.path == "clippy.toml").expect("clippy.toml");
    for call in ["Timestamp::now", "SystemTime::now", "Uuid::now_v7", "rand::random"] {
        assert!(clippy.text.contains(call), "clippy.toml no longer forbids {call}");
    }
}
