//! What anybody may see who holds the right link: no session, no scripts, nothing from elsewhere.

pub(crate) mod step;
