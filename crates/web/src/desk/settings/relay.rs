//! The server that answers leave through: setting it and trying it out.

use axum_extra::extract::Form;
use desk::By;
use desk::outbox::smtp::Manners;
use desk::relay::{self, Refused, RelayForm};
use serde::Deserialize;
use store::relay::Security;

use super::RelayPage;
use super::desk_and_hours::frame;
use crate::asked::Asked;
use crate::badge::Badge;
use crate::fault::Fault;
use crate::flash;
use crate::page::{Answer, again, page};

/// What the form holds.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    host: String,
    #[serde(default)]
    port: String,
    #[serde(default)]
    security: String,
    #[serde(default)]
    user_name: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    from_address: String,
}

/// `GET /settings/relay`
pub(crate) async fn show(asked: Asked) -> Answer {
    asked.owner()?;
    let typed = match relay::load(asked.desk()).await? {
        Some(relay) => Typed {
            host: relay.host,
            port: relay.port.to_string(),
            security: code(relay.security).to_owned(),
            user_name: relay.user_name,
            secret: String::new(),
            from_address: relay.from_address,
        },
        None => Typed {
            port: "465".to_owned(),
            security: "tls".to_owned(),
            from_address: asked.who.member.address.clone(),
            ..Typed::default()
        },
    };
    page(&asked, &relay_page(&asked, typed, Vec::new(), None).await?)
}

async fn relay_page(
    asked: &Asked,
    typed: Typed,
    problems: Vec<String>,
    tested: Option<Badge>,
) -> Result<RelayPage, Fault> {
    let saved = relay::load(asked.desk()).await?;
    Ok(RelayPage {
        f: frame(asked).await?,
        tab: "relay",
        problems,
        tested,
        host: typed.host,
        port: typed.port,
        security: typed.security,
        user_name: typed.user_name,
        has_secret: saved.is_some_and(|relay| relay.has_password),
        from_address: typed.from_address,
    })
}

const fn code(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::Starttls => "starttls",
        Security::None => "none",
    }
}

fn read(typed: &Typed) -> RelayForm {
    RelayForm {
        host: typed.host.trim().to_owned(),
        port: typed.port.trim().parse().unwrap_or(0),
        security: match typed.security.as_str() {
            "none" => Security::None,
            "starttls" => Security::Starttls,
            _ => Security::Tls,
        },
        user_name: typed.user_name.trim().to_owned(),
        // An empty field keeps the saved password.
        password: Some(typed.secret.clone()).filter(|secret| !secret.is_empty()),
        from_address: typed.from_address.trim().to_owned(),
    }
}

/// `POST /settings/relay`
pub(crate) async fn save(asked: Asked, Form(typed): Form<Typed>) -> Answer {
    match relay::save(asked.desk(), By::Member(&asked.who), read(&typed)).await {
        Ok(()) => Ok(flash::done("/settings/relay", "saved", None)),
        Err(refused) => refuse(&asked, typed, refused).await,
    }
}

/// `POST /settings/relay/test`: saves it and tries it out, without sending anything.
pub(crate) async fn test(asked: Asked, Form(typed): Form<Typed>) -> Answer {
    if let Err(refused) = relay::save(asked.desk(), By::Member(&asked.who), read(&typed)).await {
        return refuse(&asked, typed, refused).await;
    }
    let manners = Manners::usual().map_err(|error| Fault::Broken(error.into()))?;
    match relay::test(asked.desk(), By::Member(&asked.who), None, &manners).await {
        Ok(()) => {
            let works = Badge::new("good", asked.w.t("page-relay-works"));
            let mut response = page(&asked, &relay_page(&asked, typed, Vec::new(), Some(works)).await?)?;
            *response.status_mut() = axum::http::StatusCode::ACCEPTED;
            Ok(response)
        }
        Err(refused) => refuse(&asked, typed, refused).await,
    }
}

async fn refuse(asked: &Asked, typed: Typed, refused: Refused) -> Answer {
    let problem = match refused {
        Refused::Fault(error) => return Err(Fault::Broken(error)),
        Refused::NotOwner => return Err(Fault::Refused("page-fault-refused-owner")),
        Refused::Trouble(trouble) => format!("{} {}", asked.w.t("refused-relay-trouble"), asked.w.t(trouble.key())),
        other => asked.w.t(other.key()),
    };
    again(&relay_page(asked, typed, vec![problem], None).await?)
}
