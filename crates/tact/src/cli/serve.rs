//! `tact serve`: the desk and its pages, until told to stop.

use std::net::SocketAddr;

use clap::{Args, ValueEnum};
use words::Words;

use super::{Answer, Common, Ending};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080", env = "TACT_LISTEN")]
    listen: SocketAddr,
    /// Which part of the work this process does.
    #[arg(long, value_enum, default_value_t = Role::All)]
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Role {
    /// Pages and workers.
    All,
}

impl Serve {
    pub(super) async fn run(self, common: &Common, _words: &Words) -> Answer {
        let desk = common.place.open().await?;
        tracing::info!(listen = %self.listen, role = ?self.role, "the desk is open");
        desk::workers::run(&desk, asked_to_stop()).await.map_err(anyhow::Error::from)?;
        desk.db().close().await;
        Ok(Ending::Fine)
    }
}

/// Ready when the terminal or the system asks the program to stop.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
