//! Which of the client's questions a draft leaves open. By shared words and by the kind of answer the question wants.

use std::collections::BTreeSet;

use super::client;
use super::dates::{self, Sent};
use super::talk::{short_stems, stems};
use super::text::{Sentence, Text, Word};

/// What a question word wants to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wants {
    Anything,
    Time,
    Amount,
}

const TIME: &[&str] = &[
    "when",
    "long",
    "dlugo",
    "долго",
    "kiedy",
    "когда",
    "soon",
    "deadline",
    "termin",
    "срок",
    "сроки",
    "godzinie",
    "ktorej",
    "czasu",
    "времени",
    "days",
    "weeks",
    "dni",
    "tygodni",
    "дней",
    "недель",
];
const AMOUNT: &[&str] =
    &["much", "many", "ile", "сколько", "cost", "price", "koszt", "kosztowal", "kosztuje", "стоит", "цена", "цену"];
const YES_OR_NO: &[&str] = &[
    "yes",
    "no",
    "sure",
    "ok",
    "okay",
    "tak",
    "nie",
    "jasne",
    "oczywiscie",
    "pewnie",
    "da",
    "да",
    "нет",
    "конечно",
    "можно",
    "mozna",
    "moze",
    "niestety",
    "увы",
    "unfortunately",
    "не",
    "gladly",
    "done",
    "will",
    "gotowe",
    "zrobione",
    "zalatwione",
    "poprawione",
    "jasne",
    "готово",
    "сделано",
    "сделали",
    "сделаем",
    "хорошо",
    "исправили",
    "chetnie",
    "можем",
    "mozemy",
    "absolutely",
];

/// What is told to whoever asks how long; beginnings of words, whole ones behind '='.
const LENGTHS: &[&str] = &[
    "minut",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "godzin",
    "=dni",
    "=dzien",
    "tydzien",
    "tygodn",
    "miesiac",
    "miesiec",
    "=rok",
    "=lat",
    "минут",
    "=час",
    "=часа",
    "=часов",
    "=день",
    "=дня",
    "=дней",
    "недел",
    "месяц",
    "=год",
    "=года",
    "=лет",
];

/// Amounts that are spelled out.
const GREAT_NUMBERS: &[&str] = &[
    "hundred",
    "thousand",
    "sto",
    "dwiescie",
    "trzysta",
    "czterysta",
    "piecset",
    "szescset",
    "siedemset",
    "osiemset",
    "dziewiecset",
    "tysiac",
    "tysiace",
    "tysiecy",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
    "тысяча",
    "тысячи",
    "тысяч",
    "тысячу",
];

/// What is counted so is no price.
const NO_AMOUNT: &[&str] =
    &["percent", "procent", "процентов", "thanks", "times", "razy", "раз", "спасибо", "благодарностей"];

/// So many words on from the number stands what it counts: 'two full weeks'.
const COUNTED_WITHIN: usize = 2;

/// A sentence of so few words that names a day says when: 'On Friday at the latest.'
const IN_SHORT: usize = 9;

/// A draft of so few sentences answers what was asked.
const SHORT: usize = 3;

/// More questions of one mail are not held against the draft: nobody answers so many in one, and time must stay bounded.
const MOST_QUESTIONS: usize = 100;

/// Whether a draft says more than its words do: that it declines, and how often it promises.
#[derive(Debug, Clone, Copy)]
pub(super) struct Does {
    pub(super) refuses: bool,
    pub(super) promises: usize,
}

