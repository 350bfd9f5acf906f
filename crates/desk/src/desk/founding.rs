//! The first row of a new data folder: a desk with settings that fit the machine, to be set up by its owner later.

use rulebook::house_rules::Settings;
use store::desk::DeskRow;
use store::{Db, StoreError};

use crate::clock::Clock;
use crate::ids::Ids;

/// Where the machine seems to stand; what a new desk starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// IANA time zone.
    pub time_zone: String,
    /// Country whose holidays count.
    pub country: &'static str,
    /// The desk's first language.
    pub language: &'static str,
}

/// When the machine says nothing useful (UTC is what servers say).
const ZONE_WITHOUT_A_HINT: &str = "Europe/Warsaw";

/// Zones whose country is clear, with the language of the desk there.
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("Europe/Warsaw", "PL", "pl"),
    ("Europe/Moscow", "RU", "ru"),
    ("Europe/Kaliningrad", "RU", "ru"),
    ("Europe/Samara", "RU", "ru"),
    ("Asia/Yekaterinburg", "RU", "ru"),
    ("Asia/Novosibirsk", "RU", "ru"),
    ("Asia/Omsk", "RU", "ru"),
    ("Asia/Vladivostok", "RU", "ru"),
    ("Europe/Kyiv", "UA", "ru"),
    ("Europe/Kiev", "UA", "ru"),
    ("Europe/Minsk", "BY", "ru"),
    ("Asia/Almaty", "KZ", "ru"),
    ("Europe/Berlin", "DE", "en"),
    ("Europe/London", "GB", "en"),
    ("Europe/Prague", "CZ", "en"),
    ("Europe/Vilnius", "LT", "en"),
    ("Europe/Riga", "LV", "en"),
    ("Europe/Tallinn", "EE", "en"),
    ("America/New_York", "US", "en"),
    ("America/Chicago", "US", "en"),
    ("America/Denver", "US", "en"),
    ("America/Los_Angeles", "US", "en"),
];

impl Founding {
    /// What fits this machine.
    #[expect(clippy::disallowed_methods, reason = "a desk without settings has only the machine's zone to start from")]
    pub fn here() -> Self {
        Self::in_zone(jiff::tz::TimeZone::system().iana_name())
    }

    /// What fits a machine in this zone; `None` or UTC gives the default.
    pub fn in_zone(zone: Option<&str>) -> Self {
        let zone = zone.filter(|zone| zone.contains('/') && !zone.starts_with("Etc/"));
        let zone = zone.unwrap_or(ZONE_WITHOUT_A_HINT);
        let known = COUNTRIES.iter().find(|(name, ..)| *name == zone);
        let (country, language) = known.map_or(("", "en"), |(_, country, language)| (*country, *language));
        Self { time_zone: zone.to_owned(), country, language }
    }

    /// The settings of a desk that nobody has named yet.
    pub fn settings(&self) -> Settings {
        Settings::default_for("Desk", &self.time_zone, self.country, self.language)
    }
}

/// The random end of an id: every row and index entry begins with the desk's, so it is short.
fn short(id: &str) -> String {
    id.rsplit('-').next().unwrap_or(id).to_owned()
}

/// The desk of this database, made when there is none.
pub(super) async fn find_or_found(db: &Db, clock: &dyn Clock) -> Result<DeskRow, StoreError> {
    if let Some(row) = db.read(async |mut tx| store::desk::the_only(&mut tx).await).await? {
        return Ok(row);
    }
    let settings = Founding::here().settings();
    let now = clock.now();
    let row = DeskRow {
        desk_id: short(&Ids::new().next(now)),
        name: settings.name.clone(),
        settings: serde_json::to_string(&settings).unwrap_or_default(),
        created_at: now,
    };
    db.write(async |mut tx| match store::desk::the_only(&mut tx).await? {
        // Somebody else was faster.
        Some(there) => Ok(there),
        None => {
            store::desk::insert(&mut tx, &row).await?;
            Ok(row.clone())
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_says_utc_is_taken_to_be_in_warsaw() {
        for zone in [None, Some("UTC"), Some("Etc/UTC"), Some("Europe/Warsaw")] {
            assert_eq!(Founding::in_zone(zone).time_zone, "Europe/Warsaw");
            assert_eq!(Founding::in_zone(zone).country, "PL");
        }
        assert_eq!(Founding::in_zone(Some("Asia/Almaty")).country, "KZ");
    }

    #[test]
    fn every_founding_gives_valid_settings() {
        for (zone, ..) in COUNTRIES {
            assert_eq!(Founding::in_zone(Some(zone)).settings().validate(), Ok(()), "{zone}");
        }
        assert_eq!(Founding::in_zone(Some("Asia/Tokyo")).settings().validate(), Ok(()));
    }
}
