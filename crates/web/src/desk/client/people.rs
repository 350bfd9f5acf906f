//! A client's people: added, corrected, removed and put back. What is refused is said on the client's page.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::contacts::{self, ContactForm, Refused};
use serde::Deserialize;

use super::show::again;
use crate::asked::Asked;
use crate::desk::conversation::acts::Next;
use crate::fault::Fault;
use crate::flash;
use crate::page::{Answer, again as page_again};

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    language: String,
}

impl From<Typed> for ContactForm {
    fn from(typed: Typed) -> Self {
        Self { name: typed.name, address: typed.address, language: typed.language }
    }
}

/// `POST /clients/{id}/contacts`
pub(crate) async fn add(asked: Asked, Path(id): Path<String>, Form(form): Form<Typed>) -> Answer {
    match contacts::add(asked.desk(), &asked.who, &id, &form.into()).await {
        Ok(_) => Ok(flash::done(&format!("/clients/{id}"), "contact-added", None)),
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

/// `POST /clients/{id}/contacts/{contact}`
pub(crate) async fn edit(asked: Asked, Path((id, contact)): Path<(String, String)>, Form(form): Form<Typed>) -> Answer {
    match contacts::edit(asked.desk(), &asked.who, &id, &contact, &form.into()).await {
        Ok(()) => Ok(flash::done(&format!("/clients/{id}"), "saved", None)),
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

/// `POST /clients/{id}/contacts/{contact}/removal`
pub(crate) async fn remove(asked: Asked, Path((id, contact)): Path<(String, String)>, Form(_): Form<Next>) -> Answer {
    match contacts::remove(asked.desk(), &asked.who, &id, &contact).await {
        Ok(event) => {
            let undo = format!("/clients/{id}/contacts/{event}/removal/removal");
            Ok(flash::done(&format!("/clients/{id}"), "contact-removed", Some(&undo)))
        }
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

/// `POST /clients/{id}/contacts/{contact}/removal/removal`: the contact stands for the event of the removal.
pub(crate) async fn put_back(asked: Asked, Path((id, event)): Path<(String, String)>, Form(_): Form<Next>) -> Answer {
    match contacts::put_back(asked.desk(), &asked.who, &id, &event).await {
        Ok(()) => Ok(flash::done(&format!("/clients/{id}"), "contact-added", None)),
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

async fn refuse(asked: &Asked, id: &str, refused: Refused) -> Answer {
    match refused {
        Refused::Fault(error) => Err(Fault::Broken(error)),
        Refused::NoClient => Err(Fault::NotFound),
        other => page_again(&again(asked, id, asked.w.t(other.key())).await?),
    }
}
