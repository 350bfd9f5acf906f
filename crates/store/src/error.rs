//! What can go wrong in the store, told so that a person knows what to do. Not here: refusals of use cases.

use std::path::PathBuf;

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused a statement or went away; the source tells which.
    #[error("the database answered with an error: {0}")]
    Database(#[source] sqlx::Error),
    /// Another transaction was in the way, and stayed in the way through every retry.
    #[error("others changed the same rows at the same time; please try again")]
    Conflict,
    /// A row with the same key is already there.
    #[error("a row with the same key exists already ({constraint})")]
    Taken {
        /// The constraint or columns, as the database names them.
        constraint: String,
    },
    /// The work kept its transaction alive after it ended.
    #[error("a transaction was kept after its work ended; nothing was saved")]
    CarriedAway,
    /// Another worker claimed what this one had; nothing was changed.
    #[error("another worker has taken this over; nothing was changed")]
    Overtaken,
    /// No space is left for the database.
    #[error("the disk is full; free some space and try again, nothing was changed")]
    Full,
    /// The connection broke while committing: whether the change was made is unknown until looked at.
    #[error("the connection to the database broke while saving; whether the change was saved is not known")]
    CommitUnknown(#[source] sqlx::Error),
    /// A stored value cannot be read back.
    #[error("the database holds a value that cannot be read (column {column}: {cause}); run `tact doctor`")]
    Damaged {
        /// Position of the column in the row.
        column: usize,
        /// What was wrong with it.
        cause: String,
    },
    /// Another process works on this desk.
    #[error("this desk is in use by another process (pid {pid}); stop it first, or point --data elsewhere ({})", folder.display())]
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// The other process as it wrote itself into the lock; `unknown` when it could not be read.
        pid: String,
    },
    /// The database was written by a newer program.
    #[error("the database has schema {found}, this program knows {known}; update the program")]
    NewerSchema {
        /// In the database.
        found: i64,
        /// Known to this program.
        known: i64,
    },
    /// The database was written by an older program and this access may not change it.
    #[error(
        "the database has schema {found}, this program wants {known}; start `tact serve` once to bring it up to date"
    )]
    OlderSchema {
        /// In the database.
        found: i64,
        /// Known to this program.
        known: i64,
    },
    /// There is no desk in that folder.
    #[error("there is no desk in {}; `tact serve` or `tact import` makes one", folder.display())]
    NoDesk {
        /// The data folder.
        folder: PathBuf,
    },
    /// The linked SQLite is one that can lose commits.
    #[error("SQLite {found} is linked, but at least 3.51.3 is needed: older ones can lose saved changes")]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// SQLite does not work reliably on network file systems.
    #[error("{} lies on a network file system ({kind}); put the data on a local disk, or use --database-url with PostgreSQL", folder.display())]
    NetworkFolder {
        /// The data folder.
        folder: PathBuf,
        /// The kind of file system.
        kind: &'static str,
    },
    /// The folder cannot be made, read or written.
    #[error("{}: {cause}", path.display())]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
}

impl StoreError {
    /// Sorts what sqlx says into what a caller can act on.
    pub(crate) fn of(cause: sqlx::Error) -> Self {
        let Some(answer) = cause.as_database_error() else { return Self::Database(cause) };
        let code = answer.code().unwrap_or_default().into_owned();
        if answer.is_unique_violation() {
            let constraint = answer.constraint().map_or_else(|| answer.message().to_owned(), str::to_owned);
            return Self::Taken { constraint };
        }
        match code.as_str() {
            // PostgreSQL: serialisation failure, deadlock.
            "40001" | "40P01" => Self::Conflict,
            // PostgreSQL: disk full; SQLite: SQLITE_FULL.
            "53100" | "13" => Self::Full,
            _ => Self::Database(cause),
        }
    }

    /// Whether the same work may succeed when done again from the start.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}
