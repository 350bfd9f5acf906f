//! What a client's words ask for. Reading only; what is owed for it is decided in `rules/`.

mod answered;
mod blaming;
mod client;
mod closing;
mod dates;
mod deeds;
mod grammar;
mod heads;
mod heat;
mod names;
mod questions;
mod refusals;
mod sense;
mod sentences;
mod series;
mod slips;
mod talk;
mod text;
mod weighing;
mod weights;
mod which;

use std::ops::Range;

pub use client::{Asked, ClientReading, Complaint, MAY_BE_GRAVE};
pub use dates::Sent;
pub use deeds::Deed;
pub use heads::{DIRECTION, HEADS, Head, SECOND_SIGNALS};
pub use heat::{BUCKETS, EDGY, Features, HOT, Heat, KINDS as HEAT_KINDS, Marker, SIGNALS, Signals};
pub use names::names;
pub use refusals::Refusal;
use refusals::Shown;
pub use sense::{Sense, Sensed, Sight};
pub use series::{MOST_PARTS, Pieces, Proposed, Whole, propose};
pub use slips::{Slip, slips};
pub use weighing::{
    FIRST_SIGNALS, HABITS, SECOND_VERDICT_SIGNALS, Seen, VERDICTS, Verdict, Words, first_signals, second_signals,
};
pub use weights::root;
pub use which::which;

/// What a draft says. Every span is a byte range of the draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftReading {
    /// `en`, `pl` or `ru`.
    pub language: &'static str,
    /// What the reader should do.
    pub asks: Vec<Deed>,
    /// What we say we will do.
    pub commitments: Vec<Deed>,
    /// It declines.
    pub refusal: Option<Refusal>,
    /// Sentences that guarantee outcomes nobody controls.
    pub guarantees: Vec<Range<usize>>,
    /// Sentences that put a problem on the reader.
    pub blame: Vec<Range<usize>>,
    /// The things it is about, each by its paragraphs.
    pub topics: Vec<Range<usize>>,
    /// In a draft of over [`LONG`] words, or one that asks for things of several kinds: the lines with which it begins another topic.
    pub openings: Vec<Range<usize>>,
    /// Questions of the client that it leaves open, as the client put them.
    pub unanswered: Vec<String>,
    /// It has a list of next steps.
    pub has_next_steps: bool,
    /// The sentence that speaks of a file that comes with it.
    pub attachment: Option<Range<usize>>,
    /// It proposes a call, or speaks of one.
    pub offers_call: bool,
}

/// Reads a draft and what it answers. The language is found when it is not given.
///
/// ```
/// use rulebook::language::{Sent, read_draft};
///
/// let sent = Sent { at: "2026-11-17T10:00".parse()?, calendar: None };
/// let read = read_draft("Wyślę wycenę do piątku. Proszę o logo do jutra.", None, None, &sent);
/// assert_eq!(read.commitments[0].due, Some("2026-11-20".parse()?));
/// assert_eq!(read.asks[0].due, Some("2026-11-18".parse()?));
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn read_draft(draft: &str, answering: Option<&str>, language: Option<&str>, sent: &Sent<'_>) -> DraftReading {
    look(draft, answering, language, sent, None).reading
}

/// What a draft says and how heated it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// What it says.
    pub reading: DraftReading,
    /// How heated it is.
    pub heat: Heat,
    /// Whether there was a second look.
    pub is_second: bool,
}

/// Reads a draft and its heat; with `sense` a second time, for what words alone do not tell.
pub fn look(
    draft: &str,
    answering: Option<&str>,
    language: Option<&str>,
    sent: &Sent<'_>,
    sense: Option<&dyn Sense>,
) -> Look {
    let language = known(language).unwrap_or_else(|| which(draft));
    let text = text::Text::read(draft, language);
    let signals = Signals::of(&text, language);
    let sight = sense.and_then(|sense| Sight::of(&text, &signals, sense));
    let features = signals.sentences.clone();
    let heat = heat::read(&text, signals, sight.as_ref());
    let deeds = deeds::read(&text, language, sent, (heat.score, &features), sight.as_ref());
    let shown = refusals::shown(&text, language);
    let refusal = refusals::read(&text, &shown, answering.is_some(), &features, sight.as_ref());
    let does = answered::Does { refuses: refusal.is_some(), promises: deeds.commitments.len() };
    let openings = openings(draft, language, is_long(&text), &deeds.asks);
    let reading = DraftReading {
        language,
        asks: deeds.asks,
        commitments: deeds.commitments,
        refusal,
        guarantees: talk::spans(&text, language, "guarantee"),
        blame: blaming::read(&text, language, (heat.score, &heat.markers), &features, sight.as_ref()),
        topics: talk::topics(&text),
        openings,
        unanswered: answering.map(|mail| answered::unanswered(mail, &text, language, does)).unwrap_or_default(),
        has_next_steps: talk::has_next_steps(&text, language),
        attachment: talk::spans(&text, language, "attached").into_iter().next(),
        offers_call: !talk::spans(&text, language, "call").is_empty(),
    };
    Look { reading, heat, is_second: sight.is_some() }
}

