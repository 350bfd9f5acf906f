//! Fills the composer: whom an answer goes to, the draft as it was left, and after a refusal what was written.

use askama::Template as _;
use desk::answer::Suggested;
use desk::check::Checked;
use desk::files::DraftAttachmentRow;
use rulebook::calendar::MemberTime;
use rulebook::language::Slip;
use rulebook::people::Party;
use store::bounced_address::BouncedAddressRow;
use store::draft::DraftRow;
use store::message::Direction;
use words::Words;

use super::checks::Checks;
use super::fields::Written;
use super::files::lines;
use super::later::Later;
use super::steps::{self, Steps};
use super::{Composer, Limits, Quoted, Sender};
use crate::asked::Asked;
use crate::desk::conversation::around::overtaken;
use crate::desk::conversation::load::{Ask, Loaded};
use crate::desk::conversation::write::{Doubt, Refusal};
use crate::desk::rereading::back_words;
use crate::desk::second_look::offer::SecondLook;

/// What a mail's box is filled from, whichever mail it is.
pub(crate) struct Source<'a> {
    pub(crate) kind: &'static str,
    pub(crate) suggested: &'a Suggested,
    pub(crate) draft: Option<&'a DraftRow>,
    pub(crate) files: &'a [DraftAttachmentRow],
    pub(crate) limits: desk::files::Limits,
    /// What the gate says of it.
    pub(crate) checked: Option<&'a Checked>,
}

/// The composer of this conversation.
pub(crate) fn composer(asked: &Asked, loaded: &Loaded, ask: &Ask, refusal: Option<Refusal>) -> Composer {
    let w = &asked.w;
    let source = Source {
        kind: "reply",
        suggested: &loaded.suggested,
        draft: loaded.reply.as_ref(),
        files: &loaded.files,
        limits: loaded.limits,
        checked: loaded.checked.as_ref(),
    };
    let mut suggested = loaded.suggested.clone();
    let asked_for = match ask.answer.as_str() {
        "one" => Some((suggested.to.clone(), Vec::new())),
        "all" => Some((suggested.to.clone(), suggested.cc.clone())),
        _ => None,
    };
    // Shown what came, whoever writes has still to say that the words hold.
    let newer = match &refusal {
        Some(refusal) => refusal.newer.as_deref(),
        None => loaded.overtaken.as_ref(),
    }
    .cloned();
    let base = match (&refusal, &newer) {
        (Some(refusal), _) => Some(refusal.written.base.clone()),
        (None, Some(_)) => loaded.reply.as_ref().and_then(|draft| draft.base_message_id.clone()),
        (None, None) => loaded.newest.clone(),
    };
    let reached = refusal.is_none().then_some(asked_for).flatten();
    if reached.is_some() && ask.answer == "one" {
        suggested.cc.clear();
    }
    let composer = mail(asked, &source, refusal, reached);
    let warnings = warnings(w, &composer, &loaded.bounced);
    let offer = loaded.offer.as_ref();
    let whom = if composer.to_words.is_empty() { "…" } else { &composer.to_words };
    let time = my_time(asked, loaded);
    Composer {
        note_open: ask.compose == "note",
        overtaken: newer.as_ref().map(|newer| overtaken(asked, newer)),
        base: base.unwrap_or_default(),
        widths: widths(w, loaded),
        holding_open: ask.compose == "holding",
        holding_until: offer
            .map_or_else(String::new, |offer| w.zone().to_datetime(offer.until).strftime("%Y-%m-%dT%H:%M").to_string()),
        holding_words: offer.map(|offer| offer.text.clone()).unwrap_or_default(),
        holding_send: w.t1("part-holding-send", "to", whom),
        note_text: loaded.note.as_ref().map(|draft| draft.text.clone()).unwrap_or_default(),
        note_version: loaded.note.as_ref().map_or(0, |draft| draft.version),
        later: Later::of(asked, &time, loaded.messages.last().is_some_and(|last| last.direction == Direction::Out)),
        put_off: back_words(asked, &time),
        look: SecondLook::of(asked, &loaded.found),
        saved: loaded.found.replies(&loaded.suggested.language),
        series: crate::desk::series::show::here(w, loaded.series.as_ref(), &loaded.conversation.conversation_id),
        warnings,
        ..composer
    }
}

