//! The agency's own settings of the rules: typed, with defaults; desk, then client, then project.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The desk's settings as one document (`tact settings export` / `apply`). Unknown keys are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The agency's name.
    pub name: String,
    /// IANA time zone, such as `Europe/Warsaw`.
    pub time_zone: String,
    /// ISO 3166 alpha-2 country whose public holidays count.
    pub country: String,
    /// Weekly hours: `mon`…`sun` → spans `HH:MM-HH:MM`; a missing day is closed.
    pub hours: BTreeMap<String, Vec<String>>,
    /// Extra closed days, `YYYY-MM-DD`.
    #[serde(default)]
    pub closed_days: Vec<String>,
    /// Addresses that are ours.
    #[serde(default)]
    pub own_addresses: Vec<String>,
    /// Languages the desk works in, the first is the default: `en`, `pl`, `ru`.
    pub languages: Vec<String>,
    /// Settings per rule code; what is left out has its default.
    #[serde(default)]
    pub rules: BTreeMap<String, serde_json::Value>,
}

/// Every rule's settings, typed, after laying desk, client and project over the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HouseRules {}
