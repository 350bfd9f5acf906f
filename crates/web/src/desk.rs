//! The member's side: one file per noun, each with its page as a struct and what is done with it.

pub(crate) mod beginning;
pub(crate) mod client;
pub(crate) mod composer;
pub(crate) mod conversation;
pub(crate) mod events;
pub(crate) mod inbox;
pub(crate) mod message;
pub(crate) mod notifications;
pub(crate) mod outbox;
pub(crate) mod palette;
pub(crate) mod people;
pub(crate) mod presence;
pub(crate) mod rereading;
pub(crate) mod rulebook;
pub(crate) mod search;
pub(crate) mod second_look;
pub(crate) mod sender;
pub(crate) mod series;
pub(crate) mod set_up;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod step;
pub(crate) mod tags;
pub(crate) mod today;
