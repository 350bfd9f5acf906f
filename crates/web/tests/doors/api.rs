//! What programs ask, through the real router: who is let in, what is refused and how, and that the answers are those that the
//! document promises.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use desk::By;
use desk::access_keys::{self, NewKey};
use desk::clock::TestClock;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::house::{House, Read, letter};

const CHECK: &str = "/api/v1/check";
const HOT: &str = "Anna, as I have already told you three times, this is YOUR problem. Stop wasting our time.";

/// A house with a clock that stands still, and a good key of its owner.
async fn with_key() -> (House, Arc<TestClock>, String) {
    let clock = Arc::new(TestClock::new("2026-11-20T09:00:00Z".parse().unwrap()));
    let house = House::with("http://127.0.0.1:8080", Box::new(Arc::clone(&clock))).await;
    let key = key(&house, "").await;
    (house, clock, key)
}

async fn key(house: &House, until: &str) -> String {
    let new = NewKey { name: "Vim".to_owned(), scopes: vec!["check".to_owned()], until: until.to_owned() };
    let (_, secret) =
        access_keys::make(&house.desk, By::Member(&house.who), &house.who.member.member_id, new).await.unwrap();
    secret.reveal().to_owned()
}

/// As a program asks: no cookie, nothing a browser would say.
fn request(method: Method, path: &str, key: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
    if key.is_empty() { request } else { request.header(header::AUTHORIZATION, format!("Bearer {key}")) }
}

async fn ask(house: &House, key: &str, question: &Value) -> Read {
    said(house, key, "application/json", question.to_string().into_bytes()).await
}

async fn said(house: &House, key: &str, kind: &str, body: Vec<u8>) -> Read {
    let request = request(Method::POST, CHECK, key).header(header::CONTENT_TYPE, kind);
    house.ask(request.body(Body::from(body)).unwrap()).await
}

fn json_of(read: &Read) -> Value {
    serde_json::from_slice(&read.bytes).unwrap()
}

/// Asserts a refusal as the document describes it. Gives its code.
fn problem(read: &Read, status: StatusCode) -> String {
    assert_eq!(read.status, status, "{}", read.text());
    assert_eq!(read.header("content-type"), "application/problem+json");
    assert_eq!(read.header("set-cookie"), "");
    let problem = json_of(read);
    fits(&problem, &schema("Problem"));
    assert_eq!(problem["status"], status.as_u16());
    assert!(!problem["detail"].as_str().unwrap().contains('⟦'), "{problem}");
    problem["code"].as_str().unwrap().to_owned()
}

fn schema(name: &str) -> Value {
    web::openapi()["components"]["schemas"][name].clone()
}

/// Asserts that a value is as a schema of the document says, and has no name that it does not tell.
fn fits(value: &Value, schema: &Value) {
    if let Some(name) = schema["$ref"].as_str() {
        return fits(value, &self::schema(name.rsplit('/').next().unwrap()));
    }
    if let Some(either) = schema["oneOf"].as_array() {
        let one = either.iter().find(|one| value.is_null() == (one["type"] == "null")).unwrap();
        return fits(value, one);
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        kind => vec![kind.clone()],
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(kinds.iter().any(|it| it == kind || (it == "number" && kind == "integer")), "{value} is no {kinds:?}");
    if let Some(known) = schema["enum"].as_array() {
        assert!(known.contains(value), "{value} is none of {known:?}");
    }
    for one in value.as_array().into_iter().flatten() {
        fits(one, &schema["items"]);
    }
    let Some(object) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(object.contains_key(name.as_str().unwrap()), "{name} is missing in {value}");
    }
    for (name, value) in object {
        match schema["properties"].get(name) {
            Some(schema) => fits(value, schema),
            None => assert_eq!(schema["additionalProperties"], true, "{name} stands in no document"),
        }
    }
}

