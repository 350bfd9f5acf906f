//! Trying a mailbox's servers from the terminal, and waiting for a code to be typed elsewhere; each step is told.

use std::time::Duration;

use desk::Desk;
use desk::connect::trial::{self, Failure as Trouble, Plan};
use desk::mailboxes::Secret;
use desk::oauth::device::{self, Asked};
use desk::oauth::{self, Provider};
use words::Words;

use super::super::Failure;
use super::super::out::hint;

/// Signs in to both servers. Gives the folders there.
pub(super) async fn try_plan(plan: &Plan, words: &Words) -> Result<Vec<String>, Failure> {
    hint(&words.t("page-connect-step-fetching"));
    let folders =
        trial::fetching(plan).await.map_err(|trouble| said("page-connect-failed-fetching", &trouble, words))?;
    if plan.smtp.is_some() {
        hint(&words.t("page-connect-step-sending"));
        trial::sending(plan).await.map_err(|trouble| said("page-connect-failed-sending", &trouble, words))?;
    }
    Ok(folders)
}

fn said(half: &str, trouble: &Trouble, words: &Words) -> Failure {
    let whole = format!("{} {} {}", words.t(half), words.t(trouble.key), trouble.said);
    Failure::Refused(whole.trim().to_owned())
}

/// Shows a code and waits until it has been typed.
pub(super) async fn signed_in_with_code(desk: &Desk, provider: Provider, words: &Words) -> Result<Secret, Failure> {
    let refused = |trouble: oauth::Trouble| {
        Failure::Refused(format!("{} {}", words.t(trouble.key()), trouble.said()).trim().to_owned())
    };
    let mut code = device::begin(desk, provider).await.map_err(refused)?;
    hint(&words.t("page-connect-code-what"));
    hint(&format!("  {}\n  {}", code.page, code.user_code));
    loop {
        tokio::time::sleep(Duration::from_secs(code.interval)).await;
        match device::ask(desk, provider, &code).await {
            Ok(Asked::NotYet(interval)) => code.interval = interval,
            Ok(Asked::Over) => return Err(Failure::Refused(words.t("refused-oauth-denied"))),
            Ok(Asked::In(tokens)) => return Ok(Secret::Tokens(tokens)),
            Err(trouble) if !trouble.waits_for_a_person() => {}
            Err(trouble) => return Err(refused(trouble)),
        }
    }
}
