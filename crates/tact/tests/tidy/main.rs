//! The house's invariants, held by tests: who may know whom, what may be linked, how long is long, which words stay out.
//!
//! Nothing here runs the program. A failure names the file and says which sentence of ARCHITECTURE.md or CONTRIBUTING.md it breaks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

mod dependencies;
mod docs;
mod rooms;
mod rules;
mod sizes;
mod templates;
mod tree;
mod wording;
