//! The page behind the link of a step. A look changes nothing, whoever or whatever looks; each button is a POST of its own.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use desk::step_link::{self, Refused, Seen};
use desk::token::Token;
use rulebook::promise::State;
use serde::Deserialize;
use words::{Language, Words};

use crate::fault::Fault;
use crate::frame::Frame;
use crate::guard::visitor::From;
use crate::page::Answer;
use crate::site::Site;
use crate::tongue::Tongue;

/// Nothing but our own style and a form to ourselves.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// `GET /s/{token}`
#[derive(Template)]
#[template(path = "public/step.html")]
pub(crate) struct StepPage {
    pub(crate) f: Frame,
    pub(crate) token: String,
    pub(crate) stand: Stand,
    pub(crate) what: String,
    pub(crate) due: Option<String>,
    /// What was written and not taken, with the reason.
    pub(crate) problem: Option<String>,
    pub(crate) text: String,
    /// Which field stands open: `answer`, `help` or neither.
    pub(crate) open: String,
    pub(crate) can_undo: bool,
}

/// What the page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    Open,
    Done,
    Waived,
    /// Words arrived.
    Said,
    /// The link leads nowhere.
    Gone,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    /// Which link was followed.
    #[serde(default)]
    to: String,
    /// Words arrived just now.
    #[serde(default)]
    said: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Said {
    #[serde(default)]
    text: String,
    #[serde(default)]
    kind: String,
}

/// `GET /s/{token}`: shows the step and big buttons. Prefetchers, scanners and link checkers change nothing.
pub(crate) async fn show(
    axum::extract::State(site): axum::extract::State<Site>,
    tongue: Tongue,
    Path(token): Path<String>,
    Query(ask): Query<Ask>,
) -> Answer {
    match step_link::look(site.desk(), &token).await {
        Ok(seen) => {
            let mut page = of(&site, &seen, &token);
            page.open = ask.to;
            if ask.said == "yes" {
                page.stand = Stand::Said;
            }
            answer(StatusCode::OK, &page)
        }
        Err(refused) => gone(&site, &tongue, refused),
    }
}

/// `POST /s/{token}/done`
pub(crate) async fn done(
    axum::extract::State(site): axum::extract::State<Site>,
    tongue: Tongue,
    From(visitor): From,
    Path(token): Path<String>,
) -> Answer {
    let done = step_link::done(site.desk(), &token, &visitor).await;
    acted(&site, &tongue, &token, done).await
}

/// `POST /s/{token}/done/removal`
pub(crate) async fn undone(
    axum::extract::State(site): axum::extract::State<Site>,
    tongue: Tongue,
    From(visitor): From,
    Path(token): Path<String>,
) -> Answer {
    let undone = step_link::undo(site.desk(), &token, &visitor).await;
    acted(&site, &tongue, &token, undone).await
}

/// `POST /s/{token}/words`: an answer, or what they need help with.
pub(crate) async fn say(
    axum::extract::State(site): axum::extract::State<Site>,
    tongue: Tongue,
    From(visitor): From,
    Path(token): Path<String>,
    Form(form): Form<Said>,
) -> Answer {
    let text = form.text.replace("\r\n", "\n");
    match step_link::say(site.desk(), &token, &text, form.kind == "help", &visitor).await {
        Ok(()) => Ok(back(&token, "?said=yes")),
        Err(refused @ (Refused::Empty | Refused::TooLong | Refused::TooMuch)) => {
            let key = refused.key();
            match step_link::look(site.desk(), &token).await {
                Ok(seen) => {
                    let mut page = of(&site, &seen, &token);
                    page.problem = Some(page.f.w.t(key));
                    (page.open, page.text) = (form.kind, text);
                    answer(StatusCode::UNPROCESSABLE_ENTITY, &page)
                }
                Err(refused) => gone(&site, &tongue, refused),
            }
        }
        Err(refused) => gone(&site, &tongue, refused),
    }
}

/// After a press the page says how it stands now; what was so already is no problem of theirs.
async fn acted(site: &Site, tongue: &Tongue, token: &str, acted: Result<(), Refused>) -> Answer {
    match acted {
        Ok(()) | Err(Refused::Settled | Refused::NotDone) => Ok(back(token, "")),
        Err(refused @ Refused::TooMuch) => match step_link::look(site.desk(), token).await {
            Ok(seen) => {
                let mut page = of(site, &seen, token);
                page.problem = Some(page.f.w.t(refused.key()));
                answer(StatusCode::TOO_MANY_REQUESTS, &page)
            }
            Err(refused) => gone(site, tongue, refused),
        },
        Err(refused) => gone(site, tongue, refused),
    }
}

/// To the step's own page, whatever the address held.
fn back(token: &str, query: &str) -> Response {
    let token = Token::read(token).map(|token| token.reveal().to_owned()).unwrap_or_default();
    Redirect::to(&format!("/s/{token}{query}")).into_response()
}

fn of(site: &Site, seen: &Seen, token: &str) -> StepPage {
    let settings = site.desk().settings();
    let language = seen.step.language.parse().unwrap_or(Language::En);
    let w = Words::new(language, settings.calendar.time_zone().clone());
    let stand = match seen.promise.state {
        State::Waived => Stand::Waived,
        _ if seen.promise.kept_at.is_some() => Stand::Done,
        _ => Stand::Open,
    };
    let due = settings.calendar.date_of(seen.promise.due_at);
    let named = seen.step.due_on.is_some() || seen.promise.because.len() > 1;
    StepPage {
        token: token.to_owned(),
        stand,
        what: seen.step.what.clone(),
        due: named.then(|| w.t1("step-page-by", "by", w.step_due(due))),
        problem: None,
        text: String::new(),
        open: String::new(),
        can_undo: seen.can_undo,
        f: frame(w, &settings.settings.name),
    }
}

fn frame(w: Words, desk: &str) -> Frame {
    let mut f = Frame::outside(w, "step-page-title");
    desk.clone_into(&mut f.desk);
    f
}

/// A wrong or old link: a kind page that tells nothing of whether there ever was such a step.
fn gone(site: &Site, tongue: &Tongue, refused: Refused) -> Answer {
    if let Refused::Fault(fault) = refused {
        return Err(Fault::Broken(fault));
    }
    let f = frame(tongue.words(), &site.desk().settings().settings.name);
    answer(StatusCode::NOT_FOUND, &StepPage::nowhere(f))
}

fn answer(status: StatusCode, page: &StepPage) -> Answer {
    let mut response = (status, Html(page.render()?)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive"));
    Ok(response)
}

impl StepPage {
    fn nowhere(f: Frame) -> Self {
        Self {
            f,
            token: String::new(),
            stand: Stand::Gone,
            what: String::new(),
            due: None,
            problem: None,
            text: String::new(),
            open: String::new(),
            can_undo: false,
        }
    }

    /// A step that waits.
    pub(crate) fn sample(language: Language, stand: Stand) -> Self {
        let w = Words::new(language, jiff::tz::TimeZone::UTC);
        let due = w.step_due(jiff::civil::date(2026, 11, 27));
        let due = Some(w.t1("step-page-by", "by", due));
        let page = Self::nowhere(frame(w, "Studio Miara"));
        let what = "przesłać logo – прислать логотип <b>за</b>".to_owned();
        Self { token: "t".to_owned(), stand, what, due, can_undo: true, ..page }
    }

    /// An answer that was too long.
    pub(crate) fn sample_refused(language: Language) -> Self {
        let page = Self::sample(language, Stand::Open);
        let problem = Some(page.f.w.t("refused-step-link-empty"));
        Self { problem, open: "help".to_owned(), ..page }
    }
}