/// The questions of the client's mail that nothing in the draft answers, as they stand.
pub(super) fn unanswered(question_mail: &str, draft: &Text<'_>, language: &str, does: Does) -> Vec<String> {
    let asked = Text::read(question_mail, language);
    let reading = client::asked(&asked, language);
    let own: BTreeSet<String> = draft.sentences.iter().flat_map(stems).collect();
    let own_short: BTreeSet<String> = draft.sentences.iter().flat_map(|it| short_stems(it, language)).collect();
    let says_a_number = draft.sentences.iter().any(has_number);
    let says_an_amount = says_a_number || draft.sentences.iter().any(spells_an_amount);
    let says_when = says_a_number
        || draft.sentences.iter().any(spells_a_length)
        || draft.sentences.iter().any(|sentence| sentence.words.len() <= IN_SHORT && names_day(sentence));
    let mut open = Vec::new();
    // In a long draft a promise may be about anything.
    let mut promises = if draft.sentences.len() <= SHORT { does.promises } else { 0 };
    let mut plain_answers =
        usize::from(does.refuses) + draft.sentences.iter().filter(|sentence| answers_plainly(sentence)).count();
    let questions = reading.iter().filter(|question| question.is_question).take(MOST_QUESTIONS);
    let questions: Vec<_> =
        questions.filter_map(|question| Some((question, asked.sentences.get(question.sentence)?))).collect();
    let all: Vec<(Wants, BTreeSet<String>)> =
        questions.iter().map(|(_, sentence)| (wants(sentence), stems(sentence))).collect();
    for (at, (question, sentence)) in questions.iter().enumerate() {
        let wants = wants(sentence);
        if asks_whether_mail_came(sentence) {
            continue;
        }
        if is_of_another(at, &all, &own) {
            open.push(asked.slice(&question.span).to_owned());
            continue;
        }
        // What stands beside the question in its sentence is part of it: 'A, and how much is it?'
        let is_spoken_of = !stems(sentence).is_disjoint(&own)
            || !short_stems(sentence, language).is_disjoint(&own_short)
            || wants == Wants::Anything
                && asks_about_before(&asked, question.sentence).is_some_and(|stems| !stems.is_disjoint(&own));
        let says_what = wants == Wants::Time && says_when || wants == Wants::Amount && says_an_amount;
        if is_spoken_of || says_what {
            continue;
        }
        if promises > 0 && wants == Wants::Anything && wants_a_deed(sentence) {
            promises -= 1;
            continue;
        }
        if plain_answers > 0 && wants == Wants::Anything {
            plain_answers -= 1;
            continue;
        }
        open.push(asked.slice(&question.span).to_owned());
    }
    open
}

/// Is it asked of one thing what is asked of another, and the draft speaks of the other alone: 'How much is the shop? How much is the blog?'
fn is_of_another(at: usize, all: &[(Wants, BTreeSet<String>)], own: &BTreeSet<String>) -> bool {
    let Some((wants, this)) = all.get(at) else { return false };
    let same = |(other, words): &(Wants, BTreeSet<String>)| {
        !words.is_disjoint(this) || *wants != Wants::Anything && wants == other
    };
    let mut twins = all.iter().enumerate().filter(|(other, one)| *other != at && same(one));
    twins.any(|(_, (_, other))| {
        let mut mine = this.difference(other).peekable();
        let is_named = mine.peek().is_none() || mine.any(|word| own.contains(word));
        !is_named && other.difference(this).any(|word| own.contains(word))
    })
}

/// 'Посмотрите?', 'Zerknie Pani?': a question of so few words wants it done.
const ONLY_A_DEED: usize = 2;

/// A question that wants something done: who promises it answers.
fn wants_a_deed(sentence: &Sentence) -> bool {
    const ASKED: &[&str] = &[
        "can",
        "could",
        "would",
        "will",
        "moglby",
        "moglaby",
        "mogliby",
        "mozesz",
        "mozecie",
        "moze",
        "mozna",
        "da",
        "можете",
        "могли",
        "можно",
        "можешь",
        "сможете",
    ];
    let asks_more = || sentence.words.iter().any(|word| word.is_one_of(ASKS_MORE));
    sentence.words.len() <= ONLY_A_DEED && !asks_more() || sentence.words.iter().any(|word| word.is_one_of(ASKED))
}

/// Does a sentence name a day: 'Thursday.'?
fn names_day(sentence: &Sentence) -> bool {
    let sent = Sent { at: jiff::civil::DateTime::constant(2026, 1, 5, 12, 0, 0, 0), calendar: None };
    !dates::find(&sentence.words, &sent).is_empty()
}

fn wants(sentence: &Sentence) -> Wants {
    let has = |list: &[&str]| sentence.words.iter().any(|word| word.is_one_of(list));
    if has(TIME) {
        Wants::Time
    } else if has(AMOUNT) {
        Wants::Amount
    } else {
        Wants::Anything
    }
}

fn has_number(sentence: &Sentence) -> bool {
    sentence.words.iter().any(|word| word.folded.chars().any(|c| c.is_ascii_digit()))
}

/// 'Eight hundred euros', and not 'a hundred percent' or 'a thousand thanks'.
fn spells_an_amount(sentence: &Sentence) -> bool {
    let behind = |at: usize| sentence.words.get(at + 1).is_some_and(|word| word.is_one_of(NO_AMOUNT));
    sentence.words.iter().enumerate().any(|(at, word)| word.is_one_of(GREAT_NUMBERS) && !behind(at))
}

