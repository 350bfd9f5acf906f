//! Measures the store on a real archive: CPU and bytes per mail, and each page's queries. One JSON line per figure.
//!
//! `cargo run --release -p store --example measure -- FOLDER-OF-MBOX [URL]` (a folder with `*.mbox`; PostgreSQL by URL).
//! The mails are cut in the plainest way: this measures rows, words and blobs, not the reading of mail.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measuring tool that may panic and prints"
)]

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use rulebook::event::Kind;
use rulebook::people::{Party, Side};
use rulebook::promise::{Because, State, What};
use store::blobs::{Blobs, FolderBlobs};
use store::client::ClientRow;
use store::contact::ContactRow;
use store::conversation::list::View;
use store::conversation::{ConversationRow, Stand};
use store::event::EventRow;
use store::message::{Direction, MessageRow};
use store::participant::ParticipantRow;
use store::promise::PromiseRow;
use store::reference::ReferenceRow;
use store::search::{Document, Query, analyse};
use store::{Cursor, Db, DeskId, Place, StoreError, Tx};

struct Mail {
    raw: Vec<u8>,
    id: String,
    root: String,
    from: String,
    subject: String,
    text: String,
    at: Timestamp,
}

fn cut(folder: &Path) -> Vec<Mail> {
    let mut mails = Vec::new();
    let mut roots: HashMap<String, String> = HashMap::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|it| it == "mbox")) {
        let bytes = std::fs::read(path).unwrap();
        let whole = String::from_utf8_lossy(&bytes).into_owned();
        for piece in whole.split("\nFrom ").filter(|piece| piece.contains("\nMessage-ID:")) {
            let (head, body) = piece.split_once("\n\n").unwrap_or((piece, ""));
            let header = |name: &str| {
                head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).unwrap_or_default().to_owned()
            };
            let id = header("Message-ID:").trim_matches(['<', '>']).to_owned();
            let parent = header("In-Reply-To:").trim_matches(['<', '>']).to_owned();
            let root = roots.get(&parent).cloned().unwrap_or_else(|| id.clone());
            roots.insert(id.clone(), root.clone());
            let text: String =
                body.lines().filter(|line| !line.starts_with('>')).flat_map(|line| [line, "\n"]).collect();
            let n = i64::try_from(mails.len()).unwrap();
            mails.push(Mail {
                raw: piece.as_bytes().to_vec(),
                id,
                root,
                from: header("From:").split(" (").next().unwrap().replace(" at ", "@").to_ascii_lowercase(),
                subject: header("Subject:"),
                text,
                at: Timestamp::from_second(1_100_000_000).unwrap() + SignedDuration::from_secs(n * 5_417),
            });
        }
    }
    mails
}

fn id(kind: &str, number: usize) -> String {
    // As long as the ids that the program makes.
    format!("0192f4a1-{kind}-7abc-8def-{number:012x}")
}

/// User and system time of this process so far, in seconds (clock ticks are hundredths on Linux).
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let mut fields = after.split_whitespace().skip(11).map(|it| it.parse::<f64>().unwrap_or(0.0));
    (fields.next().unwrap_or(0.0) + fields.next().unwrap_or(0.0)) / 100.0
}

fn tell(figure: &str, value: f64, unit: &str) {
    println!("{{\"figure\":\"{figure}\",\"value\":{value:.3},\"unit\":\"{unit}\"}}");
}

struct Batch {
    clients: Vec<ClientRow>,
    contacts: Vec<ContactRow>,
    conversations: Vec<ConversationRow>,
    messages: Vec<MessageRow>,
    words: Vec<store::search::Words>,
    references: Vec<ReferenceRow>,
    participants: Vec<ParticipantRow>,
    events: Vec<EventRow>,
    promises: Vec<PromiseRow>,
}

#[derive(Default)]
struct Desk {
    clients: HashMap<String, String>,
    conversations: HashMap<String, ConversationRow>,
    numbers: usize,
}

impl Desk {
    fn next(&mut self, kind: &str) -> String {
        self.numbers += 1;
        id(kind, self.numbers)
    }

