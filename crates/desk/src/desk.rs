//! An open desk: its database, blobs, clock and settings. What use cases do with it stands in their own files.

mod founding;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use jiff::Timestamp;
use rulebook::calendar::{Calendar, CalendarError};
use rulebook::house_rules::{HouseRules, Problem, Settings};
use store::blobs::{BlobError, Blobs, FolderBlobs};
use store::{Access, Db, DeskId, Place, StoreError, Tx};
use tokio::sync::broadcast;

use crate::change::Change;
use crate::change_log::{ChangeLog, Hearing};
use crate::check::Memory;
use crate::clock::Clock;
use crate::encoder::Encoder;
use crate::ids::Ids;
use crate::oauth::Turns;
use crate::own_addresses::OwnAddresses;
use crate::pace::Pace;
use crate::tallies::Tallies;
use crate::trust::Judge;

pub use founding::Founding;

/// How many changes an open page may lag behind before it is told to look at everything again.
const CHANGES_KEPT: usize = 256;

/// An open desk. Clones are the same desk.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    db: Db,
    blobs: Blobs,
    id: DeskId,
    folder: PathBuf,
    clock: Box<dyn Clock>,
    ids: Mutex<Ids>,
    settings: RwLock<Arc<DeskSettings>>,
    changes: broadcast::Sender<Change>,
    /// Those that this node made itself.
    own_changes: broadcast::Sender<Change>,
    turns: Turns,
    judge: OnceLock<Arc<Judge>>,
    encoder: OnceLock<Arc<Encoder>>,
    tallies: Tallies,
    pace: Pace,
    memory: Memory,
    log: ChangeLog,
}

/// The desk's settings, ready for use. Replaced as a whole when they change.
#[derive(Debug, Clone)]
pub struct DeskSettings {
    /// The document as people edit it.
    pub settings: Settings,
    /// The desk's rules over the defaults.
    pub rules: HouseRules,
    /// Its working calendar.
    pub calendar: Calendar,
    /// Its addresses: those of the settings, then those of the members.
    pub own: OwnAddresses,
}

