//! The language of a text: English, Polish, Russian, or none of them. By letters and small words, without a
//! model: on mails this is as often right as the one that was tried, on single short sentences more often
//! unsure and less often wrong (figures in the test `language_corpus`), and it takes no memory.

/// Bytes that are looked at.
const LOOKED_AT: usize = 800;

/// `en`, `pl`, `ru`, or an empty string when unsure or when it is another language.
///
/// ```
/// assert_eq!(mail::language::of("Kiedy będzie gotowy raport?"), "pl");
/// assert_eq!(mail::language::of("When will the report be ready?"), "en");
/// assert_eq!(mail::language::of("Wann ist der Bericht fertig?"), "");
/// assert_eq!(mail::language::of("12345"), "");
/// ```
#[must_use]
pub fn of(text: &str) -> &'static str {
    let end = (LOOKED_AT..text.len()).find(|n| text.is_char_boundary(*n)).unwrap_or(text.len());
    let sample = text.get(..end).unwrap_or(text);
    let signs = Signs::of(sample);
    if signs.cyrillic > signs.latin {
        return signs.cyrillic_language();
    }
    signs.latin_language()
}

/// What a text shows of its language.
#[derive(Debug, Default)]
struct Signs {
    cyrillic: usize,
    latin: usize,
    russian_letters: usize,
    other_cyrillic: usize,
    polish_letters: usize,
    other_latin: usize,
    english: usize,
    polish: usize,
    other: usize,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        for line in text.lines().filter(|l| !l.starts_with('>')) {
            for word in line.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
                if !word.is_empty() {
                    signs.word(word);
                }
            }
        }
        signs
    }

    fn word(&mut self, word: &str) {
        for c in word.chars() {
            match c {
                'a'..='z' | 'A'..='Z' => self.latin += 1,
                'ы' | 'э' | 'ё' | 'ъ' | 'Ы' | 'Э' | 'Ё' | 'Ъ' => {
                    self.cyrillic += 1;
                    self.russian_letters += 1;
                }
                'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' | 'ў' | 'Ў' | 'ј' | 'љ' | 'њ' | 'ђ' | 'ћ' | 'џ' =>
                {
                    self.cyrillic += 1;
                    self.other_cyrillic += 1;
                }
                '\u{400}'..='\u{4ff}' => self.cyrillic += 1,
                'ą' | 'ę' | 'ł' | 'ś' | 'ź' | 'ż' | 'ć' | 'ń' | 'Ą' | 'Ę' | 'Ł' | 'Ś' | 'Ź' | 'Ż' | 'Ć' | 'Ń' =>
                {
                    self.latin += 1;
                    self.polish_letters += 1;
                }
                'ó' | 'Ó' | '\'' | '’' => self.latin += 1,
                _ if c.is_alphabetic() => {
                    self.latin += 1;
                    self.other_latin += 1;
                }
                _ => {}
            }
        }
        if word.len() <= 12 && word.is_ascii() || word.len() <= 16 {
            let low = word.to_lowercase();
            self.english += usize::from(ENGLISH.contains(&low.as_str()));
            self.polish += usize::from(POLISH.contains(&low.as_str()));
            self.other += usize::from(OTHERS.contains(&low.as_str()));
        }
    }

    fn cyrillic_language(&self) -> &'static str {
        if self.cyrillic < 3 || self.other_cyrillic > self.russian_letters && self.other_cyrillic * 60 > self.cyrillic {
            return "";
        }
        // Bulgarian has ъ and no ы, э, ё; long Russian text always shows one of them.
        "ru"
    }

    fn latin_language(&self) -> &'static str {
        if self.latin < 2 {
            return "";
        }
        let polish = self.polish * 2 + self.polish_letters * 2;
        let english = self.english * 2;
        let other = self.other * 2 + self.other_latin * 2;
        if polish > english && polish > other {
            return "pl";
        }
        if english > polish && english > other {
            return "en";
        }
        ""
    }
}

