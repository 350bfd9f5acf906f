//! The texts themselves: the same in every language, all used, none missing, plurals whole, the voice kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use words::{Language, catalogue};

/// Keys put together in a way that [`built`] does not see: how they begin, and who builds them.
const BUILT: &[(&str, &str)] =
    &[("because-working-", "words::promise, hours or minutes"), ("term-working-", "words::promise, hours or minutes")];

/// What a text may not say, in lower case, by language; the glossary has the better word.
const AVOID: &[(Language, &[&str])] = &[
    (
        Language::En,
        &[
            "!",
            "sla",
            "ticket",
            "breach",
            "violat",
            "invalid",
            "oops",
            "whoops",
            "deadline missed",
            "overdue",
            "inquiry",
        ],
    ),
    (Language::Pl, &["!", "sla", "ticket", "nieprawidłow", "naruszen", "numer zgłoszenia", "niepoprawn"]),
    (Language::Ru, &["!", "sla", "тикет", "нарушен", "недопустим", "некорректн"]),
];

#[derive(Debug, Default)]
struct Text {
    said: String,
    placeholders: BTreeSet<String>,
    /// Selector → names of its variants.
    choices: Vec<(String, BTreeSet<String>)>,
}

/// Every text of a language by `file/key`.
fn texts(language: Language) -> BTreeMap<String, Text> {
    let mut all = BTreeMap::new();
    for (file, source) in catalogue::sources(language) {
        let resource = fluent_syntax::parser::parse(*source).unwrap_or_else(|(_, errors)| {
            let at = errors.first().map_or(0, |error| source[..error.pos.start].lines().count());
            panic!("{language}/{file}.ftl, about line {at}: {errors:?}")
        });
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut text = Text::default();
                    read(&message.value.unwrap_or_else(|| panic!("{} says nothing", message.id.name)), &mut text);
                    assert!(message.attributes.is_empty(), "{}: attributes are not used", message.id.name);
                    let twice = all.insert(format!("{file}/{}", message.id.name), text);
                    assert!(twice.is_none(), "{language}/{file}.ftl says {} twice", message.id.name);
                }
                Entry::Term(term) => panic!("{language}/{file}.ftl: terms (-{}) are not used here", term.id.name),
                Entry::Junk { content } => panic!("{language}/{file}.ftl: not understood: {content}"),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    all
}

fn read(pattern: &Pattern<&str>, text: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                text.said.push_str(value);
                text.said.push('\n');
            }
            PatternElement::Placeable { expression: Expression::Inline(inline) } => placeholder(inline, text),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else { panic!("select on {selector:?}") };
                text.placeholders.insert(id.name.to_owned());
                let names = variants.iter().map(|variant| match variant.key {
                    VariantKey::Identifier { name } => name.to_owned(),
                    VariantKey::NumberLiteral { value } => value.to_owned(),
                });
                text.choices.push((id.name.to_owned(), names.collect()));
                variants.iter().for_each(|variant| read(&variant.value, text));
            }
        }
    }
}

fn placeholder(inline: &InlineExpression<&str>, text: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => {
            text.placeholders.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("only placeholders and quoted text stand in our texts, not {other:?}"),
    }
}

#[test]
fn every_language_has_the_same_texts_with_the_same_placeholders() {
    let english = texts(Language::En);
    for language in [Language::Pl, Language::Ru] {
        let other = texts(language);
        let missing: Vec<_> = english.keys().filter(|key| !other.contains_key(*key)).collect();
        let extra: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{language}: missing {missing:?}, not in English {extra:?}");
        for (key, text) in &english {
            assert_eq!(text.placeholders, other[key].placeholders, "{language} {key}: placeholders");
        }
    }
}

#[test]
fn no_key_stands_in_two_files() {
    let mut seen = BTreeMap::new();
    for key in texts(Language::En).keys() {
        let (file, key) = key.split_once('/').unwrap();
        if let Some(before) = seen.insert(key.to_owned(), file.to_owned()) {
            panic!("{key} stands in {before}.ftl and {file}.ftl");
        }
    }
}

#[test]
fn a_choice_by_number_has_every_plural_and_a_choice_by_word_the_same_words() {
    let plurals = |language| match language {
        Language::En => BTreeSet::from(["one", "other"]),
        Language::Pl | Language::Ru => BTreeSet::from(["one", "few", "many", "other"]),
    };
    let any_plural = ["zero", "one", "two", "few", "many", "other"];
    let english = texts(Language::En);
    for language in Language::ALL {
        for (key, text) in texts(language) {
            for (place, (selector, variants)) in text.choices.iter().enumerate() {
                let named: BTreeSet<_> =
                    variants.iter().map(String::as_str).filter(|name| name.parse::<f64>().is_err()).collect();
                if named.iter().any(|name| any_plural.contains(name)) {
                    assert_eq!(named, plurals(language), "{language} {key}: plurals of ${selector}");
                } else {
                    let expected = &english[&key].choices.get(place).unwrap_or_else(|| panic!("{key}: choices")).1;
                    assert_eq!(variants, expected, "{language} {key}: choices of ${selector}");
                }
            }
        }
    }
}

