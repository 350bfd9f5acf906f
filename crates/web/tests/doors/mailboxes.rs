//! Connecting a mailbox through the pages, against servers that answer on loopback: found, tried, explained, connected.

use std::time::Duration;

use axum::http::StatusCode;
use desk::By;
use desk::mailboxes::{self, MailboxForm, Options, Secret, Server, SignIn, Tokens};
use desk::oauth::Provider;
use desk::oauth::registration::{self, RegistrationForm};
use store::relay::Security;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::house::{House, Read};

const PASSWORD: &str = "canary-mailbox-password";

/// `AUTHENTICATE PLAIN` and `AUTH PLAIN` for the mailbox and the right password.
fn right() -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(format!("\0biuro@wp.pl\0{PASSWORD}"))
}

async fn listen<F: Future<Output = ()> + Send + 'static>(each: impl Fn(TcpStream) -> F + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(each(stream));
        }
    });
    port
}

/// A server of lines: greets, then answers each line.
async fn dialogue(stream: TcpStream, greeting: &str, answer: impl Fn(&str) -> String) {
    let mut stream = BufReader::new(stream);
    stream.write_all(greeting.as_bytes()).await.unwrap();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let said = answer(line.trim_end());
        if stream.write_all(said.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn imap() -> u16 {
    listen(|stream| {
        dialogue(stream, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n", |line| {
            let (tag, command) = line.split_once(' ').unwrap_or((line, ""));
            match command.split(' ').next().unwrap_or_default().to_ascii_uppercase().as_str() {
                "AUTHENTICATE" if command.ends_with(&right()) => format!("{tag} OK in\r\n"),
                "AUTHENTICATE" => format!("{tag} NO [AUTHENTICATIONFAILED] Wrong <b>password</b>\r\n"),
                "CAPABILITY" => format!("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n{tag} OK\r\n"),
                "LIST" => format!(
                    "* LIST () \"/\" INBOX\r\n* LIST (\\Sent) \"/\" Sent\r\n* LIST () \"/\" \"Zam&APM-wienia\"\r\n{tag} OK\r\n"
                ),
                _ => format!("{tag} OK\r\n"),
            }
        })
    })
    .await
}

async fn smtp() -> u16 {
    listen(|stream| {
        dialogue(stream, "220 relay.test\r\n", |line| {
            match line.split(' ').next().unwrap_or_default() {
                "EHLO" => "250-relay.test\r\n250 AUTH PLAIN\r\n",
                "AUTH" if line.ends_with(&right()) => "235 in\r\n",
                "AUTH" => "535 no\r\n",
                _ => "221 bye\r\n",
            }
            .to_owned()
        })
    })
    .await
}

fn stage(page: &str) -> &str {
    page.split("data-stage=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap())
}

/// The page once the try has ended.
async fn tried(house: &House, path: &str) -> Read {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let page = house.get(path).await;
        if stage(&page.text()) != "trying" {
            return page;
        }
        assert!(tokio::time::Instant::now() < deadline, "the try does not end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn begin(house: &House, address: &str) -> String {
    let begun = house.post("/settings/mailboxes", &format!("address={}", address.replace('@', "%40"))).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    begun.header("location").to_owned()
}

fn servers(imap: u16, smtp: u16, secret: &str) -> String {
    format!(
        "secret={secret}&imap_host=127.0.0.1&imap_port={imap}&imap_security=none&smtp_host=127.0.0.1&smtp_port={smtp}\
         &smtp_security=none&user_name="
    )
}

#[tokio::test]
async fn a_mailbox_is_found_tried_explained_and_connected() {
    let house = House::new().await;
    let (imap, smtp) = (imap().await, smtp().await);
    // The table of providers knows this one without asking anybody.
    let path = begin(&house, "biuro@wp.pl").await;
    assert!(path.starts_with("/settings/mailboxes/new/"), "{path}");
    let page = house.get(&path).await.text();
    assert!(page.contains("biuro@wp.pl") && stage(&page) == "found", "{page}");

    // A wrong password: what the server said, escaped, and what to do. Nothing typed is lost.
    let posted = house.post(&format!("{path}/trial"), &servers(imap, smtp, "wrong")).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text());
    let page = tried(&house, &path).await.text();
    assert!(page.contains("does not take this user and password"), "{page}");
    assert!(page.contains("Wrong &#60;b&#62;password") || page.contains("Wrong &lt;b&gt;password"), "{page}");
    assert!(page.contains(&format!("value=\"{imap}\"")));

    // A port nobody listens at is told from a wrong password, and which half it is.
    let closed = listen(|_| async {}).await;
    house.post(&format!("{path}/trial"), &servers(imap, closed, PASSWORD)).await;
    let page = tried(&house, &path).await.text();
    assert!(page.contains("Fetching works; sending does not yet."), "{page}");

    // It cannot be connected before both work.
    let early = house.post(&format!("{path}/connection"), "").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);

    // The password typed before is kept; only the port is mended.
    house.post(&format!("{path}/trial"), &servers(imap, smtp, "")).await;
    let page = tried(&house, &path).await.text();
    assert_eq!(stage(&page), "ready", "{page}");
    assert!(page.contains("Zamówienia") && !page.contains(PASSWORD));

    let options = "name=Biuro&keep_copy=never&mark_read=yes&move_done_to=Zam%C3%B3wienia&folders=Zam%C3%B3wienia%0A&authserv_id=MX.studio.example";
    let finished = house.post(&format!("{path}/connection"), options).await;
    assert_eq!((finished.status, finished.header("location")), (StatusCode::SEE_OTHER, "/settings/mailboxes"));
    let row = mailboxes::all(&house.desk).await.unwrap().remove(0);
    assert_eq!((row.address.as_str(), row.imap_port), ("biuro@wp.pl", i64::from(imap)));
    let chosen = mailboxes::options_of(&row);
    assert_eq!((chosen.folders, chosen.move_done_to.as_str()), (vec!["Zamówienia".to_owned()], "Zamówienia"));
    assert!(
        chosen.mark_read && chosen.keep_copy == mailboxes::KeepCopy::Never && chosen.authserv_id == "mx.studio.example"
    );
    assert!(mailboxes::secret_of(&house.desk, &row).unwrap() == Secret::Password(PASSWORD.to_owned()));

    // The attempt is used up, and the address cannot be connected twice.
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND);
    let twice = house.post("/settings/mailboxes", "address=biuro%40wp.pl").await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.text().contains("has a mailbox here already"));
}

