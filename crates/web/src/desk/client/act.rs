//! Changing a client: name, own term, merging. What is refused is said on the client's page.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::clients::{self, Refused};
use rulebook::rules::reply_in_a_working_day::CODE;
use serde::Deserialize;

use super::show::again;
use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;
use crate::page::{Answer, again as page_again};

#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    name: String,
}

/// `POST /clients/{id}/name`
pub(crate) async fn rename(asked: Asked, Path(id): Path<String>, Form(form): Form<Named>) -> Answer {
    match clients::rename(asked.desk(), &asked.who, &id, &form.name).await {
        Ok(_) => Ok(flash::done(&format!("/clients/{id}"), "renamed", None)),
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Merged {
    into: String,
}

/// `POST /clients/{id}/merger`
pub(crate) async fn merge(asked: Asked, Path(id): Path<String>, Form(form): Form<Merged>) -> Answer {
    match clients::merge(asked.desk(), &asked.who, &id, &form.into).await {
        Ok(()) => Ok(flash::done(&format!("/clients/{}", form.into), "merged", None)),
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Term {
    #[serde(default)]
    working_hours: String,
}

/// `POST /clients/{id}/rules`: a term of their own in working hours, or the desk's again.
pub(crate) async fn set_term(asked: Asked, Path(id): Path<String>, Form(form): Form<Term>) -> Answer {
    let typed = form.working_hours.trim();
    let hours = typed.parse::<i64>().map_or_else(|_| serde_json::json!(typed), |hours| serde_json::json!(hours));
    let rule = (!typed.is_empty()).then(|| serde_json::json!({ "working_hours": hours }));
    match clients::set_rule(asked.desk(), &asked.who, &id, CODE, rule).await {
        Ok(()) => Ok(flash::done(&format!("/clients/{id}"), "saved", None)),
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

/// `POST /clients/{id}/checks`: a level by the code of each check, empty where the desk's holds.
pub(crate) async fn set_levels(
    asked: Asked,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let levels: Vec<_> =
        form.into_iter().map(|(code, level)| (code, Some(level).filter(|it| !it.is_empty()))).collect();
    match clients::set_levels(asked.desk(), &asked.who, &id, &levels).await {
        Ok(()) => Ok(flash::done(&format!("/clients/{id}"), "saved", None)),
        Err(refused) => refuse(&asked, &id, refused).await,
    }
}

async fn refuse(asked: &Asked, id: &str, refused: Refused) -> Answer {
    let problem = match refused {
        Refused::Fault(error) => return Err(Fault::Broken(error)),
        Refused::Nobody => return Err(Fault::NotFound),
        Refused::Rules(problems) => {
            problems.iter().map(|problem| asked.w.problem(problem)).collect::<Vec<_>>().join(" ")
        }
        other => asked.w.t(other.key()),
    };
    page_again(&again(asked, id, problem).await?)
}
