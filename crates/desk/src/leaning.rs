//! What a member says of findings, and what follows from it: the thresholds of heat move a little, for this member alone.
//! One word counts for one finding and its words; no word of a draft is kept.

use rulebook::finding::CODES;
use rulebook::gate::{Said, code_of};
use serde_json::json;
use store::gate_word::GateWordRow;
use store::{StoreError, Tx};

use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

/// What a member says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// It was fine as it was.
    Fine,
    /// It was good to be told.
    Good,
}

refusals! {
    /// Why a word about a finding is not kept.
    Refused {
        /// The gate knows no such finding.
        Nothing = "refused-fault",
    }
}

/// Keeps a member's word about a finding, named with its words ([`rulebook::gate::named`]). Said anew it takes the place of what
/// was said before.
///
/// # Errors
/// See [`Refused`].
pub async fn say(desk: &Desk, who: &Who, about: &str, word: Word) -> Result<(), Refused> {
    let code = code_of(about).filter(|code| CODES.contains(code)).ok_or(Refused::Nothing)?;
    let member = &who.member.member_id;
    let row = GateWordRow {
        member_id: member.clone(),
        code: about.to_owned(),
        fine: i64::from(word == Word::Fine),
        good: i64::from(word == Word::Good),
        said_at: desk.now(),
    };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let before = store::gate_word::of_member(tx, desk.id(), member).await?;
            if before.iter().any(|before| before.code == row.code && before.fine == row.fine) {
                return Ok(());
            }
            store::gate_word::save(tx, desk.id(), &row).await?;
            let data = json!({ "code": code, "fine": word == Word::Fine });
            note(tx, desk, member, "finding_weighed", About::desk("member", member), data).await?;
            Ok::<_, Refused>(())
        })
        .await
}

/// Forgets all that the member said: the thresholds are where they were.
///
/// # Errors
/// When the database fails.
pub async fn forget(desk: &Desk, who: &Who) -> Result<(), StoreError> {
    let member = &who.member.member_id;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            if store::gate_word::forget(tx, desk.id(), member).await? > 0 {
                note(tx, desk, member, "findings_forgotten", About::desk("member", member), json!({})).await?;
            }
            Ok(())
        })
        .await
}

/// What the member said of findings.
///
/// # Errors
/// When the database fails.
pub async fn load(tx: &mut Tx, desk: &Desk, member_id: &str) -> Result<Vec<Said>, StoreError> {
    let rows = store::gate_word::of_member(tx, desk.id(), member_id).await?;
    Ok(rows.into_iter().map(|row| Said { about: row.code, fine: row.fine > 0 }).collect())
}
