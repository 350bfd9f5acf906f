//! What we owe whom, by when, and why; what is wrong with a draft.
//!
//! A pure room: no clock, no network, no database, no randomness. Time, ids and
//! settings are arguments; the same timeline always gives the same promises.

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

pub mod calendar;
pub mod derive;
pub mod event;
pub mod finding;
pub mod gate;
pub mod house_rules;
pub mod language;
pub mod people;
pub mod promise;
pub mod rules;
pub mod step;
