//! Says of a mail that it is not verified, above its own words, where nothing of the mail can reach.

use store::message::MessageRow;
use store::trust::Standing;

use super::Doubt;
use super::load::Loaded;
use crate::asked::Asked;

/// Why a mail is not believed, as long as nobody vouched for it.
pub(super) fn doubt(asked: &Asked, loaded: &Loaded, row: &MessageRow) -> Option<Doubt> {
    let judged = loaded.trust.iter().find(|judged| judged.message_id == row.message_id)?;
    if judged.standing != Standing::Failed || judged.vouched_at.is_some() {
        return None;
    }
    let w = &asked.w;
    if row.from_address.is_empty() {
        return Some(Doubt { text: w.t("page-conversation-doubt-nobody"), act: None });
    }
    let name = if row.from_name.trim().is_empty() { &row.from_address } else { &row.from_name };
    let domain = row.from_address.rsplit_once('@').map_or("", |(_, domain)| domain);
    Some(Doubt {
        text: w.t2("page-conversation-doubt", "name", name, "domain", domain),
        act: Some(w.t1("page-conversation-doubt-act", "name", name)),
    })
}
