//! A whole series that waits: every mail rests, or a colleague reads every mail first. All of them or none.

use jiff::Timestamp;
use store::Tx;

use super::{Series, find};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::who::Who;
use crate::{cool_off, second_look};

/// Lets every mail of the series rest as it was saved. Gives when they come back.
///
/// # Errors
/// See [`cool_off::Refused`].
pub async fn put_off(desk: &Desk, who: &Who, conversation: &str) -> Result<Timestamp, cool_off::Refused> {
    let (series, due_at) = desk
        .db()
        .write(async |mut tx| {
            let tx: &mut Tx = &mut tx;
            let series = find(tx, desk, who, conversation).await?.ok_or(cool_off::Refused::Nothing)?;
            let mut due_at = desk.now();
            for part in &series.parts {
                due_at = cool_off::rest(tx, desk, &part.draft).await?;
            }
            Ok::<_, cool_off::Refused>((series, due_at))
        })
        .await?;
    tell(desk, &series, ChangeKind::Draft);
    Ok(due_at)
}

/// Asks a colleague to read every mail of the series as it was saved. Gives how many there are.
///
/// # Errors
/// See [`second_look::Refused`].
pub async fn ask(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    reader_id: &str,
    question: &str,
) -> Result<usize, second_look::Refused> {
    let series = desk
        .db()
        .write(async |mut tx| {
            let tx: &mut Tx = &mut tx;
            let series = find(tx, desk, who, conversation).await?.ok_or(second_look::Refused::Nothing)?;
            for part in &series.parts {
                second_look::ask_about(tx, desk, &part.draft, reader_id, question).await?;
            }
            Ok::<_, second_look::Refused>(series)
        })
        .await?;
    tell(desk, &series, ChangeKind::Promises);
    Ok(series.parts.len())
}

fn tell(desk: &Desk, series: &Series, kind: ChangeKind) {
    for part in &series.parts {
        desk.tell(Change::of(&part.draft.conversation_id, kind));
    }
}
