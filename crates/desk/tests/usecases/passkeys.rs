//! A passkey from its making to signing in with it, by an authenticator written out in full.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use desk::sign_in::{self, Refused, passkey};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::house::{House, visitor};

const ORIGIN: &str = "https://desk.agency.test";

/// Somebody's phone: one key for one site.
struct Phone {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    user: Vec<u8>,
    counter: u32,
}

impl Phone {
    fn new(challenge: &Value) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let user = BASE64.decode(challenge["publicKey"]["user"]["id"].as_str().unwrap()).unwrap();
        let id = key.public_key().as_ref()[1..33].to_vec();
        Self { key, id, user, counter: 0 }
    }

    /// rpIdHash, flags (present, verified, with key or without), counter.
    fn authenticator_data(&mut self, site: &str, with_key: bool) -> Vec<u8> {
        self.counter += 1;
        let mut data = Sha256::digest(site.as_bytes()).to_vec();
        data.push(if with_key { 0x45 } else { 0x05 });
        data.extend(self.counter.to_be_bytes());
        if with_key {
            data.extend([0; 16]);
            data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
            data.extend(&self.id);
            data.extend(self.cose_key());
        }
        data
    }

    /// CBOR of {1: 2, 3: -7, -1: 1, -2: x, -3: y}: an ES256 key on P-256.
    fn cose_key(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let mut cbor = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        cbor.extend(&point[1..33]);
        cbor.extend([0x22, 0x58, 0x20]);
        cbor.extend(&point[33..65]);
        cbor
    }

    fn client_data(kind: &str, challenge: &Value, origin: &str) -> Vec<u8> {
        let challenge = &challenge["publicKey"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false }).to_string().into_bytes()
    }

    fn make(&mut self, challenge: &Value, origin: &str) -> Value {
        let data = self.authenticator_data("desk.agency.test", true);
        // CBOR of {"fmt": "none", "attStmt": {}, "authData": data}.
        let mut attestation = vec![0xa3, 0x63];
        attestation.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        json!({
            "id": BASE64.encode(&self.id), "rawId": BASE64.encode(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "attestationObject": BASE64.encode(attestation),
                "clientDataJSON": BASE64.encode(Self::client_data("webauthn.create", challenge, origin)),
                "transports": ["internal"]
            }
        })
    }

    fn sign(&mut self, challenge: &Value, origin: &str) -> Value {
        let data = self.authenticator_data("desk.agency.test", false);
        let client_data = Self::client_data("webauthn.get", challenge, origin);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client_data));
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": BASE64.encode(&self.id), "rawId": BASE64.encode(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": BASE64.encode(data),
                "clientDataJSON": BASE64.encode(client_data),
                "signature": BASE64.encode(signature),
                "userHandle": BASE64.encode(&self.user)
            }
        })
    }
}

fn site() -> passkey::Site {
    passkey::Site::at(&ORIGIN.parse().unwrap()).unwrap()
}

async fn made(house: &House) -> Phone {
    let begun = passkey::register_begin(&house.desk, &house.ola, &site()).await.unwrap();
    let challenge = serde_json::to_value(&begun.challenge).unwrap();
    let mut phone = Phone::new(&challenge);
    let answer = serde_json::from_value(phone.make(&challenge, ORIGIN)).unwrap();
    let ticket = begun.ticket.reveal();
    passkey::register_finish(&house.desk, &house.ola, &site(), ticket, "phone", &answer).await.unwrap();
    // The same answer again is a replay.
    let again = passkey::register_finish(&house.desk, &house.ola, &site(), ticket, "phone", &answer).await;
    assert!(matches!(again, Err(Refused::Dead)), "{again:?}");
    phone
}

async fn sign_in_at(house: &House, phone: &mut Phone, origin: &str) -> Result<sign_in::SignedIn, Refused> {
    let begun = passkey::sign_in_begin(&house.desk, &site(), &visitor()).await.unwrap();
    let challenge = serde_json::to_value(&begun.challenge).unwrap();
    let answer = serde_json::from_value(phone.sign(&challenge, origin)).unwrap();
    passkey::sign_in_finish(&house.desk, &site(), begun.ticket.reveal(), &answer, &visitor()).await
}

#[tokio::test]
async fn a_passkey_signs_in_without_an_address() {
    let house = House::new().await;
    let mut phone = made(&house).await;
    let signed_in = sign_in_at(&house, &mut phone, ORIGIN).await.unwrap();
    assert_eq!(signed_in.who.member.member_id, house.ola.member.member_id);
    let listed = passkey::list(&house.desk, &signed_in.who).await.unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str()), (1, "phone"));
    assert_eq!(listed[0].last_used_at, Some(house.desk.now()));
    passkey::remove(&house.desk, &signed_in.who, &listed[0].passkey_id).await.unwrap();
    assert!(matches!(sign_in_at(&house, &mut phone, ORIGIN).await, Err(Refused::Passkey)));
}

#[tokio::test]
async fn another_site_another_key_and_an_old_counter_do_not() {
    let house = House::new().await;
    let mut phone = made(&house).await;
    assert!(matches!(sign_in_at(&house, &mut phone, "https://evil.test").await, Err(Refused::Passkey)));
    // A copy of the key that was left behind while the phone went on counting.
    sign_in_at(&house, &mut phone, ORIGIN).await.unwrap();
    phone.counter = 0;
    assert!(matches!(sign_in_at(&house, &mut phone, ORIGIN).await, Err(Refused::Passkey)));
    phone.counter = 100;
    sign_in_at(&house, &mut phone, ORIGIN).await.unwrap();
    // Another key under the same name.
    let begun = passkey::register_begin(&house.desk, &house.ola, &site()).await.unwrap();
    let mut forged = Phone::new(&serde_json::to_value(&begun.challenge).unwrap());
    forged.id.clone_from(&phone.id);
    forged.counter = 200;
    assert!(matches!(sign_in_at(&house, &mut forged, ORIGIN).await, Err(Refused::Passkey)));
}

/// An answer to one challenge is none to another, and nobody else's ceremony can be finished.
#[tokio::test]
async fn answers_belong_to_their_challenge() {
    let house = House::new().await;
    let (desk, site) = (&house.desk, site());
    let mut phone = made(&house).await;
    let one = passkey::sign_in_begin(desk, &site, &visitor()).await.unwrap();
    let two = passkey::sign_in_begin(desk, &site, &visitor()).await.unwrap();
    let challenge = serde_json::to_value(&one.challenge).unwrap();
    let answer = serde_json::from_value(phone.sign(&challenge, ORIGIN)).unwrap();
    let crossed = passkey::sign_in_finish(desk, &site, two.ticket.reveal(), &answer, &visitor()).await;
    assert!(matches!(crossed, Err(Refused::Passkey)), "{crossed:?}");
    house.wait(5 * 60);
    let late = passkey::sign_in_finish(desk, &site, one.ticket.reveal(), &answer, &visitor()).await;
    assert!(matches!(late, Err(Refused::Dead)), "{late:?}");
}
