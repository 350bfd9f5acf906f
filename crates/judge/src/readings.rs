//! Mails with what each of their sentences does, as words and the second look show them: what verdicts are learnt from. Which letter
//! means what stands in `data/marks.tsv` and `data/client-marks.tsv`.

use std::ops::Range;

use anyhow::Result;
use rulebook::language::{DraftWords, Sense, Verdict, Words, client_words, draft_words, heat, heat_signals};

use crate::drafts::overlaps;
use crate::encoders::{Directions, Encoders};
use crate::samples::{ClientLabels, ClientMail, Data, Draft, TAUGHT, client_marks, marks, writer_of};
use crate::split::Side;
use crate::verdicts::{Both, Turn};

/// One sentence: its n-grams, its direction, if it was read, and the letters of what it does.
pub(crate) struct Sentence {
    pub(crate) places: Vec<u32>,
    pub(crate) direction: Option<Directions>,
    pub(crate) letters: String,
}

/// What the tables show of a mail.
pub(crate) enum Shown {
    /// On the first look, and on a second, which knows better how heated a draft is.
    Draft(Box<Both<DraftWords>>),
    Client(Vec<Words>),
}

/// A mail as it was read.
pub(crate) struct Reading {
    /// Whoever wrote it.
    pub(crate) writer: String,
    pub(crate) lang: String,
    pub(crate) text: String,
    pub(crate) whole: Directions,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) shown: Shown,
    /// Of a client's mail: how much it complains.
    pub(crate) complaint: u8,
    /// Of a client's mail: what it tells as a whole, such as that it waits for no answer.
    pub(crate) tells: Vec<Verdict>,
    /// Of a draft whose label of heat teaches: how heated it is.
    pub(crate) heated: Option<u8>,
}

impl Reading {
    /// Whether any sentence has this letter.
    pub(crate) fn holds(&self, letter: char) -> bool {
        self.sentences.iter().any(|sentence| sentence.letters.contains(letter))
    }

    /// What the tables show of a draft on this look.
    pub(crate) fn draft(&self, turn: Turn) -> Option<&DraftWords> {
        match &self.shown {
            Shown::Draft(words) => Some(words.get(turn)),
            Shown::Client(_) => None,
        }
    }

    /// What the tables show of a sentence of a client's mail.
    pub(crate) fn client(&self, sentence: usize) -> Option<Words> {
        match &self.shown {
            Shown::Client(words) => words.get(sentence).copied(),
            Shown::Draft(_) => None,
        }
    }
}

/// Every draft of the tuned side.
pub(crate) fn drafts(data: &Data, encoders: &Encoders<'_>) -> Result<Vec<Reading>> {
    let known = marks();
    let mut read = Vec::new();
    for mail in data.toned(Side::Tuned)? {
        let Some(marks) = known.get(mail.id.as_str()) else { continue };
        let letters = |_: &Range<usize>, at: usize| marks.get(at).copied().unwrap_or_default().to_owned();
        let made = draft((&mail.id, &mail.lang, &mail.text), false, Some(mail.heated), encoders, letters);
        // Cut otherwise than when they were read: which is which nobody knows; only that a signature went is plain.
        let is_cut_so = |cut: usize| marks.get(cut..).is_some_and(|rest| rest.iter().all(|mark| *mark == "-"));
        read.extend(made.filter(|it| is_cut_so(it.sentences.len())));
    }
    for one in data.drafts(Side::Tuned)? {
        let refusing = known.get(one.id.as_str());
        let letters = |place: &Range<usize>, at: usize| {
            let theirs = refusing.and_then(|marks| marks.get(at)).copied().unwrap_or_default();
            deeds(&one, place) + &theirs.replace(['a', 'b', 'c', 'x', '-'], "")
        };
        read.extend(draft(
            (&one.id, &one.lang, &one.text),
            one.answering.is_some(),
            Some(one.labels.heated),
            encoders,
            letters,
        ));
    }
    for one in data.own_drafts(&TAUGHT)? {
        let labels = &one.labels;
        let beside = [(&labels.refusal_spans, "r"), (&labels.reason_spans, "y"), (&labels.way_spans, "w")];
        let letters = |place: &Range<usize>, _: usize| deeds(&one, place) + &holding(&one.text, &beside, place);
        read.extend(draft((&one.id, &one.lang, &one.text), one.answering.is_some(), None, encoders, letters));
    }
    Ok(read)
}

