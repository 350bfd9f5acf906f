//! One set of promises for both databases: every test here runs on SQLite and on PostgreSQL.
//!
//! PostgreSQL is the server named by `TACT_TEST_POSTGRES` (a URL); each test gets a schema of its own there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

mod conversations;
mod doctoring;
mod engines;
mod ledger;
mod opening;
mod outgoing;
mod people;
mod plans;
mod same_hits;
mod samples;
mod searching;
mod trusting;
mod writing;
