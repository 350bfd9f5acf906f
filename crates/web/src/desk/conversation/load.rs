//! Everything a conversation's page shows, read in one go.

use desk::answer::Hands;
use desk::shut_out::patterns;
use serde::Deserialize;
use store::attachment::AttachmentRow;
use store::bounced_address::BouncedAddressRow;
use store::client::ClientRow;
use store::contact::ContactRow;
use store::conversation::ConversationRow;
use store::conversation::list::{self, Listed, View};
use store::cooling::CoolingRow;
use store::cursor::Cursor;
use store::draft::{DraftKind, DraftRow};
use store::draft_attachment::DraftAttachmentRow;
use store::event::EventRow;
use store::member::MemberRow;
use store::message::MessageRow;
use store::note::NoteRow;
use store::outbox::OutboxRow;
use store::promise::PromiseRow;
use store::sender::SenderRow;
use store::series::Sibling;
use store::step::StepRow;
use store::tag::TagRow;
use store::thrown_draft::ThrownDraftRow;
use store::trust::TrustRow;
use store::{StoreError, Tx};

use crate::asked::{Asked, Figures};
use crate::desk::second_look::offer::Found;

/// Messages shown at first; earlier ones on demand.
pub(crate) const SHOWN: i64 = 20;

/// How the page was asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    /// The list one came from.
    #[serde(default)]
    pub(crate) from: String,
    /// Shows what came before this place.
    before: Option<String>,
    /// Shows the page that has this message.
    at: Option<String>,
    /// `holding` or `note`: the composer opens there.
    #[serde(default)]
    pub(crate) compose: String,
    /// `one` or `all`: how wide the answer goes.
    #[serde(default)]
    pub(crate) answer: String,
}

/// What was read.
pub(crate) struct Loaded {
    pub(crate) figures: Figures,
    pub(crate) conversation: ConversationRow,
    pub(crate) messages: Vec<MessageRow>,
    /// There are messages before those shown.
    pub(crate) earlier: bool,
    /// There are messages after those shown.
    pub(crate) later: bool,
    pub(crate) newest: Option<String>,
    pub(crate) notes: Vec<NoteRow>,
    pub(crate) attachments: Vec<AttachmentRow>,
    pub(crate) outbox: Vec<OutboxRow>,
    pub(crate) trust: Vec<TrustRow>,
    pub(crate) promises: Vec<PromiseRow>,
    /// The steps of its mails, and what happened to them.
    pub(crate) steps: Vec<StepRow>,
    pub(crate) step_acts: Vec<EventRow>,
    /// Mails that an owner sent although the gate held them, and why.
    pub(crate) overruled: Vec<EventRow>,
    /// Addresses of the client from which mail came back.
    pub(crate) bounced: Vec<BouncedAddressRow>,
    /// Planned mails of this member that did not go because somebody answered.
    pub(crate) dropped: Vec<OutboxRow>,
    pub(crate) client: Option<ClientRow>,
    pub(crate) contacts: Vec<ContactRow>,
    pub(crate) client_promises: Vec<PromiseRow>,
    pub(crate) others: Vec<Listed>,
    pub(crate) tags: Vec<TagRow>,
    /// The mails that the member's draft here became, when it is one of several.
    pub(crate) series: Option<desk::series::Series>,
    /// Mails here that were sent together with others, all of them in order.
    pub(crate) siblings: Vec<Sibling>,
    /// The conversation this one was split off from.
    pub(crate) split_from: Option<ConversationRow>,
    /// Those who wrote and are shut out.
    pub(crate) listed: Vec<SenderRow>,
    /// The last message since the reply's draft began, when there is one.
    pub(crate) overtaken: Option<MessageRow>,
    pub(crate) members: Vec<MemberRow>,
    /// Those of them who may sign in, with their hours and absences.
    pub(crate) everybody: Vec<desk::away::Somebody>,
    pub(crate) seen_at: Option<jiff::Timestamp>,
    pub(crate) reply: Option<DraftRow>,
    pub(crate) note: Option<DraftRow>,
    /// What the composer offers beside sending.
    pub(crate) found: Found,
    /// The files of the reply's draft.
    pub(crate) files: Vec<DraftAttachmentRow>,
    pub(crate) limits: desk::files::Limits,
    pub(crate) suggested: desk::answer::Suggested,
    pub(crate) offer: Option<desk::hold_off::Offer>,
    /// Since when and until when the reply's draft rests.
    pub(crate) cooling: Option<CoolingRow>,
    /// The member's last answer here that was thrown away.
    pub(crate) thrown: Option<ThrownDraftRow>,
    /// What the gate says of the reply as it stands.
    pub(crate) checked: Option<desk::check::Checked>,
}

