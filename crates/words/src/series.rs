//! The line by which a mail says that it is one of several. Which they are, the desk knows.

use crate::speaker::Words;

impl Words {
    /// '1 of 3 · in separate mails: “Hosting”, “Invoice”'.
    pub fn part_of_series(&self, at: i64, of: i64, others: &[String]) -> String {
        let others: Vec<String> = others.iter().map(|subject| self.t1("series-subject", "subject", subject)).collect();
        self.tn("series-line", &[("at", &at), ("of", &of), ("others", &others.join(", "))])
    }
}
