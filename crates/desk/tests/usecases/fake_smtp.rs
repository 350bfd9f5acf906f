//! A relay that does as its script says, at each step, and remembers what it was handed.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the relay does at one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Do {
    /// Answers; `\n` parts lines.
    Say(&'static str),
    /// Closes the connection.
    Drop,
    /// Says nothing and keeps the connection open.
    Silence,
    /// Answers, then closes the connection.
    SayAndDrop(&'static str),
}
pub(crate) use Do::{Drop, Say, SayAndDrop, Silence};

/// What the relay does at every step.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    pub(crate) greeting: Do,
    pub(crate) ehlo: Do,
    pub(crate) starttls: Do,
    pub(crate) auth: Do,
    pub(crate) mail: Do,
    /// For mail from nobody (`<>`).
    pub(crate) nobody: Do,
    /// For recipients not named in `rcpt_of`.
    pub(crate) rcpt: Do,
    pub(crate) rcpt_of: HashMap<&'static str, Do>,
    pub(crate) data: Do,
    /// `Drop` closes the connection in the middle of the text.
    pub(crate) body: Do,
    pub(crate) dot: Do,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            greeting: Say("220 relay.test ESMTP"),
            ehlo: Say("250-relay.test\n250-STARTTLS\n250-8BITMIME\n250 AUTH PLAIN LOGIN"),
            starttls: Say("220 go on"),
            auth: Say("235 welcome"),
            mail: Say("250 fine"),
            nobody: Say("250 fine"),
            rcpt: Say("250 fine"),
            rcpt_of: HashMap::new(),
            data: Say("354 go on"),
            body: Say(""),
            dot: Say("250 2.0.0 queued"),
        }
    }
}

/// A mail the relay received whole, dot included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Handed {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) text: String,
    /// Whether it was handed over encrypted.
    pub(crate) secure: bool,
}

/// A running relay. Ends with the test.
#[derive(Clone)]
pub(crate) struct FakeSmtp {
    pub(crate) at: SocketAddr,
    script: Arc<Mutex<Script>>,
    handed: Arc<Mutex<Vec<Handed>>>,
    logins: Arc<Mutex<Vec<String>>>,
    said: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
    /// Counts silences that began and mails that were received whole: something a test waits for.
    moments: tokio::sync::watch::Sender<u32>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

impl FakeSmtp {
    /// A relay on a free port of this machine.
    pub(crate) async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = Self {
            at: listener.local_addr().unwrap(),
            script: Arc::new(Mutex::new(script)),
            handed: Arc::default(),
            logins: Arc::default(),
            said: Arc::default(),
            connections: Arc::default(),
            moments: tokio::sync::watch::Sender::new(0),
        };
        let serving = relay.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let relay = serving.clone();
                relay.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move { relay.talk(stream).await });
            }
        });
        relay
    }

    /// From now on the relay does otherwise.
    pub(crate) fn change(&self, script: Script) {
        *self.script.lock().unwrap() = script;
    }

    /// Everything received whole so far.
    pub(crate) fn handed(&self) -> Vec<Handed> {
        self.handed.lock().unwrap().clone()
    }

    /// Hears of each silence that begins and each mail that was received whole, before it is answered.
    pub(crate) fn moments(&self) -> tokio::sync::watch::Receiver<u32> {
        self.moments.subscribe()
    }

    /// Every MAIL and RCPT line so far.
    pub(crate) fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// How many connections there were.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// What was said in AUTH so far.
    pub(crate) fn logins(&self) -> Vec<String> {
        self.logins.lock().unwrap().clone()
    }

    async fn talk(self, stream: TcpStream) {
        let script = self.script.lock().unwrap().clone();
        let mut talk = Talk {
            stream: BufReader::new(Box::new(stream)),
            relay: self,
            script,
            from: String::new(),
            to: Vec::new(),
            secure: false,
        };
        if talk.act(talk.script.greeting.clone()).await {
            while talk.command().await.is_some() {}
        }
    }
}

/// The test relay's own certificate, to be trusted by whoever talks to it.
pub(crate) fn certificate() -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(include_bytes!("relay-cert.pem")).unwrap()
}

