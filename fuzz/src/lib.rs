//! What is thrown at: one function per reader of bytes from outside. Each takes any bytes, and panics when a promise of
//! that reader is broken. They know nothing of who throws, so that `bin/fuzz`, libFuzzer or a test may.

pub mod targets;
pub mod thrower;
