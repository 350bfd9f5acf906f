//! Next steps as a mail lists them, and the reminder of one. Which steps there are, the desk knows.

use jiff::civil::Date;
use rulebook::people::{Party, Side};

use crate::speaker::Words;

impl Words {
    /// 'Anna: send the logo', 'We: send the offer'.
    pub fn step(&self, who: &Party, side: Side, what: &str) -> String {
        let we = self.t("steps-we");
        self.t2("steps-line", "who", if side == Side::Ours { we.as_str() } else { self.name(who) }, "what", what)
    }

    /// 'by Friday, 27 November 2026'.
    pub fn step_due(&self, date: Date) -> String {
        self.t1("steps-by", "day", self.day(date))
    }

    /// The text of a kind reminder, in the client's language.
    pub fn reminder(&self, what: &str) -> String {
        let (hello, asked) = (self.t("mail-reminder-hello"), self.t1("mail-reminder", "what", what));
        format!("{hello}\n\n{asked}\n\n{}", self.t("mail-reminder-help"))
    }
}