/// A draft of more words is long: then a second topic is one too many.
pub const LONG: usize = 200;

/// A draft that asks for something about so many different things is several mails, however short.
const ACTION_GROUPS: usize = 3;

/// The lines with which a draft that is better split begins another topic.
fn openings(draft: &str, language: &str, is_long: bool, asks: &[Deed]) -> Vec<Range<usize>> {
    if !is_long && asks.len() < ACTION_GROUPS {
        return Vec::new();
    }
    let topics = series::sure_topics(draft, language, is_long);
    let groups = topics.iter().filter(|topic| asks.iter().any(|ask| topic.holds(&ask.span))).count();
    if !is_long && groups < ACTION_GROUPS {
        return Vec::new();
    }
    topics.into_iter().skip(1).map(|topic| topic.opening).collect()
}

fn is_long(text: &text::Text<'_>) -> bool {
    text.sentences.iter().map(|sentence| sentence.words.len()).sum::<usize>() > LONG
}

/// Reads a client's mail. The language is found when it is not given.
///
/// ```
/// use rulebook::language::{Sent, read_client};
///
/// let sent = Sent { at: "2026-11-17T10:00".parse()?, calendar: None };
/// let read = read_client("Сайт не работает. Когда почините?", None, &sent);
/// assert_eq!(read.complaint, rulebook::language::Complaint::Mild);
/// assert!(read.expects_answer);
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn read_client(mail: &str, language: Option<&str>, sent: &Sent<'_>) -> ClientReading {
    look_at_client(mail, language, sent, None)
}

/// What a client's mail asks, as [`read_client`] finds it; quicker where nothing else is wanted.
///
/// ```
/// use rulebook::language::{Sent, asked, read_client};
///
/// let mail = "Thanks. Is it online? Please send the invoice.";
/// let sent = Sent { at: "2026-11-17T10:00".parse()?, calendar: None };
/// assert_eq!(asked(mail, None), read_client(mail, None, &sent).asked);
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn asked(mail: &str, language: Option<&str>) -> Vec<Asked> {
    let language = known(language).unwrap_or_else(|| which(mail));
    client::all_asked(&text::Text::read(mail, language), language)
}

/// Reads a client's mail; with `sense` a second time, for what words alone do not tell.
pub fn look_at_client(mail: &str, language: Option<&str>, sent: &Sent<'_>, sense: Option<&dyn Sense>) -> ClientReading {
    let language = known(language).unwrap_or_else(|| which(mail));
    let text = text::Text::read(mail, language);
    let signals = Signals::of(&text, language);
    let sight = sense.and_then(|sense| Sight::of(&text, &signals, sense));
    client::read(&text, language, sent, &signals, sight.as_ref())
}

/// Reads how heated a text is; with `sense` a second time.
///
/// ```
/// use rulebook::language::{HOT, heat};
///
/// assert!(heat("Please send the logo by Friday.", None, None).score < HOT);
/// ```
pub fn heat(text: &str, language: Option<&str>, sense: Option<&dyn Sense>) -> Heat {
    let language = known(language).unwrap_or_else(|| which(text));
    let text = text::Text::read(text, language);
    let signals = Signals::of(&text, language);
    let sight = sense.and_then(|sense| Sight::of(&text, &signals, sense));
    heat::read(&text, signals, sight.as_ref())
}

/// The signals under [`heat`], for the program that trains its model.
pub fn heat_signals(text: &str, language: Option<&str>) -> Signals {
    let language = known(language).unwrap_or_else(|| which(text));
    Signals::of(&text::Text::read(text, language), language)
}

