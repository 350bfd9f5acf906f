//! `cool-off`: a mail written in anger waits until it was read again; one with an edge is marked.
//!
//! **Why.** A hot mail costs more than it says, and nobody can take it back. Delay and a second reading help where a warning alone is clicked away.

use super::{Produces, Rule, Setting, SettingKind};
use crate::finding::{Finding, Severity};
use crate::language::{EDGY, HOT, Heat};

/// The rule's stable code.
pub const CODE: &str = "cool-off";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] =
    &[Setting { key: "enabled", kind: SettingKind::Switch { default: true }, instead_of: None }];

/// One finding on the sentence that carries most of the heat: held when hot, marked when edgy.
pub(crate) fn check(heat: &Heat) -> Vec<Finding> {
    let marked = heat.markers.first().map(|marker| marker.span.clone());
    let Some(span) = heat.hottest.clone().or(marked).filter(|_| heat.score >= EDGY) else { return Vec::new() };
    if heat.score < HOT {
        return vec![Finding::advice(CODE, "heat-edgy", span)];
    }
    vec![Finding { severity: Severity::Hold, ..Finding::advice(CODE, "heat-hot", span) }]
}
