//! What Tact writes to clients for a member: whole texts of mails, to be read and changed before they go. No addresses, no sending.

use jiff::Timestamp;
use rulebook::people::Party;

use crate::speaker::Words;

impl Words {
    /// The text of a holding reply: 'I am on it, and you will hear from me by …', in the client's language.
    pub fn holding_reply(&self, now: Timestamp, until: Timestamp) -> String {
        self.t1("mail-holding-reply", "by", self.by_date(now, until))
    }

    /// What stands above a quoted mail: 'On …, Anna <anna@client.example> wrote:'. Mail programs know it as such.
    pub fn quote_lead(&self, at: Timestamp, writer: &Party) -> String {
        self.t2("mail-quote-lead", "when", self.exact(at), "who", whole(writer))
    }

    /// What stands above a mail that is passed on: a line that says so, then who wrote what to whom, and when.
    pub fn passed_on_lead(&self, at: Timestamp, writer: &Party, to: &[Party], subject: &str) -> String {
        let to = to.iter().map(whole).collect::<Vec<_>>().join(", ");
        [
            format!("---------- {} ----------", self.t("mail-passed-on")),
            self.t1("mail-passed-on-from", "who", whole(writer)),
            self.t1("mail-passed-on-date", "when", self.exact(at)),
            self.t1("mail-passed-on-subject", "subject", subject),
            self.t1("mail-passed-on-to", "who", to),
        ]
        .join("\n")
    }
}

/// Name and address as mail programs write them.
fn whole(party: &Party) -> String {
    let name: String = party.name.chars().filter(|c| !matches!(c, '<' | '>') && !c.is_control()).take(200).collect();
    match name.trim() {
        "" => party.address.clone(),
        name => format!("{name} <{}>", party.address),
    }
}