/// What a second look sees in a text, sentence by sentence, for the program that trains its heads.
pub fn sensed(text: &str, language: Option<&str>, sense: &dyn Sense) -> Option<Sight> {
    let language = known(language).unwrap_or_else(|| which(text));
    let text = text::Text::read(text, language);
    Sight::of(&text, &Signals::of(&text, language), sense)
}

/// What the tables show of a draft, sentence by sentence, for the program that trains the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftWords {
    /// Of asks and of commitments.
    pub deeds: Vec<[Words; 2]>,
    /// Of declining.
    pub refusing: Vec<Words>,
    /// Of blaming.
    pub blaming: Vec<Words>,
    shown: Vec<Shown>,
}

/// Reads what the tables show of a draft of this heat. The habits of words stay out.
pub fn draft_words(text: &str, language: Option<&str>, answers: bool, heat: &Heat) -> DraftWords {
    let language = known(language).unwrap_or_else(|| which(text));
    let text = text::Text::read(text, language);
    let shown = refusals::shown(&text, language);
    let refusing = refusals::refusing(&shown, answers, &[]);
    let blaming = blaming::words(&text, language, (heat.score, &heat.markers), &[]);
    DraftWords { deeds: deeds::signals(&text, language, heat.score), refusing, blaming, shown }
}

impl DraftWords {
    /// What the tables show of explaining a refusal, and of offering another way, beside how far each sentence declines.
    pub fn beside(&self, declines: &[f32]) -> Vec<[Words; 2]> {
        let explains = refusals::beside(Verdict::Explains, &self.shown, declines, &[], Shown::gives_reason);
        let offers = refusals::beside(Verdict::Offers, &self.shown, declines, &[], Shown::shows_way);
        explains.into_iter().zip(offers).map(<[Words; 2]>::from).collect()
    }
}

/// What the tables show of a wish in each sentence of a client's mail, for the program that trains the weights.
pub fn client_words(text: &str, language: Option<&str>) -> Vec<Words> {
    let language = known(language).unwrap_or_else(|| which(text));
    let text = text::Text::read(text, language);
    client::wanting(&text, language, &client::asked(&text, language), &[])
}

/// What the tables show of a complaint in a whole mail of a client, for the program that trains the weights.
pub fn complaint_words(text: &str, language: Option<&str>) -> [f32; 6] {
    let language = known(language).unwrap_or_else(|| which(text));
    let text = text::Text::read(text, language);
    client::complaining(&text, language, Signals::of(&text, language))
}

/// What the tables show of a verdict about a whole client's mail, for the program that trains the weights.
pub fn mail_words(verdict: Verdict, text: &str, language: Option<&str>) -> [f32; 6] {
    let language = known(language).unwrap_or_else(|| which(text));
    client::mail_words(verdict, &text::Text::read(text, language), language)
}

fn known(language: Option<&str>) -> Option<&'static str> {
    ["en", "pl", "ru"].into_iter().find(|known| language == Some(*known))
}

/// The languages whose ways of closing a talk are known; in any other, every message expects an answer.
const READ: [&str; 5] = ["en", "pl", "ru", "uk", "de"];

/// Does this message expect an answer? When unsure, it does.
///
/// None is expected by bare thanks, 'received', 'all clear', good wishes, by who says that none is needed, and by a happy story
/// that ends in thanks. A question, a
/// request, a numbered list, a single word beyond those, or no text at all (an attachment alone) expects one.
///
/// `text` is the new text alone, without quotes; `language` an ISO 639-1 code, if one is known.
///
/// ```
/// use rulebook::language::expects_answer;
///
/// assert!(!expects_answer("Dziękuję, wszystko jasne!", Some("pl")));
/// assert!(expects_answer("Thanks, but when will it be online?", Some("en")));
/// assert!(expects_answer("", None));
/// ```
pub fn expects_answer(text: &str, language: Option<&str>) -> bool {
    if language.is_some_and(|language| !READ.contains(&language)) {
        return true;
    }
    let Some(language) = known(language) else { return !closing::closes(text) };
    client::expects_answer(&text::Text::read(text, language), language)
}

/// The sentences of a message that ask, in order and as they stand, numbered wishes included.
///
/// ```
/// let text = "Hello! Is it online? The link https://shop.example/?page=2 is dead.\n1. Change the title.\n2. When is the launch?";
/// assert_eq!(rulebook::language::questions(text), ["Is it online?", "Change the title.", "When is the launch?"]);
/// ```
pub fn questions(text: &str) -> Vec<String> {
    questions::questions(text)
}
