//! Every page with sample data: for the test that renders them all, and for looking at them.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use words::Language;

use crate::asset;

use crate::desk::beginning::Beginning;
use crate::desk::client::{Client, Clients};
use crate::desk::conversation::Conversation;
use crate::desk::inbox::Inbox;
use crate::desk::outbox::Outbox;
use crate::desk::rereading::Rereading;
use crate::desk::rulebook::{Rule, Rulebook};
use crate::desk::search::Search;
use crate::desk::second_look::DraftPage;
use crate::desk::series::SeriesPage;
use crate::desk::set_up::SetUp;
use crate::desk::settings::away::AwayPage;
use crate::desk::settings::keys::KeysPage;
use crate::desk::settings::mail::MailPage;
use crate::desk::settings::mailboxes::MailboxesPage;
use crate::desk::settings::mailboxes::connect::ConnectPage;
use crate::desk::settings::mailboxes::edit::EditPage;
use crate::desk::settings::mailboxes::registrations::RegistrationsPage;
use crate::desk::settings::mailboxes::signing::SigningPage;
use crate::desk::settings::mailboxes::signing_in::LeavingPage;
use crate::desk::settings::replies::RepliesPage;
use crate::desk::settings::{DeskPage, HoursPage, MePage, PeoplePage, RelayPage, SessionsPage};
use crate::desk::sign_in::{SignIn, SignInLink};
use crate::desk::today::Today;
use crate::fault::FaultPage;
use crate::guard::headers;
use crate::public::step::{Stand, StepPage};

/// Every page by name, rendered in `language` with sample people.
///
/// # Errors
/// When a template fails.
pub fn pages(language: Language) -> Result<Vec<(&'static str, String)>, askama::Error> {
    Ok(vec![
        ("today", Today::sample(language).render()?),
        ("today-kept", Today::sample_kept(language).render()?),
        ("inbox", Inbox::sample(language).render()?),
        ("inbox-held", Inbox::sample_held(language).render()?),
        ("inbox-thrown", Inbox::sample_thrown(language).render()?),
        ("inbox-blocked", Inbox::sample_blocked(language).render()?),
        ("inbox-empty", Inbox::sample_empty(language).render()?),
        ("conversation", Conversation::sample(language).render()?),
        ("beginning", Beginning::sample(language).render()?),
        ("conversation-overtaken", Conversation::sample_overtaken(language).render()?),
        ("rereading", Rereading::sample(language).render()?),
        ("clients", Clients::sample(language).render()?),
        ("client", Client::sample(language).render()?),
        ("search", Search::sample(language).render()?),
        ("search-empty", Search::sample_empty(language).render()?),
        ("search-none", Search::sample_none(language).render()?),
        ("rulebook", Rulebook::sample(language).render()?),
        ("rule", Rule::sample(language).render()?),
        ("outbox", Outbox::sample(language).render()?),
        ("outbox-empty", Outbox::sample_empty(language).render()?),
        ("draft", DraftPage::sample(language).render()?),
        ("draft-asked", DraftPage::sample_asked(language).render()?),
        ("series", SeriesPage::sample(language).render()?),
        ("series-stopped", SeriesPage::sample_stopped(language).render()?),
        ("settings-desk", DeskPage::sample(language).render()?),
        ("settings-hours", HoursPage::sample(language).render()?),
        ("settings-mail", MailPage::sample(language).render()?),
        ("settings-people", PeoplePage::sample(language).render()?),
        ("settings-away", AwayPage::sample(language).render()?),
        ("settings-replies", RepliesPage::sample(language).render()?),
        ("settings-replies-empty", RepliesPage::sample_empty(language).render()?),
        ("settings-keys", KeysPage::sample(language).render()?),
        ("settings-keys-empty", KeysPage::sample_empty(language).render()?),
        ("settings-relay", RelayPage::sample(language).render()?),
        ("settings-mailboxes", MailboxesPage::sample(language).render()?),
        ("settings-mailboxes-none", MailboxesPage::sample_empty(language).render()?),
        ("mailbox-found", ConnectPage::sample(language, "found").render()?),
        ("mailbox-trying", ConnectPage::sample(language, "trying").render()?),
        ("mailbox-failed", ConnectPage::sample(language, "failed").render()?),
        ("mailbox-code", ConnectPage::sample(language, "code").render()?),
        ("mailbox-ready", ConnectPage::sample(language, "ready").render()?),
        ("mailbox-leaving", LeavingPage::sample(language).render()?),
        ("mailbox", EditPage::sample(language).render()?),
        ("mailbox-signed-in", EditPage::sample_signed_in(language).render()?),
        ("mailbox-signing", SigningPage::sample(language).render()?),
        ("mailbox-signing-none", SigningPage::sample_empty(language).render()?),
        ("mailbox-registrations", RegistrationsPage::sample(language).render()?),
        ("settings-me", MePage::sample(language).render()?),
        ("settings-sessions", SessionsPage::sample(language).render()?),
        ("sign-in", SignIn::sample(language).render()?),
        ("sign-in-link", SignInLink::sample(language).render()?),
        ("sign-in-link-gone", SignInLink::sample_gone(language).render()?),
        ("step", StepPage::sample(language, Stand::Open).render()?),
        ("step-refused", StepPage::sample_refused(language).render()?),
        ("step-done", StepPage::sample(language, Stand::Done).render()?),
        ("step-said", StepPage::sample(language, Stand::Said).render()?),
        ("step-waived", StepPage::sample(language, Stand::Waived).render()?),
        ("step-gone", StepPage::sample(language, Stand::Gone).render()?),
        ("set-up", SetUp::sample(language).render()?),
        ("not-found", FaultPage::not_found(language).render()?),
        ("broken", FaultPage::broken(language, "0123456789ab".to_owned()).render()?),
        ("refused", FaultPage::refused(language, "page-fault-refused-origin").render()?),
    ])
}

