//! Signed reply addresses, `desk+t-TOKEN@agency.test`: where an answer to one mail of ours comes back. The token names a
//! conversation and is signed for it and the person written to, so that nobody can make one up. It gives no rights by
//! itself: whoever answers must take part as well ([`crate::receive`] sees to that).

use ring::hmac;
use store::StoreError;
use uuid::Uuid;

use crate::desk::Desk;
use crate::mailboxes::{MailboxRow, Options};
use crate::manners::Manners;
use crate::seal::{Seal, SealError};

/// What the signing key is derived for.
const USE: &str = "reply-address 1";
/// What stands between the mailbox's own name and the token. There is one form; another would get another mark.
const MARK: &str = "+t-";
/// Bytes of the conversation's id that the token holds: UUIDv7's time and counter. The signature is over all sixteen.
const NAMED: usize = 8;
/// Bytes of the signature: 128 bits of HMAC-SHA256 (RFC 2104, 5).
const SIGNED: usize = 16;
/// Letters of a token: each part in base32, five bits a letter.
const NAMED_LETTERS: usize = 13;
const SIGNED_LETTERS: usize = 26;
/// Longest part before the @ (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;
/// RFC 4648, 6, in the case that every mail server leaves alone.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Makes and checks the desk's reply addresses; holds the key.
pub struct Signer {
    key: hmac::Key,
    desk: String,
}

/// What an address that looks like one of ours says. Nothing of it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The mailbox it belongs to.
    pub mailbox: String,
    named: [u8; NAMED],
    signature: [u8; SIGNED],
}

impl Signer {
    /// With the key of the desk's data folder.
    ///
    /// # Errors
    /// When the key file can neither be read nor made.
    pub fn of(desk: &Desk) -> Result<Self, SealError> {
        let seal = Seal::of_folder(desk.folder())?;
        Ok(Self { key: seal.signing_key(USE), desk: desk.id().as_str().to_owned() })
    }

    /// The address under which `recipient` answers in `conversation`; `None` when the mailbox's name leaves no room for it.
    pub fn make(&self, mailbox: &str, conversation: &str, recipient: &str) -> Option<String> {
        let (local, domain) = mailbox.rsplit_once('@')?;
        let id = Uuid::try_parse(conversation).ok()?;
        let named = base32(id.as_bytes().get(..NAMED)?);
        let signature = self.signature(conversation, recipient);
        let local = format!("{local}{MARK}{named}{}", base32(signature.get(..SIGNED)?));
        (local.len() <= LONGEST_LOCAL).then(|| format!("{local}@{domain}"))
    }

    /// Whether we made this address for that conversation and that person. Takes the same time whatever is wrong.
    pub fn is_for(&self, claim: &Claim, conversation: &str, recipient: &str) -> bool {
        let expected = self.signature(conversation, recipient);
        let Some(expected) = expected.get(..SIGNED) else { return false };
        // Both are signed once more, so that comparing tells nothing about where they differ.
        hmac::verify(&self.key, expected, hmac::sign(&self.key, &claim.signature).as_ref()).is_ok()
    }

    fn signature(&self, conversation: &str, recipient: &str) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.key);
        for part in [self.desk.as_str(), conversation, &recipient.to_ascii_lowercase()] {
            // Lengths first: no two lists of parts read the same.
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        context.sign().as_ref().to_vec()
    }
}

/// Never prints the key.
impl std::fmt::Debug for Signer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Signer(…)")
    }
}

impl Claim {
    /// The smallest and the greatest id of the conversations it may name.
    pub fn conversations(&self) -> (String, String) {
        let with = |rest: u8| {
            let mut bytes = [rest; 16];
            bytes.iter_mut().zip(self.named).for_each(|(byte, named)| *byte = named);
            Uuid::from_bytes(bytes).to_string()
        };
        (with(0), with(u8::MAX))
    }

    /// Whether `conversation` is one of them.
    pub fn may_name(&self, conversation: &str) -> bool {
        Uuid::try_parse(conversation).is_ok_and(|id| id.as_bytes().starts_with(&self.named))
    }
}

/// Reads an address as one of ours; `None` when it has not exactly the shape. Old shapes do not exist.
pub fn read(address: &str) -> Option<Claim> {
    // Asked of every address of every mail: most have no tag at all.
    if !address.contains('+') {
        return None;
    }
    let address = address.to_ascii_lowercase();
    let (local, domain) = address.rsplit_once('@')?;
    let (name, token) = local.rsplit_once(MARK).filter(|(name, _)| !name.is_empty())?;
    if token.len() != NAMED_LETTERS + SIGNED_LETTERS {
        return None;
    }
    let (named, signature) = token.split_at_checked(NAMED_LETTERS)?;
    Some(Claim {
        mailbox: format!("{name}@{domain}"),
        named: bytes_of::<NAMED>(named)?,
        signature: bytes_of::<SIGNED>(signature)?,
    })
}