/// Small words of English that Polish and its neighbours do not have.
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "the", "and", "of", "is", "you", "that", "it", "for", "on", "are", "with", "this", "be", "have", "not", "your", "was",
    "we", "but", "or", "from", "at", "by", "they", "can", "will", "would", "there", "what", "which", "when", "who", "how",
    "please", "thanks", "thank", "hi", "hello", "hey", "dear", "regards", "best", "my", "me", "our", "us", "he", "she", "his", "her",
    "if", "about", "just", "any", "all", "some", "been", "has", "had", "were", "should", "could", "does", "did", "don't",
    "i'm", "it's", "i'll", "i've", "can't", "yes", "ok", "okay", "here", "where", "why", "then", "than", "more", "also", "let",
    "know", "need", "want", "get", "send", "sent", "call", "today", "tomorrow", "monday", "friday", "meeting", "report",
    "invoice", "email", "you're", "we're", "won't", "didn't", "isn't", "no", "i", "a", "an", "as", "so", "up", "out", "now", "like",
    "good", "great", "sorry", "again", "still", "only", "because", "people", "see", "think", "really", "very", "much", "too", "into",
    "them", "their", "these", "those", "make", "made", "one", "time", "go", "going", "well", "back", "even", "never", "look", "got", "work",
    "stop", "shut", "fuck", "what's", "that's", "u", "ur", "lol", "nice", "love", "hate", "new", "being", "over", "off", "down", "first", "way",
];

/// Small words of Polish, with and without their marks: people leave them out.
#[rustfmt::skip]
const POLISH: &[&str] = &[
    "nie", "się", "sie", "na", "jest", "że", "ze", "z", "w", "to", "co", "jak", "za", "od", "po", "czy", "ale", "dla", "tak", "już",
    "juz", "jeszcze", "tylko", "proszę", "prosze", "dzień", "dzien", "dobry", "dziękuję", "dziekuje", "pozdrawiam", "pozdrowienia",
    "cześć", "czesc", "pan", "pani", "państwo", "panstwa", "jestem", "są", "sa", "będzie", "bedzie", "może", "moze", "mam", "mamy",
    "mnie", "mi", "ci", "cię", "ty", "my", "wy", "oni", "ten", "ta", "te", "tego", "tej", "tym", "kiedy", "gdzie", "kto", "dlaczego", "który",
    "ktory", "która", "które", "bo", "bardzo", "też", "tez", "przez", "przy", "przed", "pod", "nad", "oraz", "lub", "albo", "więc", "wiec",
    "witam", "szanowni", "szanowny", "szanowna", "faktura", "fakturę", "oferta", "ofertę", "umowa", "jutro", "dziś", "dzis", "dzisiaj",
    "raport", "można", "mozna", "trzeba", "było", "był", "była", "byl", "byla", "być", "byc", "ich", "jego", "jej", "mój", "moj", "twój", "nas", "was",
    "o", "u", "i", "a", "ja", "on", "ona", "jakie", "jaki", "jaka", "sobie", "pracy", "dobrze", "teraz", "tam", "tu", "nic", "coś", "cos", "ktoś",
    "niech", "chyba", "żeby", "zeby", "aby", "gdy", "jeśli", "jesli", "kurwa", "no", "do", "pl",
];

/// Small words of neighbours in mail: German, French, Spanish, Italian, Dutch, Czech, Portuguese, Swedish, Lithuanian.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "und", "der", "die", "das", "ist", "nicht", "ich", "sie", "wir", "mit", "für", "auf", "ein", "eine", "den", "dem", "von", "zu", "bitte", "danke",
    "grüße", "wann", "wie", "auch", "noch", "haben", "kann", "guten", "hallo", "bei", "oder", "aber", "wird", "sind", "im", "fertig",
    "le", "la", "les", "des", "est", "et", "pour", "vous", "nous", "que", "qui", "dans", "une", "un", "du", "avec", "pas", "merci", "bonjour", "sur", "au", "je",
    "el", "los", "las", "por", "para", "con", "una", "gracias", "hola", "como", "pero", "está", "del", "se", "es", "en", "su", "más",
    "il", "di", "che", "per", "non", "sono", "grazie", "della", "gli", "ciao", "questo", "anche", "è", "ho",
    "het", "een", "van", "voor", "niet", "dat", "ik", "zijn", "maar", "met", "wij", "graag", "aan", "ook", "naar", "bij", "de",
    "je", "že", "jsem", "jste", "děkuji", "dobrý", "prosím", "nebo", "který", "ako", "som", "ste", "ďakujem", "tak", "ale", "jsou", "bude",
    "não", "você", "uma", "com", "os", "obrigado", "och", "att", "det", "som", "för", "inte", "av", "jag", "på", "ir", "kad", "yra", "ačiū",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_mails_are_told_apart() {
        for (text, expected) in [
            ("Dzien dobry, prosze o oferte", "pl"),
            ("Ok, thanks!", "en"),
            ("Спасибо, жду отчёт завтра", "ru"),
            ("Дякую, чекаю на звіт завтра", ""),
            ("Guten Tag, wann ist der Bericht fertig?", ""),
            ("Bonjour, merci pour votre message", ""),
            ("Dobrý den, prosím o zprávu", ""),
            ("> The whole quote is English\nTak, dobrze", "pl"),
            ("", ""),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
