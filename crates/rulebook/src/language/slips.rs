//! What in an answer looks like a slip, to be asked about once before it goes: a word meant for colleagues, a file that is
//! missing. Reading only; nothing is forbidden here.

/// Something that looks like a slip, with the words that made it look so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// A colleague is called by `@name`, as in a note.
    Mention(String),
    /// A word that stands in notes rather than in mails.
    Internal(String),
    /// A file is spoken of, and none goes along.
    NoFile(String),
    /// A variable of a saved reply that nobody filled in.
    Variable(String),
}

/// Beginnings of words that are meant for colleagues.
const INTERNAL: &[&str] = &["internal", "wewnętrzn", "внутренн", "internally"];
/// Beginnings of words that speak of a file that comes along.
const FILES: &[&str] = &[
    "attached",
    "attachment",
    "attaching",
    "enclosed",
    "załącz",
    "załączn",
    "załączen",
    "вложен",
    "вложил",
    "прикреп",
    "прикладываю",
    "прилагаю",
];
/// Words that begin like those and mean something else.
const OTHERWISE: &[&str] = &["internals", "internaliz"];

/// What looks like a slip in the words of an answer. `colleagues` are names; quoted lines are not looked at.
///
/// ```
/// use rulebook::language::{Slip, slips};
///
/// let found = slips("@ola can you look? The plan is attached.", &["Ola Sample"], false);
/// assert_eq!(found, [Slip::Mention("@ola".to_owned()), Slip::NoFile("attached".to_owned())]);
/// ```
pub fn slips(text: &str, colleagues: &[&str], has_files: bool) -> Vec<Slip> {
    let names: Vec<String> = colleagues.iter().flat_map(|name| name.split_whitespace()).map(fold).collect();
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('>')) {
        for token in line.split_whitespace() {
            if let Some(variable) = variable(token) {
                add(&mut found, Slip::Variable(variable.to_owned()));
            }
            let word = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
            if let Some(slip) = slip_of(word, &names, has_files) {
                add(&mut found, slip);
            }
        }
    }
    found
}

fn slip_of(word: &str, names: &[String], has_files: bool) -> Option<Slip> {
    if let Some(name) = word.strip_prefix('@') {
        let name = fold(name.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let called = name.chars().count() > 1 && names.contains(&name);
        return called.then(|| Slip::Mention(word.to_owned()));
    }
    let folded = fold(word);
    let begins = |list: &[&str]| list.iter().any(|beginning| folded.starts_with(beginning));
    if begins(OTHERWISE) || word.contains(['@', '/', '.']) {
        None
    } else if begins(INTERNAL) {
        Some(Slip::Internal(word.to_owned()))
    } else if !has_files && begins(FILES) {
        Some(Slip::NoFile(word.to_owned()))
    } else {
        None
    }
}

/// A word in braces, as it is left when nothing could be filled in.
fn variable(token: &str) -> Option<&str> {
    let (before, rest) = token.split_once('{')?;
    let (word, _) = rest.split_once('}')?;
    let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
    is_word.then(|| token.get(before.len()..before.len() + word.len() + 2)).flatten()
}

/// One of a kind is enough to ask.
fn add(found: &mut Vec<Slip>, slip: Slip) {
    if !found.iter().any(|other| std::mem::discriminant(other) == std::mem::discriminant(&slip)) {
        found.push(slip);
    }
}

fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_about() {
        let team = ["Ola Sample", "Łukasz Wzór", "Оля Образцова"];
        let mention = |word: &str| Slip::Mention(word.to_owned());
        let internal = |word: &str| Slip::Internal(word.to_owned());
        let no_file = |word: &str| Slip::NoFile(word.to_owned());
        for (text, expected) in [
            ("Hello Anna, it is ready.", vec![]),
            ("@Ola, please look", vec![mention("@Ola")]),
            ("(@łukasz)", vec![mention("@łukasz")]),
            ("@оля посмотри", vec![mention("@оля")]),
            ("write to ola@agency.example or @somebody", vec![]),
            ("For internal use, do not send.", vec![internal("internal")]),
            ("To jest wewnętrzne.", vec![internal("wewnętrzne")]),
            ("Это внутреннее", vec![internal("внутреннее")]),
            ("international internals", vec![]),
            ("The plan is attached. See the attachment", vec![no_file("attached")]),
            ("W załączniku przesyłam raport", vec![no_file("załączniku")]),
            ("Отчёт во вложении", vec![no_file("вложении")]),
            ("> The plan is attached\nThanks", vec![]),
            ("see https://x.example/attached", vec![]),
            ("Hello {name}, all is well", vec![Slip::Variable("{name}".to_owned())]),
            ("Cześć „{imię}”!", vec![Slip::Variable("{imię}".to_owned())]),
            ("if (x) { y } {} {1}", vec![]),
        ] {
            assert_eq!(slips(text, &team, false), expected, "{text}");
        }
        assert_eq!(slips("The plan is attached.", &team, true), []);
    }
}
