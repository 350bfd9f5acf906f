//! Which folders of a mailbox are fetched: Inbox, Sent, and those that were chosen. Pure.

use store::mailbox::Role;

use crate::imap::{Listed, readable};

/// What Sent is called where the server does not say which folder it is (RFC 6154), in the languages of our clients' hosts.
const SENT: [&str; 16] = [
    "sent",
    "sent items",
    "sent mail",
    "sent messages",
    "inbox.sent",
    "wysłane",
    "elementy wysłane",
    "poczta wysłana",
    "wysłane wiadomości",
    "отправленные",
    "отправлено",
    "отправленные письма",
    "gesendet",
    "gesendete objekte",
    "gesendete elemente",
    "gesendete nachrichten",
];

/// A folder to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Its name as the server writes it.
    pub(super) name: String,
    pub(super) role: Role,
}

/// The folders to be fetched, Sent before Inbox: an answer is known before the question asks for it.
pub(super) fn choose(listed: &[Listed], wanted: &[String]) -> Vec<Chosen> {
    let can_open =
        |folder: &&Listed| !folder.attributes.iter().any(|one| matches!(one.as_str(), "\\noselect" | "\\nonexistent"));
    let listed: Vec<&Listed> = listed.iter().filter(can_open).collect();
    let mut chosen = Vec::new();
    if let Some(sent) = sent(&listed) {
        chosen.push(Chosen { name: sent.name.clone(), role: Role::Sent });
    }
    // Every mailbox has one, listed or not (RFC 3501, 5.1).
    let inbox = listed.iter().find(|folder| folder.name.eq_ignore_ascii_case("inbox"));
    chosen.push(Chosen { name: inbox.map_or("INBOX", |it| it.name.as_str()).to_owned(), role: Role::Inbox });
    for name in wanted {
        let found = listed.iter().find(|folder| folder.name == *name || readable(&folder.name) == *name);
        match found {
            Some(folder) if chosen.iter().all(|one| one.name != folder.name) => {
                chosen.push(Chosen { name: folder.name.clone(), role: Role::Other });
            }
            Some(_) => {}
            None => tracing::warn!(folder = %name, "a chosen folder is not in the mailbox; it is left out"),
        }
    }
    chosen
}

fn sent<'l>(listed: &[&'l Listed]) -> Option<&'l Listed> {
    let says_so = |folder: &&&Listed| folder.attributes.iter().any(|one| one == "\\sent");
    let is_called_so = |folder: &&&Listed| {
        let name = readable(&folder.name).to_lowercase();
        let last = match folder.delimiter.as_str() {
            "" => name.as_str(),
            delimiter => name.rsplit(delimiter).next().unwrap_or_default(),
        };
        SENT.contains(&last) || SENT.contains(&name.as_str())
    };
    listed.iter().find(says_so).or_else(|| listed.iter().find(is_called_so)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, attributes: &[&str]) -> Listed {
        Listed {
            name: name.to_owned(),
            delimiter: "/".to_owned(),
            attributes: attributes.iter().map(|one| (*one).to_owned()).collect(),
        }
    }

    fn chosen(listed: &[Listed], wanted: &[&str]) -> Vec<(String, Role)> {
        let wanted: Vec<String> = wanted.iter().map(|one| (*one).to_owned()).collect();
        choose(listed, &wanted).into_iter().map(|one| (one.name, one.role)).collect()
    }

    #[test]
    fn what_the_server_says_counts_before_names() {
        let listed = [
            folder("INBOX", &[]),
            folder("Sent", &[]),
            folder("[Gmail]", &["\\noselect"]),
            folder("[Gmail]/Wys&AUI-ane", &["\\sent"]),
        ];
        let expected = [("[Gmail]/Wys&AUI-ane".to_owned(), Role::Sent), ("INBOX".to_owned(), Role::Inbox)];
        assert_eq!(chosen(&listed, &[]), expected);
    }

    #[test]
    fn sent_is_found_by_its_name_in_four_languages() {
        for name in
            ["Sent", "INBOX/Sent Items", "Wys&AUI-ane", "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "Gesendete Objekte"]
        {
            let listed = [folder("INBOX", &[]), folder("Drafts", &[]), folder(name, &[])];
            assert_eq!(chosen(&listed, &[])[0], (name.to_owned(), Role::Sent), "{name}");
        }
    }

    #[test]
    fn chosen_folders_come_once_and_a_missing_one_stops_nothing() {
        let listed = [folder("inbox", &[]), folder("Sent", &[]), folder("&Bzw-", &[]), folder("Old", &["\\noselect"])];
        let names: Vec<String> =
            chosen(&listed, &["Sent", "INBOX", "Nowhere", "Old", "&Bzw-"]).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Sent", "inbox", "&Bzw-"]);
    }
}
