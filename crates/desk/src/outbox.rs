//! Mail on its way out: a send happens once, or is shown as uncertain.

pub mod delivery;
pub mod fate;
pub mod smtp;
