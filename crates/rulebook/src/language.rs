//! What a client's words ask for. Reading only; what is owed for it is decided in `rules/`.

/// Does this message expect an answer? When unsure, it does.
///
/// `text` is the new text alone, without quotes; `lang_hint` an ISO 639-1 code, if one is known.
pub fn expects_answer(text: &str, lang_hint: Option<&str>) -> bool {
    let _ = (text, lang_hint);
    true
}

/// The sentences that ask something, in order.
pub fn questions(text: &str) -> Vec<String> {
    text.split_inclusive(['?', '\n', '.', '!'])
        .map(str::trim)
        .filter(|part| part.ends_with('?'))
        .map(str::to_owned)
        .collect()
}
