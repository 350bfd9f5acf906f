//! Secrets that are handed out once: made at random, kept as hashes only.
//! Ids of rows are no secrets and are made by the desk from its clock.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};

/// Bytes nobody can guess.
#[expect(clippy::disallowed_methods, reason = "the one place where secrets are thrown")]
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// The plain text of a token of 256 random bits, URL-safe. Shown to its bearer, never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new token from the system's randomness.
    pub fn new() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random::<32>()))
    }

    /// A token as it came back from its bearer; `None` when it cannot be one of ours.
    ///
    /// ```
    /// let token = desk::token::Token::new();
    /// assert_eq!(desk::token::Token::read(token.reveal()).map(|it| it.hash()), Some(token.hash()));
    /// assert!(desk::token::Token::read("short").is_none());
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let known_shape =
            text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        known_shape.then(|| Self(text.to_owned()))
    }

    /// The text to hand to the bearer: into a cookie or a link, and nowhere else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored: SHA-256 in hex. The token's own 256 bits make salt and slowness needless.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

/// Never prints the token, so that no log can hold one.
impl std::fmt::Debug for Token {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Token(…)")
    }
}
