//! What Tact writes to clients for a member: whole texts of mails, to be read and changed before they go. No addresses, no sending.

use jiff::Timestamp;

use crate::speaker::Words;

impl Words {
    /// The text of a holding reply: 'I am on it, and you will hear from me by …', in the client's language.
    pub fn holding_reply(&self, now: Timestamp, until: Timestamp) -> String {
        self.t1("mail-holding-reply", "by", self.by_date(now, until))
    }
}
