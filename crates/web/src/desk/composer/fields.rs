//! What a composer sends: its fields as a form, or in parts together with files. Files go to the draft as they come, so that
//! no upload is ever whole in memory.

use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use axum_extra::extract::Form;
use desk::files::{self, Piece, Place};
use serde::Deserialize;
use store::draft::DraftKind;
use tokio::sync::mpsc;

use crate::asked::Asked;
use crate::fault::Fault;

/// Bytes of one field that is no file.
const LONGEST_FIELD: usize = 1_100_000;
/// Fields of one form.
const MOST_FIELDS: usize = 200;

/// What the box of a mail holds.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) to: String,
    pub(crate) cc: String,
    pub(crate) from: String,
    pub(crate) subject: String,
    pub(crate) passes_on: String,
    pub(crate) quoted: String,
    pub(crate) kind: String,
    pub(crate) key: String,
    pub(crate) base: String,
    pub(crate) version: Option<i64>,
    pub(crate) newer: String,
    pub(crate) sure: String,
    /// Why it goes although the gate holds it.
    pub(crate) because: String,
    /// It is to go as it is: that wants a reason.
    pub(crate) as_it_is: String,
    /// Where it is written: `rereading`, or empty for the conversation itself.
    pub(crate) page: String,
    pub(crate) holding_until: String,
    pub(crate) leaves: String,
    pub(crate) leaves_at: String,
    pub(crate) unless_answered: String,
    /// The rows of next steps, by columns.
    pub(crate) step_id: Vec<String>,
    pub(crate) step_who: Vec<String>,
    pub(crate) step_what: Vec<String>,
    pub(crate) step_due: Vec<String>,
    pub(crate) step_listed: Vec<String>,
    /// The saved reply that is put in.
    pub(crate) saved: String,
    /// The colleague who is asked to read it first, and what about.
    pub(crate) reader: String,
    pub(crate) question: String,
    /// The file that a button takes off.
    pub(crate) file: String,
}

impl Written {
    pub(crate) fn draft_kind(&self) -> DraftKind {
        if self.kind == "new" { DraftKind::New } else { DraftKind::Reply }
    }
}

/// The fields, and why a file among them was not taken.
pub(crate) struct Taken {
    pub(crate) written: Written,
    pub(crate) refused: Option<&'static str>,
}

/// Reads what a composer sends, and puts the files in it into the draft.
pub(crate) async fn take(asked: &Asked, conversation: &str, request: Request) -> Result<Taken, Fault> {
    let is_multipart = |value: &header::HeaderValue| value.as_bytes().starts_with(b"multipart/form-data");
    if !request.headers().get(header::CONTENT_TYPE).is_some_and(is_multipart) {
        let Form(written) = Form::from_request(request, &()).await.map_err(|_| BAD_FORM)?;
        return Ok(Taken { written, refused: None });
    }
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| BAD_FORM)?;
    let mut fields: Vec<(String, String)> = Vec::new();
    let (mut kind, mut refused, mut count) = (DraftKind::Reply, None, 0);
    while let Some(field) = parts.next_field().await.map_err(|_| BAD_FORM)? {
        count += 1;
        if count > MOST_FIELDS {
            return Err(BAD_FORM);
        }
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            // An empty file field, as every form without a chosen file sends it.
            Some(file_name) if file_name.is_empty() => {}
            Some(file_name) => {
                let place = Place { conversation, kind };
                refused = upload(asked, place, &file_name, field).await?.or(refused);
            }
            None => {
                let value = text_of(field).await?;
                if name == "kind" && value == "new" {
                    kind = DraftKind::New;
                }
                fields.push((name, value));
            }
        }
    }
    let form = Request::builder()
        .method(axum::http::Method::POST)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(encoded(&fields)))
        .map_err(|error| Fault::Broken(error.into()))?;
    let Form(written) = Form::from_request(form, &()).await.map_err(|_| BAD_FORM)?;
    Ok(Taken { written, refused })
}

fn encoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

const BAD_FORM: Fault = Fault::Refused("page-fault-refused-form");

async fn text_of(mut field: Field<'_>) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| BAD_FORM)? {
        if bytes.len() + chunk.len() > LONGEST_FIELD {
            return Err(BAD_FORM);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| BAD_FORM)
}

/// Hands a file on as it comes. Gives why it was not taken; a connection that breaks leaves nothing of it.
async fn upload(
    asked: &Asked,
    place: Place<'_>,
    name: &str,
    mut field: Field<'_>,
) -> Result<Option<&'static str>, Fault> {
    let (give, pieces) = mpsc::channel(8);
    let feed = async move {
        loop {
            let piece = match field.chunk().await {
                Ok(Some(bytes)) => Piece::Bytes(bytes.to_vec()),
                Ok(None) => Piece::End,
                Err(_) => return,
            };
            let ended = matches!(piece, Piece::End);
            if give.send(piece).await.is_err() && !ended {
                // Refused already; the rest is read and let go, so that the reason can be said.
                while field.chunk().await.is_ok_and(|chunk| chunk.is_some()) {}
                return;
            }
            if ended {
                return;
            }
        }
    };
    let take = files::add(asked.desk(), &asked.who, place, name, pieces);
    let ((), added) = tokio::join!(feed, take);
    match added {
        Ok(_) => Ok(None),
        Err(files::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => Ok(Some(refused.key())),
    }
}