/// Why a desk cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store refuses; its sentence says what to do.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is a database, but no desk in it yet.
    #[error("there is no desk in {} yet; `tact serve` or `tact import` makes one", .0.display())]
    NoDesk(PathBuf),
    /// The folder for raw mail refuses.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The saved settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The document is not one.
    #[error("the desk's settings cannot be read: {0}")]
    Unreadable(#[source] serde_json::Error),
    /// Something in it is wrong.
    #[error("the desk's settings are not valid: {}", list(.0))]
    Invalid(Vec<Problem>),
    /// They give no calendar.
    #[error("the desk's working calendar is not valid: {0}")]
    Calendar(#[source] CalendarError),
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl DeskSettings {
    /// Makes settings usable.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn new<'a>(settings: Settings, members: impl IntoIterator<Item = &'a str>) -> Result<Self, SettingsError> {
        settings.validate().map_err(SettingsError::Invalid)?;
        let rules = HouseRules::layered([&settings.rules]).map_err(SettingsError::Invalid)?;
        let calendar = Calendar::from_settings(&settings).map_err(SettingsError::Calendar)?;
        let members = members.into_iter().map(str::to_owned);
        let own = OwnAddresses::new(settings.own_addresses.iter().cloned().chain(members));
        Ok(Self { settings, rules, calendar, own })
    }

    /// The rules for one client: the client's own over the desk's. A client's rules that cannot be read count as none,
    /// so that one bad row does not stop the ledger; saving them checks them.
    pub fn rules_for(&self, client_rules: &str) -> HouseRules {
        if client_rules.is_empty() || client_rules == "{}" {
            return self.rules.clone();
        }
        let Ok(own) = serde_json::from_str(client_rules) else {
            return self.rules.clone();
        };
        HouseRules::layered([&self.settings.rules, &own]).unwrap_or_else(|_| self.rules.clone())
    }
}

impl Desk {
    /// Opens a desk for reading and writing; founds one where there is none.
    ///
    /// # Errors
    /// See [`OpenError`]; on SQLite a second process is refused.
    pub async fn open(place: Place, clock: Box<dyn Clock>) -> Result<Self, OpenError> {
        let db = Db::open(&place).await?;
        let row = founding::find_or_found(&db, clock.as_ref()).await?;
        Self::with(db, &place, clock, &row).await
    }

    /// Opens a desk for reading only, also while another process serves it.
    ///
    /// # Errors
    /// See [`OpenError`]; nothing is made where nothing is.
    pub async fn open_shared(place: Place, clock: Box<dyn Clock>) -> Result<Self, OpenError> {
        let db = Db::open_with(&place, Access::Shared).await?;
        let row = db.read(async |mut tx| store::desk::the_only(&mut tx).await).await?;
        let row = row.ok_or_else(|| OpenError::NoDesk(place.folder().to_owned()))?;
        Self::with(db, &place, clock, &row).await
    }

    async fn with(db: Db, place: &Place, clock: Box<dyn Clock>, row: &store::desk::DeskRow) -> Result<Self, OpenError> {
        let id = row.id();
        let settings = db.read(async |mut tx| load_settings(&mut tx, &id).await).await?;
        let alone = matches!(place, Place::Folder(_)) && db.access() == Access::Sole;
        let blobs = Blobs::of(FolderBlobs::open(place.folder().join("blobs"), alone)?);
        let (changes, _) = broadcast::channel(CHANGES_KEPT);
        let (own_changes, _) = broadcast::channel(CHANGES_KEPT);
        let mut ids = Ids::new();
        let run = ids.next(clock.now());
        Ok(Self(Arc::new(Inner {
            db,
            blobs,
            id,
            folder: place.folder().to_owned(),
            clock,
            ids: Mutex::new(ids),
            settings: RwLock::new(Arc::new(settings)),
            changes,
            own_changes,
            turns: Turns::default(),
            judge: OnceLock::new(),
            encoder: OnceLock::new(),
            tallies: Tallies::default(),
            pace: Pace::default(),
            memory: Memory::default(),
            log: ChangeLog::new(run),
        })))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Raw mail, by hash.
    pub fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }

    /// Which desk: the first argument of every store function.
    pub fn id(&self) -> &DeskId {
        &self.0.id
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// A new id (UUIDv7), greater than every one given before by this process.
    pub fn new_id(&self) -> String {
        let now = self.now();
        self.0.ids.lock().unwrap_or_else(PoisonError::into_inner).next(now)
    }

    /// Settings, rules, calendar and own addresses as they stand.
    pub fn settings(&self) -> Arc<DeskSettings> {
        Arc::clone(&self.0.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads the settings again, after a transaction changed the document or the members.
    ///
    /// # Errors
    /// When they cannot be read; the old ones stay in use then.
    pub async fn reload_settings(&self) -> Result<(), OpenError> {
        let settings = self.0.db.read(async |mut tx| load_settings(&mut tx, &self.0.id).await).await?;
        *self.0.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
        Ok(())
    }

    /// Judges by `judge` from now on whether mail that comes in is genuine. Without one, which is how a desk is opened,
    /// nobody is asked and nothing is known. Only the first one given counts.
    pub fn judge_by(&self, judge: Judge) {
        let _ = self.0.judge.set(Arc::new(judge));
    }

    pub(crate) fn judge(&self) -> Option<Arc<Judge>> {
        self.0.judge.get().cloned()
    }

    /// Reads drafts a second time with this encoder from now on. Without one, which is how a desk is opened, the gate looks
    /// once. Only the first one given counts.
    pub fn read_with(&self, encoder: Encoder) {
        let _ = self.0.encoder.set(Arc::new(encoder));
    }

    /// The sentence encoder, if one was given.
    pub fn encoder(&self) -> Option<Arc<Encoder>> {
        self.0.encoder.get().cloned()
    }

    /// What happened since the program started.
    pub fn tallies(&self) -> &Tallies {
        &self.0.tallies
    }

    /// How fast programs ask.
    pub(crate) fn pace(&self) -> &Pace {
        &self.0.pace
    }

    /// What was read of mails before.
    pub(crate) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// Hears of every change from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.0.changes.subscribe()
    }

    /// Whose turn it is to renew a mailbox's tokens.
    pub(crate) fn turns(&self) -> &Turns {
        &self.0.turns
    }

    /// Hears of every change after this place, as [`Self::place`] gave it; without one, from now on.
    pub fn changes_since(&self, place: Option<&str>) -> Hearing {
        self.0.log.since(place)
    }

    /// The place of the last change told: what a page that is being drawn now will have seen.
    pub fn place(&self) -> String {
        self.0.log.place()
    }

    /// Tells open pages, here and at every other node, that something changed. Only after the commit.
    pub fn tell(&self, change: Change) {
        let _ = self.0.own_changes.send(change.clone());
        self.tell_here(change);
    }

    /// Hears of the changes that this node makes itself.
    pub(crate) fn own_changes(&self) -> broadcast::Receiver<Change> {
        self.0.own_changes.subscribe()
    }

    /// Which run of the program this is.
    pub(crate) fn run(&self) -> &str {
        self.0.log.run()
    }

    /// Tells the pages that are open here.
    pub(crate) fn tell_here(&self, change: Change) {
        self.0.log.tell(change.clone());
        // Nobody listening is no error.
        let _ = self.0.changes.send(change);
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Desk").field("id", &self.0.id).field("folder", &self.0.folder).finish_non_exhaustive()
    }
}

/// Settings and members as the transaction sees them.
pub(crate) async fn load_settings(tx: &mut Tx, desk: &DeskId) -> Result<DeskSettings, OpenError> {
    let row = store::desk::the_only(tx).await?.ok_or_else(|| OpenError::NoDesk(PathBuf::new()))?;
    let settings = serde_json::from_str(&row.settings).map_err(SettingsError::Unreadable)?;
    let members = store::member::all(tx, desk).await?;
    Ok(DeskSettings::new(settings, members.iter().map(|member| member.address.as_str()))?)
}
