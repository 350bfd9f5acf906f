//! `tact serve`: the desk, its pages and its workers, until told to stop.

use std::net::SocketAddr;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use desk::Desk;
use desk::door::{Address, Door, Limits, Manner, Peers};
use desk::trust::Judge;
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;
use words::Words;

use super::out::hint;
use super::{Answer, Common, Ending, Failure};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080", env = "TACT_LISTEN")]
    listen: SocketAddr,
    /// The address people type, when a proxy stands before the desk: links and cookies follow it.
    #[arg(long, value_name = "URL", env = "TACT_BASE_URL")]
    base_url: Option<Url>,
    /// Where a mail server of ours hands mail over by LMTP: 127.0.0.1:2424, or unix:/path/to/socket.
    #[arg(long, value_name = "ADDRESS", env = "TACT_LMTP")]
    lmtp: Option<Address>,
    /// The same by SMTP, for a mail server that speaks nothing else. No server for the open network.
    #[arg(long, value_name = "ADDRESS", env = "TACT_SMTP_IN")]
    smtp_in: Option<Address>,
    /// Networks that may hand mail over besides this machine, with commas between them.
    #[arg(long, value_name = "NETWORKS", default_value = "", env = "TACT_MAIL_PEERS")]
    mail_peers: Peers,
    /// Which part of the work this process does.
    #[arg(long, value_enum, default_value_t = Role::All)]
    role: Role,
    /// Fills an empty desk with a sample agency, to look around.
    #[arg(long)]
    sample: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Role {
    /// Pages and workers.
    All,
    /// Pages only.
    Web,
    /// Workers only.
    Worker,
}

impl Serve {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        let desk = common.place.open().await?;
        desk.read_with(common.encoder());
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(async move {
            asked_to_stop().await;
            stop.send_replace(true);
        });
        if self.sample {
            fill(&desk, words).await?;
        }
        match Judge::of_system() {
            Ok(judge) => desk.judge_by(judge),
            // Mail comes in all the same; of nobody is it known then whether it is from whom it says.
            Err(cause) => tracing::warn!(%cause, "no name server is set up: senders cannot be checked"),
        }
        let doors = self.doors(words).await?;
        let answer = tokio::try_join!(
            self.pages(&desk, words, stopped.clone()),
            self.work(&desk, stopped.clone()),
            let_in(&desk, doors, stopped.clone()),
            with_others(&desk, stopped)
        );
        desk.db().close().await;
        answer?;
        Ok(Ending::Fine)
    }

    async fn pages(&self, desk: &Desk, words: &Words, stopped: watch::Receiver<bool>) -> Result<(), Failure> {
        if self.role == Role::Worker {
            return Ok(());
        }
        let listener = TcpListener::bind(self.listen).await.map_err(|cause| {
            Failure::Refused(words.t2(
                "cli-serve-taken",
                "address",
                self.listen.to_string(),
                "cause",
                cause.to_string(),
            ))
        })?;
        let address = listener.local_addr()?;
        let own = || Url::parse(&format!("http://{address}"));
        let base_url = self.base_url.clone().map_or_else(own, Ok).context("the base URL")?;
        self.tell(desk, words, &base_url).await?;
        web::serve(desk.clone(), listener, web::Options { base_url }, until(stopped)).await?;
        Ok(())
    }

    /// Says where the desk is, and how to get in the first time.
    async fn tell(&self, desk: &Desk, words: &Words, base_url: &Url) -> Result<(), Failure> {
        let link = |path: &str| base_url.join(path).map_or_else(|_| path.to_owned(), |url| url.to_string());
        hint(&words.t1("cli-serve-open", "link", base_url.to_string()));
        if let Some(path) = desk::set_up::link(desk).await? {
            hint(&words.t1("cli-serve-set-up", "link", link(&path)));
        }
        if self.sample
            && let Some(path) = desk::sign_in::link::make(desk, desk::sample::OWNER).await?
        {
            hint(&words.t1("cli-serve-sample", "link", link(&path)));
        }
        Ok(())
    }

    /// The doors for mail. They are taken before anything else begins, so that a wrong address is told at once.
    async fn doors(&self, words: &Words) -> Result<Vec<Door>, Failure> {
        let mut doors = Vec::new();
        for (address, manner) in [(&self.lmtp, Manner::Lmtp), (&self.smtp_in, Manner::Smtp)] {
            let Some(address) = address.as_ref().filter(|_| self.role != Role::Web) else { continue };
            let opened = Door::open(address, manner, self.mail_peers.clone(), Limits::default()).await;
            let door = opened.map_err(|cause| {
                let (address, cause) = (address.to_string(), cause.to_string());
                Failure::Refused(words.t2("cli-serve-door-taken", "address", address, "cause", cause))
            })?;
            hint(&words.t1("cli-serve-door", "address", door.address()?.to_string()));
            doors.push(door);
        }
        Ok(doors)
    }

    async fn work(&self, desk: &Desk, stopped: watch::Receiver<bool>) -> Result<(), Failure> {
        if self.role == Role::Web {
            return Ok(());
        }
        Ok(desk::workers::run(desk, &self.desk_at(), until(stopped)).await.context("the workers")?)
    }

    /// Where members reach the desk, for links in mail to them.
    fn desk_at(&self) -> String {
        self.base_url.as_ref().map_or_else(|| format!("http://{}/", self.listen), Url::to_string)
    }
}

async fn fill(desk: &Desk, words: &Words) -> Result<(), Failure> {
    if desk::sample::is_sample(desk).await? {
        return Ok(());
    }
    let filled = desk::sample::fill(desk, words.language().code()).await;
    filled.map(drop).map_err(|cause| Failure::Refused(cause.to_string()))
}

/// Every node hears what changes at the others.
async fn with_others(desk: &Desk, stopped: watch::Receiver<bool>) -> Result<(), Failure> {
    desk::nodes::run(desk, until(stopped)).await;
    Ok(())
}

async fn let_in(desk: &Desk, doors: Vec<Door>, stopped: watch::Receiver<bool>) -> Result<(), Failure> {
    let mut open = tokio::task::JoinSet::new();
    for door in doors {
        let (desk, stopped) = (desk.clone(), stopped.clone());
        open.spawn(async move { door.run(&desk, until(stopped)).await });
    }
    while let Some(closed) = open.join_next().await {
        closed.context("a door for mail")?;
    }
    Ok(())
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // The sender lives as long as the program; should it go, that is a reason to stop, too.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Ready when the terminal or the system asks the program to stop.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
