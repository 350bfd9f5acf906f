//! Use cases named by verbs, the clock, and the workers.
//!
//! The shell around the pure rooms: it loads, lets them decide, saves the decision and its event in one
//! transaction, and puts every effect into the outbox. No SQL here (that is `store`) and no HTTP (`web`).
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

pub mod change;
pub mod clock;
pub mod desk;
mod ids;
pub mod outbox;
pub mod own_addresses;
pub mod sample;
pub mod seal;
pub mod sign_in;
pub mod token;

pub use change::{Change, ChangeKind};
pub use desk::{Desk, DeskSettings, OpenError};
pub use ids::Ids;
pub use own_addresses::OwnAddresses;