    fn batch(&mut self, mails: &[Mail], hashes: &[String]) -> Batch {
        let mut batch = Batch {
            clients: vec![],
            contacts: vec![],
            conversations: vec![],
            messages: vec![],
            words: vec![],
            references: vec![],
            participants: vec![],
            events: vec![],
            promises: vec![],
        };
        let mut touched = Vec::new();
        for (mail, hash) in mails.iter().zip(hashes) {
            let client = match self.clients.get(&mail.from) {
                Some(client) => client.clone(),
                None => {
                    let client = self.next("0001");
                    batch.clients.push(ClientRow {
                        client_id: client.clone(),
                        name: mail.from.clone(),
                        name_key: mail.from.clone(),
                        domain: None,
                        rules: "{}".into(),
                        merged_into: None,
                        created_at: mail.at,
                    });
                    batch.contacts.push(ContactRow {
                        contact_id: self.next("0002"),
                        client_id: client.clone(),
                        address: mail.from.clone(),
                        name: String::new(),
                        language: "en".into(),
                        created_at: mail.at,
                    });
                    self.clients.insert(mail.from.clone(), client.clone());
                    client
                }
            };
            let fresh = self.next("0003");
            let row = self.conversations.entry(mail.root.clone()).or_insert_with(|| ConversationRow {
                conversation_id: fresh,
                client_id: client.clone(),
                subject: mail.subject.clone(),
                stand: Stand::Unanswered,
                history: false,
                first_at: mail.at,
                last_at: mail.at,
                last_in_at: None,
                last_out_at: None,
                last_from: String::new(),
                preview: String::new(),
                messages: 0,
                attachments: false,
                owed_due_at: None,
                next_look_at: None,
                snoozed_until: None,
                assigned_to: None,
                settled_at: None,
                merged_into: None,
                related_to: None,
            });
            row.last_at = mail.at;
            row.last_in_at = Some(mail.at);
            row.last_from.clone_from(&mail.from);
            row.preview = mail.text.chars().take(140).collect();
            row.messages += 1;
            let conversation_id = row.conversation_id.clone();
            touched.push(mail.root.clone());
            let message_id = self.next("0004");
            batch.words.push(analyse(&Document {
                subject: &mail.subject,
                text: &mail.text,
                from: (&mail.from, ""),
                to: vec![("desk@agency.example", "")],
                attachments: vec![],
                ours: false,
            }));
            batch.messages.push(MessageRow {
                message_id: message_id.clone(),
                conversation_id: conversation_id.clone(),
                rfc_id: mail.id.clone(),
                parent_rfc_id: None,
                body_hash: hash.chars().take(32).collect(),
                direction: Direction::In,
                kind: Kind::Person,
                automatic: false,
                from_address: mail.from.clone(),
                from_name: String::new(),
                to_list: vec![Party { address: "desk@agency.example".into(), name: String::new() }],
                cc_list: vec![],
                reply_to: vec![],
                own_address: "desk@agency.example".into(),
                subject: mail.subject.clone(),
                arrived_at: mail.at,
                claimed_at: Some(mail.at),
                language: "en".into(),
                expects_answer: true,
                holding_until: None,
                newcomer: false,
                new_text: mail.text.clone(),
                folded: String::new().into(),
                has_html: false,
                list_id: None,
                raw_hash: hash.clone(),
                raw_bytes: i64::try_from(mail.raw.len()).unwrap(),
                bounce: None,
                origin: "import".into(),
                search_no: 0,
            });
            batch.references.push(ReferenceRow {
                rfc_id: mail.id.clone(),
                conversation_id: conversation_id.clone(),
                held: true,
            });
            batch
                .participants
                .push(ParticipantRow { conversation_id: conversation_id.clone(), address: mail.from.clone() });
            batch.events.push(EventRow {
                event_id: self.next("0005"),
                at: mail.at,
                actor: "mail".into(),
                verb: "received".into(),
                object: "message".into(),
                object_id: message_id,
                conversation_id: Some(conversation_id),
                data: "{}".into(),
            });
        }
        touched.sort();
        touched.dedup();
        for root in touched {
            let row = self.conversations[&root].clone();
            batch.promises.push(PromiseRow {
                promise_id: row.conversation_id.replace('-', ""),
                conversation_id: row.conversation_id.clone(),
                client_id: row.client_id.clone(),
                position: 0,
                side: Side::Ours,
                who: Party { address: "desk@agency.example".into(), name: String::new() },
                whom: Party { address: row.last_from.clone(), name: String::new() },
                what: What::Answer,
                rule: "reply-in-a-working-day".into(),
                since_at: row.first_at,
                due_at: row.first_at + SignedDuration::from_hours(24),
                state: State::Broken,
                kept_at: None,
                evidence: vec![root],
                because: vec![Because::WorkingDays { days: 1, counted_from: row.first_at, outside_hours: false }],
                unkept: true,
                history: false,
            });
            batch.conversations.push(row);
        }
        batch
    }
}

