//! The command line as people and machines use it: the built program, run on folders of sample mail.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic, and say when they are skipped"
)]

mod checking;
mod contract;
mod desk;
mod handing_over;
mod importing;
mod keys;
mod kill;
mod mailboxes;
mod placing;
mod real_mail;
