//! Fills the composer: whom an answer goes to, the draft as it was left, and after a refusal what was written.

use rulebook::people::Party;
use words::Words;

use super::Composer;
use super::later::Later;
use crate::asked::Asked;
use crate::desk::conversation::load::{Ask, Loaded};
use crate::desk::conversation::write::Refusal;

/// The composer of this conversation.
pub(crate) fn composer(asked: &Asked, loaded: &Loaded, ask: &Ask, refusal: Option<Refusal>) -> Composer {
    let w = &asked.w;
    let draft = loaded.reply.as_ref();
    let (to, cc) = match draft.filter(|draft| !draft.to_list.is_empty()) {
        Some(draft) => (&draft.to_list, &draft.cc_list),
        None => (&loaded.suggested.to, &loaded.suggested.cc),
    };
    let problem = refusal.as_ref().map(|refusal| w.t(refusal.key));
    let (text, to_field, cc_field) = match &refusal {
        Some(refusal) => {
            let written = &refusal.written;
            (written.text.clone(), written.to.clone(), written.cc.clone())
        }
        None => (draft.map(|draft| draft.text.clone()).unwrap_or_default(), field(to), field(cc)),
    };
    let (to_words, cc_words) = (first_names(w, to), first_names(w, cc));
    let whom = if to_words.is_empty() { "…".to_owned() } else { to_words.clone() };
    let offer = loaded.offer.as_ref();
    Composer {
        key: asked.desk().new_id(),
        note_open: ask.compose == "note",
        confirm_newer: refusal.as_ref().is_some_and(|refusal| refusal.key == "refused-answer-newer-message"),
        people_open: to.is_empty() || refusal.is_some(),
        problem,
        to: to_field,
        cc: cc_field,
        text,
        hint: w.t1("part-composer-hint", "name", &whom),
        language: loaded.suggested.language.clone(),
        version: draft.map_or(0, |draft| draft.version),
        send_words: if cc_words.is_empty() {
            w.t1("part-composer-send", "to", &whom)
        } else {
            w.t2("part-composer-send-cc", "to", &whom, "cc", &cc_words)
        },
        holding_open: ask.compose == "holding",
        holding_until: offer
            .map_or_else(String::new, |offer| w.zone().to_datetime(offer.until).strftime("%Y-%m-%dT%H:%M").to_string()),
        holding_words: offer.map(|offer| offer.text.clone()).unwrap_or_default(),
        holding_send: w.t1("part-holding-send", "to", &whom),
        note_text: loaded.note.as_ref().map(|draft| draft.text.clone()).unwrap_or_default(),
        note_version: loaded.note.as_ref().map_or(0, |draft| draft.version),
        later: Later::of(asked, loaded),
        warnings: loaded
            .bounced
            .iter()
            .filter(|bounced| to.iter().chain(cc).any(|party| party.address == bounced.address))
            .map(|bounced| w.t1("composer-bounced", "address", &bounced.address))
            .collect(),
        to_words,
        cc_words,
    }
}

/// People as the field takes them back.
fn field(people: &[Party]) -> String {
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
fn first_names(w: &Words, people: &[Party]) -> String {
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
