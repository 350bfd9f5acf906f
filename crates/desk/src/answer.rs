//! Answering: what is written becomes an entry of the conversation and a mail in the outbox, in one transaction.
//! How it gets to the relay is the outbox's business; it leaves after the undo time.

mod addressing;
mod below;
pub(crate) mod context;
mod schedule;
mod sender;
mod steps;
mod undo;
mod writing;

use jiff::{SignedDuration, Timestamp};
use rulebook::language::Slip;
use rulebook::people::Party;
use rulebook::step::DraftStep;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::conversation::ConversationRow;
use store::draft::{DraftKind, DraftRow};
use store::message::MessageRow;
use store::outbox::{OutboxRow, Recipient, RecipientState, State};
use store::series::SentPartRow;
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::check::{self, Checked};
use crate::desk::Desk;
use crate::files::{DraftAttachmentRow, Place};
use crate::happening::{About, note, refresh};
use crate::refusal::refusals;
use crate::who::Who;
use crate::{outbox, series};

use context::{Context, PartOf};

pub use addressing::{Suggested, language_in, suggest, suggest_new};
pub use below::Quoted;
pub use schedule::{Leaves, Schedule};
pub(crate) use undo::give_back;
pub use undo::{UndoRefused, undo};
pub(crate) use writing::new_rfc_id;

/// How long Send can be undone.
pub const UNDO: SignedDuration = SignedDuration::from_secs(10);

/// Most recipients of one answer.
pub const MOST_RECIPIENTS: usize = 100;

/// What the composer sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerForm {
    /// To.
    pub to: Vec<Party>,
    /// Cc.
    pub cc: Vec<Party>,
    /// The text.
    pub text: String,
    /// For a holding reply: the date it gives.
    pub holding_until: Option<Timestamp>,
    /// Made by the composer when it opens; the same key never sends twice.
    pub idempotency_key: String,
    /// The last message of the conversation when the draft began.
    pub base_message_id: Option<String>,
    /// The writer has seen what came since and sends all the same.
    #[serde(default)]
    pub despite_newer: bool,
    /// When it leaves.
    #[serde(default)]
    pub schedule: Schedule,
    /// From which of our addresses; empty: the usual one.
    #[serde(default)]
    pub from: String,
    /// The subject of a mail that begins a conversation; answers have that of what they answer.
    #[serde(default)]
    pub subject: String,
    /// Whether the mail that is answered stands below.
    #[serde(default)]
    pub quoted: bool,
    /// The message that is passed on; it stands below.
    #[serde(default)]
    pub passes_on: Option<String>,
    /// The writer was asked about what looks like a slip, and sends all the same.
    #[serde(default)]
    pub despite_slips: bool,
    /// Why an owner sends it although the gate holds it; empty: no reason is given, and held mail stays.
    #[serde(default)]
    pub overruled: String,
    /// The version of the draft that the composer last saw; another version with other words is shown first.
    #[serde(default)]
    pub draft_version: Option<i64>,
    /// The next steps under the text, and the commitments in it that are kept track of.
    #[serde(default)]
    pub steps: Vec<DraftStep>,
    /// Where the links of steps lead, such as `https://desk.example.com/s/`; without it a list has none.
    #[serde(skip)]
    pub step_links: Option<String>,
    /// The reader's language, where it is known from the mails beside; empty: that of the contact.
    #[serde(skip)]
    pub language: String,
    /// What went along; set when it is sent, for taking it back.
    #[serde(default)]
    pub files: Vec<SentFile>,
    /// It began its conversation; set when it is sent, for taking it back.
    #[serde(default)]
    pub begins: bool,
    /// The note that it left where the mail it passes on came from; set when it is sent, for taking it back.
    #[serde(default)]
    pub left_note: Option<String>,
}

/// A file that went along with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentFile {
    /// Its name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size.
    pub bytes: i64,
    /// The blob with its bytes.
    pub raw_hash: String,
}

/// An answer on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its place in the outbox; what undo asks for.
    pub outbox_id: String,
    /// Its entry in the conversation.
    pub message_id: String,
    /// When it leaves; until then it can be undone.
    pub goes_at: Timestamp,
    /// Whether there is a server to leave through, the mailbox's or a relay; without one it waits in the outbox until there is.
    pub relay_set: bool,
}

