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

/// How many small words speak for Polish against its neighbours; tells Polish charsets from Western ones.
pub(crate) fn polish_words(text: &str) -> usize {
    let signs = Signs::of(text);
    signs.polish.saturating_sub(signs.other)
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
        // The small words are short; a Cyrillic one is none of them.
        if word.len() <= 16 && word.chars().next().is_some_and(|c| c < '\u{400}') {
            let low = word.to_lowercase();
            let is_in = |words: &[&str]| usize::from(words.binary_search(&low.as_str()).is_ok());
            self.english += is_in(ENGLISH);
            self.polish += is_in(POLISH);
            self.other += is_in(OTHERS);
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

/// Small words of English, sorted. Those that Polish writes, too (`to`, `do`, `on`, `my`, `a`, `i`), are left out of both.
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "about", "again", "all", "also", "an", "and", "any", "anyone", "are", "as", "at", "back", "be", "because", "been",
    "being", "best", "but", "by", "call", "can", "can't", "code", "could", "dear", "did", "didn't", "does", "don't",
    "done", "down", "email", "even", "file", "first", "following", "for", "friday", "from", "fuck", "get", "go",
    "going", "good", "got", "great", "had", "has", "hate", "have", "he", "hello", "her", "here", "hey", "hi", "his",
    "how", "i'll", "i'm", "i've", "if", "in", "into", "invoice", "is", "isn't", "it", "it's", "its", "just", "know",
    "let", "like", "lol", "look", "love", "made", "make", "me", "meeting", "monday", "more", "much", "need", "never",
    "new", "nice", "not", "now", "of", "off", "ok", "okay", "one", "only", "or", "our", "out", "over", "people",
    "please", "really", "regards", "report", "see", "send", "sent", "she", "should", "shut", "so", "some",
    "something", "sorry", "still", "stop", "than", "thank", "thanks", "that", "that's", "the", "their", "them",
    "then", "there", "these", "they", "think", "this", "those", "time", "today", "tomorrow", "too", "try", "up", "ur",
    "us", "use", "using", "very", "wait", "want", "way", "we", "we're", "well", "were", "what", "what's", "when",
    "where", "which", "who", "why", "will", "with", "won't", "work", "would", "yes", "you", "you're", "your",
];

/// Small words of Polish, with and without their marks: people leave them out.
#[rustfmt::skip]
const POLISH: &[&str] = &[
    "aby", "albo", "ale", "bardzo", "bedzie", "bo", "byc", "byl", "byla", "być", "był", "była", "było", "będzie",
    "chyba", "ci", "cię", "co", "cos", "coś", "czesc", "cześć", "czy", "dla", "dlaczego", "dobry", "dobrze",
    "dziekuje", "dzien", "dzień", "dzis", "dzisiaj", "dziękuję", "dziś", "faktura", "fakturę", "gdy", "gdzie", "ich",
    "ja", "jak", "jaka", "jaki", "jakie", "jego", "jej", "jesli", "jest", "jestem", "jeszcze", "jeśli", "jutro",
    "juz", "już", "kiedy", "kto", "ktory", "ktoś", "która", "które", "który", "kurwa", "lub", "mam", "mamy", "mi",
    "mnie", "moj", "moze", "mozna", "może", "można", "mój", "na", "nad", "nas", "nic", "nie", "niech", "o", "od",
    "oferta", "ofertę", "ona", "oni", "oraz", "pani", "panstwa", "państwo", "pl", "po", "pozdrawiam", "pozdrowienia",
    "pracy", "prosze", "proszę", "przed", "przez", "przy", "raport", "sa", "sie", "się", "sobie", "szanowna",
    "szanowni", "szanowny", "są", "ta", "tak", "tam", "te", "tego", "tej", "ten", "teraz", "tez", "też", "trzeba",
    "tu", "twój", "ty", "tylko", "tym", "umowa", "w", "wiec", "witam", "więc", "wy", "z", "za", "ze", "zeby", "że",
    "żeby",
];

/// Small words of neighbours in mail: German, French, Spanish, Italian, Dutch, Czech, Portuguese, Swedish, Lithuanian.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "aan", "aber", "ako", "ale", "anche", "att", "au", "auch", "auf", "av", "avec", "ačiū", "bei", "bij", "bitte",
    "bonjour", "bude", "che", "ciao", "com", "como", "con", "danke", "dans", "das", "dat", "de", "del", "della",
    "dem", "den", "der", "des", "det", "di", "die", "dobrý", "du", "děkuji", "een", "ein", "eine", "el", "en", "es",
    "est", "está", "et", "fertig", "för", "für", "gli", "graag", "gracias", "grazie", "grüße", "guten", "haben",
    "hallo", "het", "ho", "hola", "ich", "ik", "il", "im", "inte", "ir", "ist", "jag", "je", "jsem", "jsou", "jste",
    "kad", "kann", "který", "la", "las", "le", "les", "los", "maar", "merci", "met", "mit", "más", "naar", "nebo",
    "nicht", "niet", "noch", "non", "nous", "não", "obrigado", "och", "oder", "ook", "os", "para", "pas", "per",
    "pero", "por", "pour", "prosím", "på", "que", "questo", "qui", "se", "sie", "sind", "som", "sono", "ste", "su",
    "sur", "tak", "uma", "un", "una", "und", "une", "van", "você", "von", "voor", "vous", "wann", "wie", "wij", "wir",
    "wird", "yra", "zijn", "zu", "è", "ďakujem", "že",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_words_are_sorted() {
        for words in [ENGLISH, POLISH, OTHERS] {
            assert!(words.is_sorted(), "searching by halving needs order");
        }
    }

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
