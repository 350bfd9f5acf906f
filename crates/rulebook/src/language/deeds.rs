//! What a text says that somebody should do: asks of the reader and commitments of the writer, each with its words and its date.
//! The phrases stand in `asks/` and `commitments/`; what follows from a deed is decided by the rules.

mod announced;
mod lists;
mod russian;
mod weighed;

use std::ops::Range;
use std::sync::OnceLock;

use jiff::civil::Date;

pub(super) use weighed::{read, signals};

use super::dates::{self, Sent};
use super::grammar::{Hit, Table};
use super::plans::Plan;
use super::text::{Sentence, Text, is_conjunction};
pub(super) use lists::AskedList;
use lists::{List, Of, Part};

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
}

/// A span without end, as in one long sentence without commas, ends after so many words.
const LONGEST_SPAN: usize = 24;

/// The tables of one language.
#[derive(Debug)]
struct Tables {
    asks: Table,
    commitments: Table,
}

/// Words before which a promise is none.
const NEGATIONS: &[&str] =
    &["not", "never", "nie", "не", "ни", "ani", "didn't", "don't", "doesn't", "can't", "won't", "cannot", "couldn't"];

/// A clause that begins so names a condition, not a deed.
const CONDITIONS: &[&str] = &[
    "if",
    "when",
    "once",
    "unless",
    "until",
    "whenever",
    "jak",
    "jesli",
    "jezeli",
    "gdy",
    "kiedy",
    "gdyby",
    "dopoki",
    "если",
    "когда",
    "пока",
    "как",
];

/// Words that end a condition where no comma does.
const THEN: &[&str] = &["then", "to", "wtedy", "то", "тогда"];

/// Subjects that make an inner verb somebody else's or ours: 'I will check and send'.
const OTHER_SUBJECTS: &[&str] = &[
    "i", "we", "i'll", "we'll", "i'd", "we'd", "i've", "we've", "they", "she", "he", "to", "can", "will", "could",
    "people", "who", "must", "would", "it", "wysle", "zrobie", "sprawdze", "nie",
];

/// The deeds of each sentence by the tables alone.
fn by_tables(text: &Text<'_>, language: &str, sent: &Sent<'_>, is_hot: bool) -> Vec<Deeds> {
    let tables = tables(language);
    let mut all: Vec<Deeds> = Vec::new();
    let mut plan = Plan::default();
    let mut announced = false;
    let mut list = List::default();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let mut found = Marks::of(sentence, tables, language, false);
        announced &= sentence.item.is_some();
        found.under(&mut announced, text, number);
        if let Some(part) = list.part(text, sentence, &tables.asks, &tables.commitments) {
            found.stand_in(part);
        }
        let asks = found.asks.iter().filter(|hit| !is_hot || hit.sign != "question");
        let mut asks: Vec<Deed> = asks.map(|hit| found.deed(sentence, hit, sent)).collect();
        let [mut commitments, slots] = if is_hot { Default::default() } else { found.promises(sentence, sent) };
        if !is_hot && language == "pl" {
            plan.read((text, language, number), sent, &mut asks, &mut commitments);
        }
        if asks.is_empty() && commitments.is_empty() {
            announced::date_late(sentence, sent, all.last_mut());
        }
        all.push(Deeds { asks, commitments, slots });
    }
    all
}

/// Does the sentence only sound like a question?
pub(super) fn is_rhetorical(sentence: &Sentence, language: &str) -> bool {
    rhetorical(&tables(language).asks.find(sentence), sentence)
}

/// The places in which a sentence of a client asks for something: what they wish is a request as well.
pub(super) fn asked_spans(sentence: &Sentence, language: &str) -> Vec<Range<usize>> {
    let marks = Marks::of(sentence, tables(language), language, true);
    marks.asks.iter().map(|hit| marks.span(sentence, hit).0).collect()
}

/// May things that are asked for stand in the lines below this one?
pub(super) fn announces(sentence: &Sentence, language: &str) -> bool {
    Marks::of(sentence, tables(language), language, false).announces
}

