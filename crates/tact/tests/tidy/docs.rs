//! The documents stay true: what they link to and name exists, the numbers they quote are the code's.

use rulebook::calendar::known_countries;
use rulebook::rules::reply_in_a_working_day::Settings;

use crate::tree::{File, files, root};

fn documents() -> impl Iterator<Item = File> {
    files().into_iter().filter(|file| file.is("md"))
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for file in documents() {
        let folder = root().join(&file.path).parent().unwrap().to_path_buf();
        for (at, _) in file.text.match_indices("](") {
            let target = file.text[at + 2..].split([')', '#']).next().unwrap();
            let elsewhere = target.is_empty() || target.contains("://") || target.starts_with("mailto:");
            // Pictures are taken of a running desk, after everything else.
            let later = target.contains("screenshots/") && !root().join("docs/screenshots").exists();
            if !elsewhere && !later && !folder.join(target).exists() {
                broken.push(format!("{} links to {target}", file.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_path_named_exists() {
    let begins = ["crates/", "docs/", "bin/", ".ci/", "e2e/", "benches/"];
    let rooms = ["rulebook/", "mail/", "words/", "store/", "desk/", "web/", "tact/"];
    let mut gone = Vec::new();
    for file in documents().filter(|file| !file.path.starts_with("CHANGELOG")) {
        for name in file.text.split('`').skip(1).step_by(2) {
            let path = if rooms.iter().any(|room| name.starts_with(room)) {
                format!("crates/{name}")
            } else {
                name.to_owned()
            };
            // Placeholders (`your_rule.rs`, `<noun>`, `{en,pl,ru}`) and commands with words after them are not paths.
            let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/_.-".contains(c)) && !path.contains("your");
            if plain && begins.iter().any(|begin| path.starts_with(begin)) && !root().join(&path).exists() {
                gone.push(format!("{} names {name}", file.path));
            }
        }
    }
    assert!(gone.is_empty(), "{gone:#?}");
}

#[test]
fn quoted_numbers_are_those_of_the_code() {
    let text = |path: &str| documents().find(|file| file.path == path).unwrap().text;
    let countries = format!("{} countries", known_countries().count());
    let silent = format!("more than {} days", Settings::default().history_after_days);
    for (path, number) in [("README.md", &countries), ("CHANGELOG.md", &countries), ("README.md", &silent)] {
        assert!(text(path).contains(number.as_str()), "{path} should say '{number}'");
    }
}
