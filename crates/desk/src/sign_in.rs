//! Who somebody is.

pub mod password;
