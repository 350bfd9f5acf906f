//! A mailbox's server that keeps mails in memory and goes wrong as its script says.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How it goes wrong when a command begins with the given words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Closes the connection.
    Drop,
    /// Says nothing and keeps the connection open.
    Silence,
    /// Says this, `TAG` standing for the command's tag, and nothing else.
    Say(&'static str),
    /// The same, then closes the connection.
    SayAndDrop(&'static str),
    /// Says this, then answers as it should.
    Before(&'static str),
    /// Gives the first mail in full, then half of the next, then closes the connection.
    HalfALiteral,
    /// Answers OK and leaves out the mail with this UID.
    LeaveOut(u32),
    /// Says no and leaves out the mail with this UID; alone it is refused as well.
    Refuse(u32),
    /// Gives the mail with this UID a body of so many bytes.
    Huge(u32, usize),
    /// Does it, then closes the connection without a word.
    DoAndDrop,
}

#[derive(Debug, Clone)]
pub(crate) struct Folder {
    pub(crate) uid_validity: u32,
    pub(crate) uid_next: u32,
    pub(crate) mails: Vec<(u32, String)>,
    pub(crate) seen: Vec<u32>,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) offers: &'static str,
    pub(crate) greeting: &'static str,
    /// Attributes of Sent in LIST.
    pub(crate) sent_says_so: bool,
    pub(crate) folders: BTreeMap<String, Folder>,
    /// Words a command begins with, how it goes wrong, and how often.
    pub(crate) wrong: Vec<(&'static str, Wrong, u32)>,
    /// Every command, without its tag.
    pub(crate) heard: Vec<String>,
}

/// A running server. Ends with the test.
#[derive(Clone)]
pub(crate) struct FakeImap {
    pub(crate) at: SocketAddr,
    state: Arc<Mutex<State>>,
    /// TLS from the first byte, with this certificate.
    tls: Option<tokio_rustls::TlsAcceptor>,
    /// Counts silences that began.
    silences: tokio::sync::watch::Sender<u32>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

fn acceptor(certificate: &'static [u8], key: &'static [u8]) -> tokio_rustls::TlsAcceptor {
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(certificate).unwrap()],
            PrivateKeyDer::from_pem_slice(key).unwrap(),
        )
        .unwrap();
    tokio_rustls::TlsAcceptor::from(Arc::new(config))
}

/// A certificate that nobody signed but itself.
pub(crate) fn self_signed() -> tokio_rustls::TlsAcceptor {
    acceptor(include_bytes!("relay-cert.pem"), include_bytes!("relay-key.pem"))
}

/// A certificate that ended in 2021.
pub(crate) fn expired() -> tokio_rustls::TlsAcceptor {
    acceptor(include_bytes!("expired-cert.pem"), include_bytes!("expired-key.pem"))
}

pub(crate) fn expired_certificate() -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(include_bytes!("expired-cert.pem")).unwrap()
}

impl FakeImap {
    pub(crate) async fn start() -> Self {
        Self::with(None).await
    }

    pub(crate) async fn with(tls: Option<tokio_rustls::TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let folder = || Folder { uid_validity: 7, uid_next: 1, mails: Vec::new(), seen: Vec::new() };
        let state = State {
            offers: "IMAP4rev1 AUTH=PLAIN SASL-IR IDLE UIDPLUS MOVE SPECIAL-USE",
            greeting: "* OK ready",
            sent_says_so: true,
            folders: [("INBOX".to_owned(), folder()), ("Sent".to_owned(), folder())].into(),
            ..State::default()
        };
        let server = Self {
            at: listener.local_addr().unwrap(),
            state: Arc::new(Mutex::new(state)),
            tls,
            silences: tokio::sync::watch::Sender::new(0),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = serving.clone();
                tokio::spawn(async move { server.talk(stream).await });
            }
        });
        server
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(crate) fn put(&self, folder: &str, mail: String) -> u32 {
        let mut state = self.state();
        let folder = state.folders.get_mut(folder).unwrap();
        let uid = folder.uid_next;
        folder.uid_next += 1;
        folder.mails.push((uid, mail));
        uid
    }

    /// From now on, the next time a command begins so.
    pub(crate) fn once(&self, words: &'static str, wrong: Wrong) {
        self.times(words, wrong, 1);
    }

    pub(crate) fn times(&self, words: &'static str, wrong: Wrong, times: u32) {
        self.state().wrong.push((words, wrong, times));
    }

    pub(crate) fn mend(&self) {
        self.state().wrong.clear();
    }

    pub(crate) fn heard(&self, words: &str) -> usize {
        self.state().heard.iter().filter(|command| command.starts_with(words)).count()
    }

    pub(crate) fn silences(&self) -> tokio::sync::watch::Receiver<u32> {
        self.silences.subscribe()
    }

    async fn talk(self, stream: TcpStream) {
        let stream: Box<dyn Stream> = match &self.tls {
            None => Box::new(stream),
            Some(tls) => match tls.accept(stream).await {
                Ok(stream) => Box::new(stream),
                Err(_) => return,
            },
        };
        let mut talk = Talk { stream: BufReader::new(stream), server: self, open: String::new() };
        let greeting = talk.server.state().greeting;
        if talk.say(greeting).await.is_some() {
            while talk.command().await.is_some() {}
        }
    }
}

