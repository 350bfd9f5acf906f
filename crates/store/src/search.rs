//! Full-text search: one analyser in Rust feeds both databases, so both find the same.

pub mod index;

pub use words::{Document, Words, analyse, fold};
mod words;
