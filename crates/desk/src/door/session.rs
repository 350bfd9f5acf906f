//! One connection: lines and texts from the socket, each with its patience, answers back. Decides nothing about mail.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::answer::{self, Answer};
use super::dialogue::{Dialogue, Next};
use super::recipients::recipient;
use super::spill::{Spill, SpillError};
use super::taker::{Taker, Verdict};
use super::text::{Chunked, Dotted, Found};
use super::{Limits, Manner};
use crate::desk::Desk;
use crate::room::is_full;

/// Longest command, in bytes: RFC 5321 has 512 and lets extensions add; XFORWARD is the longest of ours.
const LINE: usize = 2_048;
/// How long, and how much, is heard of a peer that was sent away, so that it reads why.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_BYTES: u64 = 1 << 20;

/// A connection.
pub(super) struct Session<S> {
    pub(super) stream: BufReader<S>,
    pub(super) desk: Desk,
    pub(super) taker: Taker,
    pub(super) dialogue: Dialogue,
    pub(super) limits: Limits,
    pub(super) manner: Manner,
    /// Whether the program was asked to stop.
    pub(super) stop: watch::Receiver<bool>,
    /// Answers that wait to be sent: those to commands that came together go together.
    pub(super) out: Vec<u8>,
}

/// Why a connection ends.
enum End {
    /// The peer went, or the network did.
    Gone,
    /// With a last word.
    Word(Answer),
}

