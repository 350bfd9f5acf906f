//! Where the log goes: standard error, filtered by `TACT_LOG`. Answers to commands never pass here.

use std::io;

use tracing_subscriber::EnvFilter;

/// Starts logging; a server tells more than a command.
pub(super) fn start(serving: bool) {
    let usual = if serving { "info,sqlx=warn" } else { "warn,sqlx=error" };
    let filter = EnvFilter::try_from_env("TACT_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_target(false);
    // A second start (in tests) changes nothing.
    let _ = log.try_init();
}
