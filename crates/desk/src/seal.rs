//! Secrets that must be used again (the relay's password) are sealed with the data folder's key.
//! A copy of the database alone opens none of them. Passwords of members are not here: they are hashed.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

use crate::token::random;

/// The mark of the only form there is; another form would get another.
const FORM: &str = "v1:";

/// Seals and opens with the key in `DIR/key`.
pub struct Seal {
    key: LessSafeKey,
    root: hmac::Key,
}

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The key file cannot be read or made.
    #[error("the key file {0} cannot be used: {1}")]
    KeyFile(String, #[source] std::io::Error),
    /// The key file holds something else than a key.
    #[error("the key file {0} does not hold a key of 32 bytes")]
    NoKey(String),
    /// The secret was sealed with another key, or altered.
    #[error("the secret was sealed with another key file; enter it again in the settings")]
    OtherKey,
}

impl Seal {
    /// Opens the key file of a data folder, making it (readable by its owner only) at first use.
    ///
    /// # Errors
    /// When the file can neither be read nor made, or holds no key.
    pub fn of_folder(folder: &Path) -> Result<Self, SealError> {
        let path = folder.join("key");
        let shown = path.display().to_string();
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => make_key(&path),
            read => read,
        }
        .map_err(|error| SealError::KeyFile(shown.clone(), error))?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| SealError::NoKey(shown))?;
        Ok(Self { key: LessSafeKey::new(key), root: hmac::Key::new(hmac::HMAC_SHA256, &bytes) })
    }

    /// A key for signing, made of the folder's key for one `use_`; keys of two uses have nothing in common.
    pub(crate) fn signing_key(&self, use_: &str) -> hmac::Key {
        let derived = hmac::sign(&self.root, format!("signing key: {use_}").as_bytes());
        hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref())
    }

    /// Seals `secret` for one `use_`; sealed text opens for the same use only.
    ///
    /// # Errors
    /// Never in practice: the cipher refuses only texts of many gigabytes.
    pub fn seal(&self, use_: &str, secret: &str) -> Result<String, SealError> {
        let nonce = random::<NONCE_LEN>();
        let mut sealed = secret.as_bytes().to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(use_.as_bytes()), &mut sealed)
            .map_err(|_| SealError::OtherKey)?;
        let mut whole = nonce.to_vec();
        whole.append(&mut sealed);
        Ok(format!("{FORM}{}", STANDARD_NO_PAD.encode(whole)))
    }

    /// Opens what [`Seal::seal`] made.
    ///
    /// # Errors
    /// When it was sealed with another key or for another use, or was altered.
    pub fn open(&self, use_: &str, sealed: &str) -> Result<String, SealError> {
        let text = sealed.strip_prefix(FORM).ok_or(SealError::OtherKey)?;
        let whole = STANDARD_NO_PAD.decode(text).map_err(|_| SealError::OtherKey)?;
        let (nonce, body) = whole.split_at_checked(NONCE_LEN).ok_or(SealError::OtherKey)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::OtherKey)?;
        let mut body = body.to_vec();
        let plain =
            self.key.open_in_place(nonce, Aad::from(use_.as_bytes()), &mut body).map_err(|_| SealError::OtherKey)?;
        String::from_utf8(plain.to_vec()).map_err(|_| SealError::OtherKey)
    }
}

/// Writes a new key beside and moves it into place, so that a crash leaves a whole key or none.
fn make_key(path: &Path) -> std::io::Result<Vec<u8>> {
    let key = random::<32>();
    let beside = path.with_extension("new");
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(&key)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    if let Some(folder) = path.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(key.to_vec())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_sealed_secret_opens_with_the_same_folder_and_use_only() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = Seal::of_folder(folder.path()).unwrap().seal("relay", "correct horse").unwrap();
        assert!(!sealed.contains("correct"));
        let again = Seal::of_folder(folder.path()).unwrap();
        assert_eq!(again.open("relay", &sealed).unwrap(), "correct horse");
        assert!(again.open("webhook", &sealed).is_err());
        let other = tempfile::tempdir().unwrap();
        assert!(Seal::of_folder(other.path()).unwrap().open("relay", &sealed).is_err());
    }

    #[test]
    fn an_altered_secret_does_not_open() {
        let folder = tempfile::tempdir().unwrap();
        let seal = Seal::of_folder(folder.path()).unwrap();
        let sealed = seal.seal("relay", "x").unwrap();
        for broken in ["", "v1:", "v1:AAAA", "v2:AAAA", &sealed[..sealed.len() - 2], &format!("{sealed}A")] {
            assert!(seal.open("relay", broken).is_err(), "{broken:?} opened");
        }
    }

    #[test]
    fn the_key_is_readable_by_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        Seal::of_folder(folder.path()).unwrap();
        let mode = fs::metadata(folder.path().join("key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