#[tokio::test]
async fn the_document_tells_every_address_and_every_answer_fits_it() {
    let (house, _, key) = with_key().await;
    let document = house.ask(request(Method::GET, "/api/v1/openapi.json", "").body(Body::empty()).unwrap()).await;
    assert_eq!((document.status, json_of(&document)), (StatusCode::OK, web::openapi()));
    let told: Vec<(String, bool)> = web::openapi()["paths"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(path, methods)| (path.clone(), methods.get("post").is_some()))
        .collect();
    let mut answered: Vec<(String, bool)> = web::addresses()
        .into_iter()
        .filter(|(path, _)| path.starts_with("/api/"))
        .map(|(p, m)| (p.into(), m))
        .collect();
    answered.sort();
    assert_eq!(told, answered);
    let refusing =
        "Unfortunately we cannot do this. We will send the offer by Friday. Please send us the logo by Monday.";
    for text in
        [HOT, refusing, "", "Dziękuję, logo jest gotowe.", "В приложении договор. Пришлите, пожалуйста, тексты."]
    {
        let question =
            json!({ "text": text, "answering": "When is the launch? And who pays?", "attachments": ["a.pdf"] });
        fits(&question, &schema("Question"));
        let answer = ask(&house, &key, &question).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        fits(&json_of(&answer), &schema("Told"));
    }
}

#[tokio::test]
async fn a_hot_draft_is_held_in_the_language_of_whoever_asks() {
    let (house, _, key) = with_key().await;
    let answer = json_of(&ask(&house, &key, &json!({ "text": HOT })).await);
    assert_eq!((&answer["verdict"], &answer["language"]), (&json!("hold"), &json!("en")));
    let hot = answer["findings"].as_array().unwrap().iter().find(|it| it["severity"] == "hold").unwrap();
    let [from, to] = [0, 1].map(|at| usize::try_from(hot["span"][at].as_u64().unwrap()).unwrap());
    assert_eq!(HOT.get(from..to), hot["quote"].as_str());
    let mut messages = vec![hot["message"].as_str().unwrap().to_owned()];
    for language in ["pl", "ru"] {
        let request = request(Method::POST, CHECK, &key)
            .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
            .header(header::ACCEPT_LANGUAGE, language)
            .body(Body::from(json!({ "text": HOT }).to_string()));
        let answer = house.ask(request.unwrap()).await;
        assert_eq!(answer.header("content-language"), language);
        messages.push(json_of(&answer)["findings"].to_string());
    }
    messages.dedup();
    assert_eq!(messages.len(), 3);
}

#[tokio::test]
async fn dates_in_words_count_from_the_desks_own_clock_and_days() {
    let (house, _, key) = with_key().await;
    // Friday, 20 November, in Warsaw; the day after is no working day.
    let asked = json_of(&ask(&house, &key, &json!({ "text": "Wyślę wycenę jutro." })).await);
    assert_eq!(asked["commitments"][0]["due"], "2026-11-21");
    let question = json!({ "text": "Wyślę wycenę do piątku.", "sent_at": "2026-11-17T10:00:00+01:00" });
    assert_eq!(json_of(&ask(&house, &key, &question).await)["commitments"][0]["due"], "2026-11-20");
}

