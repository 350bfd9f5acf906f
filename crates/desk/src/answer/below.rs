//! What stands below a written mail: the member's signature, and the mail that is answered or passed on.

use anyhow::Context as _;
use mail::letter::Letter;
use mail::written::{Body, Link, Picture, Quote, StepLine, Steps, Writing, body};
use rulebook::people::Party;
use store::blobs::Hash;
use store::message::MessageRow;
use words::{Language, Words};

use super::context::Context;
use super::steps::Line;
use super::{AnswerForm, Refused};
use crate::desk::Desk;

/// What the composer shows folded of the mail below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quoted {
    /// The line above it.
    pub lead: String,
    /// Its new words.
    pub text: String,
}

/// The words of a language, at the desk's clock; those of the member where it is not known.
pub(super) fn words_of(desk: &Desk, language: &str, own: &str) -> Words {
    let settings = desk.settings();
    let language = language.parse().or_else(|_| own.parse()).unwrap_or(Language::En);
    Words::new(language, settings.calendar.time_zone().clone())
}

/// The line or lines above the mail.
pub(super) fn lead(words: &Words, message: &MessageRow, passed_on: bool) -> String {
    let writer = Party { address: message.from_address.clone(), name: message.from_name.clone() };
    let at = message.claimed_at.unwrap_or(message.arrived_at);
    if passed_on {
        words.passed_on_lead(at, &writer, &message.to_list, &message.subject)
    } else {
        words.quote_lead(at, &writer)
    }
}

/// The mail below, as the composer shows it.
pub(super) fn shown(words: &Words, message: &MessageRow, passed_on: bool) -> Quoted {
    Quoted { lead: lead(words, message, passed_on), text: message.new_text.trim_end().to_owned() }
}

/// Both sides of the mail, whole.
pub(super) async fn whole(
    desk: &Desk,
    context: &Context,
    form: &AnswerForm,
    words: &Words,
    steps: &[Line],
    pictures: &[Picture<'_>],
) -> Result<Body, Refused> {
    let quoted = context.below.as_ref().map(|(message, passed_on)| (message, *passed_on));
    let aside = context.part.as_ref().map(|part| part.line(words)).unwrap_or_default();
    let below: Option<(String, Letter, bool)> = match quoted {
        None => None,
        Some((message, passed_on)) => {
            let hash: Hash = message.raw_hash.parse().context("the name of the mail")?;
            let raw = desk.blobs().get(desk.id(), &hash).await.context("read the mail that stands below")?;
            let letter = mail::read::read(&raw, &mail::read::Hints::default());
            Some((lead(words, message, passed_on), letter, passed_on))
        }
    };
    let quote = below.as_ref().map(|(lead, letter, passed_on)| Quote {
        lead,
        text: &letter.text,
        html: letter.html.as_deref(),
        passed_on: *passed_on,
    });
    let language = words.language().code();
    let title = words.t("steps-title");
    let links: Vec<Vec<Link<'_>>> = steps.iter().map(Line::links).collect();
    let lines: Vec<StepLine<'_>> = steps
        .iter()
        .zip(&links)
        .map(|(line, links)| StepLine { words: &line.words, due: line.due.as_deref(), links })
        .collect();
    let steps = (!lines.is_empty()).then_some(Steps { title: &title, lines: &lines });
    Ok(body(&Writing {
        text: &form.text,
        steps,
        aside: &aside,
        signature: &context.signature,
        quote,
        pictures,
        language,
    }))
}