/// The hours and absences of whoever writes.
fn my_time(asked: &Asked, loaded: &Loaded) -> MemberTime {
    let me = loaded.everybody.iter().find(|one| one.member.member_id == asked.who.member.member_id);
    me.map_or_else(|| MemberTime::of_the_desk(&asked.desk().settings().calendar), |me| me.time.clone())
}

/// The box of a mail. `people` overrides whom the draft names.
pub(crate) fn mail(
    asked: &Asked,
    source: &Source<'_>,
    refusal: Option<Refusal>,
    people: Option<(Vec<Party>, Vec<Party>)>,
) -> Composer {
    let w = &asked.w;
    let Source { suggested, draft, .. } = *source;
    let (to, cc) = people.unwrap_or_else(|| match draft.filter(|draft| !draft.to_list.is_empty()) {
        Some(draft) => (draft.to_list.clone(), draft.cc_list.clone()),
        None => (suggested.to.clone(), suggested.cc.clone()),
    });
    let written = match &refusal {
        Some(refusal) => refusal.written.clone(),
        None => as_left(source, &to, &cc),
    };
    let (to_words, cc_words) = (first_names(w, &to), first_names(w, &cc));
    let whom = if to_words.is_empty() { "…" } else { to_words.as_str() };
    let (slips, other) = refusal.as_ref().map_or((Vec::new(), None), |refusal| doubts(w, &refusal.doubt));
    let seen = other.as_ref().map(|(_, version)| *version);
    let held = refusal.as_ref().is_some_and(|refusal| matches!(refusal.doubt, Doubt::Held));
    Composer {
        key: asked.desk().new_id(),
        kind: source.kind,
        people_open: to.is_empty() || refusal.as_ref().is_some_and(|refusal| refusal.is_about_people()),
        problem: refusal.as_ref().map(|refusal| w.t(refusal.key)),
        slips,
        other: other.map(|(text, _)| text),
        newcomers: suggested.newcomers.clone(),
        senders: senders(suggested, &written.from),
        quoted: suggested.quoted.as_ref().map(|quoted| Quoted {
            lead: quoted.lead.clone(),
            text: quoted.text.clone(),
            on: written.quoted != "no" && !(refusal.is_some() && written.quoted.is_empty()),
        }),
        hint: w.t1("part-composer-hint", "name", whom),
        language: suggested.language.clone(),
        version: seen.or(written.version).unwrap_or_else(|| draft.map_or(0, |draft| draft.version)),
        send_words: send_words(w, whom, &cc_words),
        files: lines(asked, source.files),
        limits: limits(w, source.limits),
        signature: suggested.signature.clone(),
        steps: steps_of(asked, draft, refusal.as_ref(), &to, &cc),
        checks: source
            .checked
            .map_or_else(|| Checks::none(w), |checked| Checks::of(w, checked))
            .render()
            .unwrap_or_default(),
        // A reason that was given stays, also when something else is asked first.
        held: held || !written.because.trim().is_empty(),
        no_reason: held && asked.who.is_owner() && written.as_it_is == "yes" && written.because.trim().is_empty(),
        because: written.because,
        put_off: String::new(),
        may_overrule: asked.who.is_owner(),
        to: written.to,
        cc: written.cc,
        subject: written.subject,
        passes_on: written.passes_on,
        text: written.text,
        to_words,
        cc_words,
        ..Composer::default()
    }
}

/// What is known against addresses that the mail goes to.
pub(crate) fn warnings(w: &Words, composer: &Composer, bounced: &[BouncedAddressRow]) -> Vec<String> {
    let goes_to = format!("{}, {}", composer.to, composer.cc);
    let among = bounced.iter().filter(|bounced| goes_to.contains(&bounced.address));
    among.map(|bounced| w.t1("composer-bounced", "address", &bounced.address)).collect()
}

/// The rows as they were written, else as the draft has them.
fn steps_of(asked: &Asked, draft: Option<&DraftRow>, refusal: Option<&Refusal>, to: &[Party], cc: &[Party]) -> Steps {
    let drafted = match refusal {
        Some(refusal) => steps::drafted(&refusal.written),
        None => draft.map(|draft| draft.steps.clone()).unwrap_or_default(),
    };
    Steps::of(asked, &drafted, to, cc)
}

