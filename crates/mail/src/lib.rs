//! Bytes to letters and back: what a mail says, what is new in it, what kind it is, where it belongs.
//!
//! A pure room: no clock, no network, no files. Mail is hostile input: every function here takes any
//! bytes, never panics, and bounds its time and memory.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "tests may panic"
    )
)]

pub mod authentication_results;
pub mod auto_answer;
pub mod compose;
pub mod dkim;
pub mod html;
pub mod kind;
pub mod language;
pub mod letter;
pub mod read;
pub mod reply;
pub mod subject;
pub mod thread;
pub mod trace;
pub mod written;
