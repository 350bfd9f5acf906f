//! What a text says that somebody should do: asks of the reader and commitments of the writer, each with its words and its date.
//! The phrases stand in `asks/` and `commitments/`; what follows from a deed is decided by the rules.

mod conditions;
mod days;
mod joints;
mod lists;
mod title;
mod weighed;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

pub(super) use weighed::{read, signals};

use super::dates::{self, Sent};
use super::grammar::{Hit, Tables};
use super::text::{Sentence, Text, is_conjunction};
use conditions::{is_condition, is_negated};
use joints::{goes_on, join, same_clause, verbs_tell_person};
pub(super) use lists::{List, Of, Part, Says};

/// Something that somebody is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// The day it is due; `None` where it is open, recurring or a choice.
    pub due: Option<Date>,
    /// Only an answer is wanted, no deed.
    pub is_question: bool,
}

/// Both kinds of deeds, each in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Deeds {
    pub(super) asks: Vec<Deed>,
    pub(super) commitments: Vec<Deed>,
    /// What may be a commitment: a day and a thing without a verb.
    slots: Vec<Deed>,
    /// Nothing but the line above a list.
    is_head: bool,
}

impl Deeds {
    fn is_empty(&self) -> bool {
        self.asks.is_empty() && self.commitments.is_empty()
    }
}

/// A span without end, as in one long sentence without commas, ends after so many words.
const LONGEST_SPAN: usize = 24;

/// In so few words a day and a thing say what will be then: 'Thursday: the second batch.' In more they may tell anything.
const BARE: usize = 6;

static ASKS: LazyLock<Tables> = LazyLock::new(|| {
    Tables::read([include_str!("asks/en.txt"), include_str!("asks/pl.txt"), include_str!("asks/ru.txt")])
});

static COMMITMENTS: LazyLock<Tables> = LazyLock::new(|| {
    Tables::read([
        include_str!("commitments/en.txt"),
        include_str!("commitments/pl.txt"),
        include_str!("commitments/ru.txt"),
    ])
});

/// The deeds of each sentence by the tables alone.
fn by_tables(text: &Text<'_>, language: &str, sent: &Sent<'_>, is_hot: bool) -> Vec<Deeds> {
    let mut all: Vec<Deeds> = Vec::new();
    let mut list = List::default();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let mut deeds = Marks::of(sentence, language, false).deeds(sentence, sent, is_hot);
        let says = Says { asks: !deeds.asks.is_empty(), promises: !deeds.commitments.is_empty() };
        let due = || dates::due(&sentence.words, sent);
        let deed = |due| Deed { span: sentence.at.clone(), due, is_question: false };
        match list.part(text, number, language, says) {
            Some(Part::Head(_)) => {
                let own = deeds.asks.iter().chain(&deeds.commitments).chain(&deeds.slots);
                let due = own.filter_map(|deed| deed.due).next();
                list.due_by(due.or_else(|| dates::deadline(&sentence.words, sent)));
                deeds = Deeds { is_head: true, ..Deeds::default() };
            }
            Some(Part::Item(of, announced)) if !says.asks && !says.promises && !is_hot => {
                deeds.slots.clear();
                match of {
                    Of::Asks => deeds.asks.push(deed(due().or(announced))),
                    Of::Promises => deeds.commitments.push(deed(due().or(announced))),
                    Of::Steps => deeds.commitments.extend(due().map(|due| deed(Some(due)))),
                }
            }
            Some(Part::Item(of, announced @ Some(_))) => {
                let own = if of == Of::Asks { &mut deeds.asks } else { &mut deeds.commitments };
                own.iter_mut().for_each(|deed| deed.due = deed.due.or(announced));
            }
            _ if deeds.is_empty()
                && !is_hot
                && days::names_day(text, sentence, sent)
                && may_be_slot(sentence, language) =>
            {
                deeds.slots = vec![deed(due())];
            }
            _ if deeds.is_empty() => days::date_late(sentence, sent, all.last_mut()),
            _ => {}
        }
        all.push(deeds);
    }
    all
}

/// Nothing in the sentence says that a day and a thing are no promise of ours.
fn may_be_slot(sentence: &Sentence, language: &str) -> bool {
    let says_not = |hit: &Hit| matches!(hit.sign, "not" | "courtesy" | "noslot");
    !sentence.is_question && !COMMITMENTS.of(language).find(sentence).iter().any(says_not)
}

/// Is the sentence mere courtesy that asks for nothing: 'Please don't worry, we have time until Friday'?
pub(super) fn asks_out_of_courtesy(sentence: &Sentence, language: &str) -> bool {
    ASKS.of(language).has(sentence, "courtesy")
}

/// Does it promise nothing, however it sounds: 'See you on Thursday', 'We'll see'?
fn promises_out_of_courtesy(sentence: &Sentence, language: &str) -> bool {
    COMMITMENTS.of(language).has(sentence, "courtesy")
}

