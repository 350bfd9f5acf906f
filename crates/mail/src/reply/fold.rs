//! Gives every line its nature: one pass from the top that knows what each quote style means for the lines below it.

use super::attribution::end_of_attribution;
use super::copied::{fold_copied, keep_answers_between};
use super::divider::{is_divider, is_rule};
use super::header_block::{end_of_block, is_header};
use super::line::{Line, tidy};
use super::parent::{Match, Parent};
use super::signature;
use crate::letter::Nature;

/// What opens a quote at a line.
pub(super) struct Opening {
    /// Where its own lines end (exclusive).
    end: usize,
    /// A marked quote follows, so text after the marks is new again.
    marked_below: bool,
}

/// Delimiters with too much text below them after which no signature is looked for any more.
const MOST_FALSE_SIGNATURES: usize = 50;

/// Lines of code between fences.
const LONGEST_CODE: usize = 200;
/// Lines below an attribution in which marks are looked for.
const LONGEST_ANSWER: usize = 40;
/// The nature of every line.
pub(super) fn natures(lines: &[Line<'_>], parent: Option<&str>) -> Vec<Nature> {
    let matches = parent.map(|parent| Parent::read(parent).matches(lines));
    let mut natures = walk(lines, matches.as_deref(), 0);
    if let Some(matches) = &matches {
        fold_copied(lines, matches, &mut natures);
    }
    settle_blanks(lines, &mut natures);
    if !has_new(lines, &natures) {
        natures = forward_or_all(lines, natures);
    }
    natures
}

/// One pass over the lines. The first `shown` lines of openings without marks leave their text new.
fn walk(lines: &[Line<'_>], matches: Option<&[Match]>, mut shown: usize) -> Vec<Nature> {
    let mut natures = vec![Nature::New; lines.len()];
    let mut at = 0;
    let mut dashed_prose = 0;
    while let Some(line) = lines.get(at) {
        if let Some(end) = end_of_code(lines, at) {
            at = end;
        } else if line.is_marked() || is_wrap_of_quote(lines, at) {
            paint(&mut natures, at, at + 1, Nature::Quote);
            at += 1;
        } else if let Some(opening) = opening_at(lines, at) {
            paint(&mut natures, at, opening.end, Nature::Attribution);
            pull_rule_above(lines, &mut natures, at);
            at = opening.end;
            if !opening.marked_below {
                if shown > 0 {
                    shown -= 1;
                    continue;
                }
                paint(&mut natures, at, lines.len(), Nature::Quote);
                keep_answers_between(lines, matches, &mut natures, at);
                break;
            }
        } else if dashed_prose < MOST_FALSE_SIGNATURES && signature::opens_at(lines, at) && text_stands_above(lines, at)
        {
            match end_of_signature(lines, at) {
                Some(end) => {
                    paint(&mut natures, at, end, Nature::Signature);
                    at = end;
                }
                None => {
                    dashed_prose += 1;
                    at += 1;
                }
            }
        } else {
            at += 1;
        }
    }
    natures
}

/// What opens at this line: a divider, a header block or an attribution, and what stands below it.
pub(super) fn opening_at(lines: &[Line<'_>], at: usize) -> Option<Opening> {
    let line = lines.get(at).filter(|line| !line.is_blank())?;
    let mut sentence = false;
    let mut end = if is_divider(&line.plain) {
        at + 1
    } else if is_rule(&line.plain) {
        let next = skip_blanks(lines, at + 1);
        end_of_block(lines, next, true)?
    } else {
        let block = end_of_block(lines, at, false);
        sentence = block.is_none();
        block.or_else(|| end_of_attribution(lines, at))?
    };
    // A divider is followed by headers, headers by a sentence: all of it announces one quote.
    for _ in 0..3 {
        let next = skip_blanks(lines, end);
        let announced = end_of_block(lines, next, true).or_else(|| end_of_attribution(lines, next));
        let more = announced
            .or_else(|| lines.get(next).filter(|line| !line.is_marked() && is_divider(&line.plain)).map(|_| next + 1));
        match more {
            Some(more) if next.saturating_sub(end) <= 2 => end = more,
            _ => break,
        }
    }
    let marked = first_marked_below(lines, end);
    // Below a mere sentence, marks further down say that the lines above them are answers, not the quote.
    let marked_later = sentence && marked.is_none() && marks_follow(lines, end);
    Some(Opening { end: marked.unwrap_or(end), marked_below: marked.is_some() || marked_later })
}

/// Where code between fences ends: whatever stands in it, the writer put it there.
fn end_of_code(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let fence = |line: &Line<'_>| line.raw.trim_start().starts_with("```");
    lines.get(at).filter(|line| fence(line))?;
    let closing = lines.iter().skip(at + 1).take(LONGEST_CODE).position(fence)?;
    Some(at + closing + 2)
}

/// Marked lines come before anything else that opens a quote.
fn marks_follow(lines: &[Line<'_>], from: usize) -> bool {
    let window = lines.iter().enumerate().skip(from).take(LONGEST_ANSWER);
    for (at, line) in window {
        if line.is_marked() {
            return true;
        }
        if is_divider(&line.plain)
            || end_of_block(lines, at, false).is_some()
            || end_of_attribution(lines, at).is_some()
        {
            return false;
        }
    }
    false
}

/// The first marked line below an opening, at most two short lines of it away.
fn first_marked_below(lines: &[Line<'_>], from: usize) -> Option<usize> {
    let mut between = 0;
    for (at, line) in lines.iter().enumerate().skip(from).take(12) {
        if line.is_marked() {
            return Some(at);
        }
        if !line.is_blank() {
            between += 1;
            if between > 1 || !line.plain.ends_with([':', '>']) {
                return None;
            }
        }
    }
    None
}

/// Rules and dividers right above a header block belong to it.
fn pull_rule_above(lines: &[Line<'_>], natures: &mut [Nature], at: usize) {
    let mut above = at;
    while let Some(line) = above.checked_sub(1).and_then(|above| lines.get(above)) {
        above -= 1;
        if is_rule(&line.plain) {
            paint(natures, above, at, Nature::Attribution);
            break;
        }
        if !line.is_blank() || at - above > 3 {
            break;
        }
    }
}

/// A quoted line that was too long leaves its last words without a mark on the next line.
fn is_wrap_of_quote(lines: &[Line<'_>], at: usize) -> bool {
    let neighbour = |at: Option<usize>| at.and_then(|at| lines.get(at)).filter(|line| line.is_marked());
    let (Some(line), Some(before), Some(after)) =
        (lines.get(at), neighbour(at.checked_sub(1)), neighbour(at.checked_add(1)))
    else {
        return false;
    };
    let long = before.raw.chars().count() >= 68 && !before.bare.trim_end().ends_with(['.', '?', '!', ':']);
    let rest = line.raw.chars().count() <= 30 && line.raw.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    long && rest && before.marks == after.marks
}

/// Where the signature ends: at the next quote or at the end. `None` when it is too long for one.
fn end_of_signature(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let mut end = at + 1;
    let mut with_text = 0;
    while let Some(line) = lines.get(end) {
        if line.is_marked() || opening_at(lines, end).is_some() {
            break;
        }
        with_text += usize::from(!line.is_blank());
        if with_text > signature::LONGEST {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// A mail that begins with `--` has no signature there; one that only says 'Sent from my iPhone' has.
fn text_stands_above(lines: &[Line<'_>], at: usize) -> bool {
    let delimiter = lines.get(at).is_some_and(signature::is_delimiter);
    !delimiter || lines.iter().take(at).any(|line| !line.is_blank())
}

/// Empty lines go with the line above them; the first ones with the first text.
fn settle_blanks(lines: &[Line<'_>], natures: &mut [Nature]) {
    let first =
        lines.iter().position(|line| !line.is_blank() || line.is_marked()).and_then(|at| natures.get(at)).copied();
    let mut last = first.unwrap_or(Nature::New);
    for (line, nature) in lines.iter().zip(natures.iter_mut()) {
        if line.is_blank() && !line.is_marked() {
            *nature = last;
        } else {
            last = *nature;
        }
    }
}

fn has_new(lines: &[Line<'_>], natures: &[Nature]) -> bool {
    lines
        .iter()
        .zip(natures)
        .any(|(line, nature)| *nature == Nature::New && line.plain.chars().any(char::is_alphanumeric))
        || lines
            .iter()
            .zip(natures)
            .any(|(line, nature)| *nature == Nature::New && !line.is_blank() && !is_rule(&line.plain))
}

/// Nothing new was found: a forward shows what it forwards, an unmarked quote is shown, a marked one stays folded.
fn forward_or_all(lines: &[Line<'_>], natures: Vec<Nature>) -> Vec<Nature> {
    let mut shown = walk(lines, None, 1);
    settle_blanks(lines, &mut shown);
    if has_new(lines, &shown) {
        return shown;
    }
    let first: Vec<String> = lines.iter().filter(|line| !line.is_blank()).take(5).map(|line| tidy(line.bare)).collect();
    let divider = first.first().is_some_and(|plain| is_divider(plain));
    let headers = first.iter().filter(|plain| is_header(plain)).count();
    let forward = divider || headers >= 3;
    let quoted = lines.iter().any(Line::is_marked);
    let signed = natures.contains(&Nature::Signature) && !quoted;
    if forward || !(quoted || signed) { vec![Nature::New; lines.len()] } else { natures }
}

fn skip_blanks(lines: &[Line<'_>], from: usize) -> usize {
    lines
        .iter()
        .enumerate()
        .skip(from)
        .take(3)
        .find(|(_, line)| !line.is_blank() || line.is_marked())
        .map_or(from, |(at, _)| at)
}

pub(super) fn paint(natures: &mut [Nature], from: usize, to: usize, nature: Nature) {
    natures.iter_mut().take(to).skip(from).for_each(|spot| *spot = nature);
}
