//! `tact conversations`: what was said, conversation by conversation.

use clap::Args;
use desk::ask::{Told, conversations};
use serde_json::json;
use store::timeline::Said;
use words::Words;

use super::out::Out;
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct Conversations {
    /// Of one client only: its id, name or company domain, or the address of somebody who takes part.
    #[arg(long, value_name = "C")]
    client: Option<String>,
}

impl Conversations {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        let desk = common.place.open_to_read().await?;
        let words = Words::new(words.language(), desk.settings().calendar.time_zone().clone());
        let mut out = Out::new();
        let mut after = String::new();
        loop {
            let told = conversations(&desk, &after).await?;
            let Some(last) = told.last() else { break };
            after.clone_from(&last.conversation.conversation_id);
            for one in told.iter().filter(|told| self.wants(told)) {
                match common.format {
                    Format::Json => out.json(&as_json(one))?,
                    Format::Human => tell(&mut out, &words, one)?,
                }
            }
        }
        out.finish()?;
        Ok(Ending::Fine)
    }

    fn wants(&self, told: &Told) -> bool {
        let Some(client) = &self.client else { return true };
        told.conversation.client_id == *client
            || told.client.to_lowercase() == client.to_lowercase()
            || told.timeline.messages.iter().any(|said| {
                let mut people = said.to_list.iter().chain(&said.cc_list).map(|party| &party.address);
                said.from_address.eq_ignore_ascii_case(client) || people.any(|it| it.eq_ignore_ascii_case(client))
            })
    }
}

fn as_json(told: &Told) -> serde_json::Value {
    let conversation = &told.conversation;
    json!({
        "id": conversation.conversation_id,
        "client": told.client,
        "client_id": conversation.client_id,
        "subject": conversation.subject,
        "state": conversation.stand,
        "history": conversation.history,
        "related_to": conversation.related_to,
        "messages": told.timeline.messages.iter().map(message).collect::<Vec<_>>(),
    })
}

fn message(said: &Said) -> serde_json::Value {
    json!({
        "message_id": said.rfc_id,
        "from": said.from_address,
        "date": said.arrived_at,
        "direction": said.direction,
        "kind": said.kind,
    })
}

fn tell(out: &mut Out, words: &Words, told: &Told) -> Result<(), Failure> {
    let conversation = &told.conversation;
    out.line(&format!("{} · {}", told.client, conversation.subject))?;
    for said in &told.timeline.messages {
        let name = if said.from_name.is_empty() { &said.from_address } else { &said.from_name };
        let beginning = desk::receive::preview(&said.beginning);
        out.line(&format!("  {}  {name}: {beginning}", words.exact(said.arrived_at)))?;
    }
    out.line("")
}
