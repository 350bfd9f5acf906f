//! Why a mail is held instead of taken in. How a mail is read stands in `mail`, what holds one that can be read here.

use mail::letter::Held;

/// Why a mail is held: kept raw, shown in Inbox → Held, tried again or taken in on a member's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It cannot be read safely.
    Unreadable(Held),
    /// It came to a reply address of ours from somebody who takes no part in that conversation.
    Stranger,
    /// It goes round in circles: too many servers handed it on, it carries our own mark, or it says the same again and again.
    Loop,
    /// More mails of one sender within an hour than the desk takes.
    Flood,
}

impl Cause {
    /// The stable word of a cause, as it stands in the store; its sentence is the text `held-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable(Held::Empty) => "empty",
            Self::Unreadable(Held::NoHeaders) => "no_headers",
            Self::Unreadable(Held::TooNested) => "too_nested",
            Self::Unreadable(Held::TooManyParts) => "too_many_parts",
            Self::Unreadable(Held::TooManyHeaders) => "too_many_headers",
            Self::Unreadable(Held::TooLarge) => "too_large",
            Self::Unreadable(Held::ParserError) => "parser_error",
            Self::Stranger => "stranger",
            Self::Loop => "loop",
            Self::Flood => "flood",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_called_in_the_store_as_mail_calls_it() {
        let held = [
            Held::Empty,
            Held::NoHeaders,
            Held::TooNested,
            Held::TooManyParts,
            Held::TooManyHeaders,
            Held::TooLarge,
            Held::ParserError,
        ];
        for held in held {
            assert_eq!(serde_json::json!(held), Cause::Unreadable(held).code());
        }
    }
}
