//! How well drafts are read: asks, commitments and their dates. What is right is in the labels.

use std::ops::Range;

use jiff::civil::DateTime;
use rulebook::language::{DraftReading, Sense, Sent, heat_signals, look};

use crate::figures::{Figures, Score};
use crate::samples::{Deed, Draft, Toned, marks};

/// Measures drafts of one side; `show` hears of every mistake.
pub(crate) fn measure(
    drafts: &[Draft],
    sense: Option<&dyn Sense>,
    figures: &mut Figures,
    show: &mut dyn FnMut(&str, &str),
) {
    for draft in drafts {
        let Ok(at) = draft.sent_at.get(..19).unwrap_or(&draft.sent_at).parse::<DateTime>() else { continue };
        let sent = Sent { at, calendar: None };
        let read = look(&draft.text, draft.answering.as_deref(), None, &sent, sense).reading;
        figures.add("language", &draft.lang, Score::right(read.language == draft.lang));
        let found = |deeds: &[rulebook::language::Deed]| -> Vec<(Range<usize>, Option<String>)> {
            deeds.iter().map(|deed| (deed.span.clone(), deed.due.map(|due| due.to_string()))).collect()
        };
        let mut matched = |what: &str, labels: &[Deed], found: &[(Range<usize>, Option<String>)]| {
            let (score, dates) = compare(draft, what, labels, found, show);
            figures.add(what, &draft.lang, score);
            figures.add(&format!("{what}: dates"), &draft.lang, dates);
        };
        matched("asks", &draft.labels.asks, &found(&read.asks));
        matched("commitments", &draft.labels.commitments, &found(&read.commitments));
        others(draft, &read, figures, show);
    }
}

/// Measures mails of which a person read what each sentence does.
pub(crate) fn measure_sentences(
    mails: &[Toned],
    sense: Option<&dyn Sense>,
    figures: &mut Figures,
    show: &mut dyn FnMut(&str, &str),
) {
    let known = marks();
    for mail in mails {
        let Some(marks) = known.get(mail.id.as_str()) else { continue };
        let places = heat_signals(&mail.text, Some(&mail.lang)).places;
        // Cut otherwise than when they were read: which is which nobody knows.
        if places.len() != marks.len() {
            continue;
        }
        let sent = Sent { at: DateTime::constant(2026, 3, 4, 10, 0, 0, 0), calendar: None };
        let read = look(&mail.text, None, None, &sent, sense).reading;
        for (what, deeds, letter) in
            [("sentences: asks", &read.asks, 'a'), ("sentences: commitments", &read.commitments, 'c')]
        {
            for (place, mark) in places.iter().zip(marks).filter(|(_, mark)| !mark.contains('x')) {
                let found = deeds.iter().any(|deed| place.contains(&deed.span.start));
                let score = match (found, mark.contains(letter)) {
                    (true, true) => Score { hits: 1.0, ..Score::default() },
                    (true, false) => Score { wrong: 1.0, ..Score::default() },
                    (false, true) => Score { missed: 1.0, ..Score::default() },
                    (false, false) => continue,
                };
                figures.add(what, &mail.lang, score);
                if score.hits == 0.0 {
                    let how = if found { "WRONG" } else { "MISSED" };
                    let words = mail.text.get(place.clone()).unwrap_or_default();
                    show(what, &format!("{} h{} {how} {words}", mail.id, mail.heated));
                }
            }
        }
    }
}

/// What is right or wrong as a whole: refusals, topics, guarantees, blame.
fn others(draft: &Draft, read: &DraftReading, figures: &mut Figures, show: &mut dyn FnMut(&str, &str)) {
    let labels = &draft.labels;
    let mut right = |what: &str, right: bool, told: String| {
        figures.add(what, &draft.lang, Score::right(right));
        if !right {
            show(what, &format!("{} h{} {told}", draft.id, labels.heated));
        }
    };
    let refusal = read.refusal.as_ref();
    let quote = refusal.and_then(|it| draft.text.get(it.span.clone())).unwrap_or_default();
    right(
        "refusal",
        refusal.is_some() == labels.refusal,
        format!("{} meant {}: {quote}", refusal.is_some(), labels.refusal),
    );
    if labels.refusal {
        let way = refusal.is_some_and(|it| it.alternative);
        let meant = labels.refusal_alternative.unwrap_or(false);
        right("refusal: way out", way == meant && refusal.is_some(), format!("{way} meant {meant}: {}", draft.text));
        let reason = refusal.is_some_and(|it| it.reason);
        let meant = labels.refusal_reason.unwrap_or(false);
        right(
            "refusal: reason",
            reason == meant && refusal.is_some(),
            format!("{reason} meant {meant}: {}", draft.text),
        );
    }
    let topics = labels.topics.as_u64().unwrap_or(1) as usize;
    let found_topics = read.topics.len();
    right("topics: many or not", (found_topics >= 4) == (topics >= 4), format!("{found_topics} meant {topics}"));
    right("next steps", read.has_next_steps == labels.has_next_steps, draft.text.clone());
    right("attachment", read.attachment.is_some() == labels.mentions_attachment, draft.text.clone());
    right(
        "blame",
        read.blame.is_empty() != labels.blame,
        format!("{:?} meant {}", quotes(draft, &read.blame), labels.blame),
    );
    right(
        "guarantee",
        read.guarantees.is_empty() == labels.guarantee.is_empty(),
        format!("{:?} meant {:?}", quotes(draft, &read.guarantees), labels.guarantee),
    );
    if draft.answering.is_some() {
        let (says, is) = (!read.unanswered.is_empty(), !labels.unanswered.is_empty());
        let what = if is { "left open: found" } else { "left open: no alarm" };
        right(what, says == is, format!("{:?} meant {:?}", read.unanswered, labels.unanswered));
    }
}

fn quotes<'a>(draft: &'a Draft, spans: &[Range<usize>]) -> Vec<&'a str> {
    spans.iter().filter_map(|span| draft.text.get(span.clone())).collect()
}

/// Found counts when it covers half of the shorter of both; each label once.
fn compare(
    draft: &Draft,
    what: &str,
    labels: &[Deed],
    found: &[(Range<usize>, Option<String>)],
    show: &mut dyn FnMut(&str, &str),
) -> (Score, Score) {
    let mut free: Vec<&(Range<usize>, Option<String>)> = found.iter().collect();
    let (mut score, mut dates) = (Score::default(), Score::default());
    for label in labels {
        let Some(at) = draft.text.find(&label.span) else { continue };
        let place = at..at + label.span.len();
        let best = free.iter().position(|(span, _)| overlaps(span, &place));
        match best.map(|best| free.remove(best)) {
            Some((span, due)) => {
                score.hits += 1.0;
                let right = due.as_deref() == label.due.as_deref();
                dates.add(&Score::right(right));
                if !right {
                    let words = draft.text.get(span.clone()).unwrap_or_default();
                    let due = due.as_deref().unwrap_or("-");
                    let meant = label.due.as_deref().unwrap_or("-");
                    show(what, &format!("{} ({}) DATE {due}, meant {meant}: {words}", draft.id, draft.sent_at));
                }
            }
            None => {
                score.missed += 1.0;
                show(what, &format!("{} h{} MISSED {}", draft.id, draft.labels.heated, label.span));
            }
        }
    }
    for (span, _) in free {
        score.wrong += 1.0;
        let words = draft.text.get(span.clone()).unwrap_or_default();
        show(what, &format!("{} h{} WRONG {words}", draft.id, draft.labels.heated));
    }
    (score, dates)
}

pub(crate) fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    common * 2 >= a.len().min(b.len()).max(1)
}