/// Whose mail it is, and who lets it go: mostly the same member.
#[derive(Debug, Clone, Copy)]
pub struct Hands<'a> {
    /// Whose draft, files and signature.
    pub writer: &'a Who,
    /// On whose word it goes.
    pub sender: &'a Who,
}

impl<'a> Hands<'a> {
    /// Whoever wrote it sends it.
    pub fn own(who: &'a Who) -> Self {
        Self { writer: who, sender: who }
    }
}

refusals! {
    /// Why an answer is not sent. What was written stays in the draft.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// Nobody is written to.
        NoRecipient = "refused-answer-no-recipient",
        /// Not one well-formed address.
        NoAddress(String) = "refused-answer-no-address",
        /// More people than a mail is for.
        TooManyRecipients = "refused-answer-too-many-recipients",
        /// Nothing is written.
        Empty = "refused-answer-empty",
        /// Longer than a mail may be.
        TooLong = "refused-answer-too-long",
        /// The date of a holding reply has passed.
        HoldingInThePast = "refused-answer-holding-in-the-past",
        /// No address of ours to write from is known.
        NoSender = "refused-answer-no-sender",
        /// A message came or went since the draft began; to be read first, then confirmed.
        NewerMessage(Box<MessageRow>) = "refused-answer-newer-message",
        /// The chosen moment has passed, or lies over a year ahead.
        When = "refused-answer-when",
        /// Nobody would know what a mail without a subject is about.
        NoSubject = "refused-answer-no-subject",
        /// Not an address of ours.
        NotOurs = "refused-answer-not-ours",
        /// The message that was to be passed on is not there.
        NothingToPassOn = "refused-answer-nothing-to-pass-on",
        /// It looks like a slip: to be asked about once.
        Slips(Vec<Slip>) = "refused-answer-slips",
        /// The gate holds it: somebody should read it again. An owner may give a reason and send it.
        Held(Box<Checked>) = "refused-answer-held",
        /// Another tab or device wrote something else: both are to be shown.
        OtherDraft(Box<DraftRow>) = "refused-answer-other-draft",
        /// A file came or went while it was being sent.
        FilesChanged = "refused-answer-files-changed",
        /// A step is for somebody whom the mail does not reach.
        StepOfNobody(String) = "refused-answer-step-of-nobody",
        /// A step is due on a day that has passed.
        StepInThePast(String) = "refused-answer-step-in-the-past",
        /// Whoever drafts only needs a colleague who lets it go.
        MayNotSend = "refused-answer-may-not-send",
        /// The composer gave no key.
        NoKey = "refused-fault",
    }
}

/// Sends an answer: it stands in the conversation at once, and leaves after [`UNDO`].
///
/// # Errors
/// See [`Refused`].
pub async fn send(desk: &Desk, who: &Who, conversation: &str, form: AnswerForm) -> Result<Answered, Refused> {
    deliver(desk, Hands::own(who), Place { conversation, kind: DraftKind::Reply }, form).await
}

/// Sends what stands in a draft's place: an answer, or a mail that begins the conversation.
pub(crate) async fn deliver(
    desk: &Desk,
    hands: Hands<'_>,
    place: Place<'_>,
    form: AnswerForm,
) -> Result<Answered, Refused> {
    let key = form.idempotency_key.clone();
    if let Some(answered) = already_sent(desk, &key).await? {
        return Ok(answered);
    }
    let mut prepared = prepare(desk, hands, place, form).await?;
    prepared.context.part = series::alone(desk, hands.writer, place).await?;
    prepared.form.overruled = through_the_gate(desk, hands, &prepared, "").await?;
    let ready = write_down(desk, hands, prepared).await?;
    let entered = desk.db().write(async |mut tx| enter(&mut tx, desk, hands, &ready).await).await;
    let relay_set = match entered {
        Ok(relay_set) => relay_set,
        // The same key at the same moment: the other one made the row, and this is its answer.
        Err(refused) => match already_sent(desk, &key).await? {
            Some(answered) => return Ok(answered),
            None => return Err(refused),
        },
    };
    Ok(ready.told(desk, relay_set))
}

/// A mail that is whole and addressed, with what it is written into.
pub(crate) struct Prepared<'a> {
    place: Place<'a>,
    pub(crate) form: AnswerForm,
    pub(crate) context: Context,
    goes_at: Timestamp,
}