/// Reads the page; nothing when there is no such conversation.
pub(crate) async fn load(asked: &Asked, id: &str, ask: &Ask) -> anyhow::Result<Option<Loaded>> {
    let desk = asked.desk();
    let read = desk.db().read(async |mut tx| read(&mut tx, asked, id, ask).await).await?;
    let Some(mut loaded) = read else { return Ok(None) };
    // One that was joined with another is only a signpost: nothing can be written there.
    if loaded.conversation.merged_into.is_some() {
        return Ok(Some(loaded));
    }
    loaded.suggested = desk::answer::suggest(desk, &asked.who, id).await?;
    loaded.limits = desk::files::limits(desk).await?;
    loaded.offer = desk::hold_off::offer(desk, id, None).await.ok();
    let draft = loaded.reply.as_ref();
    let unsent = desk::check::Unsent {
        text: draft.map(|draft| draft.text.clone()).unwrap_or_default(),
        to: draft.map_or_else(|| loaded.suggested.to.clone(), |draft| draft.to_list.clone()),
        cc: draft.map_or_else(|| loaded.suggested.cc.clone(), |draft| draft.cc_list.clone()),
        steps: draft.map(|draft| draft.steps.clone()).unwrap_or_default(),
        leaves_at: None,
    };
    let place = desk::files::Place { conversation: id, kind: DraftKind::Reply };
    loaded.checked =
        desk::check::check(desk, Hands::own(&asked.who), place, unsent, desk::check::Care::Quick).await.ok();
    Ok(Some(loaded))
}

async fn read(tx: &mut Tx, asked: &Asked, id: &str, ask: &Ask) -> Result<Option<Loaded>, StoreError> {
    let desk = asked.desk().id();
    let me = &asked.who.member.member_id;
    let Some(conversation) = store::conversation::find(tx, desk, id).await? else { return Ok(None) };
    let before = place(tx, asked, id, ask).await?;
    let mut messages = store::message::window(tx, desk, id, &before, SHOWN + 1).await?;
    let earlier = messages.len() as i64 > SHOWN;
    if earlier {
        messages.remove(0);
    }
    let newest = store::message::newest(tx, desk, id, None).await?.map(|message| message.message_id);
    let ids: Vec<&str> = messages.iter().map(|message| message.message_id.as_str()).collect();
    let attachments = store::attachment::of_messages(tx, desk, &ids).await?;
    let outbox = store::outbox::of_messages(tx, desk, &ids).await?;
    let trust = store::trust::of_messages(tx, desk, &ids).await?;
    let later = newest.as_deref() != ids.last().copied();
    let client = &conversation.client_id;
    let contacts = store::contact::of_client(tx, desk, client).await?;
    let bounced = store::bounced_address::among(tx, desk, &people(&messages, &contacts)).await?;
    let dropped = crate::desk::outbox::dropped(tx, asked).await?;
    let senders: Vec<String> = messages.iter().flat_map(|message| patterns(&message.from_address)).collect();
    let reply = store::draft::find(tx, desk, id, me, DraftKind::Reply).await?;
    let (steps, step_acts) = steps(tx, asked, id).await?;
    Ok(Some(Loaded {
        listed: store::sender::among(tx, desk, &senders).await?,
        split_from: split_from(tx, asked, id).await?,
        series: desk::series::find(tx, asked.desk(), &asked.who, id).await?,
        siblings: store::series::of_conversation(tx, desk, id).await?,
        overtaken: overtaken(tx, asked, id, reply.as_ref()).await?,
        cooling: cooling(tx, asked, reply.as_ref()).await?,
        figures: Figures::load(tx, asked).await?,
        notes: store::note::of_conversation(tx, desk, id).await?,
        overruled: store::event::of_conversations(tx, desk, &[id], &["overruled"]).await?,
        promises: store::promise::of_conversations(tx, desk, &[id]).await?,
        client: store::client::find(tx, desk, client).await?,
        contacts,
        bounced,
        dropped: dropped.into_iter().filter(|row| row.conversation_id == id).collect(),
        client_promises: store::promise::of_client(tx, desk, client, 20).await?,
        others: list::page(tx, desk, &View::Client(client.clone()), me, &Cursor::newest(), asked.now, 7).await?,
        tags: store::tag::of_conversations(tx, desk, &[id]).await?,
        found: Found::load(tx, asked).await?,
        members: store::member::all(tx, desk).await?,
        everybody: desk::away::everybody(tx, asked.desk()).await?,
        seen_at: store::seen::find(tx, desk, me, id).await?,
        reply,
        note: store::draft::find(tx, desk, id, me, DraftKind::Note).await?,
        files: store::draft_attachment::of_draft(tx, desk, id, me, DraftKind::Reply).await?,
        limits: desk::files::Limits { one: 0, together: 0 },
        suggested: desk::answer::Suggested::default(),
        offer: None,
        checked: None,
        thrown: store::thrown_draft::last(tx, desk, id, me).await?,
        conversation,
        messages,
        steps,
        step_acts,
        earlier,
        later,
        newest,
        attachments,
        outbox,
        trust,
    }))
}

