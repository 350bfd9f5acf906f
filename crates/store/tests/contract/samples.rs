//! Sample rows: people and mails that never were.

use jiff::{SignedDuration, Timestamp};
use rulebook::event::Kind;
use rulebook::people::{Party, Side};
use rulebook::promise::{State, What};
use store::client::ClientRow;
use store::conversation::{ConversationRow, Stand};
use store::member::{MemberRow, Role};
use store::message::{Direction, MessageRow};
use store::promise::PromiseRow;
use store::search::{Document, Words, analyse};

use crate::engines::Engine;

/// So many minutes after the samples' day began.
pub(crate) fn at(minutes: i64) -> Timestamp {
    let day: Timestamp = "2026-03-02T08:00:00Z".parse().unwrap();
    day + SignedDuration::from_mins(minutes)
}

pub(crate) fn party(address: &str) -> Party {
    Party { address: address.to_owned(), name: String::new() }
}

pub(crate) fn member(id: &str) -> MemberRow {
    MemberRow {
        member_id: id.to_owned(),
        name: format!("Sample {id}"),
        address: format!("{id}@agency.example"),
        language: "en".to_owned(),
        role: Role::Colleague,
        password_hash: None,
        created_at: at(0),
        disabled_at: None,
    }
}

pub(crate) fn client(id: &str) -> ClientRow {
    ClientRow {
        client_id: id.to_owned(),
        name: format!("Client {id}"),
        name_key: format!("client {id}"),
        domain: Some(format!("{id}.example")),
        rules: "{}".to_owned(),
        merged_into: None,
        created_at: at(0),
    }
}

pub(crate) fn conversation(id: &str, client: &str, minutes: i64) -> ConversationRow {
    ConversationRow {
        conversation_id: id.to_owned(),
        client_id: client.to_owned(),
        subject: format!("About {id}"),
        stand: Stand::Unanswered,
        history: false,
        first_at: at(minutes),
        last_at: at(minutes),
        last_in_at: Some(at(minutes)),
        last_out_at: None,
        last_from: "Anna".to_owned(),
        preview: "Where is it?".to_owned(),
        messages: 1,
        attachments: false,
        owed_due_at: None,
        next_look_at: None,
        snoozed_until: None,
        assigned_to: None,
        settled_at: None,
        merged_into: None,
        related_to: None,
    }
}

pub(crate) fn message(id: &str, conversation: &str, minutes: i64, text: &str) -> MessageRow {
    MessageRow {
        message_id: id.to_owned(),
        conversation_id: conversation.to_owned(),
        rfc_id: format!("{id}@mail.example"),
        parent_rfc_id: None,
        body_hash: format!("hash of {id}"),
        direction: Direction::In,
        kind: Kind::Person,
        automatic: false,
        from_address: "anna@acme.example".to_owned(),
        from_name: "Anna".to_owned(),
        to_list: vec![party("desk@agency.example")],
        cc_list: vec![],
        reply_to: vec![],
        own_address: "desk@agency.example".to_owned(),
        subject: format!("About {conversation}"),
        arrived_at: at(minutes),
        claimed_at: Some(at(minutes - 1)),
        language: "en".to_owned(),
        expects_answer: true,
        holding_until: None,
        newcomer: false,
        new_text: text.to_owned(),
        folded: String::new().into(),
        has_html: false,
        list_id: None,
        raw_hash: "00".repeat(32),
        raw_bytes: 1000,
        bounce: None,
        origin: "sample".to_owned(),
        search_no: 0,
    }
}

pub(crate) fn words(row: &MessageRow) -> Words {
    analyse(&Document {
        subject: &row.subject,
        text: &row.new_text,
        from: (&row.from_address, &row.from_name),
        to: row.to_list.iter().map(|it| (it.address.as_str(), it.name.as_str())).collect(),
        attachments: vec![],
        ours: row.direction == Direction::Out,
    })
}

pub(crate) fn promise(id: &str, conversation: &str, client: &str, due: i64) -> PromiseRow {
    PromiseRow {
        promise_id: id.to_owned(),
        conversation_id: conversation.to_owned(),
        client_id: client.to_owned(),
        position: 0,
        side: Side::Ours,
        who: party("desk@agency.example"),
        whom: party("anna@acme.example"),
        what: What::Answer,
        rule: "reply-in-a-working-day".to_owned(),
        since_at: at(due - 480),
        due_at: at(due),
        state: State::Open,
        kept_at: None,
        evidence: vec![format!("{id}@mail.example")],
        because: vec![],
        unkept: true,
        history: false,
    }
}

/// Puts a client and its conversations in, one a minute from minute 0.
pub(crate) async fn put_conversations(engine: &Engine, client_id: &str, rows: &[ConversationRow]) {
    let clients = [client(client_id)];
    engine
        .write(async |mut tx| {
            store::client::insert_many(&mut tx, &engine.desk, &clients).await?;
            store::conversation::save_many(&mut tx, &engine.desk, rows).await
        })
        .await;
}

/// Puts messages in, findable.
pub(crate) async fn put_messages(engine: &Engine, rows: &[MessageRow]) {
    let words: Vec<Words> = rows.iter().map(words).collect();
    engine.write(async |mut tx| store::message::insert_many(&mut tx, &engine.desk, rows, &words).await).await;
}