/// Does the sentence only sound like a question?
pub(super) fn is_rhetorical(sentence: &Sentence, language: &str) -> bool {
    rhetorical(&ASKS.of(language).find(sentence), sentence)
}

/// The places in which a sentence of a client asks for something: what they wish is a request as well.
pub(super) fn asked_spans(sentence: &Sentence, language: &str) -> Vec<Range<usize>> {
    let marks = Marks::of(sentence, language, true);
    marks.asks.iter().map(|hit| marks.span(sentence, hit).0).collect()
}

/// The deeds of one sentence by the words that tell them.
struct Marks<'a> {
    language: &'a str,
    asks: Vec<Hit>,
    commitments: Vec<Hit>,
    /// First words of all deeds, sorted: where one ends, the next begins.
    starts: Vec<usize>,
}

impl<'a> Marks<'a> {
    /// `wishes`: what the writer would like is asked for.
    fn of(sentence: &Sentence, language: &'a str, wishes: bool) -> Self {
        let asking = ASKS.of(language).find(sentence);
        let promising = COMMITMENTS.of(language).find(sentence);
        let mut commitments = promised(sentence, &promising, language);
        let mut asks: Vec<Hit> = Vec::new();
        let asks_so =
            |sign: &str| matches!(sign, "ask" | "also" | "more" | "item" | "then") || wishes && sign == "wish";
        for hit in asking.iter().filter(|hit| asks_so(hit.sign) && !is_none(&asking, hit)) {
            let here = asking.iter().skip(asking.partition_point(|other| other.first < hit.first));
            let again =
                hit.sign == "also" && here.take_while(|ask| ask.first == hit.first).any(|ask| ask.sign == "ask");
            if !again && may_ask(sentence, hit, &commitments, !asks.is_empty(), language) {
                join(&mut asks, *hit, sentence, language);
            }
        }
        if let Some((from, things)) = lists::things(sentence, &asking, language) {
            asks.retain(|ask| ask.end <= from);
            asks.extend(things);
        }
        let rhetorical = rhetorical(&asking, sentence);
        if sentence.is_question && asks.is_empty() && !rhetorical && !is_cited(sentence) {
            asks.push(Hit { sign: "question", first: question_start(sentence), end: sentence.words.len() });
        }
        if sentence.is_question && rhetorical {
            asks.clear();
        }
        if sentence.item.is_some() {
            only_first(&mut asks, &mut commitments);
        }
        // 'We expect your OK by Friday' dates what is asked, not what we do.
        commitments.retain(|hit| {
            !matches!(hit.sign, "dated" | "slot") || !asks.iter().any(|ask| same_clause(sentence, ask, hit, language))
        });
        let mut starts: Vec<usize> =
            asks.iter().chain(&commitments).map(|hit| clause_start(sentence, hit.first)).collect();
        starts.sort_unstable();
        Self { language, asks, commitments, starts }
    }

    /// The deeds themselves. In a hot mail questions want no answer, and what the writer 'will do' is a threat.
    fn deeds(&self, sentence: &Sentence, sent: &Sent<'_>, is_hot: bool) -> Deeds {
        let asks = self.asks.iter().filter(|hit| !is_hot || hit.sign != "question");
        let asks = asks.map(|hit| self.deed(sentence, hit, sent)).collect();
        let [commitments, slots] = if is_hot { Default::default() } else { self.promises(sentence, sent) };
        Deeds { asks, commitments, slots, is_head: false }
    }

    /// What is promised: by words that do so alone, or by others with a day.
    fn promises(&self, sentence: &Sentence, sent: &Sent<'_>) -> [Vec<Deed>; 2] {
        let (mut promises, mut slots) = (Vec::new(), Vec::new());
        for hit in &self.commitments {
            let deed = self.deed(sentence, hit, sent);
            let (is_slot, is_item) = (hit.sign == "slot", sentence.item.is_some());
            let by_itself = matches!(hit.sign, "do" | "mine") || (is_item && !is_slot);
            let is_bare = sentence.words.len() <= BARE;
            if is_slot && !is_item && !is_bare && deed.due.is_some() {
                slots.push(deed);
            } else if by_itself || deed.due.is_some() {
                promises.push(deed);
            }
        }
        [promises, slots]
    }

    fn deed(&self, sentence: &Sentence, hit: &Hit, sent: &Sent<'_>) -> Deed {
        let (span, words) = self.span(sentence, hit);
        let inside = sentence.words.get(words).unwrap_or_default();
        let alone = self.asks.len() + self.commitments.len() == 1;
        let whole = || if alone && !conditions::opens(sentence) { dates::due(&sentence.words, sent) } else { None };
        let due = match conditions::behind(sentence, hit) {
            Some(main) => dates::due(main, sent),
            None => dates::due(inside, sent).or_else(whole),
        };
        Deed { span, due, is_question: hit.sign == "question" }
    }