fn tls() -> tokio_rustls::TlsAcceptor {
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("relay-key.pem")).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate()], key)
        .unwrap();
    tokio_rustls::TlsAcceptor::from(Arc::new(config))
}

struct Talk {
    stream: BufReader<Box<dyn Stream>>,
    relay: FakeSmtp,
    script: Script,
    from: String,
    to: Vec<String>,
    secure: bool,
}

impl Talk {
    /// Does one step; false when the talk is over.
    async fn act(&mut self, what: Do) -> bool {
        match what {
            Say(answer) => self.say(answer).await,
            SayAndDrop(answer) => {
                self.say(answer).await;
                false
            }
            Drop => false,
            Silence => {
                // Until the other side gives up.
                self.relay.moments.send_modify(|count| *count += 1);
                let mut rest = Vec::new();
                let _ = self.stream.read_until(0, &mut rest).await;
                false
            }
        }
    }

    async fn say(&mut self, answer: &str) -> bool {
        let wire = format!("{}\r\n", answer.replace('\n', "\r\n"));
        self.stream.write_all(wire.as_bytes()).await.is_ok() && self.stream.flush().await.is_ok()
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        let read = self.stream.read_until(b'\n', &mut line).await.ok()?;
        (read > 0).then(|| String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Hears and answers one command; `None` when the talk is over.
    async fn command(&mut self) -> Option<()> {
        let line = self.line().await?;
        let upper = line.to_ascii_uppercase();
        if upper.starts_with("MAIL") || upper.starts_with("RCPT") {
            self.relay.said.lock().unwrap().push(line.clone());
        }
        let going_on = if upper.starts_with("EHLO") {
            self.act(self.script.ehlo.clone()).await
        } else if upper == "STARTTLS" {
            return self.start_tls().await;
        } else if upper.starts_with("AUTH") {
            self.relay.logins.lock().unwrap().push(line);
            self.act(self.script.auth.clone()).await
        } else if upper.starts_with("MAIL FROM:") {
            self.from = address(&line);
            let what = if self.from.is_empty() { &self.script.nobody } else { &self.script.mail };
            self.act(what.clone()).await
        } else if upper.starts_with("RCPT TO:") {
            self.recipient(address(&line)).await
        } else if upper == "DATA" {
            return self.data().await;
        } else if upper == "QUIT" {
            self.say("221 bye").await;
            false
        } else {
            self.say("500 what?").await
        };
        going_on.then_some(())
    }

    async fn recipient(&mut self, to: String) -> bool {
        let what = self.script.rcpt_of.get(to.as_str()).unwrap_or(&self.script.rcpt).clone();
        if matches!(what, Say(answer) if answer.starts_with('2')) {
            self.to.push(to);
        }
        self.act(what).await
    }

    async fn start_tls(&mut self) -> Option<()> {
        if !self.act(self.script.starttls.clone()).await
            || !matches!(self.script.starttls, Say(it) if it.starts_with('2'))
        {
            return None;
        }
        let (nowhere, _) = tokio::io::duplex(1);
        let plain: Box<dyn Stream> = Box::new(nowhere);
        let plain = std::mem::replace(&mut self.stream, BufReader::new(plain)).into_inner();
        let stream = tls().accept(plain).await.ok()?;
        self.stream = BufReader::new(Box::new(stream));
        self.secure = true;
        Some(())
    }

    async fn data(&mut self) -> Option<()> {
        if !self.act(self.script.data.clone()).await {
            return None;
        }
        if !matches!(self.script.data, Say(answer) if answer.starts_with('3')) {
            return Some(());
        }
        let mut text = String::new();
        loop {
            let line = self.line().await?;
            if self.script.body == Drop {
                return None;
            }
            if line == "." {
                break;
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
            text.push_str("\r\n");
        }
        let handed = Handed { from: self.from.clone(), to: std::mem::take(&mut self.to), text, secure: self.secure };
        self.relay.handed.lock().unwrap().push(handed);
        self.relay.moments.send_modify(|count| *count += 1);
        self.act(self.script.dot.clone()).await.then_some(())
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