/// The letters of those spans that the place holds.
fn holding(text: &str, spans: &[(&Vec<String>, &'static str)], place: &Range<usize>) -> String {
    let here = spans.iter().filter(|(spans, _)| spans.iter().any(|span| stands(text, span, place)));
    here.map(|(_, letter)| *letter).collect()
}

fn deeds(draft: &Draft, place: &Range<usize>) -> String {
    let asks = draft.labels.asks.iter().any(|deed| stands(&draft.text, &deed.span, place));
    let promises = draft.labels.commitments.iter().any(|deed| stands(&draft.text, &deed.span, place));
    let blames = holding(&draft.text, &[(&draft.labels.blame_spans, "b")], place);
    format!("{}{}{blames}", if asks { "a" } else { "" }, if promises { "c" } else { "" })
}

fn stands(text: &str, span: &str, place: &Range<usize>) -> bool {
    text.find(span).is_some_and(|at| overlaps(&(at..at + span.len()), place))
}

/// Id, language and text.
type Mail<'a> = (&'a str, &'a str, &'a str);

fn draft(
    mail: Mail<'_>,
    answers: bool,
    heated: Option<u8>,
    encoders: &Encoders<'_>,
    letters: impl Fn(&Range<usize>, usize) -> String,
) -> Option<Reading> {
    let (_, lang, text) = mail;
    let words = |sense: Option<&dyn Sense>| draft_words(text, Some(lang), answers, &heat(text, Some(lang), sense));
    let shown = Shown::Draft(Box::new(Both { first: words(None), second: words(Some(encoders.ours())) }));
    let mut read = reading(mail, encoders, shown, letters)?;
    read.heated = heated;
    Some(read)
}

/// Every client's mail of the tuned side.
pub(crate) fn clients(data: &Data, encoders: &Encoders<'_>) -> Result<Vec<Reading>> {
    let known = client_marks();
    let mut mails: Vec<ClientMail> = data.clients(Side::Tuned)?;
    mails.extend(data.own_clients(&TAUGHT)?);
    let read = mails.iter().filter_map(|mail| {
        let wrong = known.get(mail.id.as_str());
        let letters = |place: &Range<usize>, at: usize| {
            let asks = mail.labels.questions.iter().any(|span| stands(&mail.text, span, place));
            // A mail without a complaint has no sentence that complains; of others nobody knows where it was not marked.
            let unmarked = if mail.labels.complaint == 0 { "" } else { "?" };
            let marked = wrong.map_or(unmarked, |marks| marks.get(at).copied().unwrap_or("?")).replace('q', "");
            let spans = mail.labels.wrong_spans.as_ref().zip(mail.labels.grave_spans.as_ref());
            let theirs =
                spans.map_or(marked, |(wrong, grave)| holding(&mail.text, &[(wrong, "m"), (grave, "g")], place));
            format!("{}{theirs}", if asks { "q" } else { "" })
        };
        let shown = Shown::Client(client_words(&mail.text, Some(&mail.lang)));
        let mut read = reading((&mail.id, &mail.lang, &mail.text), encoders, shown, letters)?;
        read.complaint = mail.labels.complaint;
        read.tells = tells(&mail.labels);
        Some(read)
    });
    Ok(read.collect())
}

fn tells(labels: &ClientLabels) -> Vec<Verdict> {
    let all = [
        (Verdict::Ends, !labels.expects_answer),
        (Verdict::Alarms, labels.emergency),
        (Verdict::WantsCall, labels.wants_call),
        (Verdict::WantsRefund, labels.refund),
        (Verdict::Thanks, labels.thanks),
    ];
    all.into_iter().filter(|(_, is)| *is).map(|(verdict, _)| verdict).collect()
}

fn reading(
    (id, lang, text): Mail<'_>,
    encoders: &Encoders<'_>,
    shown: Shown,
    letters: impl Fn(&Range<usize>, usize) -> String,
) -> Option<Reading> {
    let (whole, parts) = encoders.see(text, lang)?;
    let signals = heat_signals(text, Some(lang));
    let mut sentences = Vec::new();
    for (at, ((place, features), direction)) in signals.places.iter().zip(signals.sentences).zip(parts).enumerate() {
        sentences.push(Sentence { places: features.0, direction, letters: letters(place, at) });
    }
    Some(Reading {
        writer: writer_of(id),
        lang: lang.to_owned(),
        text: text.to_owned(),
        whole,
        sentences,
        shown,
        complaint: 0,
        tells: Vec::new(),
        heated: None,
    })
}
