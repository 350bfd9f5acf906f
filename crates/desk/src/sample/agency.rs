//! The sample agency: invented people at reserved domains, in three languages. Here its mail text is placed around the
//! present moment; what becomes of it is `receive`'s business, as with any other mail.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rulebook::calendar::Calendar;
use rulebook::people::{Party, Side};
use store::member::Role;

const MAIL: &str = include_str!("../../sample/mail.txt");

/// The tag that marks every conversation of the sample.
pub const TAG: &str = "sample";
/// The sample desk's name; says what it is.
pub(super) const DESK_NAME: &str = "Studio Miara (sample)";
/// The sample owner's address.
pub const OWNER: &str = "hello@studio-miara.example";
/// Who works there.
pub(super) const MEMBERS: [(&str, &str, Role); 2] =
    [("Ola Maj", OWNER, Role::Owner), ("Tomek Bury", "tomek@studio-miara.example", Role::Colleague)];
/// The addresses that are 'ours' in the sample.
pub(super) const OWN_ADDRESSES: [&str; 2] = [OWNER, "tomek@studio-miara.example"];

/// Why the sample text could not be read; a fault of the program, never of a person's input.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("sample mail '{key}': {what}")]
pub struct SampleError {
    key: String,
    what: &'static str,
}

/// One mail of the sample, placed in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleMail {
    /// Its short name; the Message-ID is made from it.
    pub key: String,
    /// Who wrote.
    pub from: Party,
    /// To whom.
    pub to: Vec<Party>,
    /// And to whom besides.
    pub cc: Vec<Party>,
    /// The subject.
    pub subject: String,
    /// When it was written and arrived.
    pub at: Timestamp,
    /// Message-IDs of the mails it answers, oldest first.
    pub references: Vec<String>,
    /// A header that marks it as automatic: name and value.
    pub automatic: Option<(&'static str, String)>,
    /// The date a holding reply gives.
    pub holding_until: Option<Timestamp>,
    /// What is agreed with it.
    pub steps: Vec<SampleStep>,
    /// The text.
    pub text: String,
}

/// A step that a mail of the sample names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleStep {
    /// Whose it is: the reader's or ours.
    pub side: Side,
    /// The day it is due.
    pub due: Date,
    /// What.
    pub what: &'static str,
}

/// The Message-ID of a sample mail.
pub fn message_id(key: &str) -> String {
    format!("{key}@sample.tact.invalid")
}

/// The whole sample, oldest first, as if the agency had worked until `now`.
///
/// # Errors
/// When the embedded text is malformed, which a test rules out.
pub(super) fn mails(now: Timestamp, calendar: &Calendar) -> Result<Vec<SampleMail>, SampleError> {
    let mut mails: Vec<SampleMail> = Vec::new();
    for chunk in MAIL.split("\n=== ").skip(1) {
        let mail = one(chunk, &mails, now, calendar)?;
        mails.push(mail);
    }
    mails.sort_by(|one, other| (one.at, &one.key).cmp(&(other.at, &other.key)));
    Ok(mails)
}

fn one(
    chunk: &'static str,
    earlier: &[SampleMail],
    now: Timestamp,
    calendar: &Calendar,
) -> Result<SampleMail, SampleError> {
    let (head, text) = chunk.split_once("\n\n").unwrap_or((chunk, ""));
    let mut lines = head.lines();
    let key = lines.next().unwrap_or_default().trim().to_owned();
    let fail = |what| SampleError { key: key.clone(), what };
    let headers: Vec<(&'static str, &'static str)> = lines.filter_map(|line| line.split_once(": ")).collect();
    let header = |name: &str| headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.trim());
    let parties = |name: &str| header(name).map(|value| value.split(", ").map(party).collect()).unwrap_or_default();
    let when = header("When").ok_or_else(|| fail("no When"))?;
    let at = moment(when, now, calendar).ok_or_else(|| fail("unreadable When"))?;
    let references = match header("Answers") {
        None => Vec::new(),
        Some(parent) => {
            let parent = earlier.iter().find(|mail| mail.key == parent).ok_or_else(|| fail("answers nobody"))?;
            parent.references.iter().cloned().chain([message_id(&parent.key)]).collect()
        }
    };
    let holding_until = match header("Holding") {
        None => None,
        Some(when) => Some(moment(when, now, calendar).ok_or_else(|| fail("unreadable Holding"))?),
    };
    let steps = headers.iter().filter(|(name, _)| *name == "Step");
    let steps: Option<Vec<SampleStep>> = steps.map(|(_, value)| step(value, now, calendar)).collect();
    Ok(SampleMail {
        steps: steps.ok_or_else(|| fail("unreadable Step"))?,
        from: header("From").map(party).ok_or_else(|| fail("no From"))?,
        to: parties("To"),
        cc: parties("Cc"),
        subject: header("Subject").unwrap_or_default().to_owned(),
        at,
        references,
        automatic: header("Auto").and_then(|h| h.split_once(": ")).map(|(n, v)| (n, v.to_owned())),
        holding_until,
        text: text.trim().to_owned() + "\n",
        key,
    })
}

