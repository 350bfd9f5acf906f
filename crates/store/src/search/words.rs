//! Text into words as the index keeps them. To be filled in.

/// The words of one message as the index keeps them: distinct, folded, stemmed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(pub(crate) Vec<String>);

/// What of a message can be searched for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Document<'a> {
    /// Subject.
    pub subject: &'a str,
    /// What was written for this mail.
    pub text: &'a str,
    /// Writer: address and name.
    pub from: (&'a str, &'a str),
    /// To and Cc: addresses and names.
    pub to: &'a [(&'a str, &'a str)],
    /// File names of attachments.
    pub attachments: &'a [&'a str],
    /// Whether we wrote it.
    pub ours: bool,
}

/// The words of a message. Pure and a little costly: do it before the transaction.
pub fn analyse(document: &Document<'_>) -> Words {
    let _ = document;
    Words::default()
}

/// Text folded for look-up: compatibility forms, case, diacritics. For `*_key` columns.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