impl From<io::Error> for End {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// A text under way.
struct Gathered {
    text: Spill,
    chunked: Chunked,
    /// Why it is not wanted; it is read to its end all the same.
    refused: Option<Answer>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + Sync> Session<S> {
    /// Talks until either side goes.
    pub(super) async fn run(mut self) {
        let End::Word(word) = self.talk().await else { return };
        word.write(&mut self.out);
        if self.flush().await.is_ok() && self.stream.shutdown().await.is_ok() {
            // A connection closed upon unread bytes is reset, and the last word lost.
            let mut rest = (&mut self.stream).take(LINGER_BYTES);
            let _ = timeout_at(Instant::now() + LINGER, tokio::io::copy(&mut rest, &mut tokio::io::sink())).await;
        }
    }

    async fn talk(&mut self) -> End {
        self.dialogue.greeting().write(&mut self.out);
        let mut gathered = None;
        loop {
            let done = match self.line().await {
                Ok(line) => self.act(&line, &mut gathered).await,
                Err(end) => return end,
            };
            if let Err(end) = done {
                return end;
            }
        }
    }

    async fn act(&mut self, line: &[u8], gathered: &mut Option<Gathered>) -> Result<(), End> {
        let settings = self.desk.settings();
        match self.dialogue.hear(line, &|address| recipient(&settings.own, address)) {
            Next::Say(answer) => answer.write(&mut self.out),
            Next::Close(answer) => return Err(End::Word(answer)),
            Next::PassOver { bytes, then } => {
                self.bytes(bytes, None).await?;
                then.write(&mut self.out);
            }
            Next::Text(answer) => {
                answer.write(&mut self.out);
                let text = self.text().await?;
                self.hand_in(text).await;
            }
            Next::Chunk { first, bytes, last } => {
                let mut text = gathered.take().filter(|_| !first).unwrap_or_else(|| self.gather());
                self.bytes(bytes, Some(&mut text)).await?;
                if last && text.refused.is_none() && !text.chunked.may_end() {
                    text.refused = Some(answer::line_ends());
                }
                match &text.refused {
                    _ if last => self.hand_in(text).await,
                    None => {
                        answer::fine().write(&mut self.out);
                        *gathered = Some(text);
                    }
                    Some(refused) => {
                        refused.write(&mut self.out);
                        self.dialogue.reset();
                    }
                }
            }
        }
        Ok(())
    }

    /// A text that came whole, to the desk; its answer to each who is to hear one.
    async fn hand_in(&mut self, gathered: Gathered) {
        let answers = self.dialogue.answers();
        let envelope = self.dialogue.envelope();
        let tallies = self.desk.tallies();
        let answer = match gathered.refused {
            Some(refused) => refused,
            None => match self.taker.take(gathered.text, envelope, self.manner.origin()).await {
                Verdict::Safe => answer::taken(),
                Verdict::Full => answer::disk_full(),
                Verdict::Trouble => answer::trouble(),
            },
        };
        match answer.code() {
            200..300 => tallies.door_taken.add(),
            400..500 => tallies.door_put_off.add(),
            _ => tallies.door_refused.add(),
        }
        (0..answers).for_each(|_| answer.write(&mut self.out));
    }

    fn gather(&self) -> Gathered {
        let text = Spill::new(self.limits.mail, self.limits.in_memory);
        Gathered { text, chunked: Chunked::default(), refused: None }
    }

    /// One command. Its line ends with CRLF, and no CR or LF stands elsewhere in it.
    async fn line(&mut self) -> Result<Vec<u8>, End> {
        let mut line = Vec::new();
        let until = Instant::now() + self.limits.command;
        loop {
            if self.stream.buffer().is_empty() {
                self.flush().await?;
            }
            let piece = tokio::select! {
                biased;
                piece = timeout_at(until, self.stream.fill_buf()) => piece.map_err(|_| End::Word(answer::too_slow()))??,
                _ = self.stop.wait_for(|stop| *stop) => return Err(End::Word(answer::stopping())),
            };
            if piece.is_empty() {
                return Err(End::Gone);
            }
            let end = memchr::memchr(b'\n', piece);
            let taken = end.unwrap_or(piece.len());
            line.extend_from_slice(piece.get(..taken).unwrap_or_default());
            self.stream.consume(end.map_or(taken, |end| end + 1));
            if line.len() > LINE {
                return Err(End::Word(answer::line_too_long()));
            }
            if end.is_some() {
                // Whoever ends lines otherwise may mean another command than the server before it saw.
                let whole = line.pop() == Some(b'\r') && memchr::memchr(b'\r', &line).is_none();
                return if whole { Ok(line) } else { Err(End::Word(answer::line_ends())) };
            }
        }
    }

    /// The text after DATA, up to its dot.
    async fn text(&mut self) -> Result<Gathered, End> {
        self.flush().await?;
        let mut gathered = self.gather();
        let (mut reader, mut out) = (Dotted::new(), Vec::new());
        let whole = Instant::now() + self.limits.whole_text;
        let mut heard = 0;
        loop {
            let piece = self.piece(whole).await?;
            out.clear();
            let found = reader.feed(piece, &mut out);
            let taken = if let Found::End(end) = found { end } else { piece.len() };
            self.stream.consume(taken);
            heard += taken as u64;
            self.keep(&mut gathered, &out).await;
            match found {
                Found::More if heard > self.limits.mail * 2 => return Err(End::Word(answer::too_large())),
                Found::More => {}
                Found::End(_) => return Ok(gathered),
                Found::LineEnds => {
                    self.desk.tallies().door_refused.add();
                    let refused = answer::line_ends();
                    // All but the last word, which the end of the connection says.
                    (1..self.dialogue.answers()).for_each(|_| refused.write(&mut self.out));
                    return Err(End::Word(refused));
                }
            }
        }
    }

    /// So many bytes of text; without `gathered` they are forgotten.
    async fn bytes(&mut self, bytes: u64, mut gathered: Option<&mut Gathered>) -> Result<(), End> {
        let whole = Instant::now() + self.limits.whole_text;
        let mut left = bytes;
        let mut out = Vec::new();
        while left > 0 {
            let piece = self.piece(whole).await?;
            let taken = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
            let piece = piece.get(..taken).unwrap_or_default();
            out.clear();
            if let Some(gathered) = &mut gathered
                && !gathered.chunked.feed(piece, &mut out)
            {
                out.clear();
                gathered.refused.get_or_insert_with(answer::line_ends);
            }
            self.stream.consume(taken);
            left -= taken as u64;
            if let Some(gathered) = &mut gathered {
                self.keep(gathered, &out).await;
            }
        }
        Ok(())
    }

    async fn piece(&mut self, whole: Instant) -> Result<&[u8], End> {
        if self.stream.buffer().is_empty() {
            self.flush().await?;
        }
        let until = whole.min(Instant::now() + self.limits.text);
        let piece = timeout_at(until, self.stream.fill_buf()).await.map_err(|_| End::Word(answer::too_slow()))??;
        if piece.is_empty() { Err(End::Gone) } else { Ok(piece) }
    }

    async fn keep(&self, gathered: &mut Gathered, piece: &[u8]) {
        if gathered.refused.is_some() {
            return;
        }
        gathered.refused = match gathered.text.add(piece, self.desk.folder()).await {
            Ok(()) => None,
            Err(SpillError::TooLarge) => Some(answer::too_large()),
            Err(SpillError::Disk(error)) if is_full(&error) => Some(answer::disk_full()),
            Err(SpillError::Disk(error)) => {
                tracing::warn!(%error, "a mail that is handed over cannot be gathered");
                Some(answer::trouble())
            }
        };
    }

    async fn flush(&mut self) -> Result<(), io::Error> {
        if self.out.is_empty() {
            return Ok(());
        }
        let out = std::mem::take(&mut self.out);
        let sending = async {
            self.stream.write_all(&out).await?;
            self.stream.flush().await
        };
        timeout_at(Instant::now() + self.limits.command, sending).await.map_err(io::Error::other)?
    }
}
