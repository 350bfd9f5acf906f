//! Working hours, holidays, and arithmetic in working time.

/// When the desk is at work: zone, weekly hours, holidays, closed days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {}
