//! What a member says of findings, and what follows from it: the thresholds of heat move a little, for this member alone.
//! Only counts are kept; no word of a draft is.

use rulebook::finding::CODES;
use rulebook::gate::{Leaning, Said};
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

/// Keeps a member's word about a finding of this code.
///
/// # Errors
/// See [`Refused`].
pub async fn say(desk: &Desk, who: &Who, code: &str, word: Word) -> Result<(), Refused> {
    let code = CODES.iter().find(|known| **known == code).ok_or(Refused::Nothing)?;
    let member = &who.member.member_id;
    let row = GateWordRow {
        member_id: member.clone(),
        code: (*code).to_owned(),
        fine: i64::from(word == Word::Fine),
        good: i64::from(word == Word::Good),
        said_at: desk.now(),
    };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::gate_word::add(tx, desk.id(), &row).await?;
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

/// How the member's thresholds lean.
///
/// # Errors
/// When the database fails.
pub async fn load(tx: &mut Tx, desk: &Desk, member_id: &str) -> Result<Leaning, StoreError> {
    let rows = store::gate_word::of_member(tx, desk.id(), member_id).await?;
    let of = |code: &str| {
        let row = rows.iter().find(|row| row.code == code);
        let count = |count: i64| u32::try_from(count).unwrap_or(0);
        row.map_or(Said::default(), |row| Said { fine: count(row.fine), good: count(row.good) })
    };
    Ok(Leaning::of(of("heat-edgy"), of("heat-hot")))
}
