//! A small desk with sample people for the tests of the doors.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use desk::clock::{Clock, SystemClock};
use desk::receive::{Incoming, receive};
use desk::set_up::{self, SetUpForm};
use desk::{Desk, Visitor, Who};
use mail::read::Hints;
use rulebook::house_rules::Settings;
use store::Place;
use store::blobs::Packed;
use store::member::{MemberRow, Role};
use tokio::sync::watch;
use tower::ServiceExt as _;

/// The password of the sample owner.
pub(crate) const PASSWORD: &str = "a long sample password";

/// A desk on a folder of its own, its doors, and a signed-in owner.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) router: Router,
    pub(crate) who: Who,
    pub(crate) cookie: String,
    pub(crate) close: watch::Sender<bool>,
    _folder: tempfile::TempDir,
}

/// An answer, read to its end.
pub(crate) struct Read {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Read {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::at("http://127.0.0.1:8080").await
    }

    /// A desk that is reached at this address.
    pub(crate) async fn at(base_url: &str) -> Self {
        Self::with(base_url, Box::new(SystemClock::new())).await
    }

    /// A desk with a clock of its own.
    pub(crate) async fn with(base_url: &str, clock: Box<dyn Clock>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(Place::Folder(folder.path().to_owned()), clock).await.unwrap();
        let link = set_up::link(&desk).await.unwrap().unwrap();
        let token = link.split_once("token=").unwrap().1.to_owned();
        let form = SetUpForm {
            desk_name: "Studio Próba (sample)".to_owned(),
            member_name: "Ola Próba".to_owned(),
            address: "ola@studio.example".to_owned(),
            password: PASSWORD.to_owned(),
            language: "en".to_owned(),
            country: "PL".to_owned(),
            time_zone: "Europe/Warsaw".to_owned(),
            hours: Settings::default_for("", "Europe/Warsaw", "PL", "en").hours,
        };
        let signed_in = set_up::finish(&desk, &token, form, &somebody()).await.unwrap();
        let (close, closing) = watch::channel(false);
        let options = web::Options { base_url: base_url.parse().unwrap() };
        let router = web::router(desk.clone(), &options, closing).unwrap();
        let name = if base_url.starts_with("https") { "__Host-tact" } else { "tact" };
        let cookie = format!("{name}={}", signed_in.token.reveal());
        Self { desk, router, who: signed_in.who, cookie, close, _folder: folder }
    }

    /// Takes one mail in.
    pub(crate) async fn take(&self, raw: &str) {
        let packed = Packed::of(raw.as_bytes());
        let incoming = Incoming::read(raw.as_bytes(), packed.hash(), &Hints::default(), "test", "here".to_owned());
        receive(&self.desk, vec![(incoming, packed)]).await.unwrap();
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Read {
        read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// A page, as the owner.
    pub(crate) async fn get(&self, path: &str) -> Read {
        self.ask(request(Method::GET, path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    /// A form, as the owner, sent by this desk's own page.
    pub(crate) async fn post(&self, path: &str, form: &str) -> Read {
        let request = request(Method::POST, path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.to_owned()));
        self.ask(request.unwrap()).await
    }

    /// Somebody else who works here, straight at the desk.
    pub(crate) async fn colleague(&self, name: &str, role: Role) -> Who {
        let first = name.split(' ').next().unwrap_or(name).to_lowercase();
        let member = MemberRow {
            address: format!("{first}@studio.example"),
            member_id: first,
            name: name.to_owned(),
            role,
            ..self.who.member.clone()
        };
        self.desk
            .db()
            .write(async |mut tx| store::member::insert(&mut tx, self.desk.id(), &member).await)
            .await
            .unwrap();
        Who { member, session_id: None }
    }

    /// The only conversation's address.
    pub(crate) async fn conversation(&self) -> String {
        let inbox = self.get("/inbox?view=all").await.text();
        let id = inbox.split("href=\"/conversations/").nth(1).unwrap().split(['?', '"']).next().unwrap();
        format!("/conversations/{id}")
    }
}

/// A request to this desk.
pub(crate) fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ACCEPT, "text/html")
}

pub(crate) async fn read(response: Response<Body>) -> Read {
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Read { status: parts.status, headers: parts.headers, bytes }
}

fn somebody() -> Visitor {
    Visitor { ip: std::net::Ipv4Addr::LOCALHOST.into(), user_agent: "test".to_owned() }
}

/// A mail to the sample owner.
pub(crate) fn letter(body: &str) -> String {
    format!(
        "From: Anna Sample <anna@client.example>\r\nTo: ola@studio.example\r\nSubject: Where is my report?\r\n\
         Message-ID: <sample-1@client.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\
         Received: from a by b; Fri, 20 Nov 2026 10:00:01 +0000\r\nMIME-Version: 1.0\r\n{body}"
    )
}
