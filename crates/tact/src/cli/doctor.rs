//! `tact doctor`: is everything as it should be, and if not, what to do.

use clap::Args;
use desk::doctor::{Finding, examine};
use jiff::tz::TimeZone;
use serde_json::json;
use words::{Language, Words};

use super::out::Out;
use super::{Answer, Common, Ending, Format};

#[derive(Debug, Args)]
pub(super) struct Doctor {}

impl Doctor {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        let desk = common.place.open_to_read().await?;
        desk.read_with(common.encoder());
        let findings = examine(&desk).await;
        let mut out = Out::new();
        match common.format {
            Format::Json => out.document(&findings.iter().map(as_json).collect::<Vec<_>>())?,
            Format::Human => {
                for finding in &findings {
                    let mark = if finding.ok { "✓" } else { "✗" };
                    let name = finding.check.replace('_', "-");
                    let what = words.t(&format!("cli-doctor-{name}"));
                    out.line(&format!("{mark} {what}: {}", finding.told(words)))?;
                }
            }
        }
        out.finish()?;
        Ok(if findings.iter().all(|finding| finding.ok) { Ending::Fine } else { Ending::Findings })
    }
}

fn as_json(finding: &Finding) -> serde_json::Value {
    // Machines and logs get the same words whatever the terminal's language.
    let english = Words::new(Language::En, TimeZone::UTC);
    json!({ "check": finding.check, "ok": finding.ok, "detail": finding.told(&english) })
}
