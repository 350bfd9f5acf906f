//! Pages hold no sentence of their own: what people read comes from the texts, in their language.

use crate::tree::{File, files};

/// What may stand in a page as it is: names, keys of the keyboard, signs.
const SAME_EVERYWHERE: [&str; 9] = ["Tact", "tact", "Enter", "Esc", "Ctrl", "Cmd", "Alt", "Shift", "Cc"];

/// Attributes that are read to people.
const READ_OUT: [&str; 4] = ["title=\"", "aria-label=\"", "placeholder=\"", "alt=\""];

#[test]
fn no_page_holds_a_sentence() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is("html") && file.path.contains("/templates/")) {
        let plain = without_expressions(&file.text);
        found.extend(words_outside_tags(&plain).into_iter().map(|word| format!("{}: {word}", file.path)));
        found.extend(words_read_out(&plain).into_iter().map(|word| format!("{}: {word} (attribute)", file.path)));
    }
    assert!(found.is_empty(), "put these into crates/words/locales: {found:#?}");
}

#[test]
fn the_test_sees_what_it_should() {
    let page = |text: &str| File { path: String::new(), text: text.to_owned() };
    let seen = |text: &str| {
        let plain = without_expressions(&page(text).text);
        [words_outside_tags(&plain), words_read_out(&plain)].concat()
    };
    assert_eq!(seen("<p class=\"big\">{{ w.t(\"page\") }} · {% if x %}3{% endif %}&nbsp;</p>{# a note #}"), [""; 0]);
    assert_eq!(seen("<p>Hello</p>"), ["Hello"]);
    assert_eq!(seen("<p>Привет</p>"), ["Привет"]);
    assert_eq!(seen("<a title=\"Close\" href=\"/inbox\">×</a>"), ["Close"]);
    assert_eq!(seen("<a data-action=\"click->menu#close\" placeholder=\"smtp.example.com\">×</a>"), [""; 0]);
    assert_eq!(seen("<script type=\"module\">import 'a';</script>"), [""; 0]);
}

/// Without the one block that holds a class, without what askama fills in, and without scripts, styles, comments, code and keys.
fn without_expressions(text: &str) -> String {
    let mut plain = text.to_owned();
    for (begin, end) in [
        ("{% block place_class", "endblock %}"),
        ("{#", "#}"),
        ("{{", "}}"),
        ("{%", "%}"),
        ("<!--", "-->"),
        ("<script", "</script>"),
        ("<style", "</style>"),
        ("<code", "</code>"),
        ("<kbd", "</kbd>"),
    ] {
        let mut kept = String::new();
        let mut rest = plain.as_str();
        while let Some((before, after)) = rest.split_once(begin) {
            kept.push_str(before);
            // A blank, so that what stood on both sides does not grow together.
            kept.push(' ');
            rest = after.split_once(end).map_or("", |(_, after)| after);
        }
        kept.push_str(rest);
        plain = kept;
    }
    plain
}

fn words_outside_tags(plain: &str) -> Vec<String> {
    let mut outside = String::new();
    let (mut in_tag, mut quote) = (false, None);
    for c in plain.chars() {
        match (in_tag, quote) {
            (false, _) if c == '<' => in_tag = true,
            (false, _) => outside.push(c),
            // A '>' inside quotes ends nothing: behaviours are written 'click->close'.
            (true, Some(mark)) => quote = Some(mark).filter(|mark| c != *mark),
            (true, None) if c == '"' || c == '\'' => quote = Some(c),
            (true, None) if c == '>' => {
                in_tag = false;
                outside.push(' ');
            }
            (true, None) => {}
        }
    }
    words(&outside).map(str::to_owned).collect()
}

fn words_read_out(plain: &str) -> Vec<String> {
    let values = READ_OUT
        .iter()
        .flat_map(|name| plain.match_indices(name).filter_map(|(at, name)| plain[at + name.len()..].split('"').next()));
    // A host or an address as an example is the same in every language.
    let sentences = values.filter(|value| value.contains(' ') || !value.contains('.'));
    sentences.flat_map(words).map(str::to_owned).collect()
}

/// Two letters or more, no entity, no name that is the same in every language.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split('&').enumerate().map(|(at, part)| match part.split_once(';') {
        Some((_, after)) if at > 0 => after,
        _ => part,
    });
    outside
        .flat_map(|part| part.split(|c: char| !c.is_alphabetic()))
        .filter(|word| word.chars().count() > 1 && !SAME_EVERYWHERE.contains(word))
}
