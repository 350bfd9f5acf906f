//! The collected real mail that tests read, and what its manifests say. Kept out of the repository.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]
#![allow(dead_code, reason = "each test uses its part")]

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder of one job (`bounces`, `charsets`, …). Without it the test is skipped with a loud line, and
/// fails where `CI` is set.
pub(crate) fn folder(job: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TACT_TEST_MAIL")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mail"), PathBuf::from);
    let folder = root.join(job);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "the mail set is missing at {}", folder.display());
    println!("SKIPPED: no mail set at {}", folder.display());
    None
}

/// A mail of a job with its row in the manifest.
pub(crate) struct Sample {
    pub(crate) id: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) row: Value,
    folder: PathBuf,
}

impl Sample {
    /// The files with expected results whose names end in one of the endings.
    pub(crate) fn expected(&self, endings: &[&str]) -> Vec<(String, Vec<u8>)> {
        let files = self.row["expected"].as_array().cloned().unwrap_or_default();
        files
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| endings.iter().any(|e| name.ends_with(e)))
            .map(|name| (name.to_owned(), std::fs::read(self.folder.join(name)).unwrap()))
            .collect()
    }

    /// Which half it is in: rules are tuned on one, figures are reported on the other. Stable by the id.
    pub(crate) fn is_held_out(&self) -> bool {
        let hash =
            self.id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        (hash >> 32) & 1 == 1
    }
}

/// All mails of a job; empty when the set is not there.
pub(crate) fn samples(job: &str) -> Vec<Sample> {
    let Some(folder) = folder(job) else { return Vec::new() };
    let manifest = std::fs::read_to_string(folder.join("manifest.jsonl")).unwrap();
    manifest
        .lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).unwrap();
            let bytes = std::fs::read(folder.join(row["input"].as_str().unwrap())).unwrap();
            Sample { id: row["id"].as_str().unwrap().to_owned(), bytes, row, folder: folder.clone() }
        })
        .collect()
}

/// The words of a text, for comparing what was read however it is laid out.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != char::REPLACEMENT_CHARACTER)
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}
