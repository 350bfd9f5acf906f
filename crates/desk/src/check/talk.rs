//! How the talk went before a draft: whether the client complained and was not calmed, whether somebody of ours spoke of a call.
//! Mails do not change, so what was read of one is remembered while the program runs; typing stays quick.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use rulebook::calendar::Calendar;
use rulebook::event::Kind;
use rulebook::gate::Talk;
use rulebook::language::{Complaint, Sent, read_client, read_draft};
use store::message::{Direction, MessageRow};

/// Mails within so many working days are a talk to and fro; a call that was spoken of then is agreed on.
const LATELY: u32 = 3;
/// So many working days a grave complaint weighs, unless they thank us before.
const SORE: u32 = 10;
/// As much of a mail is read, in bytes: what somebody minds stands in the first page.
const READ: usize = 3_000;
/// What is remembered of so many mails.
const REMEMBERED: usize = 5_000;

/// What one mail says of the talk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Heard {
    complains: bool,
    thanks: bool,
    of_a_call: bool,
}

/// What was read of mails before.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<HashMap<String, Heard>>);

impl Memory {
    fn of(&self, mail: &Mail) -> Heard {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&mail.id).copied();
        known.unwrap_or_else(|| {
            let heard = mail.read();
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if all.len() >= REMEMBERED {
                all.clear();
            }
            all.insert(mail.id.clone(), heard);
            heard
        })
    }
}

/// A mail of the talk, as far as it is read.
#[derive(Debug)]
struct Mail {
    id: String,
    is_ours: bool,
    is_lately: bool,
    text: String,
    language: Option<String>,
}

/// The mails that the talk is told by, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Before {
    mails_lately: usize,
    mails: Vec<Mail>,
}

impl Before {
    /// Of a conversation's last messages, what people wrote not too long ago.
    pub(super) fn of(messages: &[MessageRow], calendar: &Calendar, now: Timestamp) -> Self {
        let within = |one: &MessageRow, days| calendar.add_working_days(one.arrived_at, days) >= now;
        let by_people = |one: &&MessageRow| !one.automatic && matches!(one.kind, Kind::Person | Kind::List);
        let mail = |one: &MessageRow| Mail {
            id: one.message_id.clone(),
            is_ours: one.direction == Direction::Out,
            is_lately: within(one, LATELY),
            text: beginning(one.new_text.as_ref()).to_owned(),
            language: Some(one.language.clone()).filter(|language| !language.is_empty()),
        };
        let recent = messages.iter().filter(by_people).filter(|one| within(one, SORE));
        let mails_lately = messages.iter().filter(|one| !one.automatic && within(one, LATELY)).count();
        Self { mails_lately, mails: recent.map(mail).collect() }
    }

    /// How the talk went.
    pub(super) fn talk(&self, memory: &Memory) -> Talk {
        let mut talk = Talk { mails_lately: self.mails_lately, ..Talk::default() };
        for mail in &self.mails {
            let heard = memory.of(mail);
            talk.complaint = (talk.complaint && !heard.thanks) || heard.complains;
            talk.call_agreed |= heard.of_a_call && mail.is_lately;
        }
        talk
    }
}

impl Mail {
    fn read(&self) -> Heard {
        // Dates play no part here.
        let sent = Sent { at: jiff::civil::DateTime::ZERO, calendar: None };
        let language = self.language.as_deref();
        if self.is_ours {
            let of_a_call = read_draft(&self.text, None, language, &sent).offers_call;
            return Heard { of_a_call, ..Heard::default() };
        }
        let read = read_client(&self.text, language, &sent);
        Heard { complains: read.complaint == Complaint::Grave, thanks: read.thanks, of_a_call: false }
    }
}

fn beginning(text: &str) -> &str {
    let end = (0..=READ.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(mails: &[(&str, bool, &str)]) -> Talk {
        let mail = |(number, (who, is_lately, text)): (usize, &(&str, bool, &str))| Mail {
            id: number.to_string(),
            is_ours: *who == "we",
            is_lately: *is_lately,
            text: (*text).to_owned(),
            language: None,
        };
        let before = Before { mails_lately: 0, mails: mails.iter().enumerate().map(mail).collect() };
        let memory = Memory::default();
        let talk = before.talk(&memory);
        assert_eq!(before.talk(&memory), talk, "what is remembered says the same");
        talk
    }

    #[test]
    fn a_grave_complaint_weighs_until_they_thank_us() {
        for (complaint, thanks) in [
            (
                "This is unacceptable. The shop has been down for two days and we are losing money. We will go to a lawyer.",
                "Thank you, it works now.",
            ),
            (
                "To skandal. Sklep nie działa od dwóch dni, tracimy pieniądze, sprawę oddajemy prawnikowi.",
                "Dziękuję, już działa.",
            ),
            (
                "Это безобразие. Магазин не работает два дня, мы теряем деньги и обратимся к юристу.",
                "Спасибо, всё работает.",
            ),
        ] {
            assert!(talk(&[("they", true, complaint)]).complaint, "{complaint}");
            assert!(talk(&[("they", false, complaint), ("we", true, "We look at it.")]).complaint, "{complaint}");
            assert!(!talk(&[("they", true, complaint), ("they", true, thanks)]).complaint, "{thanks}");
            assert!(talk(&[("they", true, thanks), ("they", true, complaint)]).complaint, "{complaint}");
            assert!(!talk(&[("we", true, complaint)]).complaint, "ours is no complaint of theirs");
        }
        assert!(!talk(&[("they", true, "When does the shop open?")]).complaint);
    }

    #[test]
    fn a_call_that_we_spoke_of_lately_is_agreed_on() {
        for text in
            ["Shall we talk on the phone tomorrow at 10?", "Zadzwonię jutro o 10.", "Давайте созвонимся завтра."]
        {
            assert!(talk(&[("we", true, text)]).call_agreed, "{text}");
            assert!(!talk(&[("we", false, text)]).call_agreed, "{text}");
        }
        assert!(!talk(&[("they", true, "Please give me a call.")]).call_agreed, "a wish is not agreed on yet");
    }

    #[test]
    fn memory_has_an_end() {
        let memory = Memory::default();
        for number in 0..=REMEMBERED {
            let mail =
                Mail { id: number.to_string(), is_ours: false, is_lately: true, text: String::new(), language: None };
            memory.of(&mail);
        }
        assert!(memory.0.lock().unwrap().len() <= REMEMBERED);
    }
}
