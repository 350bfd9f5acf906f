//! Signatures: what stands below a member's mails, one in each language they write in.

use serde_json::json;
use store::signature::SignatureRow;
use store::{StoreError, Tx};

use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

/// Longest signature, in bytes.
pub const LONGEST: usize = 4_000;

refusals! {
    /// Why signatures are not saved.
    Refused {
        /// Longer than what anybody reads.
        TooLong = "refused-signature-too-long",
        /// Not a language of Tact.
        NoLanguage = "refused-fault",
    }
}

/// The member's signatures, by language.
///
/// # Errors
/// When the database fails.
pub async fn load(desk: &Desk, who: &Who) -> Result<Vec<SignatureRow>, StoreError> {
    desk.db().read(async |mut tx| store::signature::of_member(&mut tx, desk.id(), &who.member.member_id).await).await
}

/// Replaces all of the member's signatures: language and text, with light marks. An empty text is none.
///
/// # Errors
/// See [`Refused`].
pub async fn save(desk: &Desk, who: &Who, signatures: &[(String, String)]) -> Result<(), Refused> {
    let member_id = &who.member.member_id;
    let mut rows: Vec<SignatureRow> = Vec::new();
    for (language, text) in signatures.iter().filter(|(_, text)| !text.trim().is_empty()) {
        if text.len() > LONGEST {
            return Err(Refused::TooLong);
        }
        if language.parse::<words::Language>().is_err() || rows.iter().any(|row| row.language == *language) {
            return Err(Refused::NoLanguage);
        }
        let text = text.replace("\r\n", "\n").replace('\0', "");
        let text = text.trim().to_owned();
        rows.push(SignatureRow { member_id: member_id.clone(), language: language.clone(), text });
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::signature::replace(tx, desk.id(), member_id, &rows).await?;
            let languages: Vec<&str> = rows.iter().map(|row| row.language.as_str()).collect();
            let about = About::desk("member", member_id);
            note(tx, desk, member_id, "signatures_saved", about, json!({ "languages": languages })).await?;
            Ok::<_, Refused>(())
        })
        .await
}

/// The signature for a mail in this language: that of the language, else of the member's own, else the only one.
pub(crate) async fn for_language(tx: &mut Tx, desk: &Desk, who: &Who, language: &str) -> Result<String, StoreError> {
    let rows = store::signature::of_member(tx, desk.id(), &who.member.member_id).await?;
    let of = |wanted: &str| rows.iter().find(|row| row.language == wanted);
    let own = &who.member.language;
    let found = of(language).or_else(|| of(own)).or_else(|| rows.first());
    Ok(found.map(|row| row.text.clone()).unwrap_or_default())
}
