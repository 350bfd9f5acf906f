//! Shows and sends a mail that begins a conversation. The address names the draft, so that it is found again after a crash.

use axum::extract::{Path, Query, Request};
use axum_extra::extract::Form;
use desk::address::read_people;
use desk::answer::{AnswerForm, Suggested, suggest_new};
use desk::check::Care;
use desk::files::Place;
use desk::{begin, drafts, files, pass_on};
use rulebook::people::Party;
use serde::Deserialize;
use store::StoreError;
use store::draft::{DraftKind, DraftRow};

use super::{Beginning, Unfinished};
use crate::asked::{Asked, Figures};
use crate::desk::composer::Composer;
use crate::desk::composer::checks;
use crate::desk::composer::fields::{Taken, Written, take};
use crate::desk::composer::later::{Later, schedule};
use crate::desk::composer::load::{Source, field, mail, warnings};
use crate::desk::conversation::acts::{Next, said};
use crate::desk::conversation::write::{Refusal, form_of};
use crate::desk::people::bounced;
use crate::desk::rereading::back_words;
use crate::desk::second_look::offer::{Found, SecondLook};
use crate::desk::series;
use crate::fault::Fault;
use crate::flash;
use crate::frame::Here;
use crate::moment::Moment;
use crate::page::{Answer, again, page};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    /// The id under which the draft stands.
    draft: Option<String>,
    /// Addresses to write to.
    #[serde(default)]
    to: String,
    /// A client whose first contact is written to.
    client: Option<String>,
}

/// `GET /conversations/new`: gives the draft an address of its own first.
pub(crate) async fn show(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    let Some(id) = ask.draft.as_ref().filter(|id| id.len() == 36) else {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("draft", &asked.desk().new_id());
        if !ask.to.is_empty() {
            query.append_pair("to", &ask.to);
        }
        if let Some(client) = &ask.client {
            query.append_pair("client", client);
        }
        return Ok(flash::to(&format!("/conversations/new?{}", query.finish())));
    };
    let desk = asked.desk();
    let known = desk.db().read(async |mut tx| store::conversation::find(&mut tx, desk.id(), id).await).await?;
    if known.is_some() {
        return Ok(flash::to(&format!("/conversations/{id}")));
    }
    page(&asked, &build(&asked, id, &ask, None).await?)
}

async fn build(asked: &Asked, id: &str, ask: &Ask, refusal: Option<Refusal>) -> Result<Beginning, Fault> {
    let desk = asked.desk();
    let draft = drafts::load(desk, &asked.who, id, DraftKind::New).await?;
    let passes_on = passed_on(draft.as_ref(), refusal.as_ref());
    let to = people(asked, ask, draft.as_ref()).await?;
    // The mail that was to be passed on may be gone meanwhile; what was written stays.
    let suggested = match suggest_new(desk, &asked.who, to.clone(), passes_on.as_deref()).await {
        Ok(suggested) => suggested,
        Err(desk::answer::Refused::Fault(error)) => return Err(Fault::Broken(error)),
        Err(_) => Suggested { to, ..Suggested::default() },
    };
    let files = files::of_draft(desk, &asked.who, Place { conversation: id, kind: DraftKind::New }).await?;
    let limits = files::limits(desk).await?;
    // What was refused is read as it was then.
    let care = if refusal.is_some() { Care::Close } else { Care::Quick };
    let checked = checks::of(asked, id, &as_written(draft.as_ref(), refusal.as_ref()), care).await?;
    let source = Source {
        kind: "new",
        suggested: &suggested,
        draft: draft.as_ref(),
        files: &files,
        limits,
        checked: checked.as_ref(),
    };
    let found = desk.db().read(async |mut tx| Found::load(&mut tx, asked).await).await?;
    let (look, saved) = (SecondLook::of(asked, &found), found.replies(&suggested.language));
    let composer = mail(asked, &source, refusal, None);
    let warnings = warnings(&asked.w, &composer, &bounced(asked, [&composer.to, &composer.cc]).await?);
    let (figures, time) = desk
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let time = desk::away::of(tx, desk, &asked.who.member.member_id).await?;
            Ok::<_, StoreError>((Figures::load(tx, asked).await?, time))
        })
        .await?;
    let later = Later::of(asked, &time, false);
    let series = series::show::here(&asked.w, desk::series::load(desk, &asked.who, id).await?.as_ref(), id);
    let put_off = back_words(asked, &time);
    let composer = Composer { people_open: true, later, put_off, warnings, look, saved, series, ..composer };
    let unfinished = drafts::unfinished(desk, &asked.who).await?;
    let title = if suggested.quoted.is_some() { "page-beginning-pass-on" } else { "page-beginning-title" };
    Ok(Beginning {
        f: asked.frame(Here::Inbox, asked.w.t(title), figures),
        back: ask.client.as_ref().map_or_else(|| "/inbox".to_owned(), |client| format!("/clients/{client}")),
        composer,
        unfinished: unfinished.iter().filter(|it| it.conversation_id != id).map(|it| line(asked, it)).collect(),
        id: id.to_owned(),
    })
}