/// 'Four weeks'
fn spells_a_length(sentence: &Sentence) -> bool {
    let is_length = |word: &Word| {
        LENGTHS.iter().any(|unit| match unit.strip_prefix('=') {
            Some(whole) => word.folded == whole,
            None => word.folded.starts_with(unit),
        })
    };
    let counted = |at: usize| sentence.words.iter().skip(at + 1).take(COUNTED_WITHIN).any(is_length);
    sentence.words.iter().enumerate().any(|(at, word)| dates::counts(&word.folded) && counted(at))
}

/// 'Yes', 'And yes, thirty days is fine', 'Tomorrow works'.
fn answers_plainly(sentence: &Sentence) -> bool {
    let says =
        |at: usize, list: &[&str]| sentence.words.get(at).is_some_and(|word| list.contains(&word.folded.as_str()));
    // Of a day or an hour: 'The form works again' says nothing of them.
    let suits =
        || sentence.words.iter().any(|word| word.is_one_of(SUITS)) && (names_day(sentence) || has_number(sentence));
    says(0, YES_OR_NO) || says(0, ON_TOP) && says(1, YES_OR_NO) || sentence.words.len() <= IN_SHORT && suits()
}

/// Words before a further answer.
const ON_TOP: &[&str] = &["and", "also", "oh", "well", "a", "i", "и", "а", "ну"];

/// What is said of a day that was proposed.
const SUITS: &[&str] = &["works", "suits", "pasuje", "odpowiada", "подходит", "подойдет", "удобно", "устраивает"];

/// 'Did you get my email?': whoever answers has.
fn asks_whether_mail_came(sentence: &Sentence) -> bool {
    let has = |list: &[&str]| sentence.words.iter().any(|word| word.is_one_of(list));
    sentence.words.len() <= IN_SHORT && has(MAIL) && has(CAME) && has(OURS) && !has(ASKS_MORE)
}

const OURS: &[&str] = &["my", "our", "moj", "moja", "nasz", "nasza", "мое", "мой", "наше"];
/// More than yes or no is asked.
const ASKS_MORE: &[&str] = &[
    "who",
    "which",
    "when",
    "why",
    "what",
    "how",
    "kto",
    "ktory",
    "ktora",
    "ktore",
    "kiedy",
    "dlaczego",
    "czemu",
    "co",
    "jak",
    "gdzie",
    "ile",
    "кто",
    "какой",
    "какая",
    "какое",
    "когда",
    "почему",
    "зачем",
    "что",
    "как",
    "где",
    "сколько",
    "where",
];
const MAIL: &[&str] = &[
    "mail",
    "email",
    "e-mail",
    "message",
    "maila",
    "mejl",
    "mejla",
    "wiadomosc",
    "письмо",
    "сообщение",
    "имейл",
    "мейл",
];
const CAME: &[&str] = &[
    "get",
    "got",
    "receive",
    "received",
    "arrive",
    "arrived",
    "reach",
    "reached",
    "doszedl",
    "doszla",
    "dotarl",
    "dotarla",
    "dostala",
    "dostal",
    "dostali",
    "otrzymali",
    "otrzymala",
    "otrzymal",
    "дошло",
    "получили",
    "получил",
    "получила",
    "пришло",
];

/// A question of so few words may be about what was said before it: 'The logo sits too low. Could you have a look?'
const SAYS_LITTLE: usize = 5;

/// What such a question wants: that somebody looks.
const LOOK: &[&str] =
    &["look", "check", "fix", "zerk", "sprawdz", "popraw", "spojrz", "посмотр", "провер", "глян", "исправ"];

/// What the sentence before such a question is about.
fn asks_about_before(asked: &Text<'_>, at: usize) -> Option<BTreeSet<String>> {
    let looks = |it: &&Sentence| {
        it.words.len() <= ONLY_A_DEED
            || it.words.iter().any(|word| LOOK.iter().any(|look| word.folded.starts_with(look)))
    };
    let question = asked.sentences.get(at).filter(|it| it.words.len() <= SAYS_LITTLE).filter(looks)?;
    let before = asked.sentences.get(at.checked_sub(1)?).filter(|it| it.paragraph == question.paragraph)?;
    (!before.is_question).then(|| stems(before))
}
