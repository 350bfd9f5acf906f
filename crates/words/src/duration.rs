//! Lengths of time in words: `25 minutes`, `1 hour 30 minutes`, `3 days`.

use crate::speaker::Words;

impl Words {
    /// A length of time given in minutes, in at most two units. Below one minute it is said as one.
    pub fn duration(&self, minutes: i64) -> String {
        let minutes = minutes.max(1);
        let (days, hours, rest) = (minutes / 1440, minutes % 1440 / 60, minutes % 60);
        match (days, hours, rest) {
            (0, 0, rest) => self.t1("duration-minutes", "count", rest),
            (0, hours, 0) => self.t1("duration-hours", "count", hours),
            (0, hours, rest) => {
                format!("{} {}", self.t1("duration-hours", "count", hours), self.t1("duration-minutes", "count", rest))
            }
            (days, 0, _) => self.t1("duration-days", "count", days),
            (days, hours, _) => {
                format!("{} {}", self.t1("duration-days", "count", days), self.t1("duration-hours", "count", hours))
            }
        }
    }
}