/// What the gate is to read: what was just written, else the draft as it was left.
fn as_written(draft: Option<&DraftRow>, refusal: Option<&Refusal>) -> Written {
    let of_draft =
        |draft: &DraftRow| Written { text: draft.text.clone(), to: field(&draft.to_list), ..Written::default() };
    let written = refusal.map(|refusal| refusal.written.clone()).or_else(|| draft.map(of_draft)).unwrap_or_default();
    Written { kind: "new".to_owned(), ..written }
}

fn passed_on(draft: Option<&DraftRow>, refusal: Option<&Refusal>) -> Option<String> {
    let written = refusal.map(|refusal| refusal.written.passes_on.clone()).filter(|id| !id.is_empty());
    written.or_else(|| draft.and_then(|draft| draft.passes_on.clone()))
}

/// Whom the draft names, else whom the address of the page names.
async fn people(asked: &Asked, ask: &Ask, draft: Option<&DraftRow>) -> Result<Vec<Party>, Fault> {
    if let Some(draft) = draft.filter(|draft| !draft.to_list.is_empty()) {
        return Ok(draft.to_list.clone());
    }
    let named = read_people(&ask.to).unwrap_or_default();
    let Some(client) = ask.client.as_ref().filter(|_| named.is_empty()) else { return Ok(named) };
    let desk = asked.desk();
    let contacts = desk.db().read(async |mut tx| store::contact::of_client(&mut tx, desk.id(), client).await).await?;
    let first = contacts.into_iter().next();
    Ok(first.map(|contact| Party { address: contact.address, name: contact.name }).into_iter().collect())
}

fn line(asked: &Asked, draft: &DraftRow) -> Unfinished {
    let whom = draft.to_list.first().map(|party| asked.w.name(party).to_owned());
    let title = [draft.subject.clone(), whom.unwrap_or_default(), desk::receive::preview(&draft.text)];
    let title = title.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" · ");
    Unfinished {
        id: draft.conversation_id.clone(),
        title: if title.is_empty() { asked.w.t("page-beginning-untitled") } else { title },
        at: Moment::stamp(&asked.w, asked.now, draft.saved_at),
    }
}

/// `POST /conversations/{id}/beginning`
pub(crate) async fn send(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let Taken { written, refused } = take(&asked, &id, request).await?;
    if let Some(key) = refused {
        return show_again(&asked, &id, Refusal::new(key, written)).await;
    }
    let form = match form_of(&asked, &written) {
        Ok(form) => form,
        Err(key) => return show_again(&asked, &id, Refusal::new(key, written)).await,
    };
    let Some(schedule) = schedule(&asked, &written) else {
        return show_again(&asked, &id, Refusal::new("refused-answer-when", written)).await;
    };
    match begin::send(asked.desk(), &asked.who, &id, AnswerForm { schedule, ..form }).await {
        Ok(_) => Ok(flash::to(&format!("/conversations/{id}#going"))),
        Err(refused) => show_again(&asked, &id, Refusal::of(refused, written)?).await,
    }
}

async fn show_again(asked: &Asked, id: &str, refusal: Refusal) -> Answer {
    again(&build(asked, id, &Ask::default(), Some(refusal)).await?)
}

/// `POST /messages/{id}/passing-on`: a draft with the mail below and its files along.
pub(crate) async fn pass_on(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    let (draft, whole) = pass_on::begin(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    let page = format!("/conversations/new?draft={draft}");
    Ok(if whole { flash::to(&page) } else { flash::done(&page, "files-left-out", None) })
}

/// `POST /conversations/{id}/drafts/removal`: throws a begun mail away.
pub(crate) async fn discard(asked: Asked, Path(id): Path<String>, Form(_): Form<Written>) -> Answer {
    drafts::discard(asked.desk(), &asked.who, &id, DraftKind::New).await?;
    Ok(flash::done("/inbox", "thrown-away", None))
}
