//! What a mail about these words would be called: how the paragraph names its topic itself, else its first words.

use crate::language::sentences::{fold, list_mark, sentence_ends};

/// A subject has no more words than this.
const MOST_WORDS: usize = 7;

/// A topic that is named has no more words than this.
const NAME_WORDS: usize = 6;

/// What stands before a colon is a name only when it is short.
const LABEL_WORDS: usize = 3;

/// Labels that name nothing.
const EMPTY_LABELS: &[&str] = &[
    "please note",
    "note",
    "ps",
    "p.s",
    "uwaga",
    "wazne",
    "prosze",
    "внимание",
    "важно",
    "important",
    "so",
    "question",
];

/// Words that open a topic and name it: language, words, and what stands before the name in a subject.
const NAMING: &[(&str, &[&str], &str)] = &[
    ("en", &["as", "for"], ""),
    ("en", &["when", "it", "comes", "to"], ""),
    ("en", &["regarding"], ""),
    ("en", &["concerning"], ""),
    ("en", &["about"], ""),
    ("pl", &["co", "do"], "W sprawie "),
    ("pl", &["odnosnie", "do"], "W sprawie "),
    ("pl", &["odnosnie"], "W sprawie "),
    ("pl", &["w", "sprawie"], "W sprawie "),
    ("ru", &["что", "касается"], "По поводу "),
    ("ru", &["по", "поводу"], "По поводу "),
    ("ru", &["насчет"], "По поводу "),
    ("ru", &["относительно"], "По поводу "),
];

/// 'The second thing is the newsletter': behind words that name nothing it leads to the name.
const IS: &[(&str, &[&str])] =
    &[("en", &["is"]), ("pl", &["to", "jest", "–", "—", "-"]), ("ru", &["это", "–", "—", "-"])];

/// Words that open a topic and name nothing.
const COUNTING: &[(&str, &[&str])] = &[
    ("en", &["another", "thing"]),
    ("en", &["one", "more", "thing"]),
    ("en", &["on", "another", "note"]),
    ("en", &["separately"]),
    ("en", &["the", "second", "thing"]),
    ("en", &["the", "other", "thing"]),
    ("en", &["first"]),
    ("en", &["firstly"]),
    ("en", &["second"]),
    ("en", &["secondly"]),
    ("en", &["third"]),
    ("en", &["thirdly"]),
    ("en", &["finally"]),
    ("en", &["also"]),
    ("pl", &["druga", "sprawa"]),
    ("pl", &["trzecia", "sprawa"]),
    ("pl", &["kolejna", "sprawa"]),
    ("pl", &["jeszcze", "jedna", "sprawa"]),
    ("pl", &["jeszcze", "jedno"]),
    ("pl", &["po", "pierwsze"]),
    ("pl", &["po", "drugie"]),
    ("pl", &["po", "trzecie"]),
    ("pl", &["poza", "tym"]),
    ("pl", &["ponadto"]),
    ("pl", &["dodatkowo"]),
    ("ru", &["второй", "вопрос"]),
    ("ru", &["третий", "вопрос"]),
    ("ru", &["еще", "один", "вопрос"]),
    ("ru", &["и", "еще"]),
    ("ru", &["во-первых"]),
    ("ru", &["во-вторых"]),
    ("ru", &["в-третьих"]),
    ("ru", &["второе"]),
    ("ru", &["третье"]),
    ("ru", &["кроме", "того"]),
    ("ru", &["отдельно"]),
];

/// Does this paragraph say at its beginning that it is about something else?
pub(super) fn opens_topic(text: &str, language: &str) -> bool {
    let Some(line) = first_line(text) else { return false };
    let words: Vec<&str> = line.split_whitespace().collect();
    label(&line).is_some() || naming(&words, language).is_some() || counting(&words, language).is_some()
}

/// The subject; empty when there are no words.
pub(super) fn of(text: &str, language: &str) -> String {
    let Some(line) = first_line(text) else { return String::new() };
    let names = |label: &String| {
        let words: Vec<&str> = label.split_whitespace().collect();
        !counts(label, language) && naming(&words, language).is_none()
    };
    if let Some(label) = label(&line).filter(names) {
        return tidy(&label);
    }
    let end = sentence_ends(&line).first().map_or(line.len(), |(_, end)| *end);
    let sentence = line.get(..end).unwrap_or(&line);
    let mut words: Vec<&str> = sentence.split_whitespace().collect();
    if let Some(used) = counting(&words, language).filter(|used| *used < words.len()) {
        words.drain(..used);
        let is = IS.iter().find(|(of, _)| *of == language).map_or::<&[&str], _>(&[], |(_, is)| is);
        let leads = words.iter().take_while(|word| is.contains(&fold(word).as_str())).count();
        words.drain(..if leads < words.len() { leads } else { 0 });
    }
    if let Some((used, before)) = naming(&words, language) {
        let name = clause(words.get(used..).unwrap_or_default(), 1);
        if (1..=NAME_WORDS).contains(&name.len()) && used + name.len() < words.len() {
            return tidy(&format!("{before}{}", name.join(" ")));
        }
    }
    let clause = clause(&words, LABEL_WORDS);
    let mut kept = clause.get(..MOST_WORDS.min(clause.len())).unwrap_or_default();
    // Cut within a sentence, it does not end with 'the' or 'w'.
    while let Some((last, before)) = kept.split_last().filter(|_| kept.len() < clause.len() && kept.len() > 1) {
        if last.chars().count() > 3 {
            break;
        }
        kept = before;
    }
    tidy(&kept.join(" "))
}

