//! Every rule of the rulebook is a file of its own that says why, is in the list, and has its page's texts.

use crate::tree::files;

#[test]
fn every_rule_is_a_documented_file_in_the_list() {
    let listed: Vec<String> = rulebook::rules::ALL.iter().map(|rule| rule.code.replace('-', "_")).collect();
    let mut found = Vec::new();
    for file in files() {
        let Some(name) = file.path.strip_prefix("crates/rulebook/src/rules/").and_then(|name| name.strip_suffix(".rs"))
        else {
            continue;
        };
        if !file.text.contains("pub const CODE") {
            continue;
        }
        assert!(listed.iter().any(|rule| rule == name), "{}: the rule is missing in rules.rs", file.path);
        assert!(file.text.starts_with("//! `"), "{}: begins with its code and what it does", file.path);
        assert!(file.text.contains("//! **Why.**"), "{}: says why", file.path);
        found.push(name.to_owned());
    }
    assert_eq!(found.len(), listed.len(), "rules in the list without a file: {listed:?} and {found:?}");
}

#[test]
fn the_changelog_and_the_program_agree_on_the_version() {
    let changelog = files().into_iter().find(|file| file.path == "CHANGELOG.md").expect("CHANGELOG.md");
    let version = env!("CARGO_PKG_VERSION");
    let named = changelog.text.contains(&format!("## {version}")) || changelog.text.contains("## Unreleased");
    assert!(named, "CHANGELOG.md speaks neither of {version} nor of what is unreleased");
}
