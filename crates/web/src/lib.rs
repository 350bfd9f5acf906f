//! The only room with HTTP: pages, what a browser loads, and the doors that lead to the desk's use cases.
//!
//! It reads through `store`, changes only through `desk`, and decides nothing. Every page is a struct with a
//! `sample()`, its template stands in `templates/` under the same name, its texts in `words`.

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

mod api;
mod asked;
mod asset;
mod badge;
mod connection;
mod desk;
mod fault;
mod flash;
mod frame;
mod guard;
mod health;
mod ledger_line;
mod moment;
mod page;
mod public;
mod routes;
mod serve;
mod session;
mod site;
pub mod specimen;
mod tongue;
mod whereabouts;

pub use api::document as openapi;
pub use guard::next::place_to_go;
pub use routes::addresses;
pub use serve::{router, serve};
pub use site::Options;
