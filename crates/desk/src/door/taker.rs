//! From the door into the desk: texts that came whole are read, gathered into batches, and taken in. Who handed one over
//! is told when it is safe, not before.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use mail::letter::Letter;
use mail::read::Hints;
use store::blobs::{Hash, Packed};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::spill::Spill;
use crate::desk::Desk;
use crate::receive::{Arrival, Envelope, Incoming, ReceiveError, receive};
use crate::{room, trust};

/// Mails committed together at most: one round to the disk for all of them.
const AT_ONCE: usize = 32;
/// KiB of raw mail in memory at a time; a single larger mail goes alone.
const MEMORY: u32 = 64 << 10;
/// For so long a mail server keeps trying (RFC 5321, 4.5.4.1: four to five days): an older date of arrival is not its own.
const QUEUE: SignedDuration = SignedDuration::from_hours(6 * 24);

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is safe: taken in, held, or known already.
    Safe,
    /// There is no room on the disk.
    Full,
    /// The database or the disk is in trouble.
    Trouble,
}

struct Waiting {
    arrival: Arrival,
    told: oneshot::Sender<Verdict>,
}

/// Where sessions hand their mails in. Clones are the same place.
#[derive(Clone)]
pub(super) struct Taker {
    desk: Desk,
    to_commit: mpsc::Sender<Waiting>,
    memory: Arc<Semaphore>,
}

impl Taker {
    /// A place to hand mails in, and the work that takes them in; it ends when the last clone is gone.
    pub(super) fn start(desk: &Desk) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let (to_commit, waiting) = mpsc::channel(AT_ONCE);
        let memory = Arc::new(Semaphore::new(MEMORY as usize));
        (Self { desk: desk.clone(), to_commit, memory }, commit(desk.clone(), waiting))
    }

    /// Takes a mail in; when this says `Safe`, it is.
    pub(super) async fn take(&self, text: Spill, envelope: Envelope, origin: &'static str) -> Verdict {
        if room::is_scarce(&self.desk) {
            return Verdict::Full;
        }
        let size = u32::try_from(text.bytes() >> 10).unwrap_or(MEMORY).clamp(1, MEMORY);
        let Ok(_room) = self.memory.acquire_many(size).await else { return Verdict::Trouble };
        let raw = match text.whole().await {
            Ok(raw) => raw,
            Err(error) => return trouble(&error),
        };
        let now = self.desk.now();
        let read = tokio::task::spawn_blocking(move || read(&raw, envelope, origin, now)).await;
        let Ok((mut mail, raw)) = read else { return Verdict::Trouble };
        // Here, where only this peer waits: a name server that keeps silent holds up nobody else.
        trust::judge_alone(&self.desk, &mut mail, &raw).await;
        let arrival = (mail, raw);
        let (told, verdict) = oneshot::channel();
        if self.to_commit.send(Waiting { arrival, told }).await.is_err() {
            return Verdict::Trouble;
        }
        verdict.await.unwrap_or(Verdict::Trouble)
    }
}

fn trouble(error: &std::io::Error) -> Verdict {
    tracing::warn!(%error, "a mail handed over could not be kept on the disk");
    if room::is_full(error) { Verdict::Full } else { Verdict::Trouble }
}

fn read(raw: &[u8], envelope: Envelope, origin: &'static str, now: Timestamp) -> Arrival {
    let hints = Hints { envelope_date: Some(now), not_after: Some(now), ..Hints::default() };
    let place = format!("<{}> → {}", envelope.from, envelope.recipients.join(", "));
    let mut incoming = Incoming::read_enveloped(raw, Hash::of(raw), &hints, origin, place, envelope);
    incoming.letter.arrived = Some(arrived(&incoming.letter, now));
    (incoming, Packed::of(raw))
}

/// When our mail server took it, where that can be; else now. The sender's own Date says nothing about arriving.
fn arrived(letter: &Letter, now: Timestamp) -> Timestamp {
    let queued = |at: &Timestamp| *at <= now && now.duration_since(*at) < QUEUE;
    letter.arrived.filter(queued).unwrap_or(now)
}

async fn commit(desk: Desk, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(AT_ONCE);
    while waiting.recv_many(&mut batch, AT_ONCE).await > 0 {
        let (arrivals, told): (Vec<Arrival>, Vec<_>) = batch.drain(..).map(|it| (it.arrival, it.told)).unzip();
        // One that makes trouble does not put off the others: they are tried one by one.
        let alone = arrivals.len() > 1;
        let again = if alone { arrivals.clone() } else { Vec::new() };
        let verdict = verdict(receive(&desk, arrivals).await);
        if verdict == Verdict::Safe || !alone {
            for told in told {
                // A peer that went meanwhile hands the same mail over again, and it is known then.
                let _ = told.send(verdict);
            }
            continue;
        }
        for (arrival, told) in again.into_iter().zip(told) {
            let _ = told.send(self::verdict(receive(&desk, vec![arrival]).await));
        }
    }
}

fn verdict(received: Result<crate::receive::Outcome, ReceiveError>) -> Verdict {
    let error = match received {
        Ok(_) => return Verdict::Safe,
        Err(error) => error,
    };
    tracing::warn!(%error, "mail handed over could not be taken in; its server keeps it");
    if room::is_lacking(&error) { Verdict::Full } else { Verdict::Trouble }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrival_is_what_our_server_says_within_the_life_of_its_queue() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let now = at("2026-11-20T09:00:00Z");
        let read = |received: &str| {
            let raw = format!("{received}Date: Mon, 1 Jan 2024 10:00:00 +0000\r\nFrom: a@client.test\r\n\r\nHello\r\n");
            super::read(raw.as_bytes(), Envelope::default(), "lmtp", now).0.letter.arrived
        };
        let line = |date: &str| format!("Received: from a by b; {date}\r\n");
        assert_eq!(read(&line("Thu, 19 Nov 2026 16:00:00 +0000")), Some(at("2026-11-19T16:00:00Z")));
        assert_eq!(read(&line("Fri, 20 Nov 2026 10:00:00 +0000")), Some(now), "our clock is the one that counts");
        assert_eq!(read(&line("Thu, 1 Jan 1998 16:00:00 +0000")), Some(now));
        assert_eq!(read(""), Some(now), "what the sender dates says nothing about arriving");
    }
}
