//! The next steps of a mail that is sent: whose each is, the secret in its link, and its row. What becomes of a step, the rulebook says.

use jiff::SignedDuration;
use mail::written::Link;
use rulebook::people::{Party, Side};
use rulebook::step::DraftStep;
use store::step::{Standing, StepLinkRow, StepRow};
use store::{StoreError, Tx};
use words::Words;

use super::context::Context;
use super::{AnswerForm, Refused};
use crate::desk::Desk;
use crate::steps::kept;
use crate::token::Token;

/// How long a link leads to its step.
const LINK_HOLDS: SignedDuration = SignedDuration::from_hours(24 * 90);

/// The steps of a mail, ready to be entered.
#[derive(Default)]
pub(super) struct Named {
    steps: Vec<OneNamed>,
    /// Where links lead; none when nobody outside could follow one.
    address: Option<String>,
}

/// One of them.
struct OneNamed {
    row: StepRow,
    /// Named in an earlier mail: this one reminds of it.
    again: bool,
    /// What its link holds; for steps of theirs in the list.
    link: Option<(Token, StepLinkRow)>,
}

/// A line of the list in the reader's language.
pub(super) struct Line {
    pub(super) words: String,
    pub(super) due: Option<String>,
    links: Vec<(String, String)>,
}

impl Line {
    pub(super) fn links(&self) -> Vec<Link<'_>> {
        self.links.iter().map(|(words, href)| Link { words, href }).collect()
    }
}

/// Makes rows and links of what stands under the text.
pub(super) async fn name(desk: &Desk, context: &Context, form: &AnswerForm) -> Result<Named, Refused> {
    let drafted = kept(desk, &form.steps);
    if drafted.is_empty() {
        return Ok(Named::default());
    }
    let ids: Vec<&str> = drafted.iter().map(|step| step.id.as_str()).collect();
    let known = desk.db().read(async |mut tx| store::step::by_ids(&mut tx, desk.id(), &ids).await).await?;
    let mut steps = Vec::with_capacity(drafted.len());
    for (position, step) in (0..).zip(&drafted) {
        let before = known.iter().find(|row| row.step_id == step.id);
        let row = match before {
            Some(row) => row.clone(),
            None => row(desk, context, form, step, position)?,
        };
        let link = (row.side == Side::Theirs && row.listed && form.step_links.is_some()).then(|| link(desk, &row));
        steps.push(OneNamed { row, again: before.is_some(), link });
    }
    Ok(Named { steps, address: form.step_links.clone() })
}

fn row(desk: &Desk, context: &Context, form: &AnswerForm, step: &DraftStep, position: i64) -> Result<StepRow, Refused> {
    let first = form.to.first().ok_or(Refused::NoRecipient)?;
    let ours = step.who.is_empty();
    let theirs = form.to.iter().chain(&form.cc).find(|party| party.address == step.who);
    if step.due.is_some_and(|due| due < desk.settings().calendar.date_of(desk.now())) {
        return Err(Refused::StepInThePast(step.what.clone()));
    }
    let (side, who, whom): (Side, &Party, &Party) = match theirs {
        _ if ours => (Side::Ours, &context.from, first),
        Some(theirs) => (Side::Theirs, theirs, &context.from),
        None => return Err(Refused::StepOfNobody(step.what.clone())),
    };
    Ok(StepRow {
        step_id: step.id.clone(),
        message_id: String::new(),
        position,
        standing: Standing::Agreed,
        listed: step.listed || !ours,
        side,
        who: who.clone(),
        whom: whom.clone(),
        what: step.what.clone(),
        due_on: step.due.map(|date| date.to_string()),
        language: if context.language.is_empty() { &context.own_language } else { &context.language }.clone(),
        reminded_at: None,
    })
}

fn link(desk: &Desk, row: &StepRow) -> (Token, StepLinkRow) {
    let token = Token::new();
    let made_at = desk.now();
    let until_at = made_at.checked_add(LINK_HOLDS).unwrap_or(made_at);
    let link = StepLinkRow { token_hash: token.hash(), step_id: row.step_id.clone(), made_at, until_at };
    (token, link)
}

impl Named {
    /// The list as the reader gets it.
    pub(super) fn lines(&self, words: &Words) -> Vec<Line> {
        let address = self.address.as_deref().unwrap_or_default();
        let line = |step: &OneNamed| Line {
            words: words.step(&step.row.who, step.row.side, &step.row.what),
            due: step.row.due_on.as_deref().and_then(|date| date.parse().ok()).map(|date| words.step_due(date)),
            links: step.link.iter().flat_map(|(token, _)| links(words, address, token)).collect(),
        };
        self.steps.iter().filter(|step| step.row.listed).map(line).collect()
    }

    /// Enters the steps with the mail that names them.
    pub(super) async fn enter(&self, tx: &mut Tx, desk: &Desk, message_id: &str) -> Result<(), StoreError> {
        if self.steps.is_empty() {
            return Ok(());
        }
        let (again, new): (Vec<&OneNamed>, Vec<&OneNamed>) = self.steps.iter().partition(|step| step.again);
        let rows: Vec<StepRow> =
            new.iter().map(|step| StepRow { message_id: message_id.to_owned(), ..step.row.clone() }).collect();
        store::step::insert_many(tx, desk.id(), &rows).await?;
        let links: Vec<StepLinkRow> =
            self.steps.iter().filter_map(|step| step.link.as_ref().map(|(_, link)| link.clone())).collect();
        store::step::insert_links(tx, desk.id(), &links).await?;
        let reminded: Vec<&str> = again.iter().map(|step| step.row.step_id.as_str()).collect();
        store::step::set_reminded(tx, desk.id(), &reminded, desk.now()).await
    }
}

/// 'Done', 'Answer', 'I need help': one address, opened at its place.
fn links(words: &Words, address: &str, token: &Token) -> [(String, String); 3] {
    let to = |wish: &str| format!("{address}{}{wish}", token.reveal());
    [
        (words.t("step-link-done"), to("")),
        (words.t("step-link-answer"), to("?to=answer")),
        (words.t("step-link-help"), to("?to=help")),
    ]
}
