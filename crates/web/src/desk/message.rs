//! A mail as it was sent: its HTML in a closed frame, its source, its attachments. All of it is hostile for ever
//!: nothing here runs, loads or keeps a name that could mislead.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use mail::html::{Options, clean};
use mail::letter::Letter;
use mail::read::{Hints, read};
use store::attachment::AttachmentRow;
use store::blobs::{BlobError, Hash};
use store::message::MessageRow;

use crate::asked::Asked;
use crate::fault::Fault;
use crate::guard::headers::{FILE_POLICY, LETTER_POLICY};
use crate::page::Answer;

pub(crate) mod file_name;
pub(crate) mod picture;

/// Bytes of a mail's own pictures that are put into its frame.
const PICTURES: usize = 6_000_000;

/// What stands around a mail's HTML. Links open apart; the ink and paper are the mail's own.
const BEFORE: &str = "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><style>\
body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#222;background:#fff;overflow-wrap:anywhere}\
img{max-width:100%;height:auto}table{max-width:100%}</style>";

/// `GET /messages/{id}/body`
pub(crate) async fn body(asked: Asked, Path(id): Path<String>) -> Answer {
    let message = find(&asked, &id).await?;
    let raw = raw(&asked, &message.raw_hash).await?;
    let html = aside(move || shown(&read(&raw, &Hints::default()))).await?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(LETTER_POLICY));
    Ok((headers, html).into_response())
}

/// The mail's HTML, cleaned, with its own pictures inside it; its text where it has no HTML.
fn shown(letter: &Letter) -> String {
    let Some(html) = &letter.html else {
        return format!("{BEFORE}<div>{}</div>", mail::html::text_to_html(&letter.text));
    };
    let mut left = PICTURES;
    let mut cid = BTreeMap::new();
    for file in &letter.attachments {
        let Some(content_id) = &file.content_id else { continue };
        let Some(png) = picture::small(&file.bytes) else { continue };
        if png.len() > left {
            break;
        }
        left -= png.len();
        let data = base64::engine::general_purpose::STANDARD.encode(&png);
        cid.insert(content_id.clone(), format!("data:image/png;base64,{data}"));
    }
    let cleaned = clean(html, &Options { remote_images: None, cid });
    format!("{BEFORE}{}", cleaned.html)
}

/// `GET /messages/{id}/source`: the mail as it came, as plain text.
pub(crate) async fn source(asked: Asked, Path(id): Path<String>) -> Answer {
    let message = find(&asked, &id).await?;
    Ok(as_text(raw(&asked, &message.raw_hash).await?))
}

/// `GET /held/{id}/source`: a mail that could not be taken in.
pub(crate) async fn held_source(asked: Asked, Path(id): Path<String>) -> Answer {
    let desk = asked.desk();
    let held = desk.db().read(async |mut tx| store::held::find(&mut tx, desk.id(), &id).await).await?;
    Ok(as_text(raw(&asked, &held.ok_or(Fault::NotFound)?.raw_hash).await?))
}

fn as_text(bytes: Vec<u8>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"mail.txt\""));
    (headers, bytes).into_response()
}

/// `GET /attachments/{id}`: always to be saved, under a harmless type.
pub(crate) async fn attachment(asked: Asked, Path(id): Path<String>) -> Answer {
    let (row, bytes) = file(&asked, &id).await?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(sniffed(&bytes)));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
    let disposition = file_name::disposition(&row.name);
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment")),
    );
    Ok((headers, bytes).into_response())
}

/// `GET /attachments/{id}/preview`: a raster picture, drawn anew and small; 404 for anything else.
pub(crate) async fn preview(asked: Asked, Path(id): Path<String>) -> Answer {
    let (_, bytes) = file(&asked, &id).await?;
    let png = aside(move || picture::small(&bytes)).await?.ok_or(Fault::NotFound)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400"));
    Ok((headers, png).into_response())
}

/// The type from an allow-list, by what the bytes are; never what the sender says.
fn sniffed(bytes: &[u8]) -> &'static str {
    const ALLOWED: [&str; 6] =
        ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "application/zip"];
    let found = infer::get(bytes).map_or("", |kind| kind.mime_type());
    ALLOWED.into_iter().find(|allowed| *allowed == found).unwrap_or("application/octet-stream")
}

async fn find(asked: &Asked, id: &str) -> Result<MessageRow, Fault> {
    let desk = asked.desk();
    let found = desk.db().read(async |mut tx| store::message::find(&mut tx, desk.id(), id).await).await?;
    found.ok_or(Fault::NotFound)
}

async fn file(asked: &Asked, id: &str) -> Result<(AttachmentRow, Vec<u8>), Fault> {
    let desk = asked.desk();
    let row = desk.db().read(async |mut tx| store::attachment::find(&mut tx, desk.id(), id).await).await?;
    let row = row.ok_or(Fault::NotFound)?;
    let message = find(asked, &row.message_id).await?;
    let raw = raw(asked, &message.raw_hash).await?;
    let position = usize::try_from(row.position).unwrap_or(usize::MAX);
    let bytes = aside(move || read(&raw, &Hints::default()).attachments.into_iter().nth(position)).await?;
    bytes.map(|file| (row, file.bytes)).ok_or(Fault::NotFound)
}

async fn raw(asked: &Asked, hash: &str) -> Result<Vec<u8>, Fault> {
    let broken = |error: BlobError| Fault::Broken(error.into());
    let hash: Hash = hash.parse().map_err(broken)?;
    asked.desk().blobs().get(asked.desk().id(), &hash).await.map_err(broken)
}

/// Reading a mail and drawing a picture take their time; they do it beside the handlers.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Fault::Broken(error.into()))
}
