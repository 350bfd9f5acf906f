//! RSA keys: made, and signing. RSA alone, since many receivers still know nothing else and a second record helps nobody.

use anyhow::{Context as _, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs8::EncodePublicKey as _;
use rsa::rand_core::{CryptoRng, Error, RngCore};
use rsa::{RsaPrivateKey, RsaPublicKey};

use crate::token::random;

/// Long enough for a decade; a longer one needs a record that many DNS forms cut off.
const BITS: usize = 2048;

/// A new pair, in base64.
pub(super) struct Made {
    /// PKCS #1.
    pub(super) private: String,
    /// SubjectPublicKeyInfo, as records have it.
    pub(super) public: String,
}

/// Makes a pair; takes a second or so.
pub(super) fn make() -> anyhow::Result<Made> {
    let private = RsaPrivateKey::new(&mut Dice, BITS).context("make an RSA key")?;
    let public = RsaPublicKey::from(&private).to_public_key_der().context("write the public key down")?;
    let private = private.to_pkcs1_der().context("write the private key down")?;
    Ok(Made { private: STANDARD.encode(private.as_bytes()), public: STANDARD.encode(public.as_bytes()) })
}

/// Signs by PKCS #1 v1.5 with SHA-256: the same bytes give the same signature.
pub(super) fn sign(private: &str, bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let der = STANDARD.decode(private).context("read the private key")?;
    let pair = RsaKeyPair::from_der(&der).map_err(|rejected| anyhow!("the private key is none: {rejected}"))?;
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature)
        .map_err(|_| anyhow!("the private key does not sign"))?;
    Ok(signature)
}

/// The system's randomness, as the maker of keys asks for it.
struct Dice;

impl RngCore for Dice {
    fn next_u32(&mut self) -> u32 {
        u32::from_le_bytes(random())
    }

    fn next_u64(&mut self) -> u64 {
        u64::from_le_bytes(random())
    }

    fn fill_bytes(&mut self, out: &mut [u8]) {
        for piece in out.chunks_mut(32) {
            piece.iter_mut().zip(random::<32>()).for_each(|(to, from)| *to = from);
        }
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(out);
        Ok(())
    }
}

impl CryptoRng for Dice {}
