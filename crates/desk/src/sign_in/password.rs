//! Passwords: argon2id, at most a few at a time, the same time for an unknown address.

use std::sync::OnceLock;

use anyhow::Context as _;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

/// The shortest password that is taken, in characters.
pub const SHORTEST: usize = 10;

/// The longest password that is taken, in bytes; longer ones are refused before any work is done.
pub const LONGEST: usize = 1_000;

/// Each hash takes 19 MiB and tens of milliseconds of one core: a flood of tries must not take the machine.
static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// Whether a new password may be taken.
pub fn acceptable(password: &str) -> bool {
    password.chars().count() >= SHORTEST && password.len() <= LONGEST
}

/// Hashes a new password into a PHC string.
///
/// # Errors
/// When the system has no randomness or the thread pool is gone.
pub async fn hash(password: &str) -> anyhow::Result<String> {
    let password = password.to_owned();
    let _turn = AT_A_TIME.acquire().await?;
    tokio::task::spawn_blocking(move || hash_now(&password)).await?
}

/// Whether the password belongs to the hash. Without a hash the same work is done and the answer is no.
///
/// # Errors
/// When the thread pool is gone.
pub async fn matches(password: &str, hash: Option<&str>) -> anyhow::Result<bool> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    let _turn = AT_A_TIME.acquire().await?;
    Ok(tokio::task::spawn_blocking(move || matches_now(&password, hash.as_deref())).await?)
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| anyhow::anyhow!("{error}"));
    Ok(hash.context("hash a password")?.to_string())
}

fn matches_now(password: &str, hash: Option<&str>) -> bool {
    let right = |hash: &str| {
        PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    };
    match hash {
        Some(hash) => right(hash),
        None => {
            // Nobody's password: its only use is to cost as much as a real one.
            static NOBODY: OnceLock<String> = OnceLock::new();
            let nobody = NOBODY.get_or_init(|| hash_now("nobody has this password").unwrap_or_default());
            let _ = right(nobody);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hash = hash("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(matches("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!matches("correct horse batterz", Some(&hash)).await.unwrap());
        assert!(!matches("nobody has this password", None).await.unwrap());
        assert!(!matches("correct horse battery", Some("not a hash")).await.unwrap());
    }

    #[test]
    fn short_and_huge_passwords_are_not_taken() {
        assert!(!acceptable("123456789"));
        assert!(acceptable("1234567890"));
        assert!(acceptable("żółćżółćżó"));
        assert!(!acceptable(&"x".repeat(1_001)));
    }
}
