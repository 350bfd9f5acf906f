//! The desk's use cases, seen from outside: what a person or a relay does, and what stands on the desk afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

mod acknowledging;
mod acts;
mod answering;
mod came_back;
mod connecting;
mod delivery;
mod door;
mod dovecot;
mod fake_imap;
mod fake_oauth;
mod fake_smtp;
mod fetch_faults;
mod fetch_killed;
mod fetch_speed;
mod fetching;
mod held;
mod hostile;
mod house;
mod joining;
mod killed;
mod leftovers;
mod oauth;
mod passkeys;
mod planned;
mod postfix;
mod relays;
mod send_speed;
mod signing;
mod signing_in;
mod silent_domains;
mod together;
mod trust;
mod uncertain;
mod ways;
mod writing;
