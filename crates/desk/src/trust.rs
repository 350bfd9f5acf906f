//! Whether a mail comes from whom it says. Judged once, when it arrives, by what its sender's domain says about its mail
//! (DKIM, SPF, DMARC, ARC) or by what our own server found out; mail that was long there already is not judged.
//! What follows from a judgement is decided where mail is placed and where promises are derived.

mod check;
mod names;
mod servers;
mod weigh;

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use store::blobs::Packed;
pub use store::trust::Standing;
use tokio::task::JoinSet;

use crate::desk::Desk;
use crate::receive::Incoming;
pub use check::Judge;
pub use names::Zone;
use servers::trusted_servers;

/// From this size on hashing takes a while, in bytes: not where others wait.
const LARGE: i64 = 256 << 10;
/// How long one mail may take; what is not known by then stays unknown.
pub(crate) const LONGEST: Duration = Duration::from_secs(4);
/// Mail that arrived earlier is not judged: keys are changed, and old signatures no longer hold.
const FRESH: SignedDuration = SignedDuration::from_hours(72);

/// What was found out about a mail's sender. That nothing could be found out is no judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// Verified or failed.
    pub standing: Standing,
    /// Why: a stable code.
    pub why: &'static str,
}

impl Judgement {
    /// Every code there is.
    pub(crate) const WHY: [&'static str; 4] = ["dmarc", "dkim", "spf", "from_unclear"];

    pub(crate) const fn verified(why: &'static str) -> Self {
        Self { standing: Standing::Verified, why }
    }

    pub(crate) const fn failed(why: &'static str) -> Self {
        Self { standing: Standing::Failed, why }
    }
}

/// Judges a mail alone, before it waits for others. Never fails, and never takes longer than [`LONGEST`].
pub(crate) async fn judge_alone(desk: &Desk, mail: &mut Incoming, raw: &Packed) {
    judge(desk, std::slice::from_mut(mail), std::slice::from_ref(raw), &[true]).await;
    mail.asked = true;
}

/// Judges the mails of a batch that are new, came from outside just now and were not judged before. All at once: one whose
/// domain keeps silent holds up no other. Never fails: what cannot be found out in time is not known.
pub(crate) async fn judge(desk: &Desk, mails: &mut [Incoming], raw: &[Packed], fresh: &[bool]) {
    let Some(judge) = desk.judge() else { return };
    let to_judge: Vec<usize> = (0..mails.len())
        .filter(|at| fresh.get(*at) == Some(&true) && mails.get(*at).is_some_and(|mail| is_to_judge(desk, mail)))
        .collect();
    if to_judge.is_empty() {
        return;
    }
    let Ok(servers) = trusted_servers(desk).await else { return };
    let mut under_way = JoinSet::new();
    for at in to_judge {
        let (Some(mail), Some(raw)) = (mails.get(at), raw.get(at)) else { continue };
        let (judge, mail, raw, servers) = (Arc::clone(&judge), mail.clone(), raw.clone(), Arc::clone(&servers));
        let large = mail.raw_bytes > LARGE;
        let looked = async move { Some((at, judge.judge(&raw.bytes().ok()?, &mail, &servers).await?)) };
        if large {
            let runtime = tokio::runtime::Handle::current();
            under_way.spawn_blocking(move || runtime.block_on(looked));
        } else {
            under_way.spawn(looked);
        }
    }
    while let Some(judged) = under_way.join_next().await {
        // A checker that broke found out nothing.
        let Ok(Some((at, judgement))) = judged else { continue };
        if let Some(mail) = mails.get_mut(at) {
            mail.judgement = Some(judgement);
        }
    }
}

/// Mail that our own server handed over or that lay in a mailbox, not long ago, and that nobody of ours put there.
fn is_to_judge(desk: &Desk, mail: &Incoming) -> bool {
    let from_outside = matches!(mail.origin, "imap" | "lmtp" | "smtp") && !mail.put_there_by_us;
    let now = desk.now();
    // What says it is from us and lies in a mailbox may be our own copy, as long as nobody tells where it lay.
    let where_told = mail.origin != "imap" || mail.mailbox.is_some();
    let says_ours = mail.letter.from.as_ref().is_some_and(|from| desk.settings().own.is_ours(&from.address));
    let is_fresh = mail.letter.arrived.is_none_or(|at| now.duration_since(at) < FRESH);
    // Who cannot be read cannot be asked about; what holds a mail otherwise says nothing about its writer.
    let is_readable = mail.letter.held.is_none() || mail.letter.from.is_some();
    from_outside && (where_told || !says_ours) && is_fresh && is_readable && !mail.asked
}