/// The fields as the draft has them.
fn as_left(source: &Source<'_>, to: &[Party], cc: &[Party]) -> Written {
    let fresh = Written { to: field(to), cc: field(cc), quoted: "yes".to_owned(), ..Written::default() };
    let Some(draft) = source.draft else { return fresh };
    Written {
        text: draft.text.clone(),
        from: draft.from_address.clone(),
        subject: draft.subject.clone(),
        passes_on: draft.passes_on.clone().unwrap_or_default(),
        quoted: if draft.quoted { "yes" } else { "no" }.to_owned(),
        version: Some(draft.version),
        ..fresh
    }
}

fn send_words(w: &Words, to: &str, cc: &str) -> String {
    if cc.is_empty() { w.t1("part-composer-send", "to", to) } else { w.t2("part-composer-send-cc", "to", to, "cc", cc) }
}

fn limits(w: &Words, limits: desk::files::Limits) -> Limits {
    let words = w.t2("part-composer-limits", "one", w.size(limits.one), "together", w.size(limits.together));
    Limits { one: limits.one, together: limits.together, words }
}

/// The ways to widen or narrow an answer, where somebody else is in copy.
fn widths(w: &Words, loaded: &Loaded) -> Vec<(String, String)> {
    let Some(first) = loaded.suggested.to.first().filter(|_| !loaded.suggested.cc.is_empty()) else {
        return Vec::new();
    };
    let id = &loaded.conversation.conversation_id;
    let only = first_names(w, std::slice::from_ref(first));
    vec![
        (format!("/conversations/{id}?answer=one#reply"), w.t1("part-composer-only", "name", only)),
        (format!("/conversations/{id}?answer=all#reply"), w.t("part-composer-all")),
    ]
}

/// The choice of senders, the chosen one marked; none when there is nothing to choose.
fn senders(suggested: &Suggested, wanted: &str) -> Vec<Sender> {
    let usual = suggested.from.as_ref().map(|from| from.address.as_str()).unwrap_or_default();
    let chosen = if wanted.is_empty() { usual } else { wanted };
    let missing = suggested.from.iter().filter(|from| suggested.senders.iter().all(|it| it.address != from.address));
    let all: Vec<&Party> = missing.chain(&suggested.senders).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let sender = |party: &&Party| Sender {
        address: party.address.clone(),
        words: if party.name.is_empty() {
            party.address.clone()
        } else {
            format!("{} <{}>", party.name, party.address)
        },
        chosen: party.address == chosen,
    };
    all.iter().map(sender).collect()
}

/// What is asked about once, in words; and the other text with its version.
fn doubts(w: &Words, doubt: &Doubt) -> (Vec<String>, Option<(String, i64)>) {
    let say = |slip: &Slip| slip_words(w, slip);
    match doubt {
        Doubt::None | Doubt::Held => (Vec::new(), None),
        Doubt::Slips(slips) => (slips.iter().map(say).collect(), None),
        Doubt::Other(there) => (Vec::new(), Some((there.text.clone(), there.version))),
    }
}

/// What looks like a slip, in words.
pub(crate) fn slip_words(w: &Words, slip: &Slip) -> String {
    match slip {
        Slip::Mention(word) => w.t1("part-slip-mention", "word", word),
        Slip::Internal(word) => w.t1("part-slip-internal", "word", word),
        Slip::Variable(word) => w.t1("part-slip-variable", "word", word),
        Slip::NoFile(word) => w.t1("part-slip-no-file", "word", word),
    }
}

/// People as the field takes them back.
pub(crate) fn field(people: &[Party]) -> String {
    let one = |party: &Party| {
        let name: String =
            party.name.chars().filter(|c| !matches!(c, '"' | '<' | '>' | '\\') && !c.is_control()).collect();
        match name.trim() {
            "" => party.address.clone(),
            name if name.contains([',', ';', '@']) => format!("\"{name}\" <{}>", party.address),
            name => format!("{name} <{}>", party.address),
        }
    };
    people.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// 'Anna, Piotr and others' for a button: up to three, by their first names.
pub(crate) fn first_names(w: &Words, people: &[Party]) -> String {
    let first = |party: &Party| {
        let name = w.name(party);
        if name.contains('@') {
            name.to_owned()
        } else {
            name.split_whitespace().next().unwrap_or(name).trim_end_matches(',').to_owned()
        }
    };
    let mut names: Vec<_> = people.iter().take(3).map(first).collect();
    if people.len() > 3 {
        names.push(format!("+{}", people.len() - 3));
    }
    names.join(", ")
}
