//! `offer-a-call`: where mail does not help any more, a short call is proposed.
//!
//! **Why.** What takes six mails takes ten minutes by voice, and who complains wants to be heard before being answered.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::gate::Context;
use crate::language::{ClientReading, Complaint, DraftReading};

/// The rule's stable code.
pub const CODE: &str = "offer-a-call";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// So many mails in three working days are a talk that wants a voice.
const TO_AND_FRO: usize = 6;

/// One suggestion, for the strongest reason, unless a call is offered or agreed on already.
pub(crate) fn check(
    read: &DraftReading,
    asked: Option<&ClientReading>,
    context: &Context<'_>,
    end: usize,
) -> Vec<Finding> {
    if read.offers_call || context.talk.call_agreed {
        return Vec::new();
    }
    let wished = asked.is_some_and(|mail| mail.wants_call);
    let complains = context.talk.complaint || asked.is_some_and(|mail| mail.complaint == Complaint::Grave);
    let code = match (wished, complains, context.talk.mails_lately >= TO_AND_FRO) {
        (true, ..) => "call-wished",
        (_, true, _) => "call-for-complaint",
        (.., true) => "to-and-fro",
        _ => return Vec::new(),
    };
    let fix = Fix::OfferCall { at: end, choices: vec!["offer-call", "offer-call-times"] };
    vec![Finding::advice(CODE, code, end..end).mended_by(fix)]
}