struct Talk {
    stream: BufReader<Box<dyn Stream>>,
    server: FakeImap,
    open: String,
}

impl Talk {
    async fn raw(&mut self, bytes: &[u8]) -> Option<()> {
        self.stream.write_all(bytes).await.ok()?;
        self.stream.flush().await.ok()
    }

    async fn say(&mut self, line: &str) -> Option<()> {
        self.raw(format!("{line}\r\n").as_bytes()).await
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        let read = self.stream.read_until(b'\n', &mut line).await.ok()?;
        (read > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    /// Hears and answers one command; `None` when the talk is over.
    async fn command(&mut self) -> Option<()> {
        let line = self.line().await?;
        let (tag, command) = line.split_once(' ')?;
        let (tag, command) = (tag.to_owned(), command.to_owned());
        let wrong = {
            let mut state = self.server.state();
            state.heard.push(command.clone());
            let found = state.wrong.iter_mut().find(|(words, _, left)| command.starts_with(words) && *left > 0);
            found.map(|(_, wrong, left)| {
                *left -= 1;
                wrong.clone()
            })
        };
        match wrong {
            Some(Wrong::Drop) => None,
            Some(Wrong::Silence) => {
                self.server.silences.send_modify(|count| *count += 1);
                let mut rest = Vec::new();
                let _ = self.stream.read_to_end(&mut rest).await;
                None
            }
            Some(Wrong::Say(words)) => self.say(&words.replace("TAG", &tag)).await,
            Some(Wrong::SayAndDrop(words)) => {
                self.say(&words.replace("TAG", &tag)).await;
                None
            }
            Some(Wrong::Before(words)) => {
                self.say(words).await?;
                self.answer(&tag, &command, None).await
            }
            Some(Wrong::DoAndDrop) => {
                self.answer(&tag, &command, None).await;
                None
            }
            wrong => self.answer(&tag, &command, wrong).await,
        }
    }

    async fn answer(&mut self, tag: &str, command: &str, wrong: Option<Wrong>) -> Option<()> {
        let upper = command.to_ascii_uppercase();
        let words: Vec<&str> = upper.split(' ').collect();
        match words.as_slice() {
            ["CAPABILITY", ..] => {
                let offers = self.server.state().offers;
                self.say(&format!("* CAPABILITY {offers}")).await?;
            }
            ["LIST", ..] => self.list().await?,
            ["EXAMINE" | "SELECT", ..] => return self.open(tag, command).await,
            ["STATUS", ..] => self.status(command).await?,
            ["UID", "SEARCH", ..] => self.search(command).await?,
            ["UID", "FETCH", set, ..] => return self.fetch(tag, set, command, wrong).await,
            ["UID", "STORE", set, ..] => self.store(set),
            ["UID", "MOVE", set, ..] => self.shift(set, command),
            ["APPEND", ..] => return self.append(tag, command, wrong).await,
            ["IDLE"] => {
                self.say("+ idling").await?;
                while self.line().await? != "DONE" {}
            }
            ["LOGOUT"] => {
                self.say("* BYE").await;
                self.say(&format!("{tag} OK")).await;
                return None;
            }
            _ => {}
        }
        self.say(&format!("{tag} OK done")).await
    }

    async fn list(&mut self) -> Option<()> {
        let (names, says_so) = {
            let state = self.server.state();
            (state.folders.keys().cloned().collect::<Vec<_>>(), state.sent_says_so)
        };
        for name in names {
            let attributes = if name == "Sent" && says_so { "\\Sent" } else { "" };
            self.say(&format!("* LIST ({attributes}) \"/\" \"{name}\"")).await?;
        }
        Some(())
    }

    async fn open(&mut self, tag: &str, command: &str) -> Option<()> {
        let name = name_in(command);
        let folder = self.server.state().folders.get(&name).cloned();
        let Some(folder) = folder else { return self.say(&format!("{tag} NO [NONEXISTENT] no such folder")).await };
        self.open = name;
        self.say(&format!("* {} EXISTS", folder.mails.len())).await?;
        self.say(&format!("* OK [UIDVALIDITY {}] x", folder.uid_validity)).await?;
        self.say(&format!("* OK [UIDNEXT {}] x", folder.uid_next)).await?;
        self.say(&format!("{tag} OK [READ-ONLY] open")).await
    }

    async fn status(&mut self, command: &str) -> Option<()> {
        let folder = self.server.state().folders.get(&name_in(command)).cloned()?;
        let figures =
            format!("MESSAGES {} UIDVALIDITY {} UIDNEXT {}", folder.mails.len(), folder.uid_validity, folder.uid_next);
        self.say(&format!("* STATUS \"x\" ({figures})")).await
    }

    fn mails(&self) -> Vec<(u32, String)> {
        self.server.state().folders.get(&self.open).map(|folder| folder.mails.clone()).unwrap_or_default()
    }

    async fn search(&mut self, command: &str) -> Option<()> {
        let mails = self.mails();
        let found: Vec<String> = match command.split_once("Message-ID ") {
            Some((_, id)) => {
                let id = id.trim_matches('"');
                mails.iter().filter(|(_, mail)| mail.contains(id)).map(|(uid, _)| uid.to_string()).collect()
            }
            None => {
                let set = command.rsplit(' ').next()?.to_owned();
                let last = mails.last().map(|(uid, _)| *uid);
                let is_in = |uid: u32| in_set(&set, uid) || set.ends_with(":*") && Some(uid) == last;
                mails.iter().filter(|(uid, _)| is_in(*uid)).map(|(uid, _)| uid.to_string()).collect()
            }
        };
        self.say(format!("* SEARCH {}", found.join(" ")).trim_end()).await
    }

    async fn fetch(&mut self, tag: &str, set: &str, command: &str, wrong: Option<Wrong>) -> Option<()> {
        let asked: Vec<(u32, String)> = self.mails().into_iter().filter(|(uid, _)| in_set(set, *uid)).collect();
        for (at, (uid, mail)) in asked.into_iter().enumerate() {
            match wrong {
                Some(Wrong::LeaveOut(left_out) | Wrong::Refuse(left_out)) if left_out == uid => continue,
                Some(Wrong::Huge(huge, bytes)) if huge == uid => {
                    self.say(&format!("* 1 FETCH (UID {uid} BODY[] {{{bytes}}}")).await?;
                    self.raw(mail.as_bytes()).await?;
                    let block = vec![b'x'; 64 * 1024];
                    let mut left = bytes - mail.len();
                    while left > 0 {
                        let some = left.min(block.len());
                        self.raw(&block[..some]).await?;
                        left -= some;
                    }
                    self.say(")").await?;
                    continue;
                }
                _ => {}
            }
            if !command.contains("BODY") {
                self.say(&format!("* 1 FETCH (UID {uid} RFC822.SIZE {})", mail.len())).await?;
                continue;
            }
            self.say(&format!("* 1 FETCH (UID {uid} FLAGS () BODY[] {{{}}}", mail.len())).await?;
            if wrong == Some(Wrong::HalfALiteral) && at > 0 {
                self.raw(&mail.as_bytes()[..mail.len() / 2]).await?;
                return None;
            }
            self.raw(mail.as_bytes()).await?;
            self.say(")").await?;
        }
        match wrong {
            Some(Wrong::Refuse(_)) => self.say(&format!("{tag} NO some could not be fetched")).await,
            _ => self.say(&format!("{tag} OK done")).await,
        }
    }

    fn store(&self, set: &str) {
        let mails = self.mails();
        let mut state = self.server.state();
        let Some(folder) = state.folders.get_mut(&self.open) else { return };
        folder.seen.extend(mails.iter().map(|(uid, _)| *uid).filter(|uid| in_set(set, *uid)));
    }

    fn shift(&self, set: &str, command: &str) {
        let mut state = self.server.state();
        let Some(folder) = state.folders.get_mut(&self.open) else { return };
        let (gone, left): (Vec<_>, Vec<_>) = folder.mails.drain(..).partition(|(uid, _)| in_set(set, *uid));
        folder.mails = left;
        if let Some(target) = state.folders.get_mut(&name_in(command)) {
            target.mails.extend(gone);
        }
    }

    async fn append(&mut self, tag: &str, command: &str, wrong: Option<Wrong>) -> Option<()> {
        let size: usize = command.rsplit('{').next()?.trim_end_matches('}').parse().ok()?;
        self.say("+ go on").await?;
        let mut mail = vec![0; size + 2];
        self.stream.read_exact(&mut mail).await.ok()?;
        self.server.put(&name_in(command), String::from_utf8_lossy(&mail).into_owned());
        assert_eq!(wrong, None);
        self.say(&format!("{tag} OK done")).await
    }
}

/// The first name in quotes.
fn name_in(command: &str) -> String {
    command.split('"').nth(1).unwrap_or_default().to_owned()
}

fn in_set(set: &str, uid: u32) -> bool {
    set.split(',').any(|part| {
        let (from, to) = part.split_once(':').unwrap_or((part, part));
        let number = |text: &str| if text == "*" { u32::MAX } else { text.parse().unwrap_or(0) };
        (number(from)..=number(to)).contains(&uid)
    })
}