/// A mail whose bytes are durable: only to be entered.
pub(crate) struct Ready<'a> {
    place: Place<'a>,
    form: AnswerForm,
    context: Context,
    written: writing::Written,
    row: OutboxRow,
}

impl Ready<'_> {
    /// Its entry in the conversation.
    pub(crate) fn message(&self) -> &MessageRow {
        &self.written.message
    }

    /// After the commit: everybody who looks is told.
    pub(crate) fn told(&self, desk: &Desk, relay_set: bool) -> Answered {
        desk.tell(Change::of(self.place.conversation, ChangeKind::Message));
        desk.tell(Change::of(self.place.conversation, ChangeKind::Outbox));
        let OutboxRow { outbox_id, message_id, not_before_at: goes_at, .. } = self.row.clone();
        Answered { outbox_id, message_id, goes_at, relay_set }
    }
}

/// Refuses early what cannot be sent, and loads what it is written into.
pub(crate) async fn prepare<'a>(
    desk: &Desk,
    hands: Hands<'_>,
    place: Place<'a>,
    form: AnswerForm,
) -> Result<Prepared<'a>, Refused> {
    if !hands.sender.may_send() {
        return Err(Refused::MayNotSend);
    }
    let who = hands.writer;
    let mut form = addressing::checked(form, desk.now())?;
    let context = context::load(desk, who, place, &form).await?;
    form.files = context.files.iter().map(sent_file).collect();
    form.begins = place.kind == DraftKind::New;
    form.left_note = form.passes_on.is_some().then(|| desk.new_id());
    let back = crate::away::back(desk, who).await?;
    let goes_at = form.schedule.goes_at(desk.now(), back).ok_or(Refused::When)?;
    Ok(Prepared { place, form, context, goes_at })
}

/// Lets it through the gate, or says why not. `beside`: the words of the mails that go with it, which may answer what it does not.
/// Gives the reason with which an owner sends what is held.
pub(crate) async fn through_the_gate(
    desk: &Desk,
    hands: Hands<'_>,
    mail: &Prepared<'_>,
    beside: &str,
) -> Result<String, Refused> {
    let passed = check::pass(desk, hands, mail.place, &mail.form, mail.goes_at, beside).await?;
    Ok(passed.unwrap_or_default())
}

/// Writes the mail and makes its bytes durable. The mails of a series leave a second apart, in their order.
pub(crate) async fn write_down<'a>(desk: &Desk, hands: Hands<'_>, mail: Prepared<'a>) -> Result<Ready<'a>, Refused> {
    let Prepared { place, form, context, goes_at } = mail;
    let after = SignedDuration::from_secs(context.part.as_ref().map_or(0, |part| part.at));
    let goes_at = goes_at.checked_add(after).unwrap_or(goes_at);
    let written = writing::write(desk, place.conversation, &context, &form).await?;
    let row = outbox_row(desk, hands.writer, &form, &written.message, goes_at)?;
    Ok(Ready { place, form, context, written, row })
}

pub(crate) fn sent_file(file: &DraftAttachmentRow) -> SentFile {
    let DraftAttachmentRow { name, media_type, bytes, raw_hash, .. } = file.clone();
    SentFile { name, media_type, bytes, raw_hash }
}

/// Conversation, outbox, draft, event and ledger, in the caller's transaction. Gives whether there is a server to leave through.
pub(crate) async fn enter(tx: &mut Tx, desk: &Desk, hands: Hands<'_>, mail: &Ready<'_>) -> Result<bool, Refused> {
    let Ready { place, form, context, written, row } = mail;
    let (conversation, who) = (&written.message.conversation_id, hands.writer);
    let (member, sender) = (&who.member.member_id, &hands.sender.member.member_id);
    // A new mail begins its conversation: nobody can have written there yet.
    if place.kind != DraftKind::New {
        not_overtaken(tx, desk, conversation, form).await?;
    }
    context::still_holds(tx, desk, who, *place, form, context).await?;
    if place.kind == DraftKind::New {
        crate::begin::enter(tx, desk, who, &written.message, context, form).await?;
    }
    writing::enter(tx, desk, written).await?;
    let mailbox = outbox::mailbox_of(tx, desk, &row.envelope_from).await?;
    store::outbox::insert(tx, desk.id(), &OutboxRow { mailbox_id: mailbox.clone(), ..row.clone() }).await?;
    store::draft::remove(tx, desk.id(), conversation, member, place.kind).await?;
    if let Some(PartOf { series_id, position, .. }) = context.part.clone() {
        let part = SentPartRow { message_id: row.message_id.clone(), series_id, position };
        store::series::insert_sent(tx, desk.id(), &[part]).await?;
    }
    let about = About::within(conversation, "message", &row.message_id);
    let verb = if place.kind == DraftKind::New { "begun" } else { "answered" };
    // A colleague's word let it go: both stand in the event.
    let let_go_by = (sender != member).then_some(sender);
    let data = json!({ "outbox": row.outbox_id, "let_go_by": let_go_by });
    note(tx, desk, member, verb, about, data).await?;
    if !form.overruled.is_empty() {
        note(tx, desk, sender, "overruled", about, json!({ "reason": form.overruled })).await?;
    }
    refresh(tx, desk, std::slice::from_ref(conversation)).await?;
    Ok(mailbox.is_some() || store::relay::find(tx, desk.id()).await?.is_some())
}

