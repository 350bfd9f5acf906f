//! Whether a key is published: what stands in the DNS under its name, held against it.

use std::future::Future;

use store::signing_key::Found;

/// Where TXT records are looked up.
pub trait Records: Sync {
    /// The texts of a name, each in one piece; none when there are none. `None` when nobody answers.
    fn texts(&self, name: &str) -> impl Future<Output = Option<Vec<String>>> + Send;
}

/// What stands under `name`, held against our public key.
pub(super) async fn found(records: &impl Records, name: &str, public_key: &str) -> Found {
    let Some(texts) = records.texts(name).await else { return Found::Silent };
    // Other texts, such as those of a wildcard, are none of the reader's business. Whoever finds two keys may take either
    // (RFC 6376, 3.6.2.2): that is not ours.
    match texts.iter().filter_map(|text| key_in(text)).collect::<Vec<_>>().as_slice() {
        [] => Found::Missing,
        [key] if key == public_key => Found::There,
        _ => Found::Other,
    }
}

/// The key of a record; forms of providers leave blanks and quotes in it.
fn key_in(text: &str) -> Option<String> {
    let tag = |tag: &str| {
        let (name, value) = tag.split_once('=')?;
        let without = |char: &char| !char.is_whitespace() && *char != '"' && *char != '\\';
        (name.trim_matches(['"', ' ', '\t']) == "p").then(|| value.chars().filter(without).collect::<String>())
    };
    text.split(';').find_map(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zone(Option<Vec<&'static str>>);

    impl Records for Zone {
        async fn texts(&self, name: &str) -> Option<Vec<String>> {
            assert_eq!(name, "sel._domainkey.agency.test");
            self.0.as_ref().map(|texts| texts.iter().map(|text| (*text).to_owned()).collect())
        }
    }

    #[tokio::test]
    async fn what_stands_there_is_told_apart() {
        for (texts, expected) in [
            (None, Found::Silent),
            (Some(vec![]), Found::Missing),
            (Some(vec!["v=DKIM1; k=rsa; p=AAAA"]), Found::There),
            (Some(vec!["\"v=DKIM1; k=rsa; \" \"p=AA\" \"AA\""]), Found::There),
            (Some(vec!["k=rsa;p = AA AA;"]), Found::There),
            (Some(vec!["v=DKIM1; k=rsa; p=BBBB"]), Found::Other),
            (Some(vec!["v=DKIM1; k=rsa; p="]), Found::Other),
            (Some(vec!["v=spf1 -all"]), Found::Missing),
            (Some(vec!["v=spf1 -all", "p=AAAA"]), Found::There),
            (Some(vec!["v=DKIM1; p=AAAA", "v=DKIM1; p=BBBB"]), Found::Other),
        ] {
            assert_eq!(found(&Zone(texts.clone()), "sel._domainkey.agency.test", "AAAA").await, expected, "{texts:?}");
        }
    }
}
