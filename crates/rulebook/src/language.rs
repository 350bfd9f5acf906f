//! What a client's words ask for. Reading only; what is owed for it is decided in `rules/`.

mod closing;
mod questions;
mod sentences;

/// The languages whose ways of closing a talk are known; in any other, every message expects an answer.
const READ: [&str; 5] = ["en", "pl", "ru", "uk", "de"];

/// Does this message expect an answer? When unsure, it does.
///
/// None is expected by bare thanks, 'received', 'all clear', good wishes, and by who says that none is needed. A question, a
/// request, a numbered list, a single word beyond those, or no text at all (an attachment alone) expects one.
///
/// `text` is the new text alone, without quotes; `language` an ISO 639-1 code, if one is known.
///
/// ```
/// use rulebook::language::expects_answer;
///
/// assert!(!expects_answer("Dziękuję, wszystko jasne!", Some("pl")));
/// assert!(expects_answer("Thanks, but when will it be online?", Some("en")));
/// assert!(expects_answer("", None));
/// ```
pub fn expects_answer(text: &str, language: Option<&str>) -> bool {
    if language.is_some_and(|language| !READ.contains(&language)) {
        return true;
    }
    !closing::closes(text)
}

/// The sentences of a message that ask, in order and as they stand, numbered wishes included.
///
/// ```
/// let text = "Hello! Is it online? The link https://shop.example/?page=2 is dead.\n1. Change the title.\n2. When is the launch?";
/// assert_eq!(rulebook::language::questions(text), ["Is it online?", "Change the title.", "When is the launch?"]);
/// ```
pub fn questions(text: &str) -> Vec<String> {
    questions::questions(text)
}
