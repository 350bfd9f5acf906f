//! Which desk a command works on, and opening it.

use std::path::PathBuf;

use clap::Args;
use desk::clock::SystemClock;
use desk::{Desk, OpenError};
use store::{Place, StoreError};

use super::Failure;

/// Where the desk's data is.
#[derive(Debug, Args)]
pub(super) struct Where {
    /// The folder with the desk's data.
    #[arg(long, global = true, value_name = "DIR", env = "TACT_DATA", default_value = "./tact-data")]
    data: PathBuf,
    /// PostgreSQL instead of the database in the folder; mail itself still lies in the folder.
    #[arg(long, global = true, value_name = "URL", env = "TACT_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

impl Where {
    /// The place as the store wants it.
    pub(super) fn place(&self) -> Place {
        match self.database_url.clone().filter(|url| !url.is_empty()) {
            Some(url) => Place::Postgres { url, folder: self.data.clone() },
            None => Place::Folder(self.data.clone()),
        }
    }

    /// Opens the desk to change it, and makes one where there is none.
    pub(super) async fn open(&self) -> Result<Desk, Failure> {
        Desk::open(self.place(), Box::new(SystemClock::new())).await.map_err(failure)
    }

    /// Opens the desk to read where there is one.
    pub(super) async fn open_if_there(&self) -> Result<Option<Desk>, Failure> {
        match Desk::open_shared(self.place(), Box::new(SystemClock::new())).await {
            Err(OpenError::Store(StoreError::NoDesk { .. }) | OpenError::NoDesk(_)) => Ok(None),
            opened => opened.map(Some).map_err(failure),
        }
    }

    /// Opens the desk to read, even while it is being served.
    pub(super) async fn open_to_read(&self) -> Result<Desk, Failure> {
        Desk::open_shared(self.place(), Box::new(SystemClock::new())).await.map_err(failure)
    }
}

fn failure(cause: OpenError) -> Failure {
    match cause {
        OpenError::Store(cause) => cause.into(),
        cause @ OpenError::NoDesk(_) => Failure::Refused(cause.to_string()),
        cause @ (OpenError::Settings(_) | OpenError::Blobs(_)) => Failure::Fault(cause.into()),
    }
}