/// `Name <address>` as written in the sample file.
fn party(text: &str) -> Party {
    let (name, address) = text.split_once(" <").unwrap_or(("", text));
    Party { address: address.trim_end_matches('>').to_ascii_lowercase(), name: name.trim().to_owned() }
}

/// `SIDE: WHEN: WHAT`
fn step(text: &'static str, now: Timestamp, calendar: &Calendar) -> Option<SampleStep> {
    let (side, rest) = text.split_once(": ")?;
    let (when, what) = rest.split_once(": ")?;
    let side = match side {
        "theirs" => Side::Theirs,
        "ours" => Side::Ours,
        _ => return None,
    };
    Some(SampleStep { side, due: calendar.date_of(moment(when, now, calendar)?), what })
}

/// Reads `N minutes ago`, `N working days ago HH:MM`, `in N working days HH:MM`.
fn moment(text: &str, now: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [n, "minutes", "ago"] => now.checked_sub(jiff::SignedDuration::from_mins(n.parse().ok()?)).ok(),
        [n, "working", "days", "ago", clock] => working_day(-n.parse().ok()?, clock, now, calendar),
        ["in", n, "working", "days", clock] => working_day(n.parse().ok()?, clock, now, calendar),
        _ => None,
    }
}

/// `clock` on the n-th working day before (negative) or after today, looking at most a year.
fn working_day(n: i64, clock: &str, now: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
    let clock: Time = clock.parse().ok()?;
    let mut date = calendar.date_of(now);
    let mut left = n.abs();
    for _ in 0..366 {
        if left == 0 {
            break;
        }
        date = if n < 0 { date.yesterday() } else { date.tomorrow() }.ok()?;
        let midnight = calendar.instant_of(date.at(0, 0, 0, 0));
        if calendar.date_of(calendar.next_opening(midnight)) == date {
            left -= 1;
        }
    }
    Some(calendar.instant_of(date.to_datetime(clock)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rulebook::house_rules::Settings;

    use super::*;

    fn calendar() -> Calendar {
        let settings = Settings::default_for(DESK_NAME, "Europe/Warsaw", "PL", "pl");
        Calendar::from_settings(&settings).unwrap()
    }

    /// Monday morning, midday, Friday evening, the weekend, a holiday: the sample must look alive at any of them.
    const MOMENTS: [&str; 6] = [
        "2026-11-23T07:30:00Z",
        "2026-11-25T11:00:00Z",
        "2026-11-27T19:00:00Z",
        "2026-11-28T12:00:00Z",
        "2026-12-25T12:00:00Z",
        "2027-03-28T01:30:00Z",
    ];

    #[test]
    fn every_mail_is_placed_in_the_past_and_after_the_one_it_answers() {
        for moment in MOMENTS {
            let now: Timestamp = moment.parse().unwrap();
            let mails = mails(now, &calendar()).unwrap();
            for mail in &mails {
                assert!(mail.at < now, "{} at {moment}", mail.key);
                if let Some(parent) = mail.references.last() {
                    let parent = mails.iter().find(|m| message_id(&m.key) == *parent).unwrap();
                    assert!(parent.at < mail.at, "{} at {moment}", mail.key);
                }
            }
        }
    }

    #[test]
    fn the_sample_speaks_three_languages_and_knows_who_we_are() {
        let mails = mails(MOMENTS[1].parse().unwrap(), &calendar()).unwrap();
        let keys: BTreeSet<&str> = mails.iter().map(|mail| mail.key.as_str()).collect();
        assert_eq!(keys.len(), mails.len());
        assert!(mails.iter().any(|mail| OWN_ADDRESSES.contains(&mail.from.address.as_str())));
        assert!(mails.iter().all(|mail| mail.from.address.ends_with(".example")));
        for (sign, language) in [("ż", "pl"), ("ё", "ru"), (" the ", "en")] {
            assert!(mails.iter().any(|mail| mail.text.contains(sign)), "{language}");
        }
    }
}
