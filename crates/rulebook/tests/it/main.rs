//! The rulebook from outside: calendar, settings, derivation, and scenarios in plain language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

mod calendar;
mod calendar_properties;
mod cast;
mod derive;
mod derive_properties;
mod gate;
mod heat;
mod holidays;
mod language;
mod language_on_client_mail;
mod phrases;
mod scenarios;
mod series;
mod settings;
mod understanding;
