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

pub mod access_keys;
pub mod acknowledge;
pub mod address;
pub mod alert;
pub mod answer;
pub mod ask;
pub mod assign;
pub mod away;
pub mod begin;
pub mod bulk;
pub mod change;
pub mod change_log;
pub mod check;
pub mod clients;
pub mod clock;
pub mod connect;
pub mod contacts;
pub mod cool_off;
pub mod desk;
pub mod doctor;
pub mod door;
pub mod drafts;
pub mod emergency;
pub mod encoder;
pub mod fetch;
pub mod files;
mod happening;
pub mod held;
pub mod hold_off;
mod ids;
pub mod imap;
pub mod import;
pub mod leaning;
pub mod ledger;
pub mod leftovers;
pub mod mailboxes;
pub mod manners;
pub mod members;
pub mod mention;
pub mod merge;
pub mod move_to_client;
pub mod net;
pub mod nodes;
pub mod note;
pub mod notifications;
pub mod oauth;
pub mod outbox;
pub mod own_addresses;
mod pace;
pub mod pass_on;
pub mod presence;
pub mod receive;
mod refusal;
pub mod relay;
pub mod remind;
pub mod reply_address;
pub mod room;
pub mod sample;
pub mod saved_replies;
pub mod seal;
pub mod second_look;
pub mod see;
pub mod series;
pub mod set_up;
pub mod settings;
pub mod settle;
pub mod shut_out;
pub mod sign_in;
pub mod signatures;
pub mod signing;
pub mod snooze;
pub mod split;
pub mod step_link;
pub mod steps;
pub mod sweep;
pub mod tag;
pub mod tallies;
pub mod token;
pub mod trust;
pub mod vouch;
pub mod waive;
pub mod who;
pub mod workers;

pub use change::{Change, ChangeKind};
pub use desk::{Desk, DeskSettings, OpenError};
pub use ids::Ids;
pub use own_addresses::OwnAddresses;
pub use who::{By, Visitor, Who};

#[cfg(test)]
mod tests {
    use super::*;

    /// Handlers run on any thread: what they await must be able to move there.
    #[test]
    fn use_cases_can_be_awaited_anywhere() {
        fn any_thread<T: Send>(_: impl Fn(&'static Desk, &'static Who) -> T) {}
        any_thread(|desk, who| async move {
            let _ = settle::settle(desk, who, "").await;
            let _ = clients::merge(desk, who, "", "").await;
            let _ = members::disable(desk, By::Member(who), "").await;
            let _ = sign_in::session(desk, "").await;
            let _ = bulk::apply(desk, who, &[], &bulk::BulkAct::Settle).await;
        });
    }
}
