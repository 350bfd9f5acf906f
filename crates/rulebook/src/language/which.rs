//! Which of the three languages a text is in: by letters and small words. Nothing of their meaning.

use super::sentences::fold;

const POLISH: &[&str] = &[
    "nie", "sie", "na", "jest", "ze", "czy", "prosze", "dzien", "dobry", "jak", "dla", "pan", "pani", "panstwo", "tak",
    "jutro", "juz", "moze", "tylko", "bardzo", "po", "od", "przez", "bo", "co", "to", "w", "z", "i", "mi", "te", "ta",
    "jeszcze", "poza", "ale", "mam", "mamy", "czesc", "hej", "dzieki", "dziekuje", "nam", "teraz", "zeby", "gdzie",
    "kiedy", "ile", "jesli", "tez", "oraz", "poprosze", "ktory", "ktora", "ktore",
];
const ENGLISH: &[&str] = &[
    "the", "and", "you", "is", "it", "to", "of", "in", "for", "we", "i", "on", "that", "this", "have", "be", "with",
    "your", "not", "will", "are", "please", "by", "a",
];

/// Ends of long words, for texts whose small words tell nothing.
const POLISH_ENDINGS: &[&str] = &["my", "ej", "ego", "emu", "ych", "ymi", "ami", "ow", "ac", "ie", "cie", "em"];
const ENGLISH_ENDINGS: &[&str] = &["ing", "ed", "ly", "tion", "th", "ght", "er", "ck", "ce", "nt", "ss", "ll"];

/// `en`, `pl` or `ru`; English when nothing tells.
///
/// ```
/// assert_eq!(rulebook::language::which("Wyślę do piątku"), "pl");
/// assert_eq!(rulebook::language::which("Пришлю до пятницы"), "ru");
/// assert_eq!(rulebook::language::which("I will send it by Friday"), "en");
/// ```
pub fn which(text: &str) -> &'static str {
    let (mut cyrillic, mut latin, mut marked) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().take(4_000) {
        match c {
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            'ą' | 'ę' | 'ł' | 'ś' | 'ź' | 'ż' | 'ć' | 'ń' | 'ó' | 'Ł' | 'Ś' | 'Ż' => marked += 1,
            _ if c.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    if cyrillic > latin + marked {
        return "ru";
    }
    let (mut polish, mut english) = (marked, 0_usize);
    for word in text.split(|c: char| !c.is_alphanumeric()).take(400) {
        let word = fold(word);
        polish += usize::from(POLISH.contains(&word.as_str()));
        english += usize::from(ENGLISH.contains(&word.as_str()));
    }
    if polish == english {
        (polish, english) = (endings(text, POLISH_ENDINGS), endings(text, ENGLISH_ENDINGS));
    }
    if polish > english { "pl" } else { "en" }
}

/// How many of the longer words end so.
fn endings(text: &str, ends: &[&str]) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4).take(400);
    words.map(fold).filter(|word| ends.iter().any(|end| word.ends_with(end))).count()
}
