//! The doors of the desk, through the real router over a real (temporary) desk: who comes in, what browsers are told,
//! what mail and files from outside may do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

#[path = "doors/api.rs"]
mod api;
#[path = "doors/away.rs"]
mod away;
#[path = "doors/checks.rs"]
mod checks;
#[path = "doors/files.rs"]
mod files;
#[path = "doors/headers.rs"]
mod headers;
#[path = "doors/held.rs"]
mod held;
#[path = "doors/house.rs"]
mod house;
#[path = "doors/keys.rs"]
mod keys;
#[path = "doors/live.rs"]
mod live;
#[path = "doors/mailboxes.rs"]
mod mailboxes;
#[path = "doors/routes.rs"]
mod routes;
#[path = "doors/second_look.rs"]
mod second_look;
#[path = "doors/sign_in.rs"]
mod sign_in;
#[path = "doors/steps.rs"]
mod steps;
#[path = "doors/stop.rs"]
mod stop;
#[path = "doors/together.rs"]
mod together;
#[path = "doors/work.rs"]
mod work;
#[path = "doors/writing.rs"]
mod writing;
