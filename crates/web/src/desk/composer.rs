//! The composer: reply or note under a conversation, or a mail that begins one. What may be sent, the desk decides.

pub(crate) mod checks;
pub(crate) mod fields;
pub(crate) mod files;
pub(crate) mod later;
pub(crate) mod load;
pub(crate) mod steps;

use askama::Template as _;
use words::Words;

use crate::desk::conversation::Overtaken;
use crate::desk::second_look::offer::SecondLook;

/// What stands in the boxes.
#[derive(Default)]
pub(crate) struct Composer {
    /// Makes a doubled click one answer.
    pub(crate) key: String,
    /// `reply`, or `new` for a mail that begins a conversation.
    pub(crate) kind: &'static str,
    pub(crate) note_open: bool,
    /// Why the answer was not taken, with a way out.
    pub(crate) problem: Option<String>,
    /// What came since the draft began; sending all the same is offered.
    pub(crate) overtaken: Option<Overtaken>,
    /// The last message that whoever writes has seen.
    pub(crate) base: String,
    /// What looks like a slip; offer to send all the same.
    pub(crate) slips: Vec<String>,
    /// What another tab or device wrote meanwhile.
    pub(crate) other: Option<String>,
    pub(crate) people_open: bool,
    pub(crate) to: String,
    pub(crate) to_words: String,
    pub(crate) cc: String,
    pub(crate) cc_words: String,
    /// Addresses that took no part before.
    pub(crate) newcomers: Vec<String>,
    /// 'Only Anna' and 'everybody', where that is a choice: address of the page, words.
    pub(crate) widths: Vec<(String, String)>,
    /// From whom it may be written, when there is a choice.
    pub(crate) senders: Vec<Sender>,
    pub(crate) subject: String,
    pub(crate) passes_on: String,
    pub(crate) text: String,
    pub(crate) hint: String,
    /// The contact's language, for the spelling check.
    pub(crate) language: String,
    pub(crate) version: i64,
    pub(crate) send_words: String,
    pub(crate) steps: steps::Steps,
    pub(crate) files: Vec<FileLine>,
    pub(crate) limits: Limits,
    pub(crate) signature: String,
    pub(crate) quoted: Option<Quoted>,
    pub(crate) holding_open: bool,
    /// Local time, as the field wants it.
    pub(crate) holding_until: String,
    pub(crate) holding_words: String,
    pub(crate) holding_send: String,
    pub(crate) note_text: String,
    pub(crate) note_version: i64,
    pub(crate) later: later::Later,
    pub(crate) look: SecondLook,
    /// It is one of several mails that one draft became: in words, and where all of them are.
    pub(crate) series: Option<(String, String)>,
    /// Saved replies to put in: id and title, those in the reader's language first.
    pub(crate) saved: Vec<(String, String)>,
    /// What is known against addresses it goes to.
    pub(crate) warnings: Vec<String>,
    /// What the gate says of it, as it stands beside the words.
    pub(crate) checks: String,
    /// The gate did not let it go.
    pub(crate) held: bool,
    /// Why it is to go all the same, as far as that was said.
    pub(crate) because: String,
    /// It was to go as it is, and nothing was said why.
    pub(crate) no_reason: bool,
    /// It stands on the page where it is read again.
    pub(crate) rereading: bool,
    /// 'Put it off', with when it comes back.
    pub(crate) put_off: String,
    /// The member may send it all the same, with a reason.
    pub(crate) may_overrule: bool,
}

/// An address of ours to write from.
pub(crate) struct Sender {
    pub(crate) address: String,
    pub(crate) words: String,
    pub(crate) chosen: bool,
}

/// A file that goes along.
#[derive(serde::Serialize)]
pub(crate) struct FileLine {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) size: String,
    pub(crate) bytes: i64,
    pub(crate) picture: bool,
}

/// How much may go along.
#[derive(Default)]
pub(crate) struct Limits {
    pub(crate) one: u64,
    pub(crate) together: u64,
    pub(crate) words: String,
}

/// The mail below.
pub(crate) struct Quoted {
    pub(crate) lead: String,
    pub(crate) text: String,
    /// Whether it goes along.
    pub(crate) on: bool,
}

impl Composer {
    /// The names of those who are new here, for the script that draws them.
    pub(crate) fn newcomer_list(&self) -> String {
        self.newcomers.join(" ")
    }

    pub(crate) fn sample(w: &Words) -> Self {
        let size = |bytes: i64| w.size(u64::try_from(bytes).unwrap_or(0));
        let file = |id: &str, name: &str, bytes| FileLine {
            id: id.to_owned(),
            name: name.to_owned(),
            size: size(bytes),
            bytes,
            picture: false,
        };
        let sender = |address: &str, chosen| Sender {
            address: address.to_owned(),
            words: format!("Marta Wzór <{address}>"),
            chosen,
        };
        Self {
            key: "k".to_owned(),
            kind: "reply",
            base: "3".to_owned(),
            to: "Anna Przykładowa <anna@lumen.test>".to_owned(),
            to_words: "Anna".to_owned(),
            cc: "Piotr <piotr@lumen.test>".to_owned(),
            cc_words: "Piotr".to_owned(),
            newcomers: vec!["piotr@lumen.test".to_owned()],
            widths: vec![("?answer=one".to_owned(), w.t1("part-composer-only", "name", "Anna"))],
            senders: vec![sender("hello@studio.test", true), sender("shop@studio.test", false)],
            subject: "Plan".to_owned(),
            hint: w.t1("part-composer-hint", "name", "Anna"),
            language: "en".to_owned(),
            send_words: w.t2("part-composer-send-cc", "to", "Anna", "cc", "Piotr"),
            steps: steps::Steps::sample(w),
            files: vec![file("f1", "zrzut-ekranu.png", 240_000), file("f2", "смета <b>за</b>.pdf", 1_400_000)],
            limits: Limits {
                one: 15_000_000,
                together: 18_000_000,
                words: w.t2("part-composer-limits", "one", w.size(15_000_000), "together", w.size(18_000_000)),
            },
            look: SecondLook::sample(),
            series: Some((w.t2("part-series-here", "at", 1, "of", 3), "/conversations/c1/series".to_owned())),
            saved: vec![("r1".to_owned(), "Texts are missing".to_owned())],
            signature: "Marta Wzór\nStudio Próbne".to_owned(),
            quoted: Some(Quoted {
                lead: "Anna Przykładowa <anna@lumen.test>:".to_owned(),
                text: "Where is my report?".to_owned(),
                on: true,
            }),
            holding_until: "2026-11-24T17:00".to_owned(),
            holding_send: w.t1("part-holding-send", "to", "Anna"),
            later: later::Later::sample(w),
            warnings: vec![w.t1("composer-bounced", "address", "piotr@lumen.test")],
            put_off: w.t1("part-held-put-off", "when", "13:00"),
            checks: checks::Checks::sample(w).render().unwrap_or_default(),
            ..Self::default()
        }
    }
}
