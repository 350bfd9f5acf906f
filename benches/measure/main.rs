//! Measures a release build as its user meets it: by command line and HTTP. One JSON line per figure on standard output.
//!
//! Built by `bin/bench` with nothing but the standard library, so that measuring costs no dependency. The figures and what
//! they mean are in `docs/guide/speed.md`.

mod figures;
mod gate;
mod http;
mod letters;
mod process;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use figures::{Figure, quantile};
use http::Visitor;
use process::{Measured, Served};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Who 'we' are in the measured desk.
const OWN: &str = "desk@agency.example";

/// How often each page is asked for.
const ROUNDS: usize = 300;

/// Visitors at once, and for how long.
const VISITORS: usize = 8;
const LOAD: Duration = Duration::from_secs(5);

/// Letters of the last fortnight that wait for an answer, so that Today has something to show.
const WAITING: usize = 300;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let program = arguments.next().ok_or("measure PROGRAM FOLDER MAIL…")?;
    let folder = arguments.next().ok_or("measure PROGRAM FOLDER MAIL…")?;
    let mail: Vec<PathBuf> = arguments.collect();
    let data = folder.join("data");

    import(&program, &data, &mail)?;
    let waiting = folder.join("waiting.mbox");
    std::fs::write(&waiting, letters::waiting(WAITING, OWN))?;
    process::run(&program, &data, &["import".as_ref(), waiting.as_os_str(), "--me".as_ref(), OWN.as_ref()])?;
    Figure::new("binary_size", std::fs::metadata(&program)?.len() as f64 / 1e6, "MB").at_most(40.0).print();

    gate::measure(&program, &data, &folder)?;
    let token = login_token(&program, &data)?;
    let long = long_conversation(&program, &data)?;
    let began = Instant::now();
    let served = Served::start(&program, &data)?;
    let mut visitor = Visitor::to(&served.address);
    served.first_answer(|| visitor.get("/sign-in").is_ok_and(|answer| answer.status == 200))?;
    Figure::new("start_to_first_page", began.elapsed().as_secs_f64() * 1e3, "ms").at_most(300.0).print();
    visitor.sign_in(&token)?;

    std::thread::sleep(Duration::from_secs(3));
    Figure::new("idle_memory", served.memory()? as f64 / 1e6, "MB").at_most(60.0).print();
    pages(&mut visitor, &long)?;
    load(&served.address, &visitor)?;
    Figure::new("memory_after_load", served.memory()? as f64 / 1e6, "MB").print();
    Ok(())
}

fn import(program: &Path, data: &Path, mail: &[PathBuf]) -> Outcome<()> {
    let bytes: u64 = mail.iter().map(|path| process::size_of(path)).sum();
    let mut words: Vec<&std::ffi::OsStr> = vec!["import".as_ref()];
    words.extend(mail.iter().map(|path| path.as_os_str()));
    words.extend(["--me", OWN, "--format", "json"].map(std::ffi::OsStr::new));
    let Measured { said, cpu, wall, peak } = process::run(program, data, &words)?;
    let read = number(&said, "\"read\":").ok_or_else(|| format!("no count in {said}"))?;
    let database =
        ["desk.sqlite3", "desk.sqlite3-wal"].iter().map(|name| process::size_of(&data.join(name))).sum::<u64>();
    let all = process::size_of(data);
    Figure::new("imported_mails", read, "mails").print();
    Figure::new("import_cpu_per_1000", cpu.as_secs_f64() * 1000.0 / read, "s").at_most(1.0).print();
    Figure::new("import_mails_per_second", read / wall.as_secs_f64(), "mails/s").print();
    Figure::new("import_peak_memory", peak as f64 / 1e6, "MB").at_most(150.0).print();
    Figure::new("database_to_mail", database as f64 / bytes as f64, "×").at_most(2.5).print();
    Figure::new("data_folder_to_mail", all as f64 / bytes as f64, "×").print();
    Ok(())
}

/// Makes a member and a link that signs them in; before serving, since one process holds the desk.
fn login_token(program: &Path, data: &Path) -> Outcome<String> {
    let add = ["member", "add", OWN, "--name", "Sample Owner", "--role", "owner", "--format", "json"];
    process::run(program, data, &add.map(std::ffi::OsStr::new))?;
    let said = process::run(program, data, &["login-link", OWN].map(std::ffi::OsStr::new))?.said;
    let token = said.split("token=").nth(1).ok_or_else(|| format!("no link in {said}"))?;
    Ok(token.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.~%".contains(*c)).collect())
}

/// The id of a conversation of twenty messages or more.
fn long_conversation(program: &Path, data: &Path) -> Outcome<String> {
    let words = ["conversations", "--format", "json"].map(std::ffi::OsStr::new);
    let said = process::run(program, data, &words)?.said;
    let line = said.lines().find(|line| line.matches("\"message_id\"").count() >= 20).ok_or("no long conversation")?;
    let id = line.split("\"id\":").nth(1).and_then(|rest| rest.split('"').nth(1)).ok_or("no id")?;
    Ok(id.to_owned())
}

fn pages(visitor: &mut Visitor, long: &str) -> Outcome<()> {
    let conversation = format!("/conversations/{long}");
    let asked = [
        ("today", "/"),
        ("inbox", "/inbox"),
        ("inbox_all", "/inbox?view=all"),
        ("conversation", &conversation),
        ("search_common", "/search?q=twisted"),
        ("search_rare", "/search?q=kerberos"),
        ("clients", "/clients"),
    ];
    for (name, path) in asked {
        for _ in 0..20 {
            visitor.get(path)?.expect_page(path)?;
        }
        let mut times = Vec::with_capacity(ROUNDS);
        let mut bytes = 0;
        for _ in 0..ROUNDS {
            let began = Instant::now();
            bytes = visitor.get(path)?.expect_page(path)?;
            times.push(began.elapsed().as_secs_f64() * 1e3);
        }
        Figure::new(&format!("page_{name}_p50"), quantile(&mut times, 0.5), "ms").at_most(5.0).print();
        Figure::new(&format!("page_{name}_p99"), quantile(&mut times, 0.99), "ms").at_most(20.0).print();
        Figure::new(&format!("page_{name}_size"), bytes as f64 / 1e3, "kB").print();
    }
    Ok(())
}

/// List pages a second, with eight visitors asking without pause. They share the machine with the desk.
fn load(address: &str, signed_in: &Visitor) -> Outcome<()> {
    let began = Instant::now();
    let visitors: Vec<_> = (0..VISITORS)
        .map(|_| {
            let mut visitor = signed_in.another(address);
            std::thread::spawn(move || {
                let mut count = 0_usize;
                while began.elapsed() < LOAD {
                    if !visitor.get("/inbox").is_ok_and(|answer| answer.status == 200) {
                        return Err("a list page failed under load");
                    }
                    count += 1;
                }
                Ok(count)
            })
        })
        .collect();
    let mut count = 0;
    for visitor in visitors {
        count += visitor.join().map_err(|_| "a visitor broke off")??;
    }
    Figure::new("list_pages_per_second", count as f64 / began.elapsed().as_secs_f64(), "pages/s")
        .at_least(1000.0)
        .print();
    Ok(())
}

fn number(text: &str, key: &str) -> Option<f64> {
    let rest = text.split(key).nth(1)?.trim_start();
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