/// The addresses of everybody who was written to or could be.
fn people<'a>(messages: &'a [MessageRow], contacts: &'a [ContactRow]) -> Vec<&'a str> {
    let written_to = messages.iter().flat_map(|message| message.to_list.iter().chain(&message.cc_list));
    let known = contacts.iter().map(|contact| contact.address.as_str());
    written_to.map(|party| party.address.as_str()).chain(known).collect()
}

/// The steps of the conversation's mails, and what was done about them.
async fn steps(tx: &mut Tx, asked: &Asked, id: &str) -> Result<(Vec<StepRow>, Vec<EventRow>), StoreError> {
    let desk = asked.desk().id();
    let steps = store::step::of_conversations(tx, desk, &[id]).await?;
    let steps: Vec<StepRow> = steps.into_iter().map(|(_, step)| step).collect();
    let ids: Vec<&str> = steps.iter().map(|step| step.step_id.as_str()).collect();
    let acts = if steps.is_empty() { Vec::new() } else { store::event::of_steps(tx, desk, &ids).await? };
    Ok((steps, acts))
}

/// Since when and until when the draft rests.
async fn cooling(tx: &mut Tx, asked: &Asked, draft: Option<&DraftRow>) -> Result<Option<CoolingRow>, StoreError> {
    let Some(draft) = draft else { return Ok(None) };
    store::cooling::find(tx, asked.desk().id(), &draft.draft_id).await
}

/// What came or went since the draft began; nothing when nothing is written yet.
async fn overtaken(
    tx: &mut Tx,
    asked: &Asked,
    id: &str,
    draft: Option<&DraftRow>,
) -> Result<Option<MessageRow>, StoreError> {
    let Some(draft) = draft.filter(|draft| !draft.text.trim().is_empty()) else { return Ok(None) };
    let Some(base) = &draft.base_message_id else { return Ok(None) };
    store::message::came_since(tx, asked.desk().id(), id, base).await
}

async fn split_from(tx: &mut Tx, asked: &Asked, id: &str) -> Result<Option<ConversationRow>, StoreError> {
    let desk = asked.desk().id();
    let pairs = store::parted::of_conversations(tx, desk, &[id]).await?;
    let Some(pair) = pairs.into_iter().find(|pair| pair.split_off) else { return Ok(None) };
    store::conversation::find(tx, desk, &pair.other_id).await
}

/// Before which place the window ends: the newest, an asked one, or just after an asked message.
async fn place(tx: &mut Tx, asked: &Asked, id: &str, ask: &Ask) -> Result<Cursor, StoreError> {
    if let Some(before) = ask.before.as_deref().and_then(|before| before.parse().ok()) {
        return Ok(before);
    }
    let Some(at) = &ask.at else { return Ok(Cursor::newest()) };
    let message = store::message::find(tx, asked.desk().id(), at).await?;
    let message = message.filter(|message| message.conversation_id == id);
    // A handful after it, so that one sees what came of it: the newest window when it is among those anyway.
    Ok(message.map_or_else(Cursor::newest, |message| Cursor {
        at: message.arrived_at.as_microsecond() + 1,
        id: String::new(),
    }))
}
