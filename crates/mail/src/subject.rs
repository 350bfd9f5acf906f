//! What a subject is about, without the marks that mail programs put before it. Subjects never join anything; a changed
//! one only suggests that another topic begins.

/// Marks of answers and forwarded mail, in the languages of mail programs, in lower case.
const MARKS: &[&str] = &[
    "re",
    "fw",
    "fwd",
    "odp",
    "pd",
    "pdn",
    "ad",
    "ha",
    "отв",
    "ответ",
    "пересл",
    "пересылка",
    "на",
    "aw",
    "wg",
    "wtr",
    "antw",
    "vs",
    "sv",
    "rv",
    "tr",
    "rif",
    "r",
    "i",
    "res",
    "enc",
    "回复",
    "转发",
];

/// The subject without answer marks, counters (`Re[2]:`) and what stands in square brackets before it, in lower case
/// and with single blanks.
///
/// ```
/// # use mail::subject::base;
/// assert_eq!(base("Odp: RE[2]: [ext] Nowe  Logo"), "nowe logo");
/// ```
#[must_use]
pub fn base(subject: &str) -> String {
    let folded = subject.to_lowercase();
    let mut rest = folded.trim();
    while let Some(shorter) = without_mark(rest).or_else(|| without_bracket(rest)) {
        rest = shorter.trim_start();
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The subject as it was written, without the marks of answers before it.
///
/// ```
/// # use mail::subject::bare;
/// assert_eq!(bare("Odp: RE: Nowe Logo"), "Nowe Logo");
/// ```
#[must_use]
pub fn bare(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((before, after)) = rest.split_once(':') {
        if without_mark(&format!("{}:", before.to_lowercase())).is_none() {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

fn without_mark(text: &str) -> Option<&str> {
    let (before, after) = text.split_once(':')?;
    let word = before.split(['[', '(', '^']).next().unwrap_or("").trim_end();
    let counter = before.get(word.len()..).unwrap_or("").trim();
    let counts = counter.chars().all(|c| c.is_ascii_digit() || "[]()^".contains(c));
    (counts && MARKS.contains(&word)).then_some(after)
}

fn without_bracket(text: &str) -> Option<&str> {
    let (_, after) = text.strip_prefix('[')?.split_once(']')?;
    // A subject that is nothing but brackets keeps them.
    (!after.trim().is_empty()).then_some(after)
}

/// Whether the second subject names another topic than the first. One that only got longer or shorter does not, and an
/// empty one names none.
#[must_use]
pub fn is_another(before: &str, after: &str) -> bool {
    let (before, after) = (base(before), base(after));
    !before.is_empty() && !after.is_empty() && !before.contains(&after) && !after.contains(&before)
}

#[cfg(test)]
mod tests {
    use super::{base, is_another};

    #[test]
    fn marks_are_no_part_of_a_subject() {
        for (subject, expected) in [
            ("Re: The report", "the report"),
            ("RE: Fwd: Odp: The  report", "the report"),
            ("Re[3]: Re(2): The report", "the report"),
            ("[EXTERNAL] Re: [client] The report", "the report"),
            ("Ответ: Счёт", "счёт"),
            ("Re :x", "x"),
            ("Note: the report", "note: the report"),
            ("[urgent]", "[urgent]"),
            ("", ""),
            ("Re:", ""),
        ] {
            assert_eq!(base(subject), expected, "{subject:?}");
        }
    }

    #[test]
    fn another_topic_is_another_base() {
        for (before, after, another) in [
            ("The report", "Re: The report", false),
            ("The report", "Re: The report (urgent)", false),
            ("[Ext] Odp: Raport", "RE: raport", false),
            ("The report", "The invoice", true),
            ("Re: The report", "Faktura", true),
            ("", "The invoice", false),
            ("The report", "Re:", false),
        ] {
            assert_eq!(is_another(before, after), another, "{before:?} {after:?}");
        }
    }
}
