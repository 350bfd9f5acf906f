//! What a client's mail tells: questions and requests, complaint, emergency, wishes. The phrases stand in `client/`; what is owed for
//! it is decided by the rules.

mod asked;
mod closer;
mod wished;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

pub(super) use asked::asked;
pub use closer::MAY_BE_GRAVE;
pub(super) use closer::{complaining, mail_words, wanting};
use wished::wished_date;

use super::dates::Sent;
use super::grammar::{Hit, Tables};
use super::heat::{Features, Signals};
use super::sense::Sight;
use super::text::Text;
use super::weighing::Verdict;

static PHRASES: LazyLock<Tables> = LazyLock::new(|| {
    Tables::read([include_str!("client/en.txt"), include_str!("client/pl.txt"), include_str!("client/ru.txt")])
});

/// How much a client complains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Complaint {
    /// Not at all.
    #[default]
    None,
    /// Something is wrong, or late.
    Mild,
    /// In anger, with damage or with consequences.
    Grave,
}

/// A question or request and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// In bytes of the text.
    pub span: Range<usize>,
    /// With a question mark; otherwise a request.
    pub is_question: bool,
    /// The number of its sentence.
    pub(super) sentence: usize,
}

/// What a client's mail says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientReading {
    /// `en`, `pl` or `ru`.
    pub language: &'static str,
    /// Every question and request, in order.
    pub asked: Vec<Asked>,
    /// How much it complains.
    pub complaint: Complaint,
    /// Something is on fire now.
    pub emergency: bool,
    /// Wants to be called or met.
    pub wants_call: bool,
    /// Wants money back.
    pub refund: bool,
    /// Thanks, and means it.
    pub thanks: bool,
    /// The day something is wished by.
    pub wished_date: Option<Date>,
    /// Waits for an answer; when unsure, it does. On a second look mere news does not.
    pub expects_answer: bool,
}

/// Capitals of so many words are shouting.
const SHOUTED_WORDS: usize = 3;

/// Reads a client's mail without quotes.
pub(super) fn read(
    text: &Text<'_>,
    language: &'static str,
    sent: &Sent<'_>,
    signals: &Signals,
    sight: Option<&Sight>,
) -> ClientReading {
    let by_words = asked(text, language);
    let marks = Marks::of(text, language, by_words.is_empty());
    let asked = closer::asked(text, language, by_words.clone(), &signals.sentences, sight);
    let complaint = closer::complaint(text, &marks, signals, sight);
    let mail = closer::Mail::of(text, &marks, &by_words, &signals.sentences, sight);
    let [emergency, wants_call, refund, thanks, ends] =
        [Verdict::Alarms, Verdict::WantsCall, Verdict::WantsRefund, Verdict::Thanks, Verdict::Ends]
            .map(|verdict| mail.tells(verdict));
    // Who is that angry, or in need, is never left without a word, whichever look hears it.
    let presses = complaint == Complaint::Grave || emergency || refund || marks.has("emergency");
    let expects_answer = !ends || sight.is_some() && presses;
    ClientReading {
        language,
        complaint,
        emergency,
        wants_call,
        refund,
        thanks,
        wished_date: wished_date(text, language, &asked, sent).filter(|_| expects_answer),
        expects_answer,
        asked,
    }
}

/// Every question and request on the first look, and nothing else.
pub(super) fn all_asked(text: &Text<'_>, language: &str) -> Vec<Asked> {
    let features: Vec<Features> = text.sentences.iter().map(|sentence| Features::of(sentence, text.whole)).collect();
    closer::asked(text, language, asked(text, language), &features, None)
}

/// Does the mail wait for an answer? When unsure, it does.
pub(super) fn expects_answer(text: &Text<'_>, language: &str) -> bool {
    let asked = asked(text, language);
    let marks = Marks::of(text, language, asked.is_empty());
    !ends_by_tables(text, &marks, &asked)
}

/// Does the mail end what was talked about, by the tables alone?
fn ends_by_tables(text: &Text<'_>, marks: &Marks, asked: &[Asked]) -> bool {
    is_friendly_end(text, marks, asked) || super::closing::closes(text.whole)
}

/// A story that ends in thanks: nothing is asked, nothing is wrong, and there is no news that wants a word.
fn is_friendly_end(text: &Text<'_>, marks: &Marks, asked: &[Asked]) -> bool {
    let says_so = marks.has("nothing");
    (says_so || marks.has("thanks"))
        && asked.is_empty()
        && by_tables(text, marks) == Complaint::None
        && !marks.is_emergency()
        && !text.whole.contains('?')
        && (says_so || !marks.has("news"))
}

