//! A guess who 'we' are, from the mail itself: whom it was delivered to, and who wrote what lies in folders of sent mail.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use mail::read::address;

use super::cut::Cutter;
use super::sources;

/// Mails looked at; more would not change the answer.
const ENOUGH: u64 = 3_000;
/// Mails looked at in one file, so that a large archive does not drown the folder of sent mail.
const ENOUGH_OF_ONE: usize = 600;
/// Only the head of a mail matters.
const HEAD: usize = 64 * 1024;

/// A guess, with what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The address.
    pub address: String,
    /// How many mails speak for it.
    pub mails: u64,
    /// How many were looked at.
    pub looked_at: u64,
}

/// The address to which most of the mail was delivered, or which wrote most of what was sent; `None` when nothing
/// speaks for any, as in the archive of a public list.
pub fn guess(paths: &[PathBuf]) -> Option<Guess> {
    let found = sources::find(paths);
    let mut votes: HashMap<String, (u64, u64)> = HashMap::new();
    let mut lists: HashSet<String> = HashSet::new();
    let mut looked_at = 0;
    for source in &found.sources {
        let sent = sources::is_sent_folder(&source.path);
        let mut of_this = 0;
        let count = |chunk: super::cut::Chunk| {
            for mail in &chunk.mails {
                vote(mail.bytes.get(..HEAD).unwrap_or(&mail.bytes), sent, &mut votes, &mut lists);
            }
            looked_at += chunk.mails.len() as u64;
            of_this += chunk.mails.len();
            of_this < ENOUGH_OF_ONE
        };
        Cutter::new(HashMap::new(), Arc::new(AtomicU64::new(0)), count).cut_all(std::slice::from_ref(source));
        if looked_at >= ENOUGH {
            break;
        }
    }
    votes.retain(|address, _| !lists.contains(address) && !lists.contains(local(address)));
    let best = votes.into_iter().max_by(|one, other| (one.1.0, &other.0).cmp(&(other.1.0, &one.0)));
    let (address, (weight, mails)) = best?;
    // A single mail among many is chance, not evidence.
    if weight * 4 < looked_at {
        return None;
    }
    Some(Guess { address, mails, looked_at })
}

fn local(address: &str) -> &str {
    address.split('@').next().unwrap_or_default()
}

/// A header weighs as much as it proves. The address of a mailing list is nobody's own; `lists` takes those named
/// as such, and what stands in brackets before subjects.
fn vote(head: &[u8], sent: bool, votes: &mut HashMap<String, (u64, u64)>, lists: &mut HashSet<String>) {
    let mut counted = Vec::new();
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let Some(colon) = memchr::memchr(b':', line) else { continue };
        let (name, value) = line.split_at(colon);
        let value = String::from_utf8_lossy(value.get(1..).unwrap_or_default());
        let weight = match name.to_ascii_lowercase().as_slice() {
            b"delivered-to" | b"x-original-to" | b"envelope-to" => 4,
            b"from" if sent => 6,
            b"to" if !sent => 1,
            b"list-post" | b"x-beenthere" | b"x-mailing-list" => {
                lists.extend(addresses_in(&value.replace("mailto:", "")));
                continue;
            }
            b"subject" => {
                let tag = value.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
                lists.extend(tag.map(|(tag, _)| tag.to_ascii_lowercase()).filter(|tag| !tag.contains(' ')));
                continue;
            }
            _ => continue,
        };
        for address in addresses_in(&value) {
            let vote = votes.entry(address.clone()).or_default();
            vote.0 += weight;
            if !counted.contains(&address) {
                vote.1 += 1;
                counted.push(address);
            }
        }
    }
}

fn addresses_in(value: &str) -> Vec<String> {
    let bare = |part: &str| {
        let inner = part.rsplit_once('<').map_or(part, |(_, inner)| inner);
        address(inner.trim().trim_end_matches('>').trim())
    };
    value.split(',').take(20).filter_map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(headers: &str) -> String {
        format!("{headers}\nSubject: x\n\nTo: nobody@body.test\n")
    }

    #[test]
    fn whom_mail_is_delivered_to_outweighs_who_stands_in_to() {
        let folder = tempfile::tempdir().unwrap();
        for at in 0..3 {
            let text = mail("Delivered-To: desk@agency.test\nTo: Team <team@list.test>, desk@agency.test");
            std::fs::write(folder.path().join(format!("{at}.eml")), text).unwrap();
        }
        let guess = guess(&[folder.path().to_owned()]).unwrap();
        assert_eq!((guess.address.as_str(), guess.mails, guess.looked_at), ("desk@agency.test", 3, 3));
    }

    #[test]
    fn who_wrote_the_sent_mail_is_us() {
        let folder = tempfile::tempdir().unwrap();
        let sent = folder.path().join("Wysłane");
        std::fs::create_dir(&sent).unwrap();
        std::fs::write(sent.join("1"), mail("From: Anna <anna@agency.test>\nTo: piotr@client.test")).unwrap();
        std::fs::write(folder.path().join("2"), mail("From: piotr@client.test\nTo: office@agency.test")).unwrap();
        assert_eq!(guess(&[folder.path().to_owned()]).unwrap().address, "anna@agency.test");
    }

    #[test]
    fn a_mailing_list_is_not_who_we_are() {
        let folder = tempfile::tempdir().unwrap();
        for at in 0..3 {
            let text = mail("From: a@b.test\nTo: talk@list.test\nSubject: [talk] Hello");
            std::fs::write(folder.path().join(format!("{at}")), text).unwrap();
        }
        std::fs::write(folder.path().join("9"), mail("From: a@b.test\nTo: Anna <anna@agency.test>")).unwrap();
        assert_eq!(guess(&[folder.path().to_owned()]).unwrap().address, "anna@agency.test");
    }

    #[test]
    fn an_archive_without_recipients_gives_no_guess() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("1"), mail("From: a at b.test (A)")).unwrap();
        assert_eq!(guess(&[folder.path().to_owned()]), None);
    }
}
