//! The member's drafts that were put off: those that rest stand last and quietly, those that have rested stand first.

use store::cooling::Rested;
use store::draft::DraftKind;
use words::dates::Role;

use super::Strip;
use crate::asked::Asked;
use crate::desk::inbox::show::subject;

/// One that rested and is to be read again.
pub(super) fn over(asked: &Asked, draft: &Rested) -> Strip {
    let w = &asked.w;
    let text = w.t2("page-today-rested", "name", name(asked, draft), "subject", subject(asked, &draft.subject));
    Strip { tone: "due", text, act: w.t("page-today-rested-act"), href: place(draft, "/rereading") }
}

/// One that rests: until when.
pub(super) fn still(asked: &Asked, draft: &Rested) -> Strip {
    let w = &asked.w;
    let (name, about) = (name(asked, draft), subject(asked, &draft.subject));
    let when = w.when(Role::On, asked.now, draft.due_at);
    let text = w.tn("page-today-resting", &[("name", &name), ("subject", &about), ("when", &when)]);
    Strip { tone: "", text, act: w.t("page-today-resting-act"), href: place(draft, "#reply") }
}

fn name<'a>(asked: &'a Asked, draft: &'a Rested) -> &'a str {
    draft.to_list.first().map_or("…", |party| asked.w.name(party))
}

/// Where it is written on; of an answer this place in its conversation.
fn place(draft: &Rested, of_answer: &str) -> String {
    let id = &draft.conversation_id;
    match draft.kind {
        DraftKind::New => format!("/conversations/new?draft={id}"),
        DraftKind::Reply | DraftKind::Note => format!("/conversations/{id}{of_answer}"),
    }
}
