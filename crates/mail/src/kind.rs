//! to be written
use crate::letter::Letter;
use crate::read::Walked;
pub(crate) fn decide(_letter: &mut Letter, _bytes: &[u8], _walked: &Walked<'_>) {}