/// The deeds of one sentence by the words that tell them.
struct Marks<'a> {
    language: &'a str,
    asks: Vec<Hit>,
    commitments: Vec<Hit>,
    /// First words of all deeds, sorted: where one ends, the next begins.
    starts: Vec<usize>,
    /// Things that are asked for may stand below.
    announces: bool,
}

impl<'a> Marks<'a> {
    /// `wishes`: what the writer would like is asked for.
    fn of(sentence: &Sentence, tables: &Tables, language: &'a str, wishes: bool) -> Self {
        let asking = tables.asks.find(sentence);
        let promising = tables.commitments.find(sentence);
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
        if let Some((from, things)) = announced::listed(sentence, &asking, language) {
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
        let announces = announced::announces(sentence, &asking);
        Self { language, asks, commitments, starts, announces }
    }

    /// The head of a list asks for nothing itself; an item whose words tell nothing is what the head says.
    fn stand_in(&mut self, part: Part) {
        let Part::Item(of) = part else {
            (self.asks, self.commitments) = (Vec::new(), Vec::new());
            return;
        };
        if self.asks.is_empty() && self.commitments.is_empty() {
            let (deeds, sign) = if of == Of::Asks { (&mut self.asks, "ask") } else { (&mut self.commitments, "do") };
            deeds.push(Hit { sign, first: 0, end: 1 });
            self.starts = vec![0];
        }
    }

    /// What is promised: by words that do so alone, or by others with a day.
    fn promises(&self, sentence: &Sentence, sent: &Sent<'_>) -> [Vec<Deed>; 2] {
        let (mut promises, mut slots) = (Vec::new(), Vec::new());
        for hit in &self.commitments {
            let deed = self.deed(sentence, hit, sent);
            let (is_slot, is_item) = (hit.sign == "slot", sentence.item.is_some());
            let by_itself = matches!(hit.sign, "do" | "mine") || (is_item && !is_slot);
            if is_slot && !is_item && deed.due.is_some() {
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
        // 'Если до пятницы не определитесь, поставим «от»': the day is the condition's.
        let conditional = self.language == "ru" && sentence.words.first().is_some_and(|word| word.folded == "если");
        let whole = || if alone && !conditional { dates::due(&sentence.words, sent) } else { None };
        let due = match announced::behind_condition(sentence, hit) {
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
        let mut end = self.starts.iter().copied().find(|next| *next > hit.first).unwrap_or(sentence.words.len());
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
    let takes_back = |not: &Hit| not.sign == "not" || (not.sign == "noslot" && hit.sign == "slot");
    hits.iter().any(|not| takes_back(not) && not.first < hit.end && hit.first < not.end)
}

/// What the phrases found promise, each deed once.
fn promised(sentence: &Sentence, promising: &[Hit], language: &str) -> Vec<Hit> {
    let mut commitments: Vec<Hit> = Vec::new();
    let may_be = |sign: &str| !matches!(sign, "not" | "noslot" | "list");
    for hit in promising.iter().filter(|hit| may_be(hit.sign) && !is_none(promising, hit)) {
        let asked_back = sentence.is_question
            && (matches!(hit.sign, "dated" | "slot") || language == "ru" && !russian::goes_on(sentence, hit));
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

/// So near behind another and joined by 'and' a verb is of the same deed: 'I will look for it and send it'.
const ONE_BREATH: usize = 2;

/// Asks found by several words of one clause are one: 'Пришлите, пожалуйста'.
fn join(hits: &mut Vec<Hit>, hit: Hit, sentence: &Sentence, language: &str) {
    let joined = hits.last().is_some_and(|last| {
        let between = sentence.words.get(last.first + 1..=hit.first).unwrap_or_default();
        hit.first <= last.end && (hit.first < last.end || last.sign == "item")
            || match russian::told_apart(sentence, last, &hit, language) {
                Some(apart) => !apart,
                None => {
                    hit.sign == "also" && hit.first < last.first + 14
                        || last.sign == "do" && hit.sign == "do" && in_one_breath(sentence, last, &hit)
                        || !between.iter().any(|word| word.starts_part || is_conjunction(&word.folded, language))
                }
            }
    });
    match hits.last_mut().filter(|_| joined) {
        Some(last) => {
            last.end = last.end.max(hit.end);
            if hit.sign == "do" || hit.sign == "ask" {
                last.sign = hit.sign;
            }
        }
        None => hits.push(hit),
    }
}

fn in_one_breath(sentence: &Sentence, last: &Hit, next: &Hit) -> bool {
    let between = sentence.words.get(last.end..next.first).unwrap_or_default();
    between.len() <= ONE_BREATH && between.iter().any(|word| ["i", "and", "и"].contains(&word.folded.as_str()))
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

fn is_negated(sentence: &Sentence, hit: &Hit) -> bool {
    let before = sentence.words.get(hit.first.saturating_sub(1)..hit.first).unwrap_or_default();
    before.iter().any(|word| NEGATIONS.contains(&word.folded.as_str()))
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

fn is_condition(sentence: &Sentence, hit: &Hit) -> bool {
    let start = clause_start(sentence, hit.first);
    let clause = sentence.words.get(start..hit.first.max(start)).unwrap_or_default();
    // 'If they sign then I send it' in one breath: what comes behind 'then' is no condition.
    let is_met = clause.iter().skip(2).any(|word| THEN.contains(&word.folded.as_str()));
    // Behind a conjunction a clause begins anew: 'если решите'.
    let before = start.checked_sub(1).and_then(|before| sentence.words.get(before));
    !is_met && clause.first().is_some_and(|word| CONDITIONS.contains(&word.folded.as_str()))
        || before.is_some_and(|word| word.folded == "если")
}

fn may_ask(sentence: &Sentence, hit: &Hit, commitments: &[Hit], after_ask: bool, language: &str) -> bool {
    match hit.sign {
        _ if is_quoted(sentence, hit) => false,
        _ if language == "ru" && is_condition(sentence, hit) => false,
        "item" => is_headed(sentence, hit),
        // 'Прошу проверить и вернуть': goes on with what is asked already.
        "then" => after_ask && !is_condition(sentence, hit),
        // Russian imperatives are no other words.
        "also" if language == "ru" => true,
        "more" => after_ask,
        "also" => {
            let before = sentence.words.get(..hit.first).unwrap_or_default();
            let part = before.iter().rposition(|word| word.starts_part).unwrap_or(0);
            let conditional = before.get(part).is_some_and(|word| {
                ["if", "once", "when", "should", "until", "jesli", "gdy", "jak", "если", "когда", "before"]
                    .contains(&word.folded.as_str())
            });
            let ours = before.iter().skip(part).any(|word| OTHER_SUBJECTS.contains(&word.folded.as_str()));
            // English verbs are nouns as well: there the clause before has to show that this one asks.
            let asks = conditional || if language == "en" { after_ask } else { !ours };
            asks && !commitments.iter().any(|other| other.first < hit.first)
        }
        _ => true,
    }
}

/// The first word of the question: behind the last part mark or 'and'.
fn question_start(sentence: &Sentence) -> usize {
    sentence.words.iter().rposition(|word| word.starts_part).unwrap_or(0)
}

fn same_clause(sentence: &Sentence, a: &Hit, b: &Hit, language: &str) -> bool {
    let (from, to) = (a.first.min(b.first), a.first.max(b.first));
    let between = sentence.words.get(from + 1..=to).unwrap_or_default();
    let begins = sentence.words.get(to).is_some_and(|word| word.starts_clause);
    !begins && !between.iter().any(|word| word.starts_part || is_conjunction(&word.folded, language))
}

fn clause_start(sentence: &Sentence, word: usize) -> usize {
    let until = sentence.words.get(..=word).unwrap_or_default();
    until.iter().rposition(|word| word.starts_clause).unwrap_or(0)
}

fn tables(language: &str) -> &'static Tables {
    static ALL: OnceLock<[Tables; 3]> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let read = |asks, commitments| Tables { asks: Table::read(asks), commitments: Table::read(commitments) };
        [
            read(include_str!("asks/en.txt"), include_str!("commitments/en.txt")),
            read(include_str!("asks/pl.txt"), include_str!("commitments/pl.txt")),
            read(include_str!("asks/ru.txt"), include_str!("commitments/ru.txt")),
        ]
    });
    let [en, pl, ru] = all;
    match language {
        "pl" => pl,
        "ru" => ru,
        _ => en,
    }
}
