//! Mail that goes in circles, and floods: what is held though it can be read.

use std::fmt::Write as _;

use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::sender_lately::SenderLatelyRow;

use super::cause::Cause;
use super::incoming::Incoming;
use super::plan::Planner;

/// Servers that handed a mail on; RFC 5321, 6.3 lets a server give up at 100, and nobody sane has so many.
const HOPS: usize = 60;
/// Mails that say the same, one after the other within the hour.
const SAME: i64 = 10;
/// How long a sender's mails are counted together.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Whether a mail comes in now: old mail from a file or a mailbox's first fetch is no flood.
pub(super) fn is_live(mail: &Incoming, now: jiff::Timestamp) -> bool {
    let arrived = mail.letter.arrived.is_none_or(|at| now.duration_since(at) < HOUR);
    match mail.origin {
        "lmtp" | "smtp" => true,
        "imap" => arrived,
        _ => false,
    }
}

impl Planner<'_> {
    /// What holds a mail that can be read.
    pub(super) fn circles(&mut self, mail: &Incoming) -> Option<Cause> {
        let from = mail.letter.from.as_ref().map_or("", |from| from.address.as_str());
        if self.settings.own.is_ours(from) {
            return None;
        }
        let marked = mail.letter.loop_marks.iter().any(|mark| self.settings.own.is_ours(mark));
        if mail.origin != "import" && (marked || mail.letter.hops >= HOPS) {
            return Some(Cause::Loop);
        }
        if from.is_empty() || !is_live(mail, self.now) {
            return None;
        }
        let most = i64::from(self.known.flood_after);
        let lately = self.count(mail, from.to_owned());
        match () {
            () if lately.same > SAME => Some(Cause::Loop),
            () if most > 0 && lately.mails > most => Some(Cause::Flood),
            () => None,
        }
    }

    /// The sender's hour with this mail in it; one that is tried again was counted when it came.
    fn count(&mut self, mail: &Incoming, from: String) -> SenderLatelyRow {
        let saying = saying(mail);
        let began =
            SenderLatelyRow { address: from.clone(), since_at: self.now, mails: 0, saying: String::new(), same: 0 };
        let known = self.known.lately.get(&from).filter(|it| self.now.duration_since(it.since_at) < HOUR);
        let mut lately = known.cloned().unwrap_or(began);
        if mail.again {
            return lately;
        }
        lately.mails += 1;
        lately.same = if lately.saying == saying { lately.same + 1 } else { 1 };
        lately.saying = saying;
        self.known.lately.insert(from.clone(), lately.clone());
        self.changes.lately.insert(from, lately.clone());
        lately
    }
}

/// What a mail says, apart from when and to whom.
fn saying(mail: &Incoming) -> String {
    let mut hash = Sha256::new();
    hash.update(mail.letter.subject.as_bytes());
    hash.update([0]);
    mail.letter.text.split_whitespace().for_each(|word| hash.update(word.as_bytes()));
    hash.finalize().iter().take(8).fold(String::with_capacity(16), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
