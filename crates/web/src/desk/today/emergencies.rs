//! Emergencies, on top of Today at any hour: for whoever is on call, and where nobody is, for everybody. What is one, the
//! desk decided when the mail came.

use desk::away::Somebody;
use store::emergency::Waiting;
use store::{StoreError, Tx};

use super::Strip;
use crate::asked::Asked;
use crate::desk::inbox::show::subject;

/// Those that whoever asks is told of.
pub(super) async fn load(tx: &mut Tx, asked: &Asked, everybody: &[Somebody]) -> Result<Vec<Waiting>, StoreError> {
    if desk::away::is_told_of_emergencies(everybody, &asked.who.member.member_id) {
        return store::emergency::waiting(tx, asked.desk().id()).await;
    }
    Ok(Vec::new())
}

/// One line for each.
pub(super) fn strips(asked: &Asked, waiting: &[Waiting]) -> Vec<Strip> {
    let w = &asked.w;
    let strip = |one: &Waiting| {
        let name = if one.from_name.trim().is_empty() { &one.from_address } else { &one.from_name };
        Strip {
            tone: "broken",
            text: w.t2("page-today-emergency", "name", name, "subject", subject(asked, &one.subject)),
            act: w.t("page-today-emergency-act"),
            href: format!("/conversations/{}#m-{}", one.conversation_id, one.message_id),
        }
    };
    waiting.iter().map(strip).collect()
}
