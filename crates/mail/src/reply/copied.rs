//! What the answered mail tells about lines: which of them it already said, and which were written between its lines.

use super::fold::{opening_at, paint};
use super::line::Line;
use super::parent::Match;
use crate::letter::Nature;

/// Words of a single copied sentence that nobody types a second time.
const LONG_SENTENCE: usize = 12;

/// Below an unmarked opening: when the parent explains most of the text, what it does not explain was written between.
pub(super) fn keep_answers_between(lines: &[Line<'_>], matches: Option<&[Match]>, natures: &mut [Nature], from: usize) {
    let Some(matches) = matches else { return };
    let end = (from..lines.len()).find(|at| *at > from && opening_at(lines, *at).is_some()).unwrap_or(lines.len());
    let known = matches.get(from..end).unwrap_or(&[]);
    let strong = known.iter().filter(|found| **found == Match::Strong).count();
    let unknown = |at: usize| matches.get(at) == Some(&Match::None) && lines.get(at).is_some_and(is_prose);
    let strange = (from..end).filter(|at| unknown(*at)).count();
    if strong < 2 || strange > strong {
        return;
    }
    let Some(first) = known.iter().position(|found| *found == Match::Strong) else {
        return;
    };
    for at in from + first..end {
        if unknown(at) {
            paint(natures, at, at + 1, Nature::New);
        }
    }
}

/// Words, not a link, a picture or a rule.
fn is_prose(line: &Line<'_>) -> bool {
    let words =
        line.plain.split(' ').filter(|word| word.chars().any(char::is_alphabetic) && !word.contains("://")).count();
    words >= 1 && !line.plain.starts_with(['<', '[']) && !line.is_marked()
}

/// Lines found in the parent are quotes whatever their marks; a greeting that stands in both only beside such lines.
/// A lone sentence said again is said again on purpose, unless it stands beside a quote or others were copied, too.
pub(super) fn fold_copied(lines: &[Line<'_>], matches: &[Match], natures: &mut [Nature]) {
    let blocks = copied_blocks(lines, matches, natures);
    let strong = |block: &[usize]| block.iter().filter(|at| matches.get(**at) == Some(&Match::Strong)).count();
    let words = |block: &[usize]| -> usize {
        block.iter().filter_map(|at| lines.get(*at)).map(|line| line.plain.split(' ').count()).sum()
    };
    let surely = |block: &[usize]| strong(block) >= 2 || (strong(block) == 1 && words(block) >= LONG_SENTENCE);
    let others_copied = blocks.iter().any(|block| surely(block));
    for block in blocks {
        if strong(&block) > 0 && (others_copied || surely(&block) || stands_beside_quote(lines, &block, natures)) {
            for at in block {
                paint(natures, at, at + 1, Nature::Quote);
            }
        }
    }
}

/// Runs of lines, empty ones between them left out, that are new so far and stand in the parent.
fn copied_blocks(lines: &[Line<'_>], matches: &[Match], natures: &[Nature]) -> Vec<Vec<usize>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    for (at, ((line, found), nature)) in lines.iter().zip(matches).zip(natures).enumerate() {
        if line.is_blank() {
            continue;
        }
        // Marks alone, such as '|', go with the lines around them.
        let wordless = !block.is_empty() && !line.plain.contains(char::is_alphanumeric);
        if *nature == Nature::New && (*found != Match::None || wordless) {
            block.push(at);
        } else if !block.is_empty() {
            blocks.push(std::mem::take(&mut block));
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

fn stands_beside_quote(lines: &[Line<'_>], block: &[usize], natures: &[Nature]) -> bool {
    let first = block.first().copied().unwrap_or(0);
    let above = (0..first).rev().find(|at| lines.get(*at).is_some_and(|line| !line.is_blank()));
    above.is_some_and(|above| natures.get(above) != Some(&Nature::New))
}
