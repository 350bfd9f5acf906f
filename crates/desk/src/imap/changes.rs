//! The few things that change a mailbox, each only where its owner wants it: mark as read, move, put a copy into Sent.

use jiff::Timestamp;

use super::answer::{Said, Verdict};
use super::names::quoted;
use super::session::Session;
use super::{Step, Trouble, Why, uid_set};

impl Session {
    /// Marks mails of the open folder as read.
    ///
    /// # Errors
    /// When the server refuses, or the connection fails.
    pub async fn mark_read(&mut self, uids: &[u32]) -> Result<(), Trouble> {
        self.step = Step::Change;
        let command = format!("UID STORE {} +FLAGS.SILENT (\\Seen)", uid_set(uids));
        self.run(&command, &mut |_| {}).await.map(drop)
    }

    /// Moves mails of the open folder. Where the server has neither MOVE (RFC 6851) nor UIDPLUS (RFC 4315), they are
    /// copied and marked as deleted, and nothing is expunged: that could take mails of others with it.
    ///
    /// # Errors
    /// When the server refuses, or the connection fails; then they are where they were.
    pub async fn move_to(&mut self, uids: &[u32], folder: &str) -> Result<(), Trouble> {
        self.step = Step::Change;
        let (set, name) = (uid_set(uids), self.name(folder)?);
        if self.offers("MOVE") {
            return self.run(&format!("UID MOVE {set} {name}"), &mut |_| {}).await.map(drop);
        }
        self.run(&format!("UID COPY {set} {name}"), &mut |_| {}).await?;
        self.run(&format!("UID STORE {set} +FLAGS.SILENT (\\Deleted)"), &mut |_| {}).await?;
        if self.offers("UIDPLUS") {
            self.run(&format!("UID EXPUNGE {set}"), &mut |_| {}).await?;
        }
        Ok(())
    }

    /// Makes a folder.
    ///
    /// # Errors
    /// When the server refuses, or the connection fails.
    pub async fn make_folder(&mut self, name: &str) -> Result<(), Trouble> {
        self.step = Step::Change;
        let command = format!("CREATE {}", self.name(name)?);
        self.run(&command, &mut |_| {}).await.map(drop)
    }

    /// Puts a mail into a folder, marked as read, dated `at`.
    ///
    /// # Errors
    /// When the server refuses, or the connection fails; after [`Step::Change`] with anything but a refusal nobody knows
    /// whether it is there.
    pub async fn append(&mut self, folder: &str, at: Timestamp, mail: &[u8]) -> Result<(), Trouble> {
        self.step = Step::Change;
        let date = at.strftime("%d-%b-%Y %H:%M:%S +0000");
        let mail = with_whole_line_ends(mail);
        let command = format!("APPEND {} (\\Seen) \"{date}\" {{{}}}", self.name(folder)?, mail.len());
        let tag = self.say(&command).await?;
        let ended = loop {
            match self.hear().await? {
                Said::GoOn(_) => {
                    self.send(&mail).await?;
                    self.send(b"\r\n").await?;
                    break self.until_the_end(&tag, &mut |_| {}).await?;
                }
                Said::Tagged(_, verdict, code, words) if verdict != Verdict::Ok => {
                    break super::session::Ended { verdict, code, words };
                }
                Said::Tagged(..) => return Err(self.trouble(Why::NotImap)),
                Said::Bye(words) => return Err(self.trouble(Why::NotNow(words))),
                _ => {}
            }
        };
        self.went_well(ended).map(drop)
    }

    /// A folder's name as an argument.
    pub(super) fn name(&self, folder: &str) -> Result<String, Trouble> {
        quoted(folder).ok_or_else(|| Trouble { step: self.step, why: Why::NoFolder(super::readable(folder)) })
    }
}

/// Servers refuse lone line feeds in what is put into a folder.
fn with_whole_line_ends(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len() + mail.len() / 40);
    let mut before = 0;
    for byte in mail {
        if *byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(*byte);
        before = *byte;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::with_whole_line_ends;

    #[test]
    fn a_copy_has_the_line_ends_that_servers_want() {
        assert_eq!(with_whole_line_ends(b"a\nb\r\nc\n"), b"a\r\nb\r\nc\r\n");
    }
}
