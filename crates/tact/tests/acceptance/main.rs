//! The program as a stranger meets it: mails written to a folder, imported, and the ledger asked what is owed.
//! What is expected is worked out by hand from the rule, never read off the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

mod contract;
mod desk;
mod due;
mod import;
mod letter;
mod ours;
mod silence;
