//! A guess at the charset of 8-bit text without a label: each candidate is read, the most plausible
//! reading wins. Russian and Polish first, for those are the charsets that come without a label.

use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_5, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

use super::tables;

/// Bytes that are weighed; the rest of a long text is of the same charset.
const WEIGHED: usize = 4096;

/// A charset that may be tried: one the library knows, or a code page of our own.
#[derive(Clone, Copy)]
enum Candidate {
    Known(&'static Encoding),
    Page(&'static str),
}

/// Likelier ones first: the first of equals wins.
const CANDIDATES: [Candidate; 8] = [
    Candidate::Known(WINDOWS_1251),
    Candidate::Known(KOI8_R),
    Candidate::Known(ISO_8859_2),
    Candidate::Known(WINDOWS_1250),
    Candidate::Known(IBM866),
    Candidate::Known(ISO_8859_5),
    Candidate::Known(X_MAC_CYRILLIC),
    Candidate::Page(tables::CP855),
];

/// The most plausible reading of the bytes. windows-1252 when nothing speaks for another.
pub(crate) fn detect(bytes: &[u8]) -> String {
    let sample = telling(bytes);
    let mut best = Candidate::Known(WINDOWS_1252);
    let mut most = weigh(&best.read(&sample));
    for candidate in CANDIDATES {
        let weight = weigh(&candidate.read(&sample));
        // The last two share most letters with likelier ones: they need to be clearly better.
        let lead = if candidate.is_rare() { (most / 50).max(20) } else { 0 };
        if weight > most + lead {
            (best, most) = (candidate, weight);
        }
    }
    best.read(bytes)
}

impl Candidate {
    fn is_rare(self) -> bool {
        match self {
            Self::Known(encoding) => encoding == X_MAC_CYRILLIC,
            Self::Page(_) => true,
        }
    }

    fn read(self, bytes: &[u8]) -> String {
        match self {
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Page(page) => tables::decode(bytes, page),
        }
    }
}

/// The lines that hold 8-bit bytes, up to the cap: long ASCII heads of a mail tell nothing.
fn telling(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::with_capacity(WEIGHED.min(bytes.len()));
    for line in bytes.split_inclusive(|b| *b == b'\n').filter(|l| !l.is_ascii()) {
        let room = WEIGHED.saturating_sub(sample.len());
        sample.extend_from_slice(line.get(..line.len().min(room)).unwrap_or_default());
        if room <= line.len() {
            break;
        }
    }
    sample
}

/// How much a reading looks like people's text: frequent letters of Cyrillic, or letters of one Latin
/// alphabet, speak for it; symbols, capitals inside words and scripts mixed in a word speak against it.
fn weigh(text: &str) -> i64 {
    let mut weight = latin_fit(text) + polish_fit(text);
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            weight += character_weight(c);
        }
        if !(before.is_ascii() && c.is_ascii()) && before.is_alphabetic() && c.is_alphabetic() {
            if is_cyrillic(before) != is_cyrillic(c) || before.is_lowercase() && c.is_uppercase() {
                weight -= 12;
            } else if is_cyrillic(c) {
                weight += pair_weight((before, c));
            }
        }
        before = c;
    }
    weight
}

/// The letters that each language adds to the Latin ones. A text is of one language, so its letters
/// should all be of one row.
const ALPHABETS: [&str; 11] = [
    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
    "áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽŇÓÔŠŤÚÝŽ",
    "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",
    "čćđšžČĆĐŠŽ",
    "ăâîşţĂÂÎŞŢ",
    "äöüßÄÖÜ",
    "àâçéèêëîïôûùüÀÂÇÉÈÊÎÔ",
    "áéíñóúüÁÉÍÑÓÚ¿¡",
    "ãõáéíóúâêôàçÃÕÁÉÍÓÚÂÊÔÇ",
    "åäöæøéàèìòùÅÄÖÆØÉÀÈÌÒÙ",
];

fn latin_fit(text: &str) -> i64 {
    let mut fits = [0_i64; ALPHABETS.len()];
    for c in text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic() && !is_cyrillic(*c)) {
        for (fit, alphabet) in fits.iter_mut().zip(ALPHABETS) {
            *fit += if alphabet.contains(c) { 6 } else { -9 };
        }
    }
    fits.into_iter().max().unwrap_or(0)
}

/// A single `ę` may as well be the `ê` of another charset: then small words around it and its place in the
/// word decide. Western letters of the same bytes do not end words, nor does `ñ` stand before a consonant.
fn polish_fit(text: &str) -> i64 {
    let mut places = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        places += i64::from(match c {
            'ę' | 'ą' | 'ć' | 'ś' | 'ź' | 'ż' | 'ł' | 'ń' if !next.is_alphabetic() => true,
            'ń' => !"aeiouyAEIOUYóąę".contains(next),
            'ą' => "cdłgżz".contains(next),
            'ę' => "cśdkżz".contains(next),
            _ => false,
        });
    }
    let polish = places > 0 || text.chars().any(|c| "ąćęłńśźżĄĆĘŁŃŚŹŻ".contains(c));
    let words = if polish { crate::language::polish_words(text) } else { 0 };
    i64::try_from(words.min(5)).unwrap_or(0) * 3 + places.min(5) * 3
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&c)
}

fn character_weight(c: char) -> i64 {
    match c {
        'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' => 6,
        'к' | 'м' | 'д' | 'п' | 'у' | 'я' | 'ы' | 'ь' | 'з' | 'б' | 'г' => 4,
        'О' | 'Е' | 'А' | 'И' | 'Н' | 'Т' | 'С' | 'Р' | 'В' | 'Л' => 3,
        'ч' | 'й' | 'х' | 'ж' | 'ш' | 'ю' | 'і' | 'ї' | 'є' | 'ё' => 2,
        'К' | 'М' | 'Д' | 'П' | 'У' | 'З' | 'Б' | 'Г' => 2,
        'ц' | 'щ' | 'э' | 'ф' | 'ъ' | 'ґ' => 1,
        'А'..='Я' | 'Ё' => 0,
        _ if is_cyrillic(c) => -2,
        '–' | '—' | '’' | '‘' | '“' | '”' | '„' | '…' | '«' | '»' | '€' | '№' | '•' | '\u{a0}' => {
            2
        }
        '£' | '§' | '°' | '©' | '®' | '¿' | '¡' | '´' | '™' => 0,
        '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER => -20,
        '\u{2500}'..='\u{25ff}' | '\u{2320}' | '\u{2321}' => -10,
        _ if c.is_alphabetic() => 0,
        _ => -6,
    }
}

/// Pairs that Russian, Ukrainian and Bulgarian hardly know, and the most frequent ones.
fn pair_weight(pair: (char, char)) -> i64 {
    match pair {
        ('с' | 'н' | 'п' | 'р' | 'к' | 'т' | 'в' | 'д' | 'л', 'о' | 'а' | 'е' | 'и')
        | ('о' | 'а' | 'е' | 'и', 'с' | 'н' | 'р' | 'т' | 'в' | 'л' | 'м' | 'д' | 'й') => 3,
        ('ъ' | 'ь' | 'ы', 'ъ' | 'ь' | 'ы') | ('а' | 'о' | 'и' | 'у', 'ь' | 'ъ' | 'ы') => -8,
        _ => 0,
    }
}
