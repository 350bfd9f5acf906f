//! What is asked of a mailbox's server, one method for each question. What changes something stands in [`super::changes`].

use super::answer::{Listed, Mail, Said, Verdict};
use super::names::quoted;
use super::session::Session;
use super::{Step, Trouble, Why, uid_set};

/// An open folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Folder {
    /// UIDVALIDITY (RFC 3501, 2.3.1.1).
    pub uid_validity: u32,
    /// The UID that the next mail gets; `None` when the server does not say.
    pub uid_next: Option<u32>,
    /// HIGHESTMODSEQ (RFC 7162); 0 when the server has none.
    pub mod_seq: u64,
    /// How many mails it holds.
    pub exists: u32,
}

/// What STATUS says about a folder that is not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Glance {
    /// UIDVALIDITY.
    pub uid_validity: u32,
    /// The UID that the next mail gets.
    pub uid_next: u32,
    /// How many mails it holds.
    pub messages: u32,
    /// HIGHESTMODSEQ (RFC 7162); 0 when the server has none.
    pub mod_seq: u64,
}

/// A mail before it is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Its UID.
    pub uid: u32,
    /// What the server says about its size in bytes.
    pub bytes: u64,
}

impl Session {
    /// All folders, with what they are for where the server says so.
    ///
    /// # Errors
    /// When the server refuses, or the connection fails.
    pub async fn folders(&mut self) -> Result<Vec<Listed>, Trouble> {
        self.step = Step::List;
        let mut folders = Vec::new();
        let mut keep = |said| {
            if let Said::List(folder) = said
                && folders.len() < 5_000
            {
                folders.push(folder);
            }
        };
        self.run("LIST \"\" \"*\"", &mut keep).await?;
        Ok(folders)
    }

    /// Opens a folder, to read only or to change it.
    ///
    /// # Errors
    /// When there is none of this name, or the connection fails.
    pub async fn open_folder(&mut self, name: &str, to_change: bool) -> Result<Folder, Trouble> {
        self.step = Step::Open;
        self.exists = None;
        let verb = if to_change { "SELECT" } else { "EXAMINE" };
        let modseq = if self.counts_changes() { " (CONDSTORE)" } else { "" };
        let command = format!("{verb} {}{modseq}", self.name(name)?);
        let mut folder = Folder::default();
        let mut keep = |said| {
            let Said::Status(Verdict::Ok, code, _) = said else { return };
            let (what, value) = code.split_once(' ').unwrap_or_default();
            match what.to_ascii_uppercase().as_str() {
                "UIDVALIDITY" => folder.uid_validity = value.parse().unwrap_or(0),
                "UIDNEXT" => folder.uid_next = value.parse().ok(),
                "HIGHESTMODSEQ" => folder.mod_seq = value.parse().unwrap_or(0),
                _ => {}
            }
        };
        let ended = self.command(&command, &mut keep).await?;
        if ended.verdict == Verdict::No && !ended.code.to_ascii_uppercase().starts_with("UNAVAILABLE") {
            return Err(self.trouble(Why::NoFolder(super::readable(name))));
        }
        self.went_well(ended)?;
        folder.exists = self.exists.unwrap_or(0);
        Ok(folder)
    }

    fn counts_changes(&self) -> bool {
        self.offers("CONDSTORE") || self.offers("QRESYNC")
    }

    /// A glance at a folder that is not open.
    ///
    /// # Errors
    /// When the server refuses, or the connection fails.
    pub async fn glance(&mut self, name: &str) -> Result<Glance, Trouble> {
        self.step = Step::Search;
        let modseq = if self.counts_changes() { " HIGHESTMODSEQ" } else { "" };
        let command = format!("STATUS {} (UIDVALIDITY UIDNEXT MESSAGES{modseq})", self.name(name)?);
        let mut glance = Glance::default();
        let mut keep = |said| {
            let Said::Figures(figures) = said else { return };
            for (what, value) in figures {
                if what == "HIGHESTMODSEQ" {
                    glance.mod_seq = value;
                }
                let value = u32::try_from(value).unwrap_or(u32::MAX);
                match what.as_str() {
                    "UIDVALIDITY" => glance.uid_validity = value,
                    "UIDNEXT" => glance.uid_next = value,
                    "MESSAGES" => glance.messages = value,
                    _ => {}
                }
            }
        };
        self.run(&command, &mut keep).await?;
        Ok(glance)
    }

