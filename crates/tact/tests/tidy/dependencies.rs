//! What may be linked: licences, crates that must stay out, one version where two would fight, a reason for each.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::Package;

use crate::rooms::{has_word, metadata};
use crate::tree::{files, root};

/// Licences we can ship under MIT OR Apache-2.0; MPL-2.0 holds per file and we change none of those. The same list is in deny.toml.
const LICENCES: [&str; 12] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "Unicode-3.0",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
];

/// A second TLS stack would be linked without anybody noticing, and fail at run time.
const KEPT_OUT: [&str; 5] = ["aws-lc-rs", "aws-lc-sys", "openssl", "openssl-sys", "native-tls"];

/// Two versions of these in one program fight: one C library, one TLS, one HTML parser, one mail reader.
const ONE_VERSION: [&str; 6] = ["libsqlite3-sys", "rustls", "ring", "html5ever", "mail-parser", "sqlx"];

/// The packages that are linked or run at build time, without the features nobody asked for.
fn resolved() -> Vec<Package> {
    let metadata = metadata();
    let nodes = &metadata.resolve.as_ref().unwrap().nodes;
    nodes.iter().map(|node| metadata[&node.id].clone()).collect()
}

#[test]
fn no_second_tls_is_linked() {
    for package in resolved() {
        assert!(!KEPT_OUT.contains(&package.name.as_str()), "{} {} must stay out", package.name, package.version);
    }
}

#[test]
fn what_would_fight_is_there_once() {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in resolved() {
        versions.entry(package.name.to_string()).or_default().push(package.version.to_string());
    }
    for name in ONE_VERSION {
        let found = versions.get(name).map_or(0, Vec::len);
        assert!(found <= 1, "{name}: {:?}", versions[name]);
    }
}

#[test]
fn every_licence_is_one_we_can_ship() {
    for package in resolved() {
        let licence = package.license.clone().unwrap_or_default();
        assert!(allowed(&licence), "{} {} is under '{licence}'", package.name, package.version);
    }
}

#[test]
fn the_licence_list_is_the_one_of_cargo_deny() {
    let deny = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    for licence in LICENCES {
        assert!(deny.contains(&format!("\"{licence}\"")), "deny.toml does not name {licence}");
    }
}

#[test]
fn every_dependency_has_its_reason_in_the_guide() {
    let guide = std::fs::read_to_string(root().join("docs/guide/dependencies.md")).unwrap();
    let metadata = metadata();
    let own: Vec<_> = metadata.workspace_packages().into_iter().map(|room| room.name.to_string()).collect();
    let direct = metadata.workspace_packages().into_iter().flat_map(|room| room.dependencies.clone());
    let unexplained: BTreeSet<_> = direct
        .map(|dependency| dependency.name)
        .filter(|name| !own.contains(name) && !guide.contains(&format!("`{name}`")))
        .collect();
    assert!(unexplained.is_empty(), "docs/guide/dependencies.md gives no reason for {unexplained:?}");
}

#[test]
fn the_guide_explains_nothing_that_is_gone() {
    let guide = std::fs::read_to_string(root().join("docs/guide/dependencies.md")).unwrap();
    let packages = std::fs::read_to_string(root().join("package.json")).unwrap();
    let metadata = metadata();
    let used: BTreeSet<_> = metadata
        .workspace_packages()
        .into_iter()
        .flat_map(|room| &room.dependencies)
        .map(|it| it.name.clone())
        .collect();
    let rows = guide.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let named = rows.flat_map(|cell| cell.split('`').filter(|name| !name.is_empty() && *name != ", "));
    let gone: Vec<_> = named.filter(|name| !used.contains(*name) && !packages.contains(*name)).collect();
    assert!(gone.is_empty(), "docs/guide/dependencies.md explains what nobody uses: {gone:?}");
}

#[test]
fn every_version_in_the_workspace_is_used() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let table = manifest.split("[workspace.dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let metadata = metadata();
    let used: BTreeSet<_> = metadata
        .workspace_packages()
        .into_iter()
        .flat_map(|room| &room.dependencies)
        .map(|it| it.name.clone())
        .collect();
    let names = table.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    let idle: Vec<_> = names.filter(|name| !name.starts_with('#') && !used.contains(*name)).collect();
    assert!(idle.is_empty(), "Cargo.toml names versions that no room uses: {idle:?}");
}

#[test]
fn every_dependency_is_used_by_its_room() {
    let files = files();
    let mut idle = Vec::new();
    for room in metadata().workspace_packages() {
        let folder = format!("crates/{}/", room.name);
        let code: Vec<_> = files.iter().filter(|file| file.is("rs") && file.path.starts_with(&folder)).collect();
        for dependency in &room.dependencies {
            let name = dependency.name.replace('-', "_");
            if !code.iter().any(|file| file.text.lines().any(|line| has_word(line, &name))) {
                idle.push(format!("{} does not use {}", room.name, dependency.name));
            }
        }
    }
    assert!(idle.is_empty(), "{idle:#?}");
}

#[test]
fn every_package_of_the_browser_has_its_reason_too() {
    let guide = std::fs::read_to_string(root().join("docs/guide/dependencies.md")).unwrap();
    let manifest = std::fs::read_to_string(root().join("package.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let lists = ["dependencies", "devDependencies"].map(|list| manifest[list].as_object().unwrap());
    for (name, version) in lists.into_iter().flatten() {
        assert!(guide.contains(&format!("`{name}`")), "docs/guide/dependencies.md gives no reason for {name}");
        let exact = version.as_str().is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()));
        assert!(exact, "package.json names one version of {name}");
    }
}

/// Whether an SPDX expression can be met with our licences: `OR` offers, `AND` demands; '/' is an old way to write `OR`.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let verdict = any(&words, &mut at);
    verdict && at == words.len() && !words.is_empty()
}

fn any(words: &[&str], at: &mut usize) -> bool {
    let mut met = all(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at);
    }
    met
}

fn all(words: &[&str], at: &mut usize) -> bool {
    let mut met = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at);
    }
    met
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any(words, at);
        *at += 1;
        return met;
    }
    let mut licence = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
    }
    LICENCES.contains(&licence.as_str())
}

#[test]
fn licence_expressions_are_read_as_written() {
    for fine in [
        "MIT",
        "MIT/Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "MIT OR LGPL-2.1-or-later",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(allowed(fine), "{fine}");
    }
    for not in
        ["", "AGPL-3.0-only", "MIT AND GPL-2.0-only", "(MIT AND GPL-3.0) AND MIT", "Apache-2.0 WITH other-exception"]
    {
        assert!(!allowed(not), "{not}");
    }
}
