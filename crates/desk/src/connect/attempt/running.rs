//! What goes on behind an attempt's page: the try itself, and the waiting for a code typed elsewhere. Each says how far it
//! is; when somebody has begun anew meanwhile it says nothing any more.

use std::time::Duration;

use super::state::{self, Attempt, Half, Stage};
use crate::change::{Change, ChangeKind};
use crate::connect::trial::{self, Failure};
use crate::desk::Desk;
use crate::mailboxes::Secret;
use crate::oauth::Provider;
use crate::oauth::device::{self, Asked, DeviceCode};

/// Tries an attempt in the background.
pub(super) fn spawn(desk: &Desk, token: &str, attempt: Attempt) {
    let (desk, token) = (desk.clone(), token.to_owned());
    tokio::spawn(async move { run(&desk, &token, &attempt).await });
}

async fn run(desk: &Desk, token: &str, attempt: &Attempt) {
    let Some(plan) = attempt.plan() else {
        let nowhere = Failure { key: "refused-mailbox-no-host", said: String::new() };
        return say(desk, token, attempt.round, failed(Half::Fetching, nowhere)).await;
    };
    let folders = match trial::fetching(&plan).await {
        Ok(folders) => folders,
        Err(failure) => return say(desk, token, attempt.round, failed(Half::Fetching, failure)).await,
    };
    say(desk, token, attempt.round, Stage::Trying { half: Half::Sending, since: desk.now() }).await;
    let stage = match trial::sending(&plan).await {
        Ok(()) => Stage::Ready { folders },
        Err(failure) => failed(Half::Sending, failure),
    };
    say(desk, token, attempt.round, stage).await;
}

fn failed(half: Half, failure: Failure) -> Stage {
    Stage::Failed { half, key: failure.key.to_owned(), said: failure.said }
}

/// Notes how far round `round` is and tells open pages. An attempt that is gone needs no news.
async fn say(desk: &Desk, token: &str, round: u32, stage: Stage) {
    let noted = state::change(desk, token, |attempt| {
        if attempt.round == round {
            attempt.stage = stage.clone();
        }
    });
    if let Err(refused) = noted.await {
        tracing::debug!(%refused, "an attempt to connect a mailbox is over");
    }
    desk.tell(Change::everywhere(ChangeKind::Settings));
}

/// Waits until the code has been typed, then goes on as with any tokens.
pub(super) fn wait_for_code(desk: &Desk, token: &str, provider: Provider, code: DeviceCode, round: u32) {
    let (desk, token) = (desk.clone(), token.to_owned());
    tokio::spawn(async move {
        let mut code = code;
        loop {
            tokio::time::sleep(Duration::from_secs(code.interval)).await;
            // Nobody waits any more: the attempt is gone or something else was chosen.
            match state::load(&desk, &token).await {
                Ok((attempt, _)) if attempt.round == round => {}
                _ => return,
            }
            match device::ask(&desk, provider, &code).await {
                Ok(Asked::NotYet(interval)) => code.interval = interval,
                Ok(Asked::Over) => return say(&desk, &token, round, Stage::Found).await,
                Ok(Asked::In(tokens)) => {
                    let now = desk.now();
                    let started = state::change(&desk, &token, |attempt| {
                        if attempt.round == round {
                            attempt.secret = Some(Secret::Tokens(tokens.clone()));
                            attempt.start(now);
                        }
                    });
                    return match started.await {
                        Ok(attempt) if attempt.round == round + 1 => run(&desk, &token, &attempt).await,
                        _ => {}
                    };
                }
                Err(trouble) if !trouble.waits_for_a_person() => {}
                Err(trouble) => {
                    let failure = Failure { key: trouble.key(), said: trouble.said().to_owned() };
                    return say(&desk, &token, round, failed(Half::Fetching, failure)).await;
                }
            }
        }
    });
}