/// Serves the pages under `/specimen/{language}/{name}`, with what they load and their real policy.
pub fn router() -> Router {
    Router::new()
        .route("/specimen/{language}/{name}", get(show))
        .route("/assets/{*name}", get(asset::show))
        .layer(from_fn(headers::add))
}

async fn show(Path((language, name)): Path<(String, String)>) -> Response {
    let found = language.parse().ok().and_then(|language| {
        pages(language).ok()?.into_iter().find_map(|(known, html)| (known == name).then_some(html))
    });
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |html| Html(html).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_speaks_every_language() {
        for language in Language::ALL {
            for (name, html) in pages(language).unwrap() {
                assert!(!html.contains('⟦'), "{language} {name}: a text is missing: {}", excerpt(&html));
                assert!(html.contains(&format!("<html lang=\"{language}\">")), "{language} {name}");
                assert!(!html.contains("style=\"") && !html.contains("<style"), "{name}: inline style");
                assert!(!html.contains(" onclick"), "{name}: inline script");
                assert!(!html.contains("<b>za</b>"), "{name}: a subject is not escaped");
            }
        }
    }

    fn excerpt(html: &str) -> String {
        let at = html.find('⟦').unwrap_or(0);
        html[at..].chars().take(60).collect()
    }

    #[test]
    fn a_page_has_one_heading_and_labels_for_its_fields() {
        for (name, html) in pages(Language::En).unwrap() {
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            for field in html.split("<input ").skip(1) {
                let tag = field.split('>').next().unwrap();
                if tag.contains("type=\"hidden\"") || tag.contains("aria-label=") {
                    continue;
                }
                let id = tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next());
                let labelled = id.is_some_and(|id| html.contains(&format!("for=\"{id}\"")));
                let wrapped = tag.contains("type=\"checkbox\"")
                    || tag.contains("type=\"radio\"")
                    || tag.contains("type=\"search\"");
                assert!(labelled || wrapped, "{name}: <input {tag}>");
            }
        }
    }
}
