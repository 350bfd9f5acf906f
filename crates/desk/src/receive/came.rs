//! What was known about a mail when it came, beside its bytes: kept with one that is held, so that trying it again judges it
//! as one that just came.

use serde::{Deserialize, Serialize};

use super::incoming::Incoming;
use crate::trust::{Judgement, Standing};

/// The way a held mail came and what its writer's domain said then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Came {
    /// The mailbox it was fetched from; empty when it came another way.
    mailbox: String,
    /// It lay where only our own programs put mail.
    put_there_by_us: bool,
    /// Whether its writer was verified, and why, by the words of the store; `None` when that was not known.
    judged: Option<(bool, String)>,
}

impl Came {
    pub(super) fn of(mail: &Incoming) -> Self {
        let judged = mail.judgement.map(|it| (it.standing == Standing::Verified, it.why.to_owned()));
        Self { mailbox: mail.mailbox.clone().unwrap_or_default(), put_there_by_us: mail.put_there_by_us, judged }
    }

    /// As it stands in the store.
    pub(super) fn to_text(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// Reads what stands in the store; what cannot be read is not known.
    pub(crate) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Tells a mail that is read again by which way it came.
    pub(crate) fn tell(&self, mail: &mut Incoming) {
        mail.mailbox = (!self.mailbox.is_empty()).then(|| self.mailbox.clone());
        mail.put_there_by_us = self.put_there_by_us;
    }

    /// What was found out about its writer when it came. Keys are changed in time, so what cannot be found out any more
    /// stands as it stood.
    pub(crate) fn judgement(&self) -> Option<Judgement> {
        let (verified, why) = self.judged.as_ref()?;
        let why = Judgement::WHY.into_iter().find(|it| it == why)?;
        Some(if *verified { Judgement::verified(why) } else { Judgement::failed(why) })
    }
}