/// How much a mail complains by the tables alone.
fn by_tables(text: &Text<'_>, marks: &Marks) -> Complaint {
    // Who thanks and wants no answer tells a happy story, whatever went wrong in it.
    if marks.has("thanks") && marks.has("nothing") && !marks.has("grave") {
        return Complaint::None;
    }
    // Who takes the fault, or thanks and praises and wants nothing, minds nothing.
    let praises = marks.has("thanks") && marks.has("mere") && marks.count("harm") == 0;
    let content = marks.has("ours") || praises && marks.wants_nothing;
    if content && !marks.has("grave") {
        return Complaint::None;
    }
    let shouts = shouts(text);
    let mild = marks.is_mild();
    let minds = mild || marks.is_emergency() || marks.has("refund");
    let harm = marks.count("harm");
    let worse = shouts || harm > 0 || marks.count("again") > 1;
    let shouts_in_anger = shouts && !marks.has("thanks") && !marks.has("fine");
    // An emergency alone may be an accident that nobody minds.
    let minds_in_calm = mild || marks.has("refund");
    if marks.has("grave") || harm > 1 || (minds && worse) {
        Complaint::Grave
    } else if minds_in_calm || harm > 0 || shouts_in_anger {
        Complaint::Mild
    } else {
        Complaint::None
    }
}

fn shouts(text: &Text<'_>) -> bool {
    shouted_words(text) >= SHOUTED_WORDS || text.whole.contains("!!!") || text.whole.contains("?!")
}

fn has_live(hits: &[Hit], sign: &str) -> bool {
    hits.iter().any(|hit| hit.sign == sign && !hit.is_taken_back(hits, "not"))
}

fn shouted_words(text: &Text<'_>) -> usize {
    let long = |word: &&super::text::Word| word.shouted && word.folded.chars().count() >= 3;
    text.sentences.iter().flat_map(|sentence| &sentence.words).filter(long).count()
}

/// What the phrases found in the whole mail.
struct Marks {
    found: Vec<&'static str>,
    /// Nothing is asked for.
    wants_nothing: bool,
}

impl Marks {
    fn of(text: &Text<'_>, language: &str, wants_nothing: bool) -> Self {
        let table = PHRASES.of(language);
        let all: Vec<Vec<Hit>> = text.sentences.iter().map(|sentence| table.find(sentence)).collect();
        let foreign: BTreeSet<usize> = std::iter::zip(&text.sentences, &all)
            .filter(|(_, hits)| has_live(hits, "foreign"))
            .map(|(sentence, _)| sentence.paragraph)
            .collect();
        let mut found = Vec::new();
        let mut others = false;
        for (sentence, hits) in std::iter::zip(&text.sentences, &all) {
            // What is wrong at somebody else's is no complaint about us.
            let is_foreign =
                |hit: &&Hit| matches!(hit.sign, "mild" | "grave" | "harm") && foreign.contains(&sentence.paragraph);
            // Nor is what somebody quotes, be it a sign or a joke.
            let is_quoted = |hit: &&Hit| {
                matches!(hit.sign, "mild" | "emergency" | "call" | "refund")
                    && sentence.words.get(hit.first..hit.end).unwrap_or_default().iter().all(|word| word.quoted)
            };
            // What is told of others goes on for a sentence: 'Зашёл к соседям на сайт. Какой ужас.'
            let of_others = std::mem::replace(&mut others, hits.iter().any(|hit| hit.sign == "others"));
            let skips = |sign: &str| (others || of_others) && matches!(sign, "mild" | "weak" | "grave");
            let live =
                hits.iter().filter(|hit| hit.sign != "not" && !hit.is_taken_back(hits, "not") && !is_quoted(hit));
            found.extend(live.filter(|hit| !is_foreign(hit) && !skips(hit.sign)).map(|hit| hit.sign));
        }
        Self { found, wants_nothing }
    }

    fn count(&self, sign: &str) -> usize {
        self.found.iter().filter(|found| **found == sign).count()
    }

    fn has(&self, sign: &str) -> bool {
        self.found.contains(&sign)
    }

    /// It is on fire, and not 'false alarm, all is found'.
    fn is_emergency(&self) -> bool {
        self.has("emergency") && (!self.has("fine") || self.is_mild())
    }

    /// Something is wrong: one word for it, or two weak ones; two, where they say that all is well.
    fn is_mild(&self) -> bool {
        // A story that wants nothing is told for what is wrong in it.
        let enough = if self.wants_nothing && !self.has("thanks") && !self.has("nothing") { 1 } else { 2 };
        self.count("mild") + self.count("weak") / enough > usize::from(self.has("fine"))
    }
}
