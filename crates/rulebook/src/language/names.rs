//! Names in a text, as people write them: in any case, with a firm's legal ending left out, in Polish and Russian declined.

use std::ops::Range;

use super::sentences::fold;

/// Shorter names are words of every day.
const SHORTEST: usize = 4;

/// A declined name keeps all but so many of its last letters, and gets at most as many new ones.
const ENDING: usize = 3;

/// Words of a firm's name that nobody writes.
const LEGAL: &[&str] = &[
    "sp", "z", "o", "oo", "sa", "spzoo", "ltd", "llc", "inc", "gmbh", "ag", "limited", "ооо", "зао", "оао", "ао", "ип",
];

/// Where one of `others` stands in the text and none of `own` does, in order, each place once.
///
/// ```
/// use rulebook::language::names;
///
/// let text = "We showed Lumen Studio the plan.";
/// assert_eq!(names(text, &["Lumen Studio Ltd"], &["Borealis"]), [10..22]);
/// assert!(names(text, &["Lumen Studio"], &["Lumen"]).is_empty());
/// ```
pub fn names(text: &str, others: &[&str], own: &[&str]) -> Vec<Range<usize>> {
    let words = words_of(text);
    let ours: Vec<Range<usize>> = own.iter().flat_map(|name| places(&words, name)).collect();
    let mut found: Vec<Range<usize>> = others.iter().flat_map(|name| places(&words, name)).collect();
    found.retain(|place| !ours.iter().any(|own| own.start < place.end && place.start < own.end));
    found.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

struct Word {
    at: Range<usize>,
    folded: String,
    capital: bool,
}

/// Second parts of domains that name nobody: 'co.uk', 'com.pl'.
const SECOND_LEVELS: &[&str] = &["co", "com", "org", "net", "edu", "gov", "ac"];

/// Who is behind a domain, as people would write it: 'glina-masterskaya.com.pl' is 'Glina Masterskaya'. A domain of one word says too
/// little, and stays what it is.
fn without_ending(name: &str) -> &str {
    let Some((rest, ending)) = name.rsplit_once('.') else { return name };
    if name.contains(char::is_whitespace) || !ending.chars().all(char::is_alphabetic) {
        return name;
    }
    let rest =
        rest.rsplit_once('.').filter(|(_, second)| SECOND_LEVELS.contains(second)).map_or(rest, |(rest, _)| rest);
    if rest.contains('-') { rest } else { name }
}

fn places(words: &[Word], name: &str) -> Vec<Range<usize>> {
    let mut wanted = words_of(without_ending(name));
    wanted.retain(|word| !LEGAL.contains(&word.folded.as_str()));
    let letters: usize = wanted.iter().map(|word| word.folded.chars().count()).sum();
    if letters < SHORTEST {
        return Vec::new();
    }
    let alone = wanted.len() == 1;
    let fits = |place: &&[Word]| {
        // A single word may be one of every day: it counts when it is written as a name.
        let written = !alone || place.iter().chain(&wanted).all(|word| word.capital);
        written && place.iter().zip(&wanted).all(|(word, wanted)| is_form(&word.folded, &wanted.folded, alone))
    };
    let span = |place: &[Word]| Some(place.first()?.at.start..place.last()?.at.end);
    words.windows(wanted.len().max(1)).filter(fits).filter_map(span).collect()
}

/// The word itself, or the word with another ending: 'Kowalskiej' for 'Kowalska', «Ромашке» for «Ромашка».
fn is_form(word: &str, name: &str, alone: bool) -> bool {
    if word == name {
        return true;
    }
    let common = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let (written, named) = (word.chars().count(), name.chars().count());
    let bends = !alone || !name.is_ascii() || named > SHORTEST + 1;
    let least = if alone { SHORTEST } else { SHORTEST - 1 };
    bends && common >= least && common + 1 >= named.min(written) && common + 2 >= named && written <= common + ENDING
}

fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text.get(from..at).unwrap_or_default();
                let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
                words.push(Word { at: from..at, folded: fold(word), capital });
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, other: &str) -> Vec<String> {
        names(text, &[other], &["Borealis"]).into_iter().map(|at| text[at].to_owned()).collect()
    }

    #[test]
    fn a_name_is_found_as_people_write_it() {
        for (text, name, expected) in [
            ("The plan for Lumen Studio is ready.", "Lumen Studio", Some("Lumen Studio")),
            ("Lumen Studio's logo", "Lumen Studio", Some("Lumen Studio")),
            ("As with Lumen-Studio", "Lumen Studio", Some("Lumen-Studio")),
            ("the lumen of a lamp", "Lumen", None),
            ("We start today", "Start", None),
            ("Oferta dla Kwiaciarni Róża jest gotowa", "Kwiaciarnia Róża", Some("Kwiaciarni Róża")),
            ("rozmowa z Anną Kowalską", "Anna Kowalska", Some("Anną Kowalską")),
            ("Макет для Ромашки готов", "ООО Ромашка", Some("Ромашки")),
            ("Макет для Ромашки готов", "Ромашка ООО", Some("Ромашки")),
            ("договор с Анной Петровой", "Анна Петрова", Some("Анной Петровой")),
            ("The invoice for Glina Masterskaya", "glina-masterskaya.example", Some("Glina Masterskaya")),
            ("See harbour-lettings.co.uk", "harbour-lettings.co.uk", Some("harbour-lettings")),
            ("Harbour Lettings' form", "harbour-lettings.co.uk", Some("Harbour Lettings")),
            ("We start today. Start here", "start.example", None),
            ("See start.example", "start.example", Some("start.example")),
            ("nothing here", "Ann", None),
        ] {
            assert_eq!(found(text, name), expected.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{text}");
        }
    }
}
