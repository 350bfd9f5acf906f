//! How the desk deals with mail by itself: automatic answers, whose word about senders counts, reply addresses.

use std::collections::BTreeMap;

use askama::Template;
use axum_extra::extract::Form;
use desk::By;
use desk::emergency::Door;
use desk::manners::{self, Acknowledge, Manners, Refused};
use words::{Language, Words};

use super::desk_and_hours::{frame, lines};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// `GET /settings/mail`
#[derive(Template)]
#[template(path = "desk/settings/mail.html")]
pub(crate) struct MailPage {
    f: Frame,
    tab: &'static str,
    problems: Vec<String>,
    acknowledge: bool,
    texts: Vec<Text>,
    authserv_id: String,
    /// One a line.
    trusted_sealers: String,
    signed_replies: bool,
    flood_after: u32,
    ask_after_hours: u32,
    /// By which words, one a line, and at which address an emergency is raised.
    emergency_words: String,
    emergency_address: String,
}

/// The automatic answer in one language.
struct Text {
    code: &'static str,
    language: &'static str,
    text: String,
    /// What is said when nothing is written.
    usual: String,
}

impl MailPage {
    fn of(f: Frame, manners: &Manners, problems: Vec<String>) -> Self {
        let text = |language: &Language| Text {
            code: language.code(),
            language: language.own_name(),
            text: manners.acknowledge.texts.get(language.code()).cloned().unwrap_or_default(),
            usual: Words::new(*language, f.w.zone().clone()).t("mail-acknowledgement"),
        };
        Self {
            tab: "mail",
            problems,
            acknowledge: manners.acknowledge.on,
            texts: Language::ALL.iter().map(text).collect(),
            authserv_id: manners.authserv_id.clone(),
            trusted_sealers: manners.trusted_sealers.join("\n"),
            signed_replies: manners.signed_replies,
            flood_after: manners.flood_after,
            ask_after_hours: manners.ask_after_hours,
            emergency_words: manners.emergency.words.join("\n"),
            emergency_address: manners.emergency.address.clone(),
            f,
        }
    }

    pub(crate) fn sample(language: Language) -> Self {
        let manners = Manners {
            authserv_id: "mx.studio.test".to_owned(),
            acknowledge: Acknowledge { on: true, ..Acknowledge::default() },
            ..Manners::default()
        };
        Self::of(Frame::sample(language, Here::Settings, "page-settings-title"), &manners, Vec::new())
    }
}

/// `GET /settings/mail`
pub(crate) async fn show(asked: Asked) -> Answer {
    asked.owner()?;
    let manners = manners::load(asked.desk()).await?;
    page(&asked, &MailPage::of(frame(&asked).await?, &manners, Vec::new()))
}

/// `POST /settings/mail`
pub(crate) async fn save(asked: Asked, Form(form): Form<BTreeMap<String, String>>) -> Answer {
    let field = |name: &str| form.get(name).map(|value| value.trim().replace("\r\n", "\n")).unwrap_or_default();
    let text = |language: &Language| (language.code().to_owned(), field(&format!("text-{}", language.code())));
    let manners = Manners {
        authserv_id: field("authserv_id"),
        trusted_sealers: lines(&field("trusted_sealers")),
        signed_replies: form.contains_key("signed_replies"),
        flood_after: field("flood_after").parse().unwrap_or(Manners::default().flood_after),
        // What is no number is refused as such.
        ask_after_hours: field("ask_after_hours").parse().unwrap_or(0),
        acknowledge: Acknowledge {
            on: form.contains_key("acknowledge"),
            since: None,
            texts: Language::ALL.iter().map(text).filter(|(_, text)| !text.is_empty()).collect(),
        },
        emergency: Door { words: lines(&field("emergency_words")), address: field("emergency_address") },
        // Set on another page.
        files: manners::load(asked.desk()).await?.files,
    };
    match manners::save(asked.desk(), By::Member(&asked.who), manners.clone()).await {
        Ok(()) => Ok(flash::done("/settings/mail", "saved", None)),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(Refused::NotOwner) => Err(Fault::Refused("page-fault-refused-owner")),
        Err(refused) => again(&MailPage::of(frame(&asked).await?, &manners, vec![asked.w.t(refused.key())])),
    }
}
