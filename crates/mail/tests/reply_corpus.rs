//! How well new text is told from quotes on real mails of other projects' tests.
//!
//! The set is split by a stable hash of the id. Rules are tuned on one half, whose failures are printed
//! with `TACT_SHOW_TUNED=1`; the figures and the bars are those of the other half.
//! Conventions differ between the sources: where the signature belongs to the wanted text, new text and
//! signature are compared; where the wanted text keeps the quotes of inline replies, marked lines are left out of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print"
)]

use std::path::PathBuf;

use mail::html::to_text;
use mail::letter::{Nature, Parts};
use mail::read::Hints;
use mail::reply::split;
use serde_json::Value;
use sha2::{Digest, Sha256};

struct Case {
    id: String,
    kind: String,
    convention: String,
    text: String,
    truth: Value,
    tuned: bool,
}

fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("TACT_TEST_MAIL").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mail"));
    if folder.join("replies/manifest.jsonl").is_file() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "the mail set is missing: put it at {} or name it in TACT_TEST_MAIL",
        folder.display()
    );
    println!("SKIPPED: no mail set at {} (TACT_TEST_MAIL names another folder)", folder.display());
    None
}

fn cases() -> Option<Vec<Case>> {
    let folder = folder()?.join("replies");
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).unwrap();
    Some(manifest.lines().map(|line| read_case(&folder, line)).collect())
}

fn read_case(folder: &std::path::Path, line: &str) -> Case {
    let row: Value = serde_json::from_str(line).unwrap();
    let field = |name: &str| row[name].as_str().unwrap_or("").to_owned();
    let bytes = std::fs::read(folder.join(field("input"))).unwrap();
    let id = field("id");
    Case {
        tuned: Sha256::digest(id.as_bytes())[0] % 2 == 0,
        text: text_of(&bytes, &field("format")),
        id,
        kind: field("kind"),
        convention: field("convention"),
        truth: row["truth"].clone(),
    }
}

fn text_of(bytes: &[u8], format: &str) -> String {
    let whole = String::from_utf8_lossy(bytes).into_owned();
    match format {
        "html" => to_text(&if whole.contains("=3D") { unquote(&whole) } else { whole }),
        "eml" => mail::read::read(bytes, &Hints::default()).text,
        _ => whole,
    }
}

/// Some of the HTML samples are still in quoted-printable.
fn unquote(text: &str) -> String {
    let raw =
        format!("Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n{text}");
    mail_parser::MessageParser::default().parse(raw.as_bytes()).unwrap().body_html(0).unwrap().into_owned()
}

fn wanted(case: &Case) -> String {
    let reply = case.truth["reply"].as_str().unwrap_or("");
    let marked = |line: &&str| line.starts_with('>');
    if case.convention.contains("kept with their quotes") && reply.lines().any(|line| marked(&line)) {
        return reply.lines().filter(|line| !marked(line)).collect::<Vec<_>>().join("\n");
    }
    reply.to_owned()
}

fn new_and_signature(parts: &Parts) -> String {
    let kept = parts.pieces.iter().filter(|piece| matches!(piece.nature, Nature::New | Nature::Signature));
    kept.map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn found(case: &Case) -> String {
    let parts = split(&case.text, None);
    let signed = case.convention.contains("signature kept") || case.convention.contains("removed from HTML");
    if signed { new_and_signature(&parts) } else { parts.new_text() }
}

/// Line ends trimmed, empty lines at both ends removed.
fn trimmed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn line_f1(wanted: &str, found: &str) -> f64 {
    let lines = |text: &str| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let (wanted, mut rest) = (lines(wanted), lines(found));
    let total = wanted.len() + rest.len();
    if total == 0 {
        return 1.0;
    }
    let mut hits = 0;
    for line in &wanted {
        if let Some(at) = rest.iter().position(|other| other == line) {
            rest.swap_remove(at);
            hits += 1;
        }
    }
    2.0 * f64::from(hits) / total as f64
}

fn show(case: &Case, wanted: &str, found: &str) {
    if case.tuned && std::env::var_os("TACT_SHOW_TUNED").is_some() {
        println!("==== {}\n---- wanted\n{wanted}\n---- found\n{found}\n", case.id);
    }
}

const fn name(tuned: bool) -> &'static str {
    if tuned { "tuned" } else { "held-out" }
}

#[test]
fn whole_replies_are_found_on_the_half_nobody_tuned_on() {
    let Some(cases) = cases() else { return };
    for tuned in [true, false] {
        let (mut count, mut exact, mut f1) = (0_u32, 0_u32, 0.0);
        for case in cases.iter().filter(|case| case.kind == "exact" && case.tuned == tuned) {
            let (wanted, found) = (trimmed(&wanted(case)), trimmed(&found(case)));
            count += 1;
            f1 += line_f1(&wanted, &found);
            if wanted == found {
                exact += 1;
            } else {
                show(case, &wanted, &found);
            }
        }
        let (share, mean) = (f64::from(exact) / f64::from(count), f1 / f64::from(count));
        println!(
            "replies, {} half: {exact}/{count} exact = {:.1} %, mean line F1 {mean:.3}",
            name(tuned),
            share * 100.0
        );
        assert!(tuned || share >= 0.85, "exact {share}");
        assert!(tuned || mean >= 0.92, "F1 {mean}");
    }
}

#[test]
fn what_a_reply_must_and_must_not_contain() {
    let Some(cases) = cases() else { return };
    let mut wrong = [Vec::new(), Vec::new()];
    for case in cases.iter().filter(|case| case.kind == "contains") {
        let new = split(&case.text, None).new_text();
        let list = |name: &str| case.truth[name].as_array().cloned().unwrap_or_default();
        let missing = list("must_contain").iter().any(|part| !new.contains(part.as_str().unwrap()));
        let extra = list("must_not_contain").iter().any(|part| new.contains(part.as_str().unwrap()));
        if missing || extra {
            show(case, &case.truth.to_string(), &new);
            wrong[usize::from(case.tuned)].push(case.id.clone());
        }
    }
    println!("contains: {} wrong in the held-out half, {} in the tuned", wrong[0].len(), wrong[1].len());
    assert!(wrong[1].is_empty() && wrong[0].len() <= 2, "{} and {} wrong", wrong[0].len(), wrong[1].len());
}

#[test]
fn quotes_in_html_are_told_apart() {
    let Some(cases) = cases() else { return };
    for tuned in [true, false] {
        let (mut count, mut exact, mut f1) = (0_u32, 0_u32, 0.0);
        for case in cases.iter().filter(|case| case.kind == "html" && case.tuned == tuned) {
            let wanted = trimmed(&to_text(case.truth["reply_html"].as_str().unwrap()));
            let found = trimmed(&new_and_signature(&split(&case.text, None)));
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            count += 1;
            f1 += line_f1(&wanted, &found);
            if plain(&wanted) == plain(&found) {
                exact += 1;
            } else {
                show(case, &wanted, &found);
            }
        }
        let mean = f1 / f64::from(count);
        println!("html replies, {} half: {exact}/{count} equal, mean line F1 {mean:.3}", name(tuned));
        assert!(mean >= 0.6);
    }
}

#[test]
fn a_forward_is_never_left_without_text() {
    let Some(cases) = cases() else { return };
    for case in cases.iter().filter(|case| case.kind == "forward") {
        let parts = split(&case.text, None);
        assert!(!parts.new_text().trim().is_empty(), "{} shows nothing", case.id);
        let again = parts.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n");
        let lines = |text: &str| {
            text.split(['\n', '\r']).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(&again), lines(&case.text), "{} lost a line", case.id);
    }
}
