//! The dialogue: greeting, TLS, sign-in, and one command at a time with all its answers. What commands there are stands
//! in [`super::commands`].

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::time::timeout;

use super::answer::{NotImap, Said, Verdict, said};
use super::names::quoted;
use super::wire::Wire;
use super::{Address, Login, Manners, Security, Step, Trouble, Why};
use crate::outbox::smtp::is_loopback;

/// Most answers to one command; whoever says more than that is not answering.
const ANSWERS: usize = 200_000;

/// A server that greeted us and let us in.
pub struct Session {
    pub(super) wire: Wire,
    pub(super) manners: Manners,
    pub(super) step: Step,
    offers: Vec<String>,
    /// How many mails the open folder holds, as the server last said.
    pub(super) exists: Option<u32>,
    tag: u32,
    /// Never repeated in what we quote.
    secret: String,
}

/// How a command ended: the code and words of its last answer.
pub(super) struct Ended {
    pub(super) verdict: Verdict,
    pub(super) code: String,
    pub(super) words: String,
}

impl Session {
    /// Connects, encrypts and signs in.
    ///
    /// # Errors
    /// The step that failed and why.
    pub async fn open(address: &Address, manners: &Manners) -> Result<Self, Trouble> {
        let at = |step: Step| move |why: Why| Trouble { step, why };
        if address.security == Security::None && !is_loopback(&address.host) {
            return Err(at(Step::Connect)(Why::ClearText));
        }
        let mut wire = Wire::dial(&address.host, address.port, manners).await.map_err(at(Step::Connect))?;
        if address.security == Security::Tls {
            wire = wire.encrypt(&address.host, manners).await.map_err(at(Step::Connect))?;
        }
        let mut session = Self {
            wire,
            manners: manners.clone(),
            step: Step::Greeting,
            offers: Vec::new(),
            exists: None,
            tag: 0,
            secret: address.login.secret().to_owned(),
        };
        let let_in_already = session.greeting().await?;
        if address.security == Security::Starttls {
            // Let in before TLS means that somebody stands between (RFC 9051, 7.1.4).
            if let_in_already {
                return Err(at(Step::StartTls)(Why::NoStartTls));
            }
            session = session.start_tls(&address.host).await?;
        }
        session.step = Step::Login;
        if !let_in_already {
            session.log_in(&address.login).await?;
        }
        session.ask_what_it_can().await?;
        Ok(session)
    }

    /// Whether the server offers an extension, in upper case.
    pub fn offers(&self, what: &str) -> bool {
        self.offers.iter().any(|offer| offer == what)
    }

    /// How many mails the open folder holds, as far as the server said.
    pub fn exists(&self) -> Option<u32> {
        self.exists
    }

    /// Takes leave. Whatever is answered changes nothing any more.
    pub async fn bye(mut self) {
        let patience = self.manners.command.min(Duration::from_secs(3));
        let _ = timeout(patience, self.run("LOGOUT", &mut |_| {})).await;
    }

    async fn greeting(&mut self) -> Result<bool, Trouble> {
        match self.hear().await? {
            Said::Status(Verdict::Ok, code, _) => {
                self.learn(&code);
                Ok(code.starts_with("PREAUTH"))
            }
            Said::Status(_, _, words) | Said::Bye(words) => Err(self.trouble(Why::NotNow(words))),
            _ => Err(self.trouble(Why::NotImap)),
        }
    }

    async fn start_tls(mut self, host: &str) -> Result<Self, Trouble> {
        self.step = Step::StartTls;
        if self.offers.is_empty() {
            self.ask_what_it_can().await?;
        }
        if !self.offers("STARTTLS") {
            return Err(self.trouble(Why::NoStartTls));
        }
        self.run("STARTTLS", &mut |_| {}).await?;
        let wire = self.wire.encrypt(host, &self.manners).await;
        let wire = wire.map_err(|why| Trouble { step: Step::StartTls, why })?;
        // What was said in the clear does not count any more.
        Ok(Self { wire, offers: Vec::new(), ..self })
    }

    async fn ask_what_it_can(&mut self) -> Result<(), Trouble> {
        self.offers.clear();
        let mut offers = Vec::new();
        self.run("CAPABILITY", &mut |said| {
            if let Said::Capability(all) = said {
                offers = all;
            }
        })
        .await?;
        self.offers = offers;
        Ok(())
    }

    async fn log_in(&mut self, login: &Login) -> Result<(), Trouble> {
        if self.offers.is_empty() {
            self.ask_what_it_can().await?;
        }
        let done = match login {
            Login::Token { user, token } if self.offers("AUTH=XOAUTH2") => {
                self.authenticate("XOAUTH2", &format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}")).await?
            }
            Login::Password { user, password } if self.offers("AUTH=PLAIN") => {
                self.authenticate("PLAIN", &format!("\0{user}\0{password}")).await?
            }
            Login::Password { user, password } if !self.offers("LOGINDISABLED") => {
                let (Some(user), Some(password)) = (quoted(user), quoted(password)) else {
                    return Err(self.trouble(Why::NoLogin));
                };
                self.command(&format!("LOGIN {user} {password}"), &mut |_| {}).await?
            }
            _ => return Err(self.trouble(Why::NoLogin)),
        };
        self.went_well(done).map(drop)
    }

