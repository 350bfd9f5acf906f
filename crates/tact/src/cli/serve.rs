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
        let stop = tokio::signal::ctrl_c();
        tokio::select! {
            () = desk::sweep::run(&desk) => {}
            _ = stop => {}
        }
        desk.db().close().await;
        Ok(Ending::Fine)
    }
}
