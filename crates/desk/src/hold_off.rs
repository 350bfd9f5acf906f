//! The holding reply: 'I am on it, you will hear from me by …'. Keeps the open promise and makes a new one.

use jiff::Timestamp;
use words::{Language, Words};

use crate::answer::{self, AnswerForm, Answered, Refused};
use crate::desk::Desk;
use crate::who::Who;

/// What the one click offers; both may be changed before it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// By when we will come back: the same time next working day.
    pub until: Timestamp,
    /// The text in the client's language.
    pub text: String,
}

/// What the one click offers in this conversation. With `until`, the text says that date instead.
///
/// # Errors
/// [`Refused::Nowhere`] when there is no such conversation.
pub async fn offer(desk: &Desk, conversation: &str, until: Option<Timestamp>) -> Result<Offer, Refused> {
    let language = answer::language_in(desk, conversation).await?;
    Ok(offer_in(desk, &language, until))
}

fn offer_in(desk: &Desk, language: &str, until: Option<Timestamp>) -> Offer {
    let (settings, now) = (desk.settings(), desk.now());
    let calendar = &settings.calendar;
    let until = until.unwrap_or_else(|| calendar.add_working_days(calendar.next_opening(now), 1));
    let of_the_desk = settings.settings.languages.first().map(String::as_str).unwrap_or_default();
    let language: Language = language.parse().or_else(|_| of_the_desk.parse()).unwrap_or(Language::En);
    let words = Words::new(language, calendar.time_zone().clone());
    Offer { until, text: words.holding_reply(now, until) }
}

/// Sends the holding reply to whoever waits, in one step. `key` is the composer's idempotency key.
///
/// # Errors
/// As [`answer::send`]; [`Refused::HoldingInThePast`] when `until` has passed.
pub async fn send(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    until: Option<Timestamp>,
    key: &str,
) -> Result<Answered, Refused> {
    let suggested = answer::suggest(desk, who, conversation).await?;
    let offer = offer_in(desk, &suggested.language, until);
    let form = AnswerForm {
        to: suggested.to,
        cc: suggested.cc,
        text: offer.text,
        holding_until: Some(offer.until),
        idempotency_key: key.to_owned(),
        base_message_id: suggested.base_message_id,
        despite_newer: true,
        ..AnswerForm::default()
    };
    answer::send(desk, who, conversation, form).await
}
