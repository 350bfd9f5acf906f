//! A draft that rested, on a page of its own: the words left, what the client wrote last right. Rewriting and sending are the
//! composer's; here it is shown, put off and thrown away.

use askama::Template;
use axum::extract::{Path, Request};
use axum_extra::extract::Form;
use desk::cool_off;
use desk::files::Place;
use jiff::Timestamp;
use rulebook::calendar::MemberTime;
use rulebook::rules::cool_off::read_again_at;
use store::message::Direction;
use words::Language;
use words::dates::Role;

use crate::asked::Asked;
use crate::badge::{Bit, linked};
use crate::desk::composer::Composer;
use crate::desk::composer::fields::{Taken, take};
use crate::desk::composer::load::composer;
use crate::desk::conversation::acts::{Next, said};
use crate::desk::conversation::load::{Ask, Loaded, load};
use crate::desk::conversation::write::{Refusal, typed};
use crate::desk::conversation::{Conversation, Person, show};
use crate::desk::inbox::show::subject;
use crate::desk::today::sample_now;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::moment::Moment;
use crate::page::{Answer, again, page};

/// What a composer on this page says of where it stands.
pub(crate) const REREADING: &str = "rereading";

/// `GET /conversations/{id}/rereading`
#[derive(Template)]
#[template(path = "desk/rereading.html")]
pub(crate) struct Rereading {
    pub(crate) f: Frame,
    pub(crate) id: String,
    /// Since when it rests.
    pub(crate) rested: String,
    pub(crate) composer: Composer,
    pub(crate) members: Vec<Person>,
    pub(crate) theirs: Option<Theirs>,
}

/// What they wrote last.
pub(crate) struct Theirs {
    pub(crate) name: String,
    pub(crate) at: Moment,
    pub(crate) text: Vec<Bit>,
}

impl Rereading {
    /// A hot draft beside a plain question, after it was to go as it is without a word why.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Inbox, "page-rereading-title");
        let now = sample_now();
        let composer = Composer {
            text: "You never read what we send.".to_owned(),
            problem: Some(f.w.t("refused-answer-held")),
            held: true,
            may_overrule: true,
            no_reason: true,
            rereading: true,
            ..Composer::sample(&f.w)
        };
        Self {
            id: "c1".to_owned(),
            rested: f.w.t1("page-rereading-rested", "since", f.w.since(now, now)),
            composer,
            members: Conversation::sample(language).members,
            theirs: Some(Theirs {
                name: "Anna Przykładowa".to_owned(),
                at: Moment::stamp(&f.w, now, now),
                text: linked("Where is my report?"),
            }),
            f,
        }
    }
}

/// `GET /conversations/{id}/rereading`: where nothing rests, the conversation itself.
pub(crate) async fn show(asked: Asked, Path(id): Path<String>) -> Answer {
    let loaded = load(&asked, &id, &Ask::default()).await?.ok_or(Fault::NotFound)?;
    match loaded.cooling.as_ref().map(|cooling| cooling.put_off_at) {
        Some(since) => page(&asked, &build(&asked, loaded, since, None)),
        None => Ok(flash::to(&format!("/conversations/{id}#reply"))),
    }
}

/// The page of what rests there since then, and after a refusal what was written.
pub(crate) fn build(asked: &Asked, loaded: Loaded, since: Timestamp, refusal: Option<Refusal>) -> Rereading {
    let w = &asked.w;
    let last = loaded.messages.iter().rev().find(|message| message.direction == Direction::In);
    let theirs = last.map(|message| Theirs {
        name: if message.from_name.trim().is_empty() {
            message.from_address.clone()
        } else {
            message.from_name.clone()
        },
        at: Moment::stamp(w, asked.now, message.arrived_at),
        text: linked(message.new_text.trim_matches('\n').trim_end()),
    });
    let title = subject(asked, &loaded.conversation.subject);
    Rereading {
        id: loaded.conversation.conversation_id.clone(),
        rested: w.t1("page-rereading-rested", "since", w.since(asked.now, since)),
        composer: Composer { rereading: true, ..composer(asked, &loaded, &Ask::default(), refusal) },
        members: Vec::new(),
        theirs,
        f: asked.frame(Here::Inbox, w.t1("page-rereading-title-of", "subject", title), loaded.figures),
    }
}

/// `POST /conversations/{id}/rest`: what is written is kept and comes back later; it is never sent by itself.
pub(crate) async fn put_off(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let Taken { written, refused } = take(&asked, &id, request).await?;
    if let Some(key) = refused {
        return Err(Fault::Said(key));
    }
    let place = Place { conversation: &id, kind: written.draft_kind() };
    cool_off::put_off(asked.desk(), &asked.who, place, &typed(&written)).await.map_err(said!())?;
    Ok(flash::done("/", "put-off", None))
}

/// `POST /conversations/{id}/rereading/removal`: throws the answer away; it can be brought back for a while.
pub(crate) async fn throw_away(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    cool_off::throw_away(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    let undo = format!("/conversations/{id}/rereading/removal/removal");
    Ok(flash::done(&format!("/conversations/{id}"), "draft-thrown-away", Some(&undo)))
}

/// `POST /conversations/{id}/rereading/removal/removal`: brings it back. Where something else is written meanwhile, that stays
/// on the page with the reason.
pub(crate) async fn bring_back(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    match cool_off::bring_back(asked.desk(), &asked.who, &id).await {
        Ok(()) => Ok(flash::to(&format!("/conversations/{id}#reply"))),
        Err(refused @ cool_off::Refused::OtherDraft) => {
            let ask = Ask::default();
            let loaded = load(&asked, &id, &ask).await?.ok_or(Fault::NotFound)?;
            let mut conversation = show::build(&asked, loaded, &ask, None);
            conversation.composer.problem = Some(asked.w.t(refused.key()));
            again(&conversation)
        }
        Err(refused) => Err(refused).map_err(said!()),
    }
}

/// When what a writer of these hours puts off now comes back, for the button.
pub(crate) fn back_words(asked: &Asked, writer: &MemberTime) -> String {
    let back = read_again_at(asked.now, writer);
    asked.w.t1("part-held-put-off", "when", asked.w.when(Role::Plain, asked.now, back))
}
