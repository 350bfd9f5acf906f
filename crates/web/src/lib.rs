//! The only room with HTTP.