    async fn authenticate(&mut self, way: &str, secret: &str) -> Result<Ended, Trouble> {
        let secret = STANDARD.encode(secret);
        if self.offers("SASL-IR") {
            return self.command(&format!("AUTHENTICATE {way} {secret}"), &mut |_| {}).await;
        }
        let tag = self.say(&format!("AUTHENTICATE {way}")).await?;
        match self.hear().await? {
            Said::GoOn(_) => self.send(format!("{secret}\r\n").as_bytes()).await?,
            Said::Tagged(_, verdict, code, words) => return Ok(Ended { verdict, code, words }),
            _ => return Err(self.trouble(Why::NotImap)),
        }
        self.until_the_end(&tag, &mut |_| {}).await
    }

    /// A command that has to succeed.
    pub(super) async fn run(&mut self, command: &str, each: &mut (dyn FnMut(Said) + Send)) -> Result<Ended, Trouble> {
        let ended = self.command(command, each).await?;
        self.went_well(ended)
    }

    /// A command and all its answers, however it ends.
    pub(super) async fn command(
        &mut self,
        command: &str,
        each: &mut (dyn FnMut(Said) + Send),
    ) -> Result<Ended, Trouble> {
        let tag = self.say(command).await?;
        self.until_the_end(&tag, each).await
    }

    pub(super) async fn say(&mut self, command: &str) -> Result<String, Trouble> {
        self.tag += 1;
        let tag = format!("T{}", self.tag);
        // One command is one line, whatever a name may contain.
        let line: String = command.chars().filter(|char| !char.is_control()).collect();
        self.send(format!("{tag} {line}\r\n").as_bytes()).await?;
        Ok(tag)
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let sent = self.wire.send(bytes, self.manners.answer).await;
        sent.map_err(|why| self.trouble(why))
    }

    pub(super) async fn until_the_end(
        &mut self,
        tag: &str,
        each: &mut (dyn FnMut(Said) + Send),
    ) -> Result<Ended, Trouble> {
        let whole = self.manners.whole;
        let (step, answers) = (self.step, self.all_answers(tag, each));
        timeout(whole, answers).await.map_err(|_| Trouble { step, why: Why::Silence })?
    }

    async fn all_answers(&mut self, tag: &str, each: &mut (dyn FnMut(Said) + Send)) -> Result<Ended, Trouble> {
        for _ in 0..ANSWERS {
            match self.hear().await? {
                Said::Tagged(its, verdict, code, words) if its == tag => {
                    return Ok(Ended { verdict, code, words });
                }
                Said::Tagged(..) => return Err(self.trouble(Why::NotImap)),
                // The server asks for what was already sent; an empty line ends its wish (RFC 7628, 3.2.3).
                Said::GoOn(_) => self.send(b"\r\n").await?,
                Said::Bye(words) if self.step != Step::Login => return Err(self.trouble(Why::NotNow(words))),
                other => each(other),
            }
        }
        Err(self.trouble(Why::NotImap))
    }

    /// Hears one answer; figures that any answer may bring are kept.
    pub(super) async fn hear(&mut self) -> Result<Said, Trouble> {
        let pieces = self.wire.hear(&self.manners).await.map_err(|why| self.trouble(why))?;
        let said = said(pieces).map_err(|NotImap| self.trouble(Why::NotImap))?;
        if let Said::Exists(count) = said {
            self.exists = Some(count);
        }
        Ok(said)
    }

    fn learn(&mut self, code: &str) {
        if let Some(offers) = code.trim_start_matches("PREAUTH ").strip_prefix("CAPABILITY ") {
            self.offers = offers.split(' ').map(str::to_ascii_uppercase).collect();
        }
    }

    pub(super) fn went_well(&self, ended: Ended) -> Result<Ended, Trouble> {
        if ended.verdict == Verdict::Ok {
            return Ok(ended);
        }
        let code = ended.code.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let later = ["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"].contains(&code.as_str());
        let words = if code.is_empty() { ended.words } else { format!("[{}] {}", ended.code, ended.words) };
        Err(self.trouble(if later { Why::NotNow(words) } else { Why::Refused(words) }))
    }

    /// The trouble at this step; what the server said is cut, and never repeats our secret.
    pub(super) fn trouble(&self, why: Why) -> Trouble {
        let shown = |said: String| {
            let said = if self.secret.len() > 3 { said.replace(&self.secret, "…") } else { said };
            said.chars().take(300).collect::<String>()
        };
        let why = match why {
            Why::Refused(said) => Why::Refused(shown(said)),
            Why::NotNow(said) => Why::NotNow(shown(said)),
            other => other,
        };
        Trouble { step: self.step, why }
    }
}
