//! What a client's mail asks, in words. Decides nothing.

use rulebook::language::{ClientReading, Complaint};
use words::Words;

use super::super::Failure;
use super::super::out::Out;

/// What is asked, each on its line, then what else the mail holds.
pub(super) fn tell(out: &mut Out, text: &str, read: &ClientReading, words: &Words) -> Result<(), Failure> {
    for asked in &read.asked {
        let key = if asked.is_question { "cli-client-question" } else { "cli-client-request" };
        let quote = text.get(asked.span.clone()).unwrap_or_default().replace('\n', " ");
        out.line(&format!("{}: {quote}", words.t(key)))?;
    }
    if let Some(date) = read.wished_date {
        out.line(&words.t1("cli-client-date", "date", date.to_string()))?;
    }
    let complains = |wanted| read.complaint == wanted;
    for (key, is_so) in [
        ("cli-client-emergency", read.emergency),
        ("cli-client-grave", complains(Complaint::Grave)),
        ("cli-client-mild", complains(Complaint::Mild)),
        ("cli-client-refund", read.refund),
        ("cli-client-call", read.wants_call),
        ("cli-client-thanks", read.thanks),
        ("cli-client-waits", read.expects_answer),
        ("cli-client-waits-not", !read.expects_answer),
    ] {
        if is_so {
            out.line(&words.t(key))?;
        }
    }
    Ok(())
}
