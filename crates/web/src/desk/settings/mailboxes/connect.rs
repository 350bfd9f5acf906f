//! Connecting a mailbox, step by step: what was found and what one must know, the try, the options.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use desk::connect::attempt::{self, Attempt, Half, Refused, Stage, Typed};
use desk::mailboxes::Options;
use desk::oauth::{Provider, registration};
use serde::Deserialize;
use words::Language;

use super::super::desk_and_hours::frame;
use super::fields::{Fields, OptionFields, OptionsTyped, Servers, ServersTyped};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// `GET /settings/mailboxes/new/{token}`
#[derive(Template)]
#[template(path = "desk/settings/mailboxes/connect.html")]
pub(crate) struct ConnectPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) token: String,
    pub(crate) address: String,
    /// `found`, `trying`, `code` or `ready`.
    pub(crate) stage: &'static str,
    /// How the servers were found.
    pub(crate) how: String,
    /// Who keeps the mail, when we know.
    pub(crate) keeper: Option<&'static str>,
    pub(crate) advice: Option<AdviceShown>,
    pub(crate) failure: Option<FailureShown>,
    pub(crate) providers: Vec<Choice>,
    pub(crate) servers: Servers,
    /// The fields of the servers are in sight: nobody knows them, or they may be wrong.
    pub(crate) servers_open: bool,
    pub(crate) has_password: bool,
    pub(crate) steps: Vec<StepShown>,
    pub(crate) code: String,
    pub(crate) code_page: String,
    pub(crate) options: OptionFields,
}

/// What one must know, and where it is done.
pub(crate) struct AdviceShown {
    pub(crate) text: String,
    pub(crate) page: &'static str,
}

/// What did not work.
pub(crate) struct FailureShown {
    pub(crate) half: String,
    pub(crate) text: String,
    pub(crate) said: String,
}

/// A provider whose page one may sign in on.
pub(crate) struct Choice {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) registered: bool,
    pub(crate) codes: bool,
}

/// One half of the try.
pub(crate) struct StepShown {
    pub(crate) tone: &'static str,
    pub(crate) mark: String,
    pub(crate) text: String,
}

impl ConnectPage {
    /// Whether the page waits for something that goes on by itself.
    pub(crate) fn waits(&self) -> bool {
        self.stage == "trying" || self.stage == "code"
    }

    fn of(f: Frame, token: &str, attempt: &Attempt, registered: &[Provider]) -> Self {
        let w = f.w.clone();
        let known = attempt.known();
        let failure = match &attempt.stage {
            Stage::Failed { half, key, said } => Some(FailureShown {
                half: w.t(match half {
                    Half::Fetching => "page-connect-failed-fetching",
                    Half::Sending => "page-connect-failed-sending",
                }),
                text: w.t(key),
                said: said.clone(),
            }),
            _ => None,
        };
        let advice = known.and_then(|known| Some((known.advice.key()?, known)));
        let advice = advice.map(|(key, known)| AdviceShown { text: w.t1(key, "name", known.name), page: known.page });
        let provider = known.and_then(|known| known.provider);
        let choices = provider.into_iter().map(|provider| Choice {
            code: provider.code(),
            name: provider.name(),
            registered: registered.contains(&provider),
            codes: provider.gives_codes(),
        });
        let folders = match &attempt.stage {
            Stage::Ready { folders } => folders.clone(),
            _ => Vec::new(),
        };
        let (code, code_page) = match &attempt.stage {
            Stage::Code(code) => (code.user_code.clone(), code.page.clone()),
            _ => (String::new(), String::new()),
        };
        Self {
            tab: "mailboxes",
            problems: Vec::new(),
            token: token.to_owned(),
            address: attempt.address.clone(),
            stage: stage(&attempt.stage),
            how: w.t(&attempt.how),
            keeper: known.map(|known| known.name),
            advice,
            servers_open: attempt.imap.is_none() || failure.is_some(),
            failure,
            providers: choices.collect(),
            servers: Servers {
                imap: Fields::of(attempt.imap.as_ref(), "993"),
                smtp: Fields::of(attempt.smtp.as_ref(), "465"),
                user_name: attempt.user_name.clone(),
            },
            has_password: attempt.has_password(),
            steps: steps(&f, &attempt.stage),
            code,
            code_page,
            options: OptionFields { known: folders, ..OptionFields::of_options(&Options::default()) },
            f,
        }
    }

    pub(crate) fn sample(language: Language, name: &str) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let attempt = Attempt::sample("marta@gmail.com");
        let mut page = Self::of(f, "sample", &attempt, &[Provider::Google]);
        match name {
            "trying" => {
                page.stage = "trying";
                let since = crate::desk::today::sample_now();
                page.steps = steps(&page.f, &Stage::Trying { half: Half::Sending, since });
            }
            "ready" => {
                page.stage = "ready";
                page.options.known = ["INBOX", "Sent", "Archiwum/2026"].map(str::to_owned).to_vec();
            }
            "code" => {
                page.stage = "code";
                page.code = "ABCD-EFGH".to_owned();
                page.code_page = "https://provider.example/device".to_owned();
            }
            "failed" => {
                page.servers_open = true;
                page.failure = Some(FailureShown {
                    half: page.f.w.t("page-connect-failed-fetching"),
                    text: page.f.w.t("mailbox-trouble-password"),
                    said: "[AUTHENTICATIONFAILED] <b>za</b>".to_owned(),
                });
            }
            _ => {}
        }
        page
    }
}