    /// The bytes and the words of a deed.
    fn span(&self, sentence: &Sentence, hit: &Hit) -> (Range<usize>, Range<usize>) {
        let words = self.words_of(sentence, hit);
        let inside = sentence.words.get(words.clone()).unwrap_or_default();
        let start = inside.first().map_or(sentence.at.start, |word| word.at.start);
        let is_last = words.end >= sentence.words.len();
        let end = if is_last { sentence.at.end } else { inside.last().map_or(sentence.at.end, |word| word.at.end) };
        (start..end.max(start), words)
    }

    /// From the clause that holds the hit to where the next deed or part begins.
    fn words_of(&self, sentence: &Sentence, hit: &Hit) -> Range<usize> {
        let start = clause_start(sentence, hit.first);
        let next = self.starts.partition_point(|next| *next <= hit.first);
        let mut end = self.starts.get(next).copied().unwrap_or(sentence.words.len());
        if end < sentence.words.len() {
            while end > hit.end
                && sentence.words.get(end - 1).is_some_and(|word| is_conjunction(&word.folded, self.language))
            {
                end -= 1;
            }
        }
        let limit = start + LONGEST_SPAN.max(hit.end - start);
        let long = sentence.words.len() > LONGEST_SPAN * 2;
        start..if long { end.min(limit) } else { end }.max(hit.end.min(sentence.words.len()))
    }
}

/// Is the hit taken back by another?
fn is_none(hits: &[Hit], hit: &Hit) -> bool {
    ["not", "courtesy"].iter().any(|by| hit.is_taken_back(hits, by))
        || hit.sign == "slot" && hit.is_taken_back(hits, "noslot")
}

/// What the phrases found promise, each deed once.
fn promised(sentence: &Sentence, promising: &[Hit], language: &str) -> Vec<Hit> {
    let mut commitments: Vec<Hit> = Vec::new();
    let may_be = |sign: &str| !matches!(sign, "not" | "courtesy" | "noslot" | "list");
    for hit in promising.iter().filter(|hit| may_be(hit.sign) && !is_none(promising, hit)) {
        let asked_back = sentence.is_question
            && (matches!(hit.sign, "dated" | "slot") || verbs_tell_person(language) && !goes_on(sentence, hit));
        let mine = hit.sign != "mine" || is_headed(sentence, hit);
        if mine
            && !asked_back
            && !is_quoted(sentence, hit)
            && !is_condition(sentence, hit)
            && !is_negated(sentence, hit)
        {
            join(&mut commitments, *hit, sentence, language);
        }
    }
    commitments
}

/// An item of a list is one deed: 'you: test both forms until 5 June'.
fn only_first(asks: &mut Vec<Hit>, commitments: &mut Vec<Hit>) {
    let first = |hits: &[Hit]| hits.first().map_or(usize::MAX, |hit| hit.first);
    if first(asks) <= first(commitments) {
        asks.truncate(1);
        commitments.clear();
    } else {
        commitments.truncate(1);
        asks.clear();
    }
}

/// A question that wants no answer; 'right?' and 'co?' are such when they stand alone.
fn rhetorical(hits: &[Hit], sentence: &Sentence) -> bool {
    let last = sentence.words.len();
    hits.iter().any(|hit| hit.sign == "rhetorical" || (hit.sign == "tag" && (last <= 2 || hit.end == last)))
}

fn is_quoted(sentence: &Sentence, hit: &Hit) -> bool {
    sentence.words.get(hit.first).is_some_and(|word| word.quoted)
}

/// A question in somebody else's words: they asked "is it done?"
pub(super) fn is_cited(sentence: &Sentence) -> bool {
    let quoted = sentence.words.iter().filter(|word| word.quoted).count();
    quoted * 2 > sentence.words.len() && sentence.words.last().is_some_and(|word| word.quoted)
}

/// 'We: the test, by Friday'.
fn is_headed(sentence: &Sentence, hit: &Hit) -> bool {
    sentence.item.is_some() || sentence.words.get(hit.end).is_some_and(|word| word.starts_part)
}

fn may_ask(sentence: &Sentence, hit: &Hit, commitments: &[Hit], after_ask: bool, language: &str) -> bool {
    match hit.sign {
        _ if is_quoted(sentence, hit) || is_condition(sentence, hit) => false,
        "item" => is_headed(sentence, hit),
        // 'Прошу проверить и вернуть': goes on with what is asked already.
        "then" | "more" => after_ask,
        "also" if verbs_tell_person(language) => true,
        // English verbs are nouns as well: there the clause before has to show that this one asks.
        "also" => {
            let before = sentence.words.get(..hit.first).unwrap_or_default();
            (after_ask || conditions::governs(before)) && !commitments.iter().any(|other| other.first < hit.first)
        }
        _ => true,
    }
}

/// The first word of the question: behind the last part mark or 'and'.
fn question_start(sentence: &Sentence) -> usize {
    sentence.words.iter().rposition(|word| word.starts_part).unwrap_or(0)
}

fn clause_start(sentence: &Sentence, word: usize) -> usize {
    let until = sentence.words.get(..=word).unwrap_or_default();
    until.iter().rposition(|word| word.starts_clause).unwrap_or(0)
}