#[tokio::test]
async fn what_cannot_be_tried_is_refused_with_words() {
    let house = House::new().await;
    for address in ["", "nobody", "a%40b%40c", "%3Cscript%3E"] {
        let refused = house.post("/settings/mailboxes", &format!("address={address}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(refused.text().contains("data-test=\"refusal\""));
    }
    let path = begin(&house, "ola@wp.pl").await;
    let page = house.get(&path).await.text();
    assert!(page.contains("imap.wp.pl") && page.contains("data-test=\"advice\""), "{page}");
    for (form, said) in [
        (servers(993, 465, ""), "Type the password"),
        (servers(993, 465, "x").replace("imap_host=127.0.0.1", "imap_host=mail.example"), "Without encryption"),
        (servers(993, 465, "x").replace("imap_host=127.0.0.1", "imap_host=a%20b"), "Write the server"),
        (servers(0, 465, "x"), "Write the server"),
    ] {
        let refused = house.post(&format!("{path}/trial"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.text().contains(said), "{said}: {}", refused.text());
    }
    for path in ["/settings/mailboxes/new/0", "/settings/mailboxes/0"] {
        assert_eq!(house.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// A provider that gives tokens for any code.
async fn provider() -> u16 {
    listen(|stream| async move {
        let mut stream = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.unwrap();
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        stream.read_exact(&mut vec![0; length]).await.unwrap();
        let said = r#"{"access_token":"canary-access","refresh_token":"canary-refresh","expires_in":3600}"#;
        let _ = stream
            .write_all(format!("HTTP/1.1 200 Fine\r\ncontent-length: {}\r\n\r\n{said}", said.len()).as_bytes())
            .await;
    })
    .await
}

async fn connected(house: &House, sign_in: SignIn, secret: Secret) -> String {
    let server = |host: &str| Server { host: host.to_owned(), port: 993, security: Security::Tls };
    let form = MailboxForm {
        address: "ola@gmail.com".to_owned(),
        name: String::new(),
        sign_in,
        user_name: String::new(),
        secret: Some(secret),
        imap: server("imap.gmail.com"),
        smtp: Some(server("smtp.gmail.com")),
        options: Options::default(),
    };
    mailboxes::add(&house.desk, By::Member(&house.who), form).await.unwrap()
}

const SERVERS: &str = "imap_host=imap.gmail.com&imap_port=993&imap_security=tls&smtp_host=smtp.gmail.com&smtp_port=465\
                       &smtp_security=tls&user_name=ola%40gmail.com&keep_copy=never";

#[tokio::test]
async fn how_much_leaves_and_how_tact_signs_in_can_be_changed() {
    let house = House::new().await;
    let tokens = Tokens { access: "a".into(), refresh: "r".into(), expires_at: house.desk.now() };
    let id = connected(&house, SignIn::Google, Secret::Tokens(tokens)).await;
    let path = format!("/settings/mailboxes/{id}");
    let row = async || mailboxes::all(&house.desk).await.unwrap().remove(0);
    let page = house.get(&path).await.text();
    assert!(page.contains("placeholder=\"as usual: 450\"") && page.contains("data-test=\"use-password\""), "{page}");

    let posted = house.post(&path, &format!("{SERVERS}&per_hour=5&per_day=0&signed_replies=yes")).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text());
    let options = mailboxes::options_of(&row().await);
    assert_eq!((options.per_hour, options.per_day, options.signed_replies), (Some(5), Some(0), true));
    assert_eq!(row().await.sign_in, SignIn::Google, "without a password the permission stays");
    let limits = desk::outbox::Limits::of(&row().await);
    assert_eq!((limits.per_hour, limits.per_day), (Some(5), None));

    // To a password, and empty fields are as usual again.
    house.post(&path, &format!("{SERVERS}&per_hour=&per_day=&secret=an+app+password")).await;
    assert_eq!(row().await.sign_in, SignIn::Password);
    assert!(mailboxes::secret_of(&house.desk, &row().await).unwrap() == Secret::Password("an app password".into()));
    assert_eq!(mailboxes::options_of(&row().await).per_hour, None);
    assert!(!house.get(&path).await.text().contains("data-test=\"use-provider\""), "not registered there");

    // And back, on the provider's page.
    let form = RegistrationForm {
        client_id: "desk-client".to_owned(),
        secret: Some("canary-secret".to_owned()),
        tenant: String::new(),
        authority: format!("http://127.0.0.1:{}", provider().await),
    };
    registration::save(&house.desk, By::Member(&house.who), Provider::Google, form).await.unwrap();
    assert!(house.get(&path).await.text().contains("data-test=\"use-provider\""));
    let page = house.post(&format!("{path}/sign-in"), "provider=google").await.text();
    let state = page.split("state=").nth(1).unwrap().split(['&', ';', '"']).next().unwrap();
    let came = house.get(&format!("/settings/mailboxes/signed-in?state={state}&code=x")).await;
    assert_eq!(came.header("location"), "/settings/mailboxes", "{}", came.text());
    assert_eq!(row().await.sign_in, SignIn::Google);
    assert!(matches!(mailboxes::secret_of(&house.desk, &row().await), Ok(Secret::Tokens(_))));
}

#[tokio::test]
async fn a_key_is_made_shown_put_to_use_and_removed() {
    let house = House::new().await;
    let path = "/settings/mailboxes/signing";
    let page = house.get(path).await.text();
    assert!(page.contains("studio.example") && page.contains("not signed by Tact"), "{page}");
    let refused = house.post(path, "domain=client.example").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.post(path, "domain=studio.example").await.header("location"), path);
    let page = house.get(path).await.text();
    assert!(page.contains("._domainkey.studio.example</code>") && page.contains("v=DKIM1; k=rsa; p=MII"), "{page}");
    assert!(!page.contains("data-test=\"make\""), "one waits already");
    let key = page.split(&format!("{path}/")).nth(1).unwrap().split('/').next().unwrap().to_owned();
    let begun = house.post(&format!("{path}/{key}/use"), "all_the_same=yes").await;
    assert_eq!(begun.header("location"), path);
    let page = house.get(path).await.text();
    assert!(page.contains("data-stage=\"signs\"") && page.contains("data-test=\"make\""), "{page}");
    house.post(&format!("{path}/{key}/removal"), "").await;
    assert!(!house.get(path).await.text().contains("data-test=\"key\""));
    let gone = house.post(&format!("{path}/{key}/removal"), "").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn how_late_a_mail_may_be_is_set_and_nonsense_is_refused() {
    let house = House::new().await;
    let hours = async || desk::manners::load(&house.desk).await.unwrap().ask_after_hours;
    assert!(
        house
            .get("/settings/mail")
            .await
            .text()
            .contains("name=\"ask_after_hours\" min=\"1\" max=\"720\" required value=\"24\"")
    );
    let posted = house.post("/settings/mail", "flood_after=60&ask_after_hours=6").await;
    assert_eq!((posted.status, hours().await), (StatusCode::SEE_OTHER, 6), "{}", posted.text());
    for typed in ["0", "", "721", "soon"] {
        let refused = house.post("/settings/mail", &format!("flood_after=60&ask_after_hours={typed}")).await;
        assert_eq!((refused.status, hours().await), (StatusCode::UNPROCESSABLE_ENTITY, 6), "{typed}");
    }
}

#[tokio::test]
async fn signing_in_on_the_providers_page_leads_back_to_the_attempt() {
    let house = House::new().await;
    let path = begin(&house, "ola@gmail.com").await;
    // Without a registration the page says where it is made, and offers an app password.
    let page = house.get(&path).await.text();
    assert!(page.contains("needs a registration of your own") && page.contains("myaccount.google.com/apppasswords"));

    let form = RegistrationForm {
        client_id: "desk-client".to_owned(),
        secret: Some("canary-secret".to_owned()),
        tenant: String::new(),
        authority: format!("http://127.0.0.1:{}", provider().await),
    };
    registration::save(&house.desk, By::Member(&house.who), Provider::Google, form).await.unwrap();
    let leaving = house.post(&format!("{path}/sign-in"), "provider=google").await;
    assert_eq!(leaving.status, StatusCode::OK);
    let page = leaving.text();
    let href = page.split("href=\"http://127.0.0.1:").nth(1).unwrap().split('"').next().unwrap();
    assert!(href.contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fsettings%2Fmailboxes%2Fsigned-in"), "{href}");
    let state = href.split("state=").nth(1).unwrap().split('&').next().unwrap().split(';').next().unwrap();
    let state = state.trim_end_matches("&#38").trim_end_matches("&amp");

    // A visitor with the address of the way back gets nowhere, nor does a made-up state.
    let back = format!("/settings/mailboxes/signed-in?state={state}&code=x");
    let visitor = crate::house::request(axum::http::Method::GET, &back).body(axum::body::Body::empty()).unwrap();
    assert_eq!(house.ask(visitor).await.status, StatusCode::SEE_OTHER);
    let forged = house.get(&format!("/settings/mailboxes/signed-in?state={}&code=x", "A".repeat(43))).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);

    let came = house.get(&back).await;
    assert_eq!((came.status, came.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    let again = house.get(&back).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a way back is gone once");
    assert!(!again.text().contains("canary"));
}