/// What was sent under this key.
pub(crate) async fn already_sent(desk: &Desk, key: &str) -> Result<Option<Answered>, StoreError> {
    if key.is_empty() {
        return Ok(None);
    }
    desk.db()
        .read(async |mut tx| {
            let Some(row) = store::outbox::by_key(&mut tx, desk.id(), key).await? else { return Ok(None) };
            let relay_set = row.mailbox_id.is_some() || store::relay::find(&mut tx, desk.id()).await?.is_some();
            let OutboxRow { outbox_id, message_id, not_before_at: goes_at, .. } = row;
            Ok(Some(Answered { outbox_id, message_id, goes_at, relay_set }))
        })
        .await
}

/// Refuses when the conversation went on since the draft began: somebody wrote, a colleague answered, or it was joined
/// with another one. What came late with an old date counts too, so ids are compared as well: they grow as mail is taken in.
async fn not_overtaken(tx: &mut Tx, desk: &Desk, conversation: &str, form: &AnswerForm) -> Result<(), Refused> {
    conversation_of(tx, desk, conversation).await?;
    let Some(base) = form.base_message_id.as_deref().filter(|_| !form.despite_newer) else { return Ok(()) };
    let came = store::message::came_since(tx, desk.id(), conversation, base).await?;
    came.map_or(Ok(()), |newer| Err(Refused::NewerMessage(Box::new(newer))))
}

fn outbox_row(
    desk: &Desk,
    who: &Who,
    form: &AnswerForm,
    message: &MessageRow,
    goes_at: Timestamp,
) -> Result<OutboxRow, Refused> {
    let recipient = |party: &Party, to: bool| Recipient {
        address: party.address.clone(),
        to,
        state: RecipientState::Waiting,
        reply: String::new(),
        report: None,
    };
    let to = form.to.iter().map(|party| recipient(party, true));
    let cc = form.cc.iter().map(|party| recipient(party, false));
    Ok(OutboxRow {
        outbox_id: desk.new_id(),
        conversation_id: message.conversation_id.clone(),
        message_id: message.message_id.clone(),
        member_id: who.member.member_id.clone(),
        rfc_id: message.rfc_id.clone(),
        envelope_from: message.from_address.clone(),
        recipients: to.chain(cc).collect(),
        raw_hash: message.raw_hash.clone(),
        state: State::Waiting,
        draft: serde_json::to_string(form).map_err(|error| Refused::Fault(error.into()))?,
        idempotency_key: form.idempotency_key.clone(),
        not_before_at: goes_at,
        next_try_at: goes_at,
        tries: 0,
        lease_until: None,
        fence: 0,
        data_started: false,
        last_error: String::new(),
        created_at: desk.now(),
        finished_at: None,
        mailbox_id: None,
        planned_at: form.schedule.is_planned().then_some(goes_at),
        unless_answered: form.schedule.is_planned() && form.schedule.unless_answered,
        left_at: None,
    })
}

/// The conversation, or why nothing can be sent there.
async fn conversation_of(tx: &mut Tx, desk: &Desk, conversation: &str) -> Result<ConversationRow, Refused> {
    let row = store::conversation::find(tx, desk.id(), conversation).await?;
    row.filter(|row| row.merged_into.is_none()).ok_or(Refused::Nowhere)
}
