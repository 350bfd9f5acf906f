//! A desk in a folder of its own, asked through the program; and sample mail to give it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A data folder and a mail folder, gone with the test.
pub(crate) struct TestDesk {
    folder: tempfile::TempDir,
    database: Option<String>,
    /// Server and schema, to be dropped with the desk.
    schema: Option<(String, String)>,
}

impl Drop for TestDesk {
    fn drop(&mut self) {
        if let Some((server, schema)) = &self.schema {
            psql(server, &format!("drop schema {schema} cascade"));
        }
    }
}

fn psql(server: &str, sql: &str) {
    let done = Command::new("psql").args([server, "-q", "-c", sql]).stderr(Stdio::null()).status();
    assert!(done.is_ok_and(|status| status.success()), "psql could not do: {sql}");
}

impl TestDesk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: None, schema: None }
    }

    /// The same desk on PostgreSQL, in a schema of its own; `None` when no server is named.
    pub(crate) fn on_postgres(schema: &str) -> Option<Self> {
        let Ok(server) = std::env::var("TACT_TEST_POSTGRES") else {
            assert!(std::env::var("CI").is_err(), "TACT_TEST_POSTGRES names no server");
            println!("SKIPPED: TACT_TEST_POSTGRES names no server");
            return None;
        };
        let schema = format!("cli_{schema}_{}", std::process::id());
        psql(&server, &format!("create schema {schema}"));
        let sign = if server.contains('?') { '&' } else { '?' };
        let database = format!("{server}{sign}options[search_path]={schema}");
        Some(Self { folder: tempfile::tempdir().unwrap(), database: Some(database), schema: Some((server, schema)) })
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn mail(&self) -> PathBuf {
        let mail = self.folder.path().join("mail");
        fs::create_dir_all(&mail).unwrap();
        mail
    }

    /// Puts a mail into the mail folder.
    pub(crate) fn put(&self, name: &str, mail: impl AsRef<[u8]>) -> PathBuf {
        let path = self.mail().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, mail).unwrap();
        path
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tact"));
        command
            .args(arguments)
            .arg("--data")
            .arg(self.data())
            .env("LANG", "C")
            .env_remove("LC_ALL")
            .stdin(Stdio::null());
        command.env_remove("TACT_DATABASE_URL");
        if let Some(database) = &self.database {
            command.arg("--database-url").arg(database);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must succeed and gives its JSON lines.
    pub(crate) fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(&[arguments, &["--format", "json"]].concat());
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        lines(&output)
    }

    /// Imports the mail folder.
    pub(crate) fn import(&self, me: &str) -> Value {
        let mail = self.mail();
        self.json(&["import", mail.to_str().unwrap(), "--me", me]).remove(0)
    }

    /// Everything that two desks of the same mail must agree on: nothing in it depends on when or how it was taken in.
    pub(crate) fn picture(&self) -> Vec<String> {
        let mut picture: Vec<String> = self
            .json(&["conversations"])
            .iter()
            .map(|it| {
                format!("{} {} {} {} {}", it["client"], it["subject"], it["state"], it["history"], it["messages"])
            })
            .collect();
        picture.extend(self.json(&["promises", "--all"]).iter().map(|it| {
            format!(
                "{} {} {} {} {} {} {} {}",
                it["who"],
                it["whom"],
                it["since"],
                it["due"],
                it["state"],
                it["kept_at"],
                it["evidence"],
                it["because"]
            )
        }));
        picture.sort();
        picture
    }
}

/// Holds a desk against the picture of another; shows the first difference only.
pub(crate) fn same(desk: &TestDesk, wanted: &[String], when: &str) {
    let found = desk.picture();
    let differs = (0..found.len().max(wanted.len())).find(|at| found.get(*at) != wanted.get(*at));
    if let Some(at) = differs {
        panic!("{when}: line {at} of {}\nfound  {:?}\nwanted {:?}", wanted.len(), found.get(at), wanted.get(at));
    }
}

pub(crate) fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
}

/// A mail of the sample people, as a mail server would deliver it.
pub(crate) struct Mail<'a> {
    pub(crate) id: &'a str,
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) date: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) references: &'a [&'a str],
    pub(crate) text: &'a str,
}

pub(crate) const ANNA: &str = "Anna Sample <anna@client.example>";
pub(crate) const DESK: &str = "desk@agency.example";

impl Default for Mail<'_> {
    fn default() -> Self {
        Self {
            id: "a@client.example",
            from: ANNA,
            to: DESK,
            date: "Fri, 20 Nov 2026 16:30:00 +0100",
            subject: "Report",
            references: &[],
            text: "Hello,\nwhere is my report?\nAnna\n",
        }
    }
}

impl Mail<'_> {
    pub(crate) fn text(&self) -> String {
        let mut mail = format!(
            "Message-ID: <{}>\nFrom: {}\nTo: {}\nDate: {}\nSubject: {}\n",
            self.id, self.from, self.to, self.date, self.subject
        );
        if !self.references.is_empty() {
            let ids: Vec<String> = self.references.iter().map(|id| format!("<{id}>")).collect();
            mail.push_str(&format!("References: {}\n", ids.join(" ")));
        }
        mail + "\n" + self.text
    }
}

/// Sample mails as one mbox file.
pub(crate) fn mbox(mails: &[String]) -> String {
    mails.iter().map(|mail| format!("From sample@mail.example Fri Jan  1 00:00:00 2027\n{mail}\n")).collect()
}

/// A year of sample mail: conversations of several messages, answered late, in time, or not at all.
pub(crate) fn a_lot_of_mail(conversations: usize) -> Vec<String> {
    let mut mails = Vec::new();
    for at in 0..conversations {
        let (day, month) = (1 + at % 28, ["Jan", "Mar", "Jun", "Sep"][at % 4]);
        let client = format!("Person {at} <p{at}@company{}.example>", at % 37);
        let first = format!("q{at}@client.example");
        let subject = format!("Question {at}");
        let question = Mail {
            id: &first,
            from: &client,
            date: &format!("{day} {month} 2026 10:{:02}:00 +0100", at % 60),
            subject: &subject,
            text: &format!("Could you tell me about part {at} of our work? {}\n", "It matters to us. ".repeat(at % 40)),
            ..Mail::default()
        };
        mails.push(question.text());
        if at % 3 != 0 {
            let answer = Mail {
                id: &format!("r{at}@agency.example"),
                from: DESK,
                to: &client,
                date: &format!("{} {month} 2026 09:00:00 +0100", day + at % 3),
                subject: &format!("Re: {subject}"),
                references: &[&first],
                text: "Yes, gladly.\n\n> Could you tell me\n",
            };
            mails.push(answer.text());
        }
        if at % 5 == 0 {
            let more = Mail {
                id: &format!("m{at}@client.example"),
                from: &client,
                date: &format!("{} {month} 2026 15:00:00 +0100", day + 2),
                subject: &format!("Re: {subject}"),
                // Sometimes the mail before it comes later in the file, or never.
                references: &[&first, &format!("r{at}@agency.example")],
                text: "And one more thing: when?\n",
                ..Mail::default()
            };
            mails.insert(mails.len() / 2, more.text());
        }
    }
    mails
}

/// The folder of real mail; `None`, said loudly, where it is missing.
pub(crate) fn real_mail(folder: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mail");
    let root = std::env::var_os("TACT_TEST_MAIL").map_or(root, PathBuf::from);
    let path = root.join(folder);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var("CI").is_err(), "{} is missing", path.display());
    println!("SKIPPED: {} is missing", path.display());
    None
}
