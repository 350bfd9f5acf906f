//! Moving what a series says about: paragraphs, steps and files from one mail to another, mails joined and added. Every word is
//! somewhere afterwards.

use rulebook::language::{Whole, propose};

use super::{Part, Refused, Series, find, fresh, keep, of};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::drafts::SUBJECT;
use crate::who::Who;

/// What is moved. Mails, paragraphs, steps and files are counted from 0; a mail after the last one is a new mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// A paragraph, to stand before another one once it is taken out.
    Paragraph {
        /// From which mail.
        part: usize,
        /// Which paragraph.
        at: usize,
        /// To which mail.
        to: usize,
        /// Before which paragraph there.
        before: usize,
    },
    /// A next step.
    Step {
        /// From which mail.
        part: usize,
        /// Which step.
        at: usize,
        /// To which mail.
        to: usize,
    },
    /// A file.
    File {
        /// From which mail.
        part: usize,
        /// Which file.
        at: usize,
        /// To which mail.
        to: usize,
    },
    /// This mail and the one above become one.
    Join {
        /// The lower one.
        part: usize,
    },
    /// All mails become one again.
    JoinAll,
    /// One more mail, with nothing in it but its frame.
    Add,
    /// Only the subjects are kept.
    Nothing,
}

/// Keeps the subjects as they are written and does the move, on what the page had seen. Gives how it is now; nothing when one mail
/// is left, which is no series.
///
/// # Errors
/// See [`Refused`].
pub async fn rearrange(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    seen: &str,
    subjects: &[String],
    what: Move,
) -> Result<Option<Series>, Refused> {
    let after = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let before = find(tx, desk, who, conversation).await?.ok_or(Refused::Nothing)?;
            if before.seen() != seen {
                return Err(Refused::Changed);
            }
            let mut after = before.clone();
            for (part, subject) in after.parts.iter_mut().zip(subjects) {
                part.draft.subject = subject.chars().filter(|char| !char.is_control()).take(SUBJECT).collect();
            }
            moved(desk, &mut after.parts, what).ok_or(Refused::Changed)?;
            keep(tx, desk, &before, &after).await?;
            let left = of(tx, desk, &after.series_id).await?;
            Ok(Some(left).filter(|left| !left.parts.is_empty()))
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Draft));
    Ok(after)
}

/// Does the move; `None` when there is no such thing to be moved.
fn moved(desk: &Desk, parts: &mut Vec<Part>, what: Move) -> Option<()> {
    match what {
        Move::Paragraph { part, at, to, before } => {
            parts.get(part)?.pieces.paragraphs.get(at)?;
            target(desk, parts, to)?;
            let text = parts.get_mut(part)?.pieces.paragraphs.remove(at);
            let into = parts.get_mut(to)?;
            if into.draft.subject.trim().is_empty() {
                let (_, named) = propose(&Whole { text: &text, ..Whole::default() });
                into.draft.subject = named.into_iter().next().map(|it| it.subject).unwrap_or_default();
            }
            let paragraphs = &mut into.pieces.paragraphs;
            paragraphs.insert(before.min(paragraphs.len()), text);
            without_empty(parts, part);
        }
        Move::Step { part, at, to } => {
            parts.get(part)?.draft.steps.get(at)?;
            target(desk, parts, to)?;
            let step = parts.get_mut(part)?.draft.steps.remove(at);
            parts.get_mut(to)?.draft.steps.push(step);
            without_empty(parts, part);
        }
        Move::File { part, at, to } => {
            parts.get(part)?.files.get(at)?;
            target(desk, parts, to)?;
            let file = parts.get_mut(part)?.files.remove(at);
            parts.get_mut(to)?.files.push(file);
            without_empty(parts, part);
        }
        Move::Join { part } => join(parts, part)?,
        Move::JoinAll => {
            while parts.len() > 1 {
                join(parts, 1)?;
            }
        }
        Move::Add => target(desk, parts, parts.len())?,
        Move::Nothing => {}
    }
    Some(())
}

/// The mail this goes to, made where it is a new one.
fn target(desk: &Desk, parts: &mut Vec<Part>, to: usize) -> Option<()> {
    if to == parts.len() {
        let new = fresh(desk, parts.last()?);
        parts.push(new);
    }
    parts.get(to).map(drop)
}

/// The mail and the one above become one.
fn join(parts: &mut Vec<Part>, part: usize) -> Option<()> {
    if part == 0 || part >= parts.len() {
        return None;
    }
    let lower = parts.remove(part);
    let upper = parts.get_mut(part - 1)?;
    upper.pieces = std::mem::take(&mut upper.pieces).join(lower.pieces);
    upper.draft.steps.extend(lower.draft.steps);
    upper.files.extend(lower.files);
    Some(())
}

/// A mail from which the last thing was taken is none; the first stays where it is.
fn without_empty(parts: &mut Vec<Part>, part: usize) {
    let is_empty = |it: &Part| it.pieces.paragraphs.is_empty() && it.draft.steps.is_empty() && it.files.is_empty();
    if part > 0 && parts.get(part).is_some_and(is_empty) {
        parts.remove(part);
    }
}