    /// The UIDs from `from` to `to` that exist in the open folder, ascending.
    ///
    /// # Errors
    /// When the server refuses, or the connection fails.
    pub async fn uids(&mut self, from: u32, to: u32) -> Result<Vec<u32>, Trouble> {
        let to_set = if to == u32::MAX { "*".to_owned() } else { to.to_string() };
        let mut uids = self.search(&format!("UID {from}:{to_set}")).await?;
        // `n:*` names the last mail even when its UID is lower (RFC 3501, 6.4.8).
        uids.retain(|uid| (from..=to).contains(uid));
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// The mails of the open folder with this Message-ID (without angle brackets).
    ///
    /// # Errors
    /// When the server refuses, or the connection fails.
    pub async fn with_message_id(&mut self, id: &str) -> Result<Vec<u32>, Trouble> {
        let Some(id) = quoted(&format!("<{id}>")) else { return Ok(Vec::new()) };
        self.search(&format!("HEADER Message-ID {id}")).await
    }

    async fn search(&mut self, what: &str) -> Result<Vec<u32>, Trouble> {
        self.step = Step::Search;
        let mut uids = Vec::new();
        let mut keep = |said| {
            if let Said::Search(found) = said {
                uids.extend(found);
            }
        };
        self.run(&format!("UID SEARCH {what}"), &mut keep).await?;
        Ok(uids)
    }

    /// How large mails of the open folder are; those gone meanwhile, or refused, are left out.
    ///
    /// # Errors
    /// When the server cannot just now, or the connection fails.
    pub async fn sizes(&mut self, uids: &[u32]) -> Result<Vec<Size>, Trouble> {
        self.step = Step::Fetch;
        let mut sizes = Vec::with_capacity(uids.len());
        let mut keep = |said| {
            if let Said::Fetch(Mail { uid, size: Some(bytes), .. }) = said
                && uids.binary_search(&uid).is_ok()
            {
                sizes.push(Size { uid, bytes });
            }
        };
        let ended = self.command(&format!("UID FETCH {} (UID RFC822.SIZE)", uid_set(uids)), &mut keep).await?;
        match self.went_well(ended) {
            // One of them it cannot even measure; the others count.
            Ok(_) | Err(Trouble { why: Why::Refused(_), .. }) => {}
            Err(trouble) => return Err(trouble),
        }
        sizes.sort_unstable_by_key(|size| size.uid);
        sizes.dedup_by_key(|size| size.uid);
        Ok(sizes)
    }

    /// Whole mails of the open folder, without marking them as read; of a mail over the cap the beginning comes. More than
    /// `most` bytes together are not kept. Mails asked for that did not come are gone, too much, or refused.
    ///
    /// # Errors
    /// When the server cannot just now, or the connection fails.
    pub async fn mails(&mut self, uids: &[u32], most: u64) -> Result<Vec<Mail>, Trouble> {
        self.step = Step::Fetch;
        let (mut mails, mut bytes) = (Vec::<Mail>::new(), 0_u64);
        let mut keep = |said| {
            let Said::Fetch(mail) = said else { return };
            let Some(raw) = &mail.raw else { return };
            // Unasked-for FETCH answers (flags of other mails) and repetitions are no mails.
            if uids.binary_search(&mail.uid).is_err() || mails.iter().any(|one| one.uid == mail.uid) {
                return;
            }
            let size = raw.len() as u64;
            if mails.is_empty() || bytes + size <= most {
                bytes += size;
                mails.push(mail);
            }
        };
        let command = format!("UID FETCH {} (UID INTERNALDATE BODY.PEEK[])", uid_set(uids));
        let ended = self.command(&command, &mut keep).await?;
        match self.went_well(ended) {
            // Some of them it would not give: which, the caller sees.
            Ok(_) | Err(Trouble { why: Why::Refused(_), .. }) => Ok(mails),
            Err(trouble) => Err(trouble),
        }
    }
}