/// The words up to the end of a clause, at least so many.
fn clause<'a>(words: &[&'a str], least: usize) -> Vec<&'a str> {
    let ends = |(at, word): (usize, &&str)| at + 1 >= least && word.ends_with([',', ';', ':']);
    let dash = words.iter().position(|word| matches!(*word, "-" | "–" | "—")).filter(|at| *at >= least);
    let end = words.iter().enumerate().position(ends).map(|at| at + 1);
    let end = [dash, end].into_iter().flatten().min().unwrap_or(words.len());
    words.iter().take(end).copied().collect()
}

/// 'Hosting: …', '1. Hosting – …', '**Hosting**': a short name before everything else.
fn label(line: &str) -> Option<String> {
    let cut = [": ", " – ", " — ", " - "].iter().filter_map(|mark| line.find(mark)).min();
    let label = match cut {
        Some(at) => line.get(..at)?,
        None => line.strip_suffix(':').or_else(|| (!line.ends_with(['.', '!', '?', ','])).then_some(line))?,
    };
    let words = label.split_whitespace().count();
    let is_name = label.chars().next().is_some_and(char::is_uppercase) && !label.contains([',', '.', '?']);
    let fine = (1..=LABEL_WORDS).contains(&words) && is_name && !EMPTY_LABELS.contains(&fold(label).as_str());
    fine.then(|| label.to_owned())
}

fn naming(words: &[&str], language: &str) -> Option<(usize, &'static str)> {
    let found = NAMING.iter().find(|(of, opening, _)| *of == language && opens(words, opening));
    found.map(|(_, opening, before)| (opening.len(), *before))
}

fn counting(words: &[&str], language: &str) -> Option<usize> {
    let found = COUNTING.iter().find(|(of, opening)| *of == language && opens(words, opening));
    found.map(|(_, opening)| opening.len())
}

/// Whether a label only says that another thing follows.
fn counts(label: &str, language: &str) -> bool {
    let label = fold(label);
    COUNTING.iter().any(|(of, opening)| *of == language && opening.join(" ") == label)
}

fn opens(words: &[&str], opening: &[&str]) -> bool {
    let same = |(word, opening): (&&str, &&str)| fold(word.trim_end_matches([',', ':', '.'])) == **opening;
    words.len() > opening.len() && words.iter().zip(opening).all(same)
}

/// The first line with words, without list mark, bold and addresses.
fn first_line(text: &str) -> Option<String> {
    let line =
        text.lines().map(str::trim).find(|line| line.chars().any(char::is_alphanumeric) && !line.starts_with('>'))?;
    let behind = list_mark(line).and_then(|(mark, _)| line.get(mark..)).unwrap_or(line).trim();
    let bare = without_links(behind).replace('*', "");
    let bare = bare.trim().to_owned();
    (!bare.is_empty()).then_some(bare)
}

/// `[words](address)` and `![picture]` as their words.
fn without_links(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, inner)) = rest.split_once('[') {
        let Some((words, after)) = inner.split_once(']') else { break };
        out.push_str(before.strip_suffix('!').unwrap_or(before));
        out.push_str(words);
        rest = after.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(after, |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn tidy(subject: &str) -> String {
    let subject = subject.trim().trim_matches(['.', ',', ';', ':', '!', '"', '„', '”', '«', '»', '-', '–', '—', ' ']);
    let mut letters = subject.chars().filter(|c| !c.is_control());
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_called_by_its_own_words() {
        for (language, text, expected) in [
            ("en", "As for the hosting, we have moved it.", "The hosting"),
            ("en", "Regarding the logo: please choose one.", "The logo"),
            ("en", "Hosting: the server moves on Friday.", "Hosting"),
            ("en", "1. **Invoice** – it comes separately.", "Invoice"),
            ("en", "**Hosting**\nThe server moves.", "Hosting"),
            ("en", "Second, the newsletter needs pictures.", "The newsletter needs pictures"),
            ("en", "Please send us the final logo in the vector format by Friday.", "Please send us the final logo"),
            ("en", "Please note: the office is closed.", "Please note: the office is closed"),
            ("en", "See [the plan](https://x.example/a) for it.", "See the plan for it"),
            ("pl", "Co do hostingu, przenieśliśmy go wczoraj.", "W sprawie hostingu"),
            ("pl", "Druga sprawa: faktura za październik jest gotowa.", "Faktura za październik jest gotowa"),
            ("pl", "Druga sprawa to tłumaczenie strony na ukraiński.", "Tłumaczenie strony na ukraiński"),
            ("en", "The second thing is the newsletter and its pictures.", "The newsletter and its pictures"),
            ("ru", "Второй вопрос — это перевод сайта на польский.", "Перевод сайта на польский"),
            ("pl", "Po drugie, faktura za październik jest gotowa.", "Faktura za październik jest gotowa"),
            ("pl", "Czy mogliby Państwo przesłać logo?", "Czy mogliby Państwo przesłać logo?"),
            ("ru", "Что касается хостинга, мы его перенесли.", "По поводу хостинга"),
            ("ru", "Во-вторых, счёт за октябрь готов.", "Счёт за октябрь готов"),
            ("en", "> quoted\n\n", ""),
            ("en", "🙂", ""),
        ] {
            assert_eq!(of(text, language), expected, "{text:?}");
        }
    }

    #[test]
    fn a_paragraph_says_when_it_is_about_something_else() {
        for (language, text, expected) in [
            ("en", "Regarding the logo, choose one.", true),
            ("en", "Hosting: it moves.", true),
            ("en", "It moves on Friday.", false),
            ("pl", "Po drugie, faktura.", true),
            ("pl", "Poza tym wszystko gra.", true),
            ("ru", "Насчёт логотипа: выберите один.", true),
            ("ru", "Мы его перенесли.", false),
        ] {
            assert_eq!(opens_topic(text, language), expected, "{text:?}");
        }
    }
}
