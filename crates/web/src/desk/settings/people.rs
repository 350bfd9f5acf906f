//! Who works here: adding, inviting, closing the door.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::By;
use desk::members::{self, NewMember, Refused};
use serde::Deserialize;
use store::member::Role;

use super::desk_and_hours::frame;
use super::{PeoplePage, Person};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;
use crate::frame::initials;
use crate::page::{Answer, again, page};
use crate::whereabouts::line_of;

/// `GET /settings/people`
pub(crate) async fn show(asked: Asked) -> Answer {
    asked.owner()?;
    page(&asked, &people_page(&asked, Vec::new(), None).await?)
}

async fn people_page(asked: &Asked, problems: Vec<String>, invitation: Option<String>) -> Result<PeoplePage, Fault> {
    let desk = asked.desk();
    let members = members::list(desk).await?;
    let everybody = desk.db().read(async |mut tx| desk::away::everybody(&mut tx, desk).await).await?;
    let people = members
        .into_iter()
        .map(|member| Person {
            me: member.member_id == asked.who.member.member_id,
            initials: initials(&member.name),
            role: asked.w.t(match member.role {
                Role::Owner => "role-owner",
                Role::Colleague => "role-colleague",
                Role::Drafter => "role-drafter",
            }),
            disabled: member.disabled_at.is_some(),
            line: line_of(&asked.w, asked.now, &member.member_id, &everybody),
            id: member.member_id,
            name: member.name,
            address: member.address,
        })
        .collect();
    Ok(PeoplePage { f: frame(asked).await?, tab: "people", problems, invitation, people })
}

#[derive(Debug, Deserialize)]
pub(crate) struct New {
    name: String,
    address: String,
    role: String,
    language: String,
}

/// `POST /settings/people`: answers with the page that shows the invitation, once.
pub(crate) async fn add(asked: Asked, Form(form): Form<New>) -> Answer {
    let role = match form.role.as_str() {
        "owner" => Role::Owner,
        "drafter" => Role::Drafter,
        _ => Role::Colleague,
    };
    let new = NewMember { name: form.name, address: form.address, language: form.language, role, password: None };
    match members::add(asked.desk(), By::Member(&asked.who), new).await {
        Ok((_, path)) => {
            let link = asked.site.link(&path);
            let mut response = page(&asked, &people_page(&asked, Vec::new(), Some(link)).await?)?;
            // Turbo shows the answer to a form without a redirect only with a status of its own.
            *response.status_mut() = axum::http::StatusCode::CREATED;
            Ok(response)
        }
        Err(refused) => refuse(&asked, refused).await,
    }
}

/// `POST /settings/people/{id}/removal`
pub(crate) async fn disable(asked: Asked, Path(id): Path<String>) -> Answer {
    match members::disable(asked.desk(), By::Member(&asked.who), &id).await {
        Ok(()) => Ok(flash::done("/settings/people", "member-disabled", None)),
        Err(refused) => refuse(&asked, refused).await,
    }
}

async fn refuse(asked: &Asked, refused: Refused) -> Answer {
    match refused {
        Refused::Fault(error) => Err(Fault::Broken(error)),
        Refused::NotOwner => Err(Fault::Refused("page-fault-refused-owner")),
        refused => again(&people_page(asked, vec![asked.w.t(refused.key())], None).await?),
    }
}
