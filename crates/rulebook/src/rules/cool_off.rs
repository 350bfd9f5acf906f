//! `cool-off`: a mail written in anger waits until it was read again; one with an edge is marked.
//!
//! **Why.** A hot mail costs more than it says, and nobody can take it back. Delay and a second reading help where a warning alone is clicked away.

use std::ops::Range;

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix, Severity};
use crate::language::{EDGY, HOT, Heat};

/// The rule's stable code.
pub const CODE: &str = "cool-off";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("hold")];

/// One finding on the sentence that carries most of the heat: held when hot, marked when edgy.
pub(crate) fn check(heat: &Heat) -> Vec<Finding> {
    let marked = heat.markers.first().map(|marker| marker.span.clone());
    let Some(span) = heat.hottest.clone().or(marked).filter(|_| heat.score >= EDGY) else { return Vec::new() };
    if heat.score < HOT {
        let choices = milder(heat, &span);
        return vec![Finding::advice(CODE, "heat-edgy", span.clone()).mended_by(Fix::MilderWording { span, choices })];
    }
    let hot = Finding::advice(CODE, "heat-hot", span).mended_by(Fix::PutOff);
    vec![Finding { severity: Severity::Hold, ..hot }]
}

/// What could stand instead, by what gives the sentence its edge.
fn milder(heat: &Heat, span: &Range<usize>) -> Vec<&'static str> {
    let inside = heat.markers.iter().filter(|marker| marker.span.start < span.end && span.start < marker.span.end);
    let mut choices: Vec<&'static str> = inside
        .map(|marker| match marker.kind {
            "said-before" | "counting" => "milder-summary",
            "you-failed" => "milder-facts",
            "mock-thanks" | "scare-quotes" => "milder-plain",
            _ => "milder-ask",
        })
        .chain(["milder-plain", "milder-ask"])
        .collect();
    let mut known = Vec::new();
    choices.retain(|choice| {
        !known.contains(choice) && {
            known.push(*choice);
            true
        }
    });
    choices
}