const fn stage(stage: &Stage) -> &'static str {
    match stage {
        Stage::Found | Stage::Failed { .. } => "found",
        Stage::Code(_) => "code",
        Stage::Trying { .. } => "trying",
        Stage::Ready { .. } => "ready",
    }
}

fn steps(f: &Frame, stage: &Stage) -> Vec<StepShown> {
    let Stage::Trying { half, .. } = stage else { return Vec::new() };
    let step =
        |text: &str, (tone, mark): (&'static str, &str)| StepShown { tone, mark: f.w.t(mark), text: f.w.t(text) };
    let (fetching, sending) = match half {
        Half::Fetching => (("note", "page-connect-step-now"), ("", "page-connect-step-next")),
        Half::Sending => (("kept", "page-connect-step-done"), ("note", "page-connect-step-now")),
    };
    vec![step("page-connect-step-fetching", fetching), step("page-connect-step-sending", sending)]
}

/// What a refusal says; faults, missing rights and what is gone get pages of their own.
pub(super) fn said(asked: &Asked, refused: Refused) -> Result<String, Fault> {
    match refused {
        Refused::Fault(error) => Err(Fault::Broken(error)),
        Refused::NotOwner => Err(Fault::Refused("page-fault-refused-owner")),
        Refused::Gone => Err(Fault::NotFound),
        Refused::Trouble(trouble) => {
            let said = trouble.said();
            Ok(format!("{} {} {said}", asked.w.t("refused-oauth-trouble"), asked.w.t(trouble.key())).trim().to_owned())
        }
        other => Ok(asked.w.t(other.key())),
    }
}

async fn shown(asked: &Asked, token: &str) -> Result<ConnectPage, Fault> {
    asked.owner()?;
    let attempt = match attempt::load(asked.desk(), &asked.who, token).await {
        Ok(attempt) => attempt,
        Err(refused) => return said(asked, refused).and(Err(Fault::NotFound)),
    };
    let registered: Vec<_> = registration::all(asked.desk()).await?.into_iter().map(|one| one.provider).collect();
    Ok(ConnectPage::of(frame(asked).await?, token, &attempt, &registered))
}

/// `GET /settings/mailboxes/new/{token}`
pub(crate) async fn show(asked: Asked, Path(token): Path<String>) -> Answer {
    page(&asked, &shown(&asked, &token).await?)
}

/// The page once more after an act, or with what was wrong.
async fn after(asked: &Asked, token: &str, done: Result<(), Refused>, typed: Option<Servers>) -> Answer {
    match done {
        Ok(()) => Ok(flash::to(&format!("/settings/mailboxes/new/{token}"))),
        Err(refused) => {
            let problem = said(asked, refused)?;
            let mut shown = shown(asked, token).await?;
            shown.problems = vec![problem];
            if let Some(servers) = typed {
                shown.servers = servers;
                shown.servers_open = true;
            }
            again(&shown)
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Password {
    #[serde(default)]
    secret: String,
    #[serde(flatten)]
    servers: ServersTyped,
}

/// `POST /settings/mailboxes/new/{token}/trial`
pub(crate) async fn try_out(asked: Asked, Path(token): Path<String>, Form(form): Form<Password>) -> Answer {
    let typed = Typed {
        user_name: form.servers.user_name.clone(),
        password: form.secret,
        imap: form.servers.imap(),
        smtp: form.servers.smtp(),
    };
    let done = attempt::try_password(asked.desk(), &asked.who, &token, typed).await;
    after(&asked, &token, done, Some(form.servers.shown())).await
}

#[derive(Debug, Deserialize)]
pub(crate) struct AtProvider {
    #[serde(default)]
    pub(super) provider: String,
}

/// `POST /settings/mailboxes/new/{token}/code`
pub(crate) async fn code(asked: Asked, Path(token): Path<String>, Form(form): Form<AtProvider>) -> Answer {
    let provider = Provider::named(&form.provider).filter(|it| it.gives_codes()).ok_or(Fault::NotFound)?;
    let done = attempt::ask_for_code(asked.desk(), &asked.who, &token, provider).await;
    after(&asked, &token, done, None).await
}

/// `POST /settings/mailboxes/new/{token}/back`
pub(crate) async fn back(asked: Asked, Path(token): Path<String>) -> Answer {
    let done = attempt::back(asked.desk(), &asked.who, &token).await;
    after(&asked, &token, done, None).await
}

/// `POST /settings/mailboxes/new/{token}/connection`
pub(crate) async fn finish(asked: Asked, Path(token): Path<String>, Form(form): Form<OptionsTyped>) -> Answer {
    let options = form.read();
    match attempt::finish(asked.desk(), &asked.who, &token, &form.name, options).await {
        Ok(_) => Ok(flash::done("/settings/mailboxes", "mailbox-connected", None)),
        Err(refused) => after(&asked, &token, Err(refused), None).await,
    }
}

#[cfg(test)]
mod tests {
    use desk::connect::known::Advice;

    use super::*;

    #[test]
    fn every_advice_has_its_words() {
        let w = Frame::sample(Language::Pl, Here::Settings, "page-settings-title").w;
        for known in desk::connect::known::ALL {
            let said = known.advice.key().map(|key| w.t1(key, "name", known.name)).unwrap_or_default();
            assert!(!said.contains('⟦'), "{}", known.name);
            assert_eq!(said.is_empty(), known.advice == Advice::Nothing);
        }
    }
}