async fn save(tx: &mut Tx, desk: &DeskId, batch: &Batch) -> Result<(), StoreError> {
    // What an import looks up before it decides.
    let ids: Vec<&str> = batch.messages.iter().map(|it| it.rfc_id.as_str()).collect();
    store::message::known(tx, desk, &ids).await?;
    store::reference::find_many(tx, desk, &ids).await?;
    let addresses: Vec<&str> = batch.messages.iter().map(|it| it.from_address.as_str()).collect();
    store::contact::by_addresses(tx, desk, &addresses).await?;
    let conversations: Vec<&str> = batch.conversations.iter().map(|it| it.conversation_id.as_str()).collect();
    store::participant::of_conversations(tx, desk, &conversations).await?;
    // What it writes.
    store::client::insert_many(tx, desk, &batch.clients).await?;
    store::contact::insert_many(tx, desk, &batch.contacts).await?;
    store::conversation::save_many(tx, desk, &batch.conversations).await?;
    store::message::insert_many(tx, desk, &batch.messages, &batch.words).await?;
    store::reference::save_many(tx, desk, &batch.references).await?;
    store::participant::save_many(tx, desk, &batch.participants).await?;
    store::event::append(tx, desk, &batch.events).await?;
    store::message::timelines(tx, desk, &conversations).await?;
    store::promise::replace(tx, desk, &conversations, &batch.promises).await
}

