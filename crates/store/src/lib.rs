//! The only room with SQL: rows, blobs, search.
//!
//! A [`db::Db`] gives transactions ([`tx::Tx`]) over SQLite or PostgreSQL; one file per noun holds the row
//! struct of its table and the statements about it, each a function of one statement that is given the desk.
//! Transactions belong to the caller. Nothing here decides anything.
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

pub mod db;
pub mod dialect;
pub mod error;
mod lock;
pub mod record;
pub mod schema;
pub mod tx;
pub mod value;

pub mod access_key;
pub mod acknowledged;
pub mod alert;
pub mod attachment;
pub mod attempt;
pub mod blobs;
pub mod bounced_address;
pub mod client;
pub mod contact;
pub mod conversation;
pub mod cooling;
pub mod cursor;
pub mod desk;
pub mod doctor;
pub mod draft;
pub mod draft_attachment;
pub mod ear;
pub mod emergency;
pub mod event;
pub mod gate_word;
pub mod held;
pub mod import_place;
pub mod intake;
pub mod mailbox;
pub mod manners;
pub mod member;
pub mod member_time;
pub mod mention;
pub mod message;
pub mod note;
pub mod notification;
pub mod oauth_client;
pub mod outbox;
pub mod parted;
pub mod participant;
pub mod passkey;
pub mod presence;
pub mod promise;
pub mod reference;
pub mod relay;
pub mod saved_reply;
pub mod search;
pub mod second_look;
pub mod seen;
pub mod sender;
pub mod sender_lately;
pub mod series;
pub mod session;
pub mod signature;
pub mod signing_key;
pub mod step;
pub mod tag;
pub mod thrown_draft;
pub mod ticket;
pub mod timeline;
pub mod trust;
pub mod way_out;

pub use cursor::Cursor;
pub use db::{Access, Db, Place};
pub use desk::DeskId;
pub use error::StoreError;
pub use tx::Tx;