/// The Reply-To of a mail from `mailbox` to `recipient`; `None` where signed addresses are not switched on, or where the
/// mailbox's name leaves no room.
///
/// # Errors
/// When the database or the key file fails.
pub async fn make(
    desk: &Desk,
    mailbox: &str,
    conversation: &str,
    recipient: &str,
) -> Result<Option<String>, MakeError> {
    let (manners, row) = desk
        .db()
        .read(async |mut tx| {
            let manners = Manners::load(&mut tx, desk.id()).await?;
            Ok::<_, StoreError>((manners, store::mailbox::by_address(&mut tx, desk.id(), mailbox).await?))
        })
        .await?;
    let by_itself = |row: MailboxRow| serde_json::from_str::<Options>(&row.options).is_ok_and(|it| it.signed_replies);
    if !manners.signed_replies && !row.is_some_and(by_itself) {
        return Ok(None);
    }
    Ok(Signer::of(desk)?.make(mailbox, conversation, recipient))
}

/// Why no reply address could be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key file failed.
    #[error(transparent)]
    Key(#[from] SealError),
}

fn base32(bytes: &[u8]) -> String {
    let mut letters = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut push = |value: u32| letters.extend(ALPHABET.get((value & 31) as usize).map(|letter| char::from(*letter)));
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            push(bits >> held);
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        push(bits << (5 - held));
    }
    letters
}

/// The bytes of a text in base32; `None` when it has another length, another letter, or bits beyond the last byte.
fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut bytes = [0; N];
    let mut places = bytes.iter_mut();
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|it| *it == letter)?;
        bits = (bits << 5) | u32::try_from(value).ok()?;
        held += 5;
        if held >= 8 {
            held -= 8;
            *places.next()? = u8::try_from((bits >> held) & 0xff).ok()?;
        }
        bits &= (1 << held) - 1;
    }
    (bits == 0 && places.next().is_none()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONVERSATION: &str = "019ab2c4-5d6e-7f80-9123-456789abcdef";

    fn signer(seed: u8, desk: &str) -> Signer {
        Signer { key: hmac::Key::new(hmac::HMAC_SHA256, &[seed; 32]), desk: desk.to_owned() }
    }

    #[test]
    fn an_address_of_ours_is_known_again_for_its_conversation_and_person_only() {
        let signer = signer(1, "d");
        let address = signer.make("biuro@agency.test", CONVERSATION, "Anna@client.test").unwrap();
        let claim = read(&address).unwrap();
        assert_eq!(claim.mailbox, "biuro@agency.test");
        assert!(claim.may_name(CONVERSATION));
        let (first, last) = claim.conversations();
        assert!(first.as_str() <= CONVERSATION && CONVERSATION <= last.as_str());
        assert!(signer.is_for(&claim, CONVERSATION, "anna@client.test"));
        assert!(!signer.is_for(&claim, CONVERSATION, "piotr@client.test"));
        assert!(!signer.is_for(&claim, "019ab2c4-5d6e-7f80-9123-456789abcdee", "anna@client.test"));
    }

    #[test]
    fn another_key_or_another_desk_signs_otherwise() {
        let address = signer(1, "d").make("a@agency.test", CONVERSATION, "anna@client.test").unwrap();
        let claim = read(&address).unwrap();
        for other in [signer(2, "d"), signer(1, "e")] {
            assert!(!other.is_for(&claim, CONVERSATION, "anna@client.test"));
        }
    }

    #[test]
    fn a_server_that_changes_case_does_not_break_it() {
        let address = signer(1, "d").make("a@agency.test", CONVERSATION, "anna@client.test").unwrap();
        assert_eq!(read(&address.to_ascii_uppercase()), read(&address));
    }

    #[test]
    fn every_altered_letter_makes_it_another_address() {
        let signer = signer(1, "d");
        let address = signer.make("a@agency.test", CONVERSATION, "anna@client.test").unwrap();
        for at in "a+t-".len()..address.find('@').unwrap() {
            let mut altered = address.clone().into_bytes();
            altered[at] = if altered[at] == b'a' { b'b' } else { b'a' };
            let altered = String::from_utf8(altered).unwrap();
            let holds = read(&altered).is_some_and(|claim| {
                claim.may_name(CONVERSATION) && signer.is_for(&claim, CONVERSATION, "anna@client.test")
            });
            assert!(!holds, "{altered} passed for {address}");
        }
    }

    #[test]
    fn what_is_not_exactly_of_the_shape_is_not_read() {
        let address = signer(1, "d").make("a@agency.test", CONVERSATION, "anna@client.test").unwrap();
        let (local, _) = address.split_once('@').unwrap();
        for odd in [
            "desk+1001@agency.test".to_owned(),
            "a+t-@agency.test".to_owned(),
            "a@agency.test".to_owned(),
            format!("{local}a@agency.test"),
            format!("{}@agency.test", &local[..local.len() - 1]),
            address.replace("a+t-", "+t-"),
            address.replace("+t-", "+r-"),
            format!("{}=@agency.test", &local[..local.len() - 1]),
        ] {
            assert_eq!(read(&odd), None, "{odd}");
        }
    }

    #[test]
    fn a_long_mailbox_name_has_no_room_for_it() {
        let name = |letters: usize| format!("{}@agency.test", "x".repeat(letters));
        assert!(signer(1, "d").make(&name(22), CONVERSATION, "anna@client.test").is_some());
        assert!(signer(1, "d").make(&name(23), CONVERSATION, "anna@client.test").is_none());
    }
}
