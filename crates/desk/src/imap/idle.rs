//! Waiting for news of the open folder, with IDLE (RFC 2177) where the server has it.

use std::future::Future;
use std::pin::pin;

use super::answer::Said;
use super::session::Session;
use super::{Step, Trouble, Why};

/// What ended a wait for news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idled {
    /// Something in the folder changed.
    News,
    /// The wait was over first.
    Quiet,
}

impl Session {
    /// Waits for news of the open folder, or until `over` is ready, whichever comes first. The caller keeps the wait
    /// below 29 minutes.
    ///
    /// # Errors
    /// When the server says no, or the connection fails.
    pub async fn idle(&mut self, over: impl Future<Output = ()> + Send) -> Result<Idled, Trouble> {
        self.step = Step::Idle;
        let before = self.exists;
        let mut over = pin!(over);
        if !self.offers("IDLE") {
            let idled = tokio::select! {
                stirred = self.wire.stirs() => stirred.map(|()| Idled::News),
                () = &mut over => Ok(Idled::Quiet),
            };
            return idled.map_err(|why| self.trouble(why));
        }
        let tag = self.say("IDLE").await?;
        match self.hear_on().await? {
            Said::GoOn(_) => {}
            Said::Tagged(_, _, _, words) => return Err(self.trouble(Why::Refused(words))),
            _ => return Err(self.trouble(Why::NotImap)),
        }
        // Only the wait for the first byte may be cut short; an answer once begun is heard to its end.
        while self.exists == before {
            tokio::select! {
                stirred = self.wire.stirs() => stirred.map_err(|why| self.trouble(why))?,
                () = &mut over => break,
            }
            match self.hear().await? {
                Said::Bye(words) => return Err(self.trouble(Why::NotNow(words))),
                Said::Tagged(_, _, _, words) => return Err(self.trouble(Why::Refused(words))),
                _ => {}
            }
        }
        self.send(b"DONE\r\n").await?;
        let ended = self.until_the_end(&tag, &mut |_| {}).await?;
        self.went_well(ended)?;
        Ok(if self.exists == before { Idled::Quiet } else { Idled::News })
    }

    /// The answer to IDLE itself; news of before may come first.
    async fn hear_on(&mut self) -> Result<Said, Trouble> {
        for _ in 0..1_000 {
            match self.hear().await? {
                said @ (Said::GoOn(_) | Said::Tagged(..)) => return Ok(said),
                Said::Bye(words) => return Err(self.trouble(Why::NotNow(words))),
                _ => {}
            }
        }
        Err(self.trouble(Why::NotImap))
    }
}
