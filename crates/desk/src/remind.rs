//! A kind reminder of a step that is overdue: a draft for a person to read and send. Nothing goes by itself.

use jiff::Timestamp;
use rulebook::people::Side;
use rulebook::step::DraftStep;
use store::Tx;
use store::draft::DraftKind;
use store::message::MessageRow;
use store::step::StepRow;
use words::{Language, Words};

use crate::desk::Desk;
use crate::drafts::{self, DraftForm};
use crate::refusal::refusals;
use crate::steps::promise_of;
use crate::who::Who;

/// A step is reminded of again after so many working days.
pub const PAUSE: u32 = 2;

refusals! {
    /// Why no reminder is drafted.
    Refused {
        /// There is no such step any more.
        Nothing = "refused-step-nothing",
        /// It is done or given up already.
        Settled = "refused-step-settled",
        /// It is ours to do, or there is time left.
        NotDue = "refused-remind-not-due",
        /// They were reminded a moment ago.
        Lately = "refused-remind-lately",
        /// Something else is being written there.
        Drafting = "refused-remind-drafting",
    }
}

/// Whether a step may be reminded of now, as far as the last reminder goes.
pub fn may_remind(desk: &Desk, step: &StepRow, now: Timestamp) -> bool {
    let calendar = &desk.settings().calendar;
    step.reminded_at.is_none_or(|last| calendar.add_working_days(last, PAUSE) <= now)
}

/// Drafts the reminder where the step stands. Gives that conversation.
///
/// # Errors
/// See [`Refused`].
pub async fn draft(desk: &Desk, who: &Who, step: &str) -> Result<String, Refused> {
    let (step, mail) = desk.db().read(async |mut tx| overdue(&mut tx, desk, step).await).await?;
    let conversation = mail.conversation_id.clone();
    let there = drafts::load(desk, who, &conversation, DraftKind::Reply).await?;
    if there.as_ref().is_some_and(|draft| !draft.text.trim().is_empty()) {
        return Err(Refused::Drafting);
    }
    let newest =
        desk.db().read(async |mut tx| store::message::newest(&mut tx, desk.id(), &conversation, None).await).await?;
    let zone = desk.settings().calendar.time_zone().clone();
    let words = Words::new(step.language.parse().unwrap_or(Language::En), zone);
    let form = DraftForm {
        text: words.reminder(&step.what),
        to: vec![step.who.clone()],
        version: there.map_or(0, |draft| draft.version),
        base_message_id: newest.map(|message| message.message_id),
        steps: vec![DraftStep {
            id: step.step_id.clone(),
            who: step.who.address.clone(),
            what: step.what.clone(),
            due: step.due_on.as_deref().and_then(|date| date.parse().ok()),
            listed: true,
        }],
        ..DraftForm::default()
    };
    drafts::save(desk, who, &conversation, DraftKind::Reply, &form).await.map_err(|refused| match refused {
        drafts::Refused::Newer(_) => Refused::Drafting,
        drafts::Refused::Fault(fault) => Refused::Fault(fault),
        other => Refused::Fault(other.into()),
    })?;
    Ok(conversation)
}

/// The step and the mail that named it, when somebody may be reminded of it.
async fn overdue(tx: &mut Tx, desk: &Desk, step: &str) -> Result<(StepRow, MessageRow), Refused> {
    let row = store::step::find(tx, desk.id(), step).await?.ok_or(Refused::Nothing)?;
    let promise = promise_of(tx, desk, &row).await?.ok_or(Refused::Nothing)?;
    if !promise.unkept {
        return Err(Refused::Settled);
    }
    let now = desk.now();
    if row.side != Side::Theirs || promise.due_at >= now {
        return Err(Refused::NotDue);
    }
    if !may_remind(desk, &row, now) {
        return Err(Refused::Lately);
    }
    let mail = store::message::find(tx, desk.id(), &row.message_id).await?.ok_or(Refused::Nothing)?;
    Ok((row, mail))
}

#[cfg(test)]
mod tests {
    use rulebook::gate::{Context, Draft, Verdict, pass};
    use rulebook::house_rules::Checks;
    use rulebook::language::Sent;

    use super::*;

    /// What Tact writes itself gives it nothing to remark on.
    #[test]
    fn a_reminder_passes_the_gate_without_a_finding() {
        for (language, what) in
            [(Language::En, "The logo as SVG"), (Language::Pl, "Logo w SVG"), (Language::Ru, "Логотип в SVG")]
        {
            let text = Words::new(language, jiff::tz::TimeZone::UTC).reminder(what);
            assert!(text.contains(what), "{text}");
            let sent = Sent { at: jiff::civil::date(2026, 11, 17).at(10, 0, 0, 0), calendar: None };
            let language = Some(language.code());
            let draft = Draft { text: &text, answering: None, language, sent, context: Context::default() };
            let passage = pass(&draft, &Checks::default(), None).unwrap();
            assert_eq!((passage.verdict, passage.findings), (Verdict::Send, Vec::new()), "{text}");
        }
    }
}