#[tokio::test]
async fn strangers_are_refused_at_every_address_whatever_they_bring() {
    let (house, clock, key) = with_key().await;
    let (elsewhere, _, foreign) = with_key().await;
    drop(elsewhere);
    let mut walked = 0;
    for (path, post) in web::addresses().into_iter().filter(|(path, _)| path.starts_with("/api/")) {
        if path == "/api/v1/openapi.json" {
            continue;
        }
        let method = if post { Method::POST } else { Method::GET };
        for brought in [
            None,
            Some(("cookie", house.cookie.clone())),
            Some(("authorization", String::new())),
            Some(("authorization", "Bearer".to_owned())),
            Some(("authorization", "Bearer ".to_owned())),
            Some(("authorization", format!("Basic {key}"))),
            Some(("authorization", format!("Bearer {}", key.trim_start_matches("tact_")))),
            Some(("authorization", format!("Bearer {}", key.to_uppercase()))),
            Some(("authorization", format!("Bearer {key}x"))),
            Some(("authorization", format!("Bearer {}", house.cookie.trim_start_matches("tact=")))),
            Some(("authorization", format!("Bearer {foreign}"))),
            Some(("authorization", "Bearer tact_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned())),
            Some(("authorization", format!("Bearer tact_{}", "A".repeat(100_000)))),
        ] {
            let mut request = request(method.clone(), path, "").header(header::CONTENT_TYPE, "application/json");
            if let Some((name, value)) = &brought {
                request = request.header(*name, value);
            }
            let answer = house.ask(request.body(Body::from("{\"text\":\"a\"}")).unwrap()).await;
            let code = problem(&answer, StatusCode::UNAUTHORIZED);
            let known = code == "no-key" || code == "unknown-key";
            assert!(known && answer.header("www-authenticate").starts_with("Bearer realm=\"tact\""), "{brought:?}");
        }
        walked += 1;
    }
    assert!(walked > 0);
    // So many wrong keys are told to wait; a good one is not.
    for _ in 0..60 {
        ask(&house, "tact_wrong", &json!({ "text": "a" })).await;
    }
    let waiting = ask(&house, "tact_wrong", &json!({ "text": "a" })).await;
    assert_eq!(problem(&waiting, StatusCode::TOO_MANY_REQUESTS), "too-often");
    assert_eq!(ask(&house, &key, &json!({ "text": "a" })).await.status, StatusCode::OK);
    clock.advance(SignedDuration::from_mins(1));
    assert_eq!(problem(&ask(&house, "tact_wrong", &json!({})).await, StatusCode::UNAUTHORIZED), "unknown-key");
}

#[tokio::test]
async fn a_key_opens_nothing_when_it_is_over_withdrawn_for_something_else_or_its_member_has_left() {
    let (house, clock, good) = with_key().await;
    let question = json!({ "text": "a" });
    let ending = key(&house, "2026-11-20").await;
    assert_eq!(ask(&house, &ending, &question).await.status, StatusCode::OK, "the last day counts");
    clock.set("2026-11-20T22:59:59Z".parse().unwrap());
    assert_eq!(ask(&house, &ending, &question).await.status, StatusCode::OK, "until midnight at the desk");
    clock.set("2026-11-20T23:00:00Z".parse().unwrap());
    assert_eq!(problem(&ask(&house, &ending, &question).await, StatusCode::UNAUTHORIZED), "unknown-key");

    let rows = access_keys::list(&house.desk, By::Terminal).await.unwrap();
    let row = rows.iter().map(|(row, _)| row).find(|row| good.starts_with(&row.prefix)).unwrap();
    let other = store::access_key::AccessKeyRow {
        key_id: "another".to_owned(),
        scopes: "something-later".to_owned(),
        token_hash: desk::token::Token::read(&"B".repeat(43)).unwrap().hash(),
        ..row.clone()
    };
    let insert = async |mut tx| store::access_key::insert(&mut tx, house.desk.id(), &other).await;
    house.desk.db().write(insert).await.unwrap();
    let answer = ask(&house, &format!("tact_{}", "B".repeat(43)), &question).await;
    assert_eq!(problem(&answer, StatusCode::FORBIDDEN), "scope");
    assert!(answer.header("www-authenticate").contains("error=\"insufficient_scope\", scope=\"check\""));

    access_keys::withdraw(&house.desk, By::Member(&house.who), &row.key_id).await.unwrap();
    assert_eq!(problem(&ask(&house, &good, &question).await, StatusCode::UNAUTHORIZED), "unknown-key");

    let jan = house.colleague("Jan Próba", store::member::Role::Drafter).await;
    let new = NewKey { name: "Vim".to_owned(), scopes: vec!["check".to_owned()], until: String::new() };
    let id = &jan.member.member_id;
    let (_, secret) = access_keys::make(&house.desk, By::Member(&jan), id, new).await.unwrap();
    assert_eq!(ask(&house, secret.reveal(), &question).await.status, StatusCode::OK);
    desk::members::disable(&house.desk, By::Member(&house.who), id).await.unwrap();
    assert_eq!(problem(&ask(&house, secret.reveal(), &question).await, StatusCode::UNAUTHORIZED), "unknown-key");
    desk::members::enable(&house.desk, By::Member(&house.who), id).await.unwrap();
    assert_eq!(problem(&ask(&house, secret.reveal(), &question).await, StatusCode::UNAUTHORIZED), "unknown-key");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_told_where() {
    let (house, _, key) = with_key().await;
    let json = "application/json";
    let deep = format!("{{\"text\":{}", "[".repeat(100_000));
    for (kind, body, status, code) in [
        ("text/plain", "{\"text\":\"a\"}", 415, "type"),
        ("", "{\"text\":\"a\"}", 415, "type"),
        ("application/x-www-form-urlencoded", "text=a", 415, "type"),
        (json, "", 400, "not-json"),
        (json, "{\"text\":\"a\"", 400, "not-json"),
        (json, "{\"text\":\"\u{1}\"}", 400, "not-json"),
        (json, deep.as_str(), 422, "wrong-shape"),
        (json, "[]", 422, "wrong-shape"),
        (json, "{}", 422, "wrong-shape"),
        (json, "{\"text\":7}", 422, "wrong-shape"),
        (json, "{\"text\":null}", 422, "wrong-shape"),
        (json, "{\"text\":\"a\",\"text\":\"b\"}", 422, "wrong-shape"),
        (json, "{\"text\":\"a\",\"role\":\"owner\"}", 422, "wrong-shape"),
        (json, "{\"text\":\"a\",\"attachments\":\"b\"}", 422, "wrong-shape"),
        (json, "{\"text\":\"a\",\"language\":\"de\"}", 422, "no-language"),
        (json, "{\"text\":\"a\",\"sent_at\":\"tomorrow\"}", 422, "no-moment"),
        (json, "{\"text\":\"a\",\"sent_at\":\"\"}", 422, "no-moment"),
        (json, "{\"text\":\"a\",\"client\":\"' or 1=1--\"}", 422, "no-client"),
    ] {
        let answer = said(&house, &key, kind, body.as_bytes().to_vec()).await;
        let shown: String = body.chars().take(60).collect();
        assert_eq!(problem(&answer, StatusCode::from_u16(status).unwrap()), code, "{kind} {shown}");
        assert!(answer.text().len() < 2_000, "{shown}");
    }
    for (body, field) in [
        ("[]", Value::Null),
        ("{}", json!("text")),
        ("{\"language\":\"en\"}", json!("text")),
        ("{\"text\":\"a\",\"text\":\"b\"}", Value::Null),
        ("{\"text\":7}", json!("text")),
        ("{\"text\":\"a\",\"sent_at\":7}", json!("sent_at")),
        ("{\"text\":\"a\",\"role\":\"owner\"}", json!("role")),
        ("{\"text\":\"a\",\"attachments\":[\"b\",7]}", json!("attachments")),
        ("{\"text\":\"a\",\"language\":\"de\"}", json!("language")),
    ] {
        let told = said(&house, &key, json, body.as_bytes().to_vec()).await;
        let told: Value = serde_json::from_str(&told.text()).unwrap();
        assert_eq!(told["field"], field, "{body}: {told}");
    }
    assert!(said(&house, &key, json, b"{\"text\":\"\xff\"}".to_vec()).await.status.is_client_error());
    let packed =
        request(Method::POST, CHECK, &key).header(header::CONTENT_TYPE, json).header("content-encoding", "gzip");
    let answer = house.ask(packed.body(Body::from("{\"text\":\"a\"}")).unwrap()).await;
    assert_eq!(problem(&answer, StatusCode::UNSUPPORTED_MEDIA_TYPE), "type");
    for text in ["\u{0}", "\r\n", "👩‍👩‍👧", "\u{202e}"] {
        assert_eq!(ask(&house, &key, &json!({ "text": text })).await.status, StatusCode::OK, "{text:?}");
    }
}

#[tokio::test]
async fn what_is_too_long_is_refused_and_not_read_in_part() {
    let (house, _, key) = with_key().await;
    let long = "a ".repeat(100_001);
    for question in [json!({ "text": long }), json!({ "text": "a", "answering": long })] {
        let answer = ask(&house, &key, &question).await;
        assert_eq!(problem(&answer, StatusCode::UNPROCESSABLE_ENTITY), "too-long");
    }
    let huge = vec![b' '; 3 << 20];
    let answer = said(&house, &key, "application/json", huge.clone()).await;
    assert_eq!(problem(&answer, StatusCode::PAYLOAD_TOO_LARGE), "too-large");
    // Without a length told before, in pieces.
    let pieces = futures_util::stream::iter(
        huge.chunks(64 << 10).map(|it| Ok::<_, std::io::Error>(it.to_vec())).collect::<Vec<_>>(),
    );
    let request = request(Method::POST, CHECK, &key).header(header::CONTENT_TYPE, "application/json");
    let answer = house.ask(request.body(Body::from_stream(pieces)).unwrap()).await;
    assert_eq!(problem(&answer, StatusCode::PAYLOAD_TOO_LARGE), "too-large");
}

#[tokio::test]
async fn a_key_may_ask_so_much_in_a_minute() {
    let (house, clock, key) = with_key().await;
    let other = self::key(&house, "").await;
    clock.set("2026-11-20T09:00:20Z".parse::<Timestamp>().unwrap());
    for number in 0..300 {
        let answer = said(&house, &key, "text/plain", Vec::new()).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{number}");
    }
    let answer = ask(&house, &key, &json!({ "text": "a" })).await;
    assert_eq!(problem(&answer, StatusCode::TOO_MANY_REQUESTS), "too-often");
    assert_eq!(answer.header("retry-after"), "40");
    assert_eq!(ask(&house, &other, &json!({ "text": "a" })).await.status, StatusCode::OK, "each has its own measure");
    clock.advance(SignedDuration::from_secs(40));
    assert_eq!(ask(&house, &key, &json!({ "text": "a" })).await.status, StatusCode::OK);
}

#[tokio::test]
async fn many_at_once_take_turns_and_all_are_answered() {
    let (house, _, key) = with_key().await;
    let question = json!({ "text": HOT });
    let answers = futures_util::future::join_all((0..20).map(|_| ask(&house, &key, &question))).await;
    let first = answers[0].text();
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK && answer.text() == first));
}

#[tokio::test]
async fn a_browser_lets_no_other_site_ask_and_a_mail_program_may_say_where_it_comes_from() {
    let (house, _, key) = with_key().await;
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri(CHECK)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "https://evil.test")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type");
    let answer = house.ask(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(problem(&answer, StatusCode::METHOD_NOT_ALLOWED), "method");
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
    assert!(answer.header("allow").contains("POST"));
    let mail_program = request(Method::POST, CHECK, &key)
        .header(header::ORIGIN, "moz-extension://0193")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/json");
    let answer = house.ask(mail_program.body(Body::from("{\"text\":\"a\"}")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    for path in ["/api", "/api/v1/nothing", "/api/v2/check"] {
        let answer = house.ask(request(Method::GET, path, &key).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn people_and_addresses_of_another_client_are_told_as_they_are_written() {
    let (house, _, key) = with_key().await;
    house.take(&letter("\r\nWhere is it?\r\n")).await;
    let other = |name: &str| {
        letter("\r\nHello\r\n").replace("client.example", "lumen-studio.example").replace("Anna Sample", name)
    };
    house.take(&other("=?utf-8?Q?Zofia_Pr=C3=B3bna?=")).await;
    let clients = async |mut tx| store::client::page(&mut tx, house.desk.id(), "", "", 10).await;
    let clients = house.desk.db().read(clients).await.unwrap();
    let id = |part: &str| clients.iter().find(|row| row.name.contains(part)).unwrap().client_id.clone();
    let (mine, theirs) = (id("client"), id("lumen"));
    for (text, is_slip) in [
        ("Hello Anna, the invoice for Zofia Próbna is ready.", true),
        ("Pani Anno, faktura dla Zofii Próbnej jest gotowa.", true),
        ("Hello Anna, the draft for lumen-studio.example follows.", true),
        ("Hello Anna, please write to zofia@lumen-studio.example.", true),
        ("Hello Anna, Zofia has a new phone.", false),
        ("Hello Anna, please see https://www.lumen-studio.example/index.html.", true),
        ("Hello Anna, Zofia Próbnicka has a new phone.", false),
    ] {
        for (client, expected) in [(&mine, is_slip), (&theirs, false)] {
            let answer = json_of(&ask(&house, &key, &json!({ "text": text, "client": client })).await);
            let told = answer["findings"].as_array().unwrap().iter().any(|it| it["code"] == "other-client");
            assert_eq!(told, expected && client == &mine, "{text} {answer}");
        }
    }
}

#[tokio::test]
async fn the_clients_levels_and_names_count_and_no_other_desks_client_is_known() {
    let (house, _, key) = with_key().await;
    house.take(&letter("\r\nWhere is it?\r\n")).await;
    house
        .take(&letter("\r\nHello\r\n").replace("client.example", "lumen-studio.example").replace("Anna Sample", "Lena"))
        .await;
    let clients = async |mut tx| store::client::page(&mut tx, house.desk.id(), "", "", 10).await;
    let clients = house.desk.db().read(clients).await.unwrap();
    let id = |part: &str| clients.iter().find(|row| row.name.to_lowercase().contains(part)).unwrap().client_id.clone();
    let (mine, other) = (id("client"), id("lumen"));
    desk::clients::rename(&house.desk, &house.who, &other, "Lumen Studio").await.unwrap();
    let text =
        "Hello Anna, the logo of Lumen Studio is ready. You never sent us the texts, so the delay is your own fault.";
    let codes = async |client: Option<&str>| {
        let answer = json_of(&ask(&house, &key, &json!({ "text": text, "client": client })).await);
        let findings = answer["findings"].as_array().unwrap().clone();
        findings.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(codes(None).await.contains(&"blame".to_owned()));
    assert!(codes(Some(&mine)).await.contains(&"other-client".to_owned()));
    assert!(!codes(Some(&other)).await.contains(&"other-client".to_owned()), "a client's own name is no slip");
    let off = Some(json!({ "level": "off" }));
    desk::clients::set_rule(&house.desk, &house.who, &mine, "own-the-fault", off).await.unwrap();
    assert!(!codes(Some(&mine)).await.contains(&"blame".to_owned()));

    let (elsewhere, _, foreign) = with_key().await;
    let question = |client: &str| json!({ "text": "a", "client": client });
    let known_elsewhere = ask(&elsewhere, &foreign, &question(&mine)).await;
    assert_eq!(problem(&known_elsewhere, StatusCode::UNPROCESSABLE_ENTITY), "no-client");
    let known_nowhere = ask(&elsewhere, &foreign, &question("0")).await;
    let sentence = |read: &Read, id: &str| json_of(read)["detail"].as_str().unwrap().replace(id, "…");
    assert_eq!(sentence(&known_elsewhere, &mine), sentence(&known_nowhere, "0"), "both are told the same");
}
