//! Everything the gate can say has its sentence and its way out in every language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use rulebook::finding::CODES;
use words::{Language, catalogue};

#[test]
fn every_finding_is_told_in_every_language() {
    for language in Language::ALL {
        for code in CODES {
            for key in [format!("finding-{code}"), format!("fix-{code}")] {
                assert!(catalogue::has(language, &key), "{language}: {key}");
            }
        }
    }
}
