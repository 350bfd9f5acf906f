//! `right-recipient`: the mail is for whom it says, and carries what it says.
//!
//! **Why.** A mail to the wrong client cannot be called back, and it tells two clients at once how things are kept here.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::gate::{Context, Recipient};
use crate::language::{DraftReading, names};

/// The rule's stable code.
pub const CODE: &str = "right-recipient";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// Another client's name in the text or on a file, a file that is spoken of and missing, and people who may be here by mistake.
pub(crate) fn check(read: &DraftReading, draft: &str, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for found in names(draft, context.other_names, context.own_names) {
        let words = draft.get(found.clone()).unwrap_or_default();
        findings.push(Finding::advice(CODE, "other-client", found.clone()).naming(words));
    }
    for file in context.files {
        if !names(&capitalised(file), context.other_names, context.own_names).is_empty() {
            let fix = Fix::RemoveAttachment { name: (*file).to_owned() };
            findings.push(Finding::advice(CODE, "other-file", 0..0).naming(file).mended_by(fix));
        }
    }
    if let Some(span) = read.attachment.clone().filter(|_| context.files.is_empty()) {
        findings.push(Finding::advice(CODE, "nothing-attached", span).mended_by(Fix::AddAttachment));
    }
    findings.extend(context.recipients.iter().filter_map(|one| doubtful(one, context.recipients)));
    findings
}

/// File names are typed in haste; each of their words may be a name.
fn capitalised(file: &str) -> String {
    let mut inside = false;
    let mut written = String::with_capacity(file.len());
    for c in file.chars() {
        match (inside, c.is_alphanumeric()) {
            (false, true) => written.extend(c.to_uppercase()),
            _ => written.push(c),
        }
        inside = c.is_alphanumeric();
    }
    written
}

/// A newcomer in copy, or a colleague among the client's people.
fn doubtful(one: &Recipient<'_>, all: &[Recipient<'_>]) -> Option<Finding> {
    let code = if one.is_colleague && all.iter().any(|other| !other.is_colleague) {
        "colleague"
    } else if one.is_copy && one.is_new && !one.is_colleague {
        "newcomer"
    } else {
        return None;
    };
    let who = if one.name.is_empty() { one.address } else { one.name };
    let fix = Fix::RemoveRecipient { address: one.address.to_owned() };
    Some(Finding::advice(CODE, code, 0..0).naming(who).mended_by(fix))
}
