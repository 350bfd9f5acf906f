//! Full-text search: one analyser in Rust feeds both databases, so both find the same.
//!
//! `fold` → `cut` → `stem` → [`analyse`] make words of a message; [`Query`] reads what a person typed;
//! [`find`] looks it up, newest first. The databases only ever compare whole words.

mod cut;
mod excerpt;
pub mod find;
mod fold;
pub mod index;
pub mod query;
mod stem;
mod stop;
mod text;
mod words;

pub use excerpt::Excerpt;
pub use find::{Hit, find};
pub use fold::fold;
pub use query::{Query, Unused, Why};
pub use words::{Document, Words, analyse};
