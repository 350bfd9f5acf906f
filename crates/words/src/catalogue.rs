//! The embedded texts, and finding one by its key. No grammar of its own: that is in the Fluent files.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};

use crate::value::Args;
use crate::{Language, number};

/// The files of one language, by what they speak about; the same names in every language.
macro_rules! files {
    ($language:literal) => {
        &[
            ("time", include_str!(concat!("../locales/", $language, "/time.ftl"))),
            ("promise", include_str!(concat!("../locales/", $language, "/promise.ftl"))),
            ("rules", include_str!(concat!("../locales/", $language, "/rules.ftl"))),
            ("settings", include_str!(concat!("../locales/", $language, "/settings.ftl"))),
            ("desk", include_str!(concat!("../locales/", $language, "/desk.ftl"))),
            ("together", include_str!(concat!("../locales/", $language, "/together.ftl"))),
            ("held", include_str!(concat!("../locales/", $language, "/held.ftl"))),
            ("steps", include_str!(concat!("../locales/", $language, "/steps.ftl"))),
            ("mail", include_str!(concat!("../locales/", $language, "/mail.ftl"))),
            ("connect", include_str!(concat!("../locales/", $language, "/connect.ftl"))),
            ("sending", include_str!(concat!("../locales/", $language, "/sending.ftl"))),
            ("signing", include_str!(concat!("../locales/", $language, "/signing.ftl"))),
            ("web", include_str!(concat!("../locales/", $language, "/web.ftl"))),
            ("composer", include_str!(concat!("../locales/", $language, "/composer.ftl"))),
            ("replies", include_str!(concat!("../locales/", $language, "/replies.ftl"))),
            ("keys", include_str!(concat!("../locales/", $language, "/keys.ftl"))),
            ("second_look", include_str!(concat!("../locales/", $language, "/second_look.ftl"))),
            ("series", include_str!(concat!("../locales/", $language, "/series.ftl"))),
            ("writing", include_str!(concat!("../locales/", $language, "/writing.ftl"))),
            ("cli", include_str!(concat!("../locales/", $language, "/cli.ftl"))),
        ]
    };
}

/// The source of every text of a language: file name without ending, and Fluent source.
pub const fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::En => files!("en"),
        Language::Pl => files!("pl"),
        Language::Ru => files!("ru"),
    }
}

/// Says the text `key` in `language`.
///
/// A text missing there is said in English; one missing everywhere comes back as `⟦key⟧`,
/// so that it is seen (and a test finds it) rather than a page failing.
pub fn say(language: Language, key: &str, args: &Args<'_>) -> String {
    find(language, key, args).or_else(|| find(Language::En, key, args)).unwrap_or_else(|| format!("⟦{key}⟧"))
}

/// Whether `language` itself has the text `key`.
pub fn has(language: Language, key: &str) -> bool {
    bundle(language).has_message(key)
}

fn find(language: Language, key: &str, args: &Args<'_>) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    // A missing placeholder shows as `{$name}` in the text; the tests compare placeholders.
    let mut problems = Vec::new();
    let said = bundle.format_pattern(pattern, Some(args.inner()), &mut problems);
    Some(one_full_stop(language, said.into_owned()))
}

/// A Russian date with its year ends with a full stop of its own («2026 г.»); a sentence that ends with it has no second one.
fn one_full_stop(language: Language, said: String) -> String {
    if language == Language::Ru && said.contains(" г..") { said.replace(" г..", " г.") } else { said }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: Language) -> &'static Bundle {
    static EN: OnceLock<Bundle> = OnceLock::new();
    static PL: OnceLock<Bundle> = OnceLock::new();
    static RU: OnceLock<Bundle> = OnceLock::new();
    let (cell, formatter): (_, fn(&FluentValue<'_>, &_) -> Option<String>) = match language {
        Language::En => (&EN, |value, _| grouped(Language::En, value)),
        Language::Pl => (&PL, |value, _| grouped(Language::Pl, value)),
        Language::Ru => (&RU, |value, _| grouped(Language::Ru, value)),
    };
    cell.get_or_init(|| {
        let mut bundle = Bundle::new_concurrent(vec![language.identifier()]);
        // Isolation marks help mixed right-to-left text, which none of ours is, and would end up in mails and tests.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(formatter));
        for (_, source) in sources(language) {
            // A file with a mistake still gives its good texts; the tests refuse both kinds of mistake.
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(good, _)| good);
            bundle.add_resource(resource).unwrap_or_default();
        }
        bundle
    })
}

/// Numbers in texts are grouped as the language does; words are left to Fluent.
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(number::grouped(language, number.value as i64)),
        _ => None,
    }
}
