//! How well client mails are read. What is right is in the labels.

use std::ops::Range;

use jiff::civil::DateTime;
use rulebook::language::{Sense, Sent, look_at_client};

use crate::drafts::overlaps;
use crate::figures::{Figures, Score};
use crate::samples::ClientMail;

/// Measures client mails of one side; `show` hears of every mistake.
pub(crate) fn measure(
    mails: &[ClientMail],
    sense: Option<&dyn Sense>,
    figures: &mut Figures,
    show: &mut dyn FnMut(&str, &str),
) {
    for mail in mails {
        let Ok(at) = mail.sent_at.get(..19).unwrap_or(&mail.sent_at).parse::<DateTime>() else { continue };
        let read = look_at_client(&mail.text, None, &Sent { at, calendar: None }, sense);
        let spans: Vec<Range<usize>> = read.asked.iter().map(|asked| asked.span.clone()).collect();
        figures.add("client: asked", &mail.lang, asked(mail, spans, show));
        let labels = &mail.labels;
        let complaint = read.complaint as u8;
        let mut right = |what: &str, right: bool, told: String| {
            figures.add(what, &mail.lang, Score::right(right));
            if !right {
                show(what, &format!("{} {told}: {}", mail.id, mail.text));
            }
        };
        right("client: complaint", complaint == labels.complaint, format!("{complaint} meant {}", labels.complaint));
        if labels.complaint == 2 {
            right("client: grave seen", complaint > 0, String::new());
        }
        right("client: emergency", read.emergency == labels.emergency, format!("meant {}", labels.emergency));
        right("client: wants call", read.wants_call == labels.wants_call, format!("meant {}", labels.wants_call));
        right("client: refund", read.refund == labels.refund, format!("meant {}", labels.refund));
        right("client: thanks", read.thanks == labels.thanks, format!("meant {}", labels.thanks));
        let wished = read.wished_date.map(|date| date.to_string());
        right(
            "client: wished date",
            wished == labels.wished_date,
            format!("{wished:?} meant {:?}", labels.wished_date),
        );
        right(
            "client: expects answer",
            read.expects_answer == labels.expects_answer,
            format!("meant {}", labels.expects_answer),
        );
    }
}

fn asked(mail: &ClientMail, mut free: Vec<Range<usize>>, show: &mut dyn FnMut(&str, &str)) -> Score {
    let mut score = Score::default();
    for label in &mail.labels.questions {
        let Some(at) = mail.text.find(label) else { continue };
        let place = at..at + label.len();
        match free.iter().position(|span| overlaps(span, &place)) {
            Some(best) => {
                free.remove(best);
                score.hits += 1.0;
            }
            None => {
                score.missed += 1.0;
                let kind = if mail.labels.requests.contains(label) { "request" } else { "question" };
                show("client: asked", &format!("{} MISSED {kind} {label}", mail.id));
            }
        }
    }
    for span in free {
        score.wrong += 1.0;
        show("client: asked", &format!("{} WRONG {}", mail.id, mail.text.get(span).unwrap_or_default()));
    }
    score
}
