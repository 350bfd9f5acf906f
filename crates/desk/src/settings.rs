//! The desk's settings: one document, validated whole, saved with its event; a change derives every promise anew.

use anyhow::Context as _;
use rulebook::house_rules::{Problem, Settings};
use serde_json::{Value, json};
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::{Desk, load_settings};
use crate::happening::{About, note};
use crate::ledger;
use crate::refusal::refusals;
use crate::who::By;

/// Keys that no promise depends on.
const SAYS_NOTHING_OF_PROMISES: [&str; 2] = ["name", "languages"];

/// Conversations derived in one go.
const AT_ONCE: i64 = 256;

refusals! {
    /// Why settings are not saved.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// Everything that is wrong with the document.
        Invalid(Vec<Problem>) = "refused-settings",
        /// Somebody else saved meanwhile; what stands now is given.
        Newer(Box<Settings>) = "refused-settings-newer",
    }
}

/// The document as it stands.
pub fn load(desk: &Desk) -> Settings {
    desk.settings().settings.clone()
}

/// Saves the document. With `base`, the document the person started from, a change somebody else saved meanwhile is
/// not overwritten.
///
/// # Errors
/// See [`Refused`].
pub async fn save(desk: &Desk, by: By<'_>, settings: Settings, base: Option<&Settings>) -> Result<(), Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    settings.validate().map_err(Refused::Invalid)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let before = stored(tx).await?;
            if let (Some(base), Some(before)) = (base, &before)
                && base != before
            {
                return Err(Refused::Newer(Box::new(before.clone())));
            }
            write(tx, desk, &settings).await?;
            let changed = before.map(|before| changed_keys(&before, &settings)).unwrap_or_default();
            note(
                tx,
                desk,
                by.actor(),
                "settings_saved",
                About::desk("settings", "desk"),
                json!({ "changed": changed }),
            )
            .await?;
            Ok(())
        })
        .await?;
    Ok(take_up(desk).await?)
}

/// Saves one rule's settings; `None` gives it back to its defaults.
///
/// # Errors
/// See [`Refused`].
pub async fn save_rule(desk: &Desk, by: By<'_>, code: &str, rule: Option<Value>) -> Result<(), Refused> {
    let base = load(desk);
    let mut settings = base.clone();
    match rule {
        Some(rule) => settings.rules.insert(code.to_owned(), rule),
        None => settings.rules.remove(code),
    };
    save(desk, by, settings, Some(&base)).await
}

/// Writes a valid document, and derives every promise anew when that may change one.
pub(crate) async fn write(tx: &mut Tx, desk: &Desk, settings: &Settings) -> anyhow::Result<()> {
    let changed = stored(tx).await?.map(|before| changed_keys(&before, settings));
    let text = serde_json::to_string(settings).context("write the settings down")?;
    store::desk::save(tx, desk.id(), &settings.name, &text).await?;
    match changed {
        Some(changed) if changed.iter().all(|key| SAYS_NOTHING_OF_PROMISES.contains(&key.as_str())) => Ok(()),
        _ => derive_all(tx, desk).await,
    }
}

/// Derives every promise of the desk by the settings as the transaction sees them.
pub(crate) async fn derive_all(tx: &mut Tx, desk: &Desk) -> anyhow::Result<()> {
    let settings = load_settings(tx, desk.id()).await?;
    crate::receive::turn_round(tx, desk, &settings.own).await?;
    let now = desk.now();
    let mut after = String::new();
    loop {
        let ids = store::conversation::ids_after(tx, desk.id(), &after, AT_ONCE).await?;
        let Some(last) = ids.last() else { return Ok(()) };
        ledger::refresh(tx, desk.id(), &settings, now, &ids).await?;
        after.clone_from(last);
    }
}

/// Makes the saved settings those in use, and tells open pages.
pub(crate) async fn take_up(desk: &Desk) -> anyhow::Result<()> {
    desk.reload_settings().await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

async fn stored(tx: &mut Tx) -> Result<Option<Settings>, StoreError> {
    let row = store::desk::the_only(tx).await?;
    Ok(row.and_then(|row| serde_json::from_str(&row.settings).ok()))
}

/// The top-level keys that differ, for the event.
fn changed_keys(before: &Settings, after: &Settings) -> Vec<String> {
    let object = |settings| serde_json::to_value(settings).unwrap_or_default();
    let (before, after) = (object(before), object(after));
    let keys = after.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    keys.into_iter().filter(|key| before.get(key) != after.get(key)).collect()
}
