//! A message into the words the index keeps: distinct, folded, stemmed; fields as marked words.
//!
//! Marks: `s:` subject, `f:` writer, `t:` recipient, `d:` direction, `h:` has, `all:` every message. A colon never
//! stands in a word of a text, so the two never meet.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::cut::cut;
use super::fold::fold;
use super::stem::{Stems, stems};

/// How much of a text is read, in bytes.
const READ: usize = 200_000;
/// How many distinct words of one message are kept.
const KEPT: usize = 4_000;
/// How many recipients are looked at.
const RECIPIENTS: usize = 200;

/// The words of one message as the index keeps them: distinct, folded, stemmed, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(pub(crate) Vec<String>);

impl Words {
    /// Each word as the index keeps it, fields by their marks.
    pub fn list(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// What of a message can be searched for. Quotes and signatures are left out by the caller.
#[derive(Debug, Clone, Default)]
pub struct Document<'a> {
    /// Subject.
    pub subject: &'a str,
    /// What was written for this mail.
    pub text: &'a str,
    /// Writer: address and name.
    pub from: (&'a str, &'a str),
    /// To and Cc: addresses and names.
    pub to: Vec<(&'a str, &'a str)>,
    /// File names of attachments.
    pub attachments: Vec<&'a str>,
    /// Whether we wrote it.
    pub ours: bool,
}

/// The words of a message. Pure and the costly part of indexing: do it before the transaction.
pub fn analyse(document: &Document<'_>) -> Words {
    let mut kept = BTreeSet::new();
    kept.insert("all:".to_owned());
    kept.insert(if document.ours { "d:out" } else { "d:in" }.to_owned());
    if !document.attachments.is_empty() {
        kept.insert("h:attachment".to_owned());
    }
    add_party(&mut kept, "f:", document.from);
    for party in document.to.iter().take(RECIPIENTS) {
        add_party(&mut kept, "t:", *party);
    }
    each_stem(document.subject, |stem| {
        kept.insert(format!("s:{stem}"));
        kept.insert(stem.to_owned());
    });
    for name in &document.attachments {
        each_stem(name, |stem| {
            kept.insert(stem.to_owned());
        });
    }
    each_stem(document.text, |stem| {
        if kept.len() < KEPT && !kept.contains(stem) {
            kept.insert(stem.to_owned());
        }
    });
    Words(kept.into_iter().collect())
}

/// A person is found by any part of the name or address, as typed from its beginning.
fn add_party(kept: &mut BTreeSet<String>, mark: &str, (address, name): (&str, &str)) {
    let address = as_address(address);
    let (local, domain) = address.split_once('@').unwrap_or((&address, ""));
    let parts = local.split(['.', '-', '_', '+']).chain([domain, address.as_str()]).map(Cow::Borrowed);
    let names = cut(name).filter_map(|range| name.get(range)).map(|word| Cow::Owned(as_address(word)));
    for part in parts.chain(names).filter(|part| !part.is_empty()) {
        kept.insert(format!("{mark}{part}"));
    }
    for text in [name, address.as_str()] {
        each_stem(text, |stem| {
            kept.insert(stem.to_owned());
        });
    }
}

/// Folded, and of characters that both databases take as part of a word.
pub(super) fn as_address(text: &str) -> String {
    let harmless =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '+') || c.is_alphanumeric();
    fold(text).chars().take(120).map(|c| if harmless(c) { c } else { '_' }).collect()
}

thread_local! {
    /// Mail repeats its words; stemming one costs a hundred times a look.
    static SEEN: RefCell<HashMap<String, Stems>> = RefCell::new(HashMap::new());
}

/// Words remembered per thread; then forgotten all at once.
const REMEMBERED: usize = 20_000;

fn each_stem(text: &str, mut act: impl FnMut(&str)) {
    let mut end = text.len().min(READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    SEEN.with_borrow_mut(|seen| {
        for word in cut(text).filter_map(|range| text.get(range)) {
            if let Some(known) = seen.get(word) {
                known.iter().for_each(|stem| act(stem));
                continue;
            }
            let new = stems(word);
            new.iter().for_each(|stem| act(stem));
            if word.len() <= 40 {
                if seen.len() >= REMEMBERED {
                    seen.clear();
                }
                seen.insert(word.to_owned(), new);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_kept_by_its_words_and_people() {
        let words = analyse(&Document {
            subject: "Faktury za serwer",
            text: "Proszę o fakturę.",
            from: ("anna.kowalska@acme.example", "Anna Kowalska-Żak"),
            to: vec![("desk@agency.example", "")],
            attachments: vec!["umowa.pdf"],
            ours: false,
        });
        for word in
            ["s:faktur", "faktur", "f:kowalska", "f:zak", "f:acme.example", "t:desk", "h:attachment", "d:in", "all:"]
        {
            assert!(words.0.iter().any(|it| it == word), "{word} in {:?}", words.0);
        }
        assert!(!words.0.iter().any(|it| it == "za"), "too common");
    }

    #[test]
    fn a_huge_text_is_kept_in_part() {
        let text: String = (0..100_000).map(|n| format!("w{n} ")).collect();
        assert!(analyse(&Document { text: &text, ..Document::default() }).0.len() <= KEPT);
    }
}
