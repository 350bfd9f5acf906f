//! A desk in a folder of its own, and the program that works on it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::letter::{Letter, ME};

/// A desk that nobody has used yet.
pub(crate) struct Desk {
    pub folder: TempDir,
    letters: usize,
}

/// What a command answered.
pub(crate) struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {} {}", self.out, self.err))
    }

    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Runs the program, in English, without anybody at the terminal.
pub(crate) fn tact(args: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tact"));
    command.args(args).env("LC_ALL", "C.UTF-8").env_remove("TACT_DATA").env_remove("TACT_DATABASE_URL");
    let Output { status, stdout, stderr } = command.output().unwrap();
    Said {
        code: status.code().unwrap_or(-1),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Warsaw, Monday to Friday from 9 to 17.
pub(crate) fn warsaw() -> Value {
    let day = json!(["09:00-17:00"]);
    json!({
        "name": "Sample agency", "time_zone": "Europe/Warsaw", "country": "PL",
        "hours": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day},
        "closed_days": [], "own_addresses": [ME], "languages": ["en"], "rules": {},
    })
}

impl Desk {
    /// An empty folder, no desk in it.
    pub(crate) fn nowhere() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), letters: 0 }
    }

    pub(crate) fn with(settings: &Value) -> Self {
        let desk = Self::nowhere();
        let said = desk.apply(settings);
        assert_eq!(said.code, 0, "{} {}", said.out, said.err);
        desk
    }

    pub(crate) fn in_warsaw() -> Self {
        Self::with(&warsaw())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn run(&self, args: &[&str]) -> Said {
        let data = self.path("data");
        let mut all = vec!["--data", data.to_str().unwrap()];
        all.extend(args);
        tact(&all)
    }

    pub(crate) fn apply(&self, settings: &Value) -> Said {
        let file = self.path("settings.json");
        std::fs::write(&file, settings.to_string()).unwrap();
        self.run(&["settings", "apply", file.to_str().unwrap(), "--format", "json"])
    }

    /// Puts mails into a folder and imports it.
    pub(crate) fn import(&mut self, letters: &[&Letter]) -> Value {
        let folder = self.path("mail");
        std::fs::create_dir_all(&folder).unwrap();
        for letter in letters {
            self.letters += 1;
            std::fs::write(folder.join(format!("{:03}.eml", self.letters)), letter.bytes()).unwrap();
        }
        let said = self.run(&["import", folder.to_str().unwrap(), "--format", "json"]);
        assert_eq!(said.code, 0, "{}", said.err);
        said.json()
    }

    /// The whole ledger as it stood then.
    pub(crate) fn ledger_at(&self, at: &str) -> Vec<Value> {
        let said = self.run(&["promises", "--all", "--at", at, "--format", "json"]);
        assert_eq!(said.code, 0, "{}", said.err);
        said.lines()
    }

    /// The whole ledger in short: `due state kept_at`, what is due first on top.
    pub(crate) fn owes(&self) -> Vec<String> {
        let in_short = |it: &Value| {
            let kept = it["kept_at"].as_str().map(|at| format!(" {at}")).unwrap_or_default();
            format!("{} {}{kept}", it["due"].as_str().unwrap(), it["state"].as_str().unwrap())
        };
        self.ledger_at("2026-11-20T12:00:00Z").iter().map(in_short).collect()
    }
}

/// What a desk in Warsaw owes after these mails.
pub(crate) fn owed_after(letters: &[&Letter]) -> Vec<String> {
    let mut desk = Desk::in_warsaw();
    desk.import(letters);
    desk.owes()
}