#[test]
fn the_voice_is_kept() {
    for (language, avoided) in AVOID {
        for (key, text) in texts(*language) {
            let said = text.said.to_lowercase();
            for word in *avoided {
                let found = said.match_indices(word).any(|(at, _)| !said[..at].ends_with(char::is_alphabetic));
                assert!(!found, "{language} {key} says '{word}': {}", text.said);
            }
            assert!(!said.contains("..."), "{language} {key}: use … for an ellipsis");
        }
    }
}

#[test]
fn polish_and_russian_texts_are_translated() {
    let english = texts(Language::En);
    for language in [Language::Pl, Language::Ru] {
        for (key, text) in texts(language) {
            let words =
                text.said.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
            if words.count() > 2 {
                assert_ne!(text.said, english[&key].said, "{language} {key} is still English");
            }
        }
    }
}

fn rooms() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Sources that may use a text: code, pages and scripts, without tests.
fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["tests", "target", "node_modules", "locales", "benches", "data"].contains(&name.as_str()) {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|kind| ["rs", "html", "js", "txt"].iter().any(|known| kind == *known)) {
            // Doc comments show how; they use nothing.
            let text = std::fs::read_to_string(&path).unwrap();
            let code: Vec<_> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path, code.join("\n")));
        }
    }
}

/// The shapes of keys that code puts together: `format!("page-outbox-{state}-what")` gives (`page-outbox-`, `-what`).
fn built(code: &str) -> Vec<(String, String)> {
    code.match_indices("format!(\"")
        .filter_map(|(at, call)| {
            let shape = code[at + call.len()..].split('"').next()?;
            let (begin, rest) = shape.split_once('{')?;
            let (_, end) = rest.rsplit_once('}')?;
            let plain = |c: char| c.is_ascii_lowercase() || c == '-';
            let is_key = begin.ends_with('-') && begin.len() > 3 && begin.chars().chain(end.chars()).all(plain);
            is_key.then(|| (begin.to_owned(), end.to_owned()))
        })
        .collect()
}

#[test]
fn every_text_is_used() {
    let mut found = Vec::new();
    sources(&rooms(), &mut found);
    let shapes: Vec<_> = found.iter().flat_map(|(_, code)| built(code)).collect();
    let orphans: Vec<_> = texts(Language::En)
        .into_keys()
        .filter(|key| {
            let key = key.split_once('/').unwrap().1;
            let built = BUILT.iter().any(|(prefix, _)| key.starts_with(prefix))
                || shapes.iter().any(|(begin, end)| key.starts_with(begin) && key.ends_with(end));
            let quoted = [format!("\"{key}\""), format!("'{key}'")];
            !built && !found.iter().any(|(_, code)| quoted.iter().any(|key| code.contains(key)))
        })
        .collect();
    assert!(orphans.is_empty(), "nobody says these; use or remove them: {orphans:#?}");
}

#[test]
fn every_text_asked_for_exists() {
    let mut found = Vec::new();
    sources(&rooms(), &mut found);
    let mut missing = Vec::new();
    for (path, code) in &found {
        for call in [".t(", ".t1(", ".t2(", ".tn("] {
            for (at, _) in code.match_indices(call) {
                let Some(rest) = code[at + call.len()..].trim_start().strip_prefix('"') else { continue };
                let Some((key, _)) = rest.split_once('"') else { continue };
                if !catalogue::has(Language::En, key) {
                    missing.push(format!("{} asks for {key}", path.strip_prefix(rooms()).unwrap().display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Keys that code hands on as plain strings, known by how they begin.
const HANDED_ON: [&str; 2] = ["\"refused-", "\"relay-trouble-"];

#[test]
fn every_refusal_has_its_sentence() {
    let mut found = Vec::new();
    sources(&rooms(), &mut found);
    let mut missing = BTreeSet::new();
    for (path, code) in found.iter().filter(|(path, _)| path.extension().is_some_and(|kind| kind == "rs")) {
        for begin in HANDED_ON {
            for (at, _) in code.match_indices(begin) {
                let key = code[at + 1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap();
                if !catalogue::has(Language::En, key) {
                    missing.insert(format!("{} says {key}", path.strip_prefix(rooms()).unwrap().display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "add these to desk.ftl: {missing:#?}");
}
