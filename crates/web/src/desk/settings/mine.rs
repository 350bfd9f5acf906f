//! A member's own settings: name, language, password, passkeys, and where they are signed in.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::By;
use desk::members::{self, MemberChange};
use desk::sign_in::{passkey, session};
use serde::Deserialize;
use words::Language;

use super::desk_and_hours::frame;
use super::{Key, MePage, Session, SessionsPage};
use crate::asked::Asked;
use crate::desk::sign_in::show::set_password;
use crate::fault::Fault;
use crate::flash;
use crate::moment::Moment;
use crate::page::{Answer, again, page};

/// `GET /settings/me`
pub(crate) async fn show_me(asked: Asked) -> Answer {
    page(&asked, &me_page(&asked, Vec::new()).await?)
}

async fn me_page(asked: &Asked, problems: Vec<String>) -> Result<MePage, Fault> {
    let passkeys = passkey::list(asked.desk(), &asked.who).await?;
    let signatures = desk::signatures::load(asked.desk(), &asked.who).await?;
    let of = |language: &Language| {
        let row = signatures.iter().find(|row| row.language == language.code());
        row.map(|row| row.text.clone()).unwrap_or_default()
    };
    Ok(MePage {
        signatures: Language::ALL
            .iter()
            .map(|language| (language.code().to_owned(), language.own_name().to_owned(), of(language)))
            .collect(),
        f: frame(asked).await?,
        tab: "me",
        problems,
        name: asked.who.member.name.clone(),
        address: asked.who.member.address.clone(),
        id: asked.who.member.member_id.clone(),
        has_password: asked.who.member.password_hash.is_some(),
        passkeys: passkeys
            .into_iter()
            .map(|row| Key {
                at: Moment::stamp(&asked.w, asked.now, row.created_at),
                id: row.passkey_id,
                name: row.name,
            })
            .collect(),
        can_passkey: asked.site.passkeys().is_some(),
    })
}

#[derive(Debug, Deserialize)]
pub(crate) struct Me {
    name: String,
    language: String,
}

/// `POST /settings/me`
pub(crate) async fn save_me(asked: Asked, Form(form): Form<Me>) -> Answer {
    let change = MemberChange { name: Some(form.name), language: Some(form.language), role: None };
    match members::change(asked.desk(), By::Member(&asked.who), &asked.who.member.member_id, change).await {
        Ok(_) => Ok(flash::done("/settings/me", "saved", None)),
        Err(members::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => again(&me_page(&asked, vec![asked.w.t(refused.key())]).await?),
    }
}

/// `POST /settings/me/signatures`: one text for each language, the empty ones none.
pub(crate) async fn save_signatures(asked: Asked, Form(form): Form<Vec<(String, String)>>) -> Answer {
    match desk::signatures::save(asked.desk(), &asked.who, &form).await {
        Ok(()) => Ok(flash::done("/settings/me", "saved", None)),
        Err(desk::signatures::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => {
            let mut page = me_page(&asked, vec![asked.w.t(refused.key())]).await?;
            for (code, _, text) in &mut page.signatures {
                if let Some((_, written)) = form.iter().find(|(language, _)| language == code) {
                    text.clone_from(written);
                }
            }
            again(&page)
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Passwords {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

/// `POST /settings/me/password`
pub(crate) async fn save_password(asked: Asked, Form(form): Form<Passwords>) -> Answer {
    match set_password(&asked, &form.old, &form.new).await? {
        None => Ok(flash::done("/settings/me", "saved", None)),
        Some(key) => again(&me_page(&asked, vec![asked.w.t(key)]).await?),
    }
}

/// `POST /settings/me/passkeys/{id}/removal`
pub(crate) async fn remove_passkey(asked: Asked, Path(id): Path<String>) -> Answer {
    passkey::remove(asked.desk(), &asked.who, &id).await?;
    Ok(flash::done("/settings/me", "saved", None))
}

/// `GET /settings/sessions`
pub(crate) async fn show_sessions(asked: Asked) -> Answer {
    let rows = session::list(asked.desk(), &asked.who).await?;
    let here = asked.who.session_id.as_deref();
    let sessions = rows
        .into_iter()
        .map(|row| Session {
            here: here == Some(row.session_id.as_str()),
            device: device(&row.user_agent),
            seen: Moment::stamp(&asked.w, asked.now, row.seen_at),
            id: row.session_id,
        })
        .collect();
    page(&asked, &SessionsPage { f: frame(&asked).await?, tab: "sessions", problems: Vec::new(), sessions })
}

/// `POST /settings/sessions/{id}/removal`; `others` ends all but this one.
pub(crate) async fn end_session(asked: Asked, Path(id): Path<String>) -> Answer {
    if id == "others" {
        session::revoke_others(asked.desk(), &asked.who).await?;
    } else {
        session::revoke(asked.desk(), &asked.who, &id).await?;
    }
    Ok(flash::done("/settings/sessions", "session-ended", None))
}

/// 'Firefox · Linux' out of what a browser calls itself; its own words where they say nothing known.
fn device(user_agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => user_agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_device_is_called_by_its_name() {
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604",
                "Safari · iPhone",
            ),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge · Windows"),
            ("curl/8.0", "curl/8.0"),
        ] {
            assert_eq!(device(agent), name);
        }
    }
}
