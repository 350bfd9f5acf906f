//! Connecting a mailbox through the pages, against servers that answer on loopback: found, tried, explained, connected.

use std::time::Duration;

use axum::http::StatusCode;
use desk::By;
use desk::mailboxes::{self, Secret};
use desk::oauth::Provider;
use desk::oauth::registration::{self, RegistrationForm};
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
