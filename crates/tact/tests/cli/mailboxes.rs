//! Mailboxes from the terminal, against a server on loopback that knows one password.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Output, Stdio};

use crate::desk::{TestDesk, lines};

const OFFICE: &str = "office@agency.example";

/// Speaks just enough IMAP to let somebody in who says the right password.
fn serve(stream: &TcpStream) -> std::io::Result<()> {
    let mut out = stream;
    out.write_all(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")?;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
        let verb = command.split(' ').next().unwrap_or_default();
        let said = match verb {
            "LOGIN" if command.contains("the right one") => format!("{tag} OK in\r\n"),
            "LOGIN" => format!("{tag} NO [AUTHENTICATIONFAILED] no\r\n"),
            "CAPABILITY" => format!("* CAPABILITY IMAP4rev1\r\n{tag} OK\r\n"),
            "LIST" => format!("* LIST () \"/\" INBOX\r\n{tag} OK\r\n"),
            _ => format!("{tag} OK\r\n"),
        };
        out.write_all(said.as_bytes())?;
    }
    Ok(())
}

fn imap() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = format!("{}/none", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever goes away in the middle is no fault of the server.
            let _ = serve(&stream);
        }
    });
    place
}

fn add(desk: &TestDesk, imap: &str, password: &str) -> Output {
    let words = ["mailbox", "add", OFFICE, "--password-stdin", "--imap", imap, "--format", "json"];
    let mut child =
        desk.command(&words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_mailbox_is_tried_before_it_is_connected() {
    let (desk, imap) = (TestDesk::new(), imap());
    let refused = add(&desk, &imap, "another one");
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("does not take this user and password") && refused.stdout.is_empty(), "{said}");
    assert!(desk.json(&["mailbox", "list"]).is_empty());

    let added = add(&desk, &imap, "the right one");
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    assert_eq!(lines(&added)[0]["address"], OFFICE);
    let listed = desk.json(&["mailbox", "list"]);
    assert_eq!((&listed[0]["state"], &listed[0]["sign_in"]), (&"waiting".into(), &"password".into()));
    assert!(desk.run(&["mailbox", "test", OFFICE]).status.success());
    // Its address is ours from now on, and it is connected once.
    let settings = String::from_utf8_lossy(&desk.run(&["settings", "export"]).stdout).into_owned();
    assert!(settings.contains(OFFICE), "{settings}");
    assert_eq!(add(&desk, &imap, "the right one").status.code(), Some(1));

    // How much leaves, and how it signs in.
    desk.json(&["mailbox", "set", OFFICE, "--per-hour", "30", "--per-day", "usual", "--signed-replies", "on"]);
    for (words, code) in [(vec![], 2), (vec!["--per-hour", "many"], 2), (vec!["--password-stdin"], 1)] {
        let all = [vec!["mailbox", "set", OFFICE], words].concat();
        assert_eq!(desk.run(&all).status.code(), Some(code), "{all:?}");
    }
    assert!(desk.run(&["mailbox", "test", OFFICE]).status.success(), "the password stays");

    desk.json(&["mailbox", "pause", OFFICE]);
    assert_eq!(desk.json(&["mailbox", "list"])[0]["state"], "paused");
    desk.json(&["mailbox", "resume", OFFICE]);
    desk.json(&["mailbox", "remove", OFFICE]);
    assert_eq!(desk.run(&["mailbox", "test", OFFICE]).status.code(), Some(1));
}

#[test]
fn what_is_no_mailbox_is_refused_with_words() {
    let desk = TestDesk::new();
    for (words, code) in [
        (["mailbox", "add", "nobody", "--imap", "127.0.0.1"], 1),
        (["mailbox", "add", OFFICE, "--imap", "a.example:b"], 2),
        (["mailbox", "add", OFFICE, "--imap", "a.example/ssl"], 2),
    ] {
        assert_eq!(desk.run(&words).status.code(), Some(code), "{words:?}");
    }
}

/// The domain of a mailbox is ours: it gets a key, which signs once somebody says so.
#[test]
fn a_domain_of_ours_gets_a_key() {
    let (desk, imap) = (TestDesk::new(), imap());
    assert!(add(&desk, &imap, "the right one").status.success());
    let listed = desk.json(&["signing", "list"]);
    assert_eq!((&listed[0]["domain"], &listed[0]["keys"]), (&"agency.example".into(), &serde_json::json!([])));
    assert_eq!(desk.run(&["signing", "make", "client.example"]).status.code(), Some(1));
    let made = &desk.json(&["signing", "make", "agency.example"])[0];
    let selector = made["selector"].as_str().unwrap().to_owned();
    assert_eq!(made["record"]["name"], format!("{selector}._domainkey.agency.example"));
    assert!(made["record"]["value"].as_str().unwrap().starts_with("v=DKIM1; k=rsa; p=MII"), "{made}");
    desk.json(&["signing", "begin", "agency.example", "--all-the-same"]);
    assert_eq!(desk.json(&["signing", "list"])[0]["keys"][0]["stage"], "signs");
    desk.json(&["signing", "remove", "agency.example", &selector]);
    assert_eq!(desk.run(&["signing", "remove", "agency.example", &selector]).status.code(), Some(1));
}