async fn time<W: Future<Output = Result<usize, StoreError>>>(db: &Db, figure: &str, work: impl Fn(Tx) -> W) {
    let mut times = Vec::new();
    let mut rows = 0;
    for _ in 0..200 {
        let begun = Instant::now();
        rows = db.read(&work).await.unwrap();
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    tell(&format!("{figure}, {rows} rows, p50"), times[100], "ms");
    tell(&format!("{figure}, {rows} rows, p99"), times[197], "ms");
}

async fn measure_pages(db: &Db, desk: &DeskId, big: &str) {
    let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    time(db, "today", async |mut tx| {
        let todo = store::promise::to_do(&mut tx, desk, Side::Ours, &Cursor::earliest(), now, 50).await?;
        store::promise::counts(&mut tx, desk, now).await?;
        Ok(todo.len())
    })
    .await;
    for (name, view) in [("inbox unanswered", View::Unanswered), ("inbox all", View::All)] {
        time(db, name, async |mut tx| {
            let page = store::conversation::list::page(&mut tx, desk, &view, "m", &Cursor::newest(), now, 50).await?;
            let ids: Vec<&str> = page.iter().map(|it| it.conversation.conversation_id.as_str()).collect();
            store::tag::of_conversations(&mut tx, desk, &ids).await?;
            Ok(page.len())
        })
        .await;
    }
    time(db, "inbox counts", async |mut tx| {
        store::conversation::list::counts(&mut tx, desk, "m", now).await.map(|_| 1)
    })
    .await;
    time(db, "conversation", async |mut tx| {
        let rows = store::message::window(&mut tx, desk, big, &Cursor::newest(), 20).await?;
        let ids: Vec<&str> = rows.iter().map(|it| it.message_id.as_str()).collect();
        store::conversation::find(&mut tx, desk, big).await?;
        store::attachment::of_messages(&mut tx, desk, &ids).await?;
        store::note::of_conversation(&mut tx, desk, big).await?;
        store::outbox::of_messages(&mut tx, desk, &ids).await?;
        store::promise::of_conversations(&mut tx, desk, &[big]).await?;
        Ok(rows.len())
    })
    .await;
    for text in [
        "twisted",
        "deferred",
        "python problem",
        "segfault",
        "from:glyph deferred",
        "\"connection lost\"",
        "reactor -twisted",
        "from:exarkun is:unanswered",
        "tag:none",
        "before:2005 twisted",
    ] {
        let query = Query::parse(text, &jiff::tz::TimeZone::UTC);
        time(db, &format!("search {}", text.replace('"', "'")), async |mut tx| {
            let found = store::search::find(&mut tx, desk, &query, None, now, 25).await?;
            Ok(found.hits.len())
        })
        .await;
    }
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let begun = Instant::now();
    let mails = cut(Path::new(&arguments[0]));
    let bytes: usize = mails.iter().map(|mail| mail.raw.len()).sum();
    tell("mails", mails.len() as f64, "");
    tell("mail bytes", bytes as f64 / 1e6, "MB");
    tell("cutting", begun.elapsed().as_secs_f64(), "s");
    let folder = tempfile::tempdir_in(".").unwrap();
    let place = match arguments.get(1) {
        Some(url) => Place::Postgres { url: url.clone(), folder: folder.path().to_owned() },
        None => Place::Folder(folder.path().to_owned()),
    };
    let db = Db::open(&place).await.unwrap();
    let blobs = Blobs::of(FolderBlobs::open(folder.path().join("blobs"), true).unwrap());
    let desk = DeskId(std::env::var("MEASURE_DESK").unwrap_or_else(|_| "d".to_owned()));
    let row = store::desk::DeskRow {
        desk_id: desk.0.clone(),
        name: "Sample".into(),
        settings: "{}".into(),
        created_at: Timestamp::UNIX_EPOCH,
    };
    db.write(async |mut tx| store::desk::insert(&mut tx, &row).await).await.unwrap();
    let (mut blob_cpu, mut word_cpu, mut row_cpu) = (0.0, 0.0, 0.0);
    let begun = Instant::now();
    let mut state = Desk::default();
    for chunk in mails.chunks(256) {
        let start = cpu();
        let slices: Vec<&[u8]> = chunk.iter().map(|mail| mail.raw.as_slice()).collect();
        let names = blobs.put_many(&desk, &slices).await.unwrap();
        let hashes: Vec<String> = names.iter().map(ToString::to_string).collect();
        blob_cpu += cpu() - start;
        let start = cpu();
        let batch = state.batch(chunk, &hashes);
        word_cpu += cpu() - start;
        let start = cpu();
        db.write(async |mut tx| save(&mut tx, &desk, &batch).await).await.unwrap();
        row_cpu += cpu() - start;
    }
    let per = |seconds: f64| seconds * 1_000.0 / mails.len() as f64;
    tell("blobs, CPU per mail", per(blob_cpu), "ms");
    tell("words, CPU per mail (with making the rows)", per(word_cpu), "ms");
    tell("rows and index, CPU per mail", per(row_cpu), "ms");
    if std::env::var_os("MEASURE_TIDY").is_some() {
        let start = cpu();
        db.write(async |mut tx| tx.execute("insert into search (search) values ('optimize')", &[]).await)
            .await
            .unwrap();
        tell("tidying the index, CPU", cpu() - start, "s");
    }
    tell("wall per mail", per(begun.elapsed().as_secs_f64()), "ms");
    let big = state.conversations.values().filter(|it| it.messages >= 20).min_by_key(|it| it.messages).unwrap();
    measure_pages(&db, &desk, &big.conversation_id).await;
    db.close().await;
    if let Ok(about) = std::fs::metadata(folder.path().join("desk.sqlite3")) {
        tell("database bytes per mail byte", about.len() as f64 / bytes as f64, "");
    }
    let mut packs = 0;
    for file in std::fs::read_dir(folder.path().join("blobs").join(&desk.0).join("packs")).unwrap() {
        packs += file.unwrap().metadata().unwrap().len();
    }
    tell("blob bytes per mail byte", packs as f64 / bytes as f64, "");
    if std::env::var_os("MEASURE_KEEP").is_some() {
        println!("{}", folder.keep().display());
    }
}
