//! Clients: renamed, merged, and given rules of their own.

use std::collections::BTreeMap;

use rulebook::house_rules::{HouseRules, Problem};
use serde_json::{Value, json};
use store::Tx;
use store::client::ClientRow;
use store::search::fold;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::refusal::refusals;
use crate::who::Who;

refusals! {
    /// Why a client is not changed.
    Refused {
        /// There is no such client any more.
        Nobody = "refused-client-nobody",
        /// The name is missing.
        NoName = "refused-client-no-name",
        /// A client cannot be merged into themselves.
        Same = "refused-client-same",
        /// Everything that is wrong with the rules.
        Rules(Vec<Problem>) = "refused-settings",
    }
}

/// Renames a client. Gives the name before, for undo.
///
/// # Errors
/// See [`Refused`].
pub async fn rename(desk: &Desk, who: &Who, client_id: &str, name: &str) -> Result<String, Refused> {
    let name: String = name.trim().chars().filter(|char| !char.is_control()).take(100).collect();
    if name.is_empty() {
        return Err(Refused::NoName);
    }
    let before = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = find(tx, desk, client_id).await?;
            store::client::rename(tx, desk.id(), client_id, &name, &fold(&name)).await?;
            let data = json!({ "name": name, "before": row.name });
            note(tx, desk, &who.member.member_id, "client_renamed", About::desk("client", client_id), data).await?;
            Ok::<_, Refused>(row.name)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(before)
}

/// Merges one client into another: contacts, conversations and promises move; the first leads to the second for ever.
///
/// # Errors
/// See [`Refused`].
pub async fn merge(desk: &Desk, who: &Who, client_id: &str, into: &str) -> Result<(), Refused> {
    if client_id == into {
        return Err(Refused::Same);
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let from = find(tx, desk, client_id).await?;
            find(tx, desk, into).await?;
            store::client::merge(tx, desk.id(), client_id, into).await?;
            let data = json!({ "into": into, "name": from.name });
            note(tx, desk, &who.member.member_id, "client_merged", About::desk("client", client_id), data).await?;
            // Other rules may hold there.
            refresh_of(tx, desk, into).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(())
}

/// Sets one rule for one client over the desk's; `None` takes the client's own away. Its promises are derived anew.
///
/// # Errors
/// See [`Refused`].
pub async fn set_rule(desk: &Desk, who: &Who, client_id: &str, code: &str, rule: Option<Value>) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = find(tx, desk, client_id).await?;
            let mut rules: BTreeMap<String, Value> = serde_json::from_str(&row.rules).unwrap_or_default();
            match &rule {
                Some(rule) => rules.insert(code.to_owned(), rule.clone()),
                None => rules.remove(code),
            };
            HouseRules::layered([&desk.settings().settings.rules, &rules]).map_err(Refused::Rules)?;
            let text = serde_json::to_string(&rules).unwrap_or_default();
            store::client::set_rules(tx, desk.id(), client_id, &text).await?;
            let data = json!({ "rule": code, "value": rule });
            note(tx, desk, &who.member.member_id, "client_rule_set", About::desk("client", client_id), data).await?;
            refresh_of(tx, desk, client_id).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Promises));
    Ok(())
}

/// Sets how much checks weigh for one client, each by its rule's code; `None` gives a check back to the desk. What stays as
/// it was is no event.
///
/// # Errors
/// See [`Refused`].
pub async fn set_levels(
    desk: &Desk,
    who: &Who,
    client_id: &str,
    levels: &[(String, Option<String>)],
) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = find(tx, desk, client_id).await?;
            let before: BTreeMap<String, Value> = serde_json::from_str(&row.rules).unwrap_or_default();
            let mut rules = before.clone();
            for (code, level) in levels {
                set_level(&mut rules, code, level.as_deref());
            }
            HouseRules::layered([&desk.settings().settings.rules, &rules]).map_err(Refused::Rules)?;
            let text = serde_json::to_string(&rules).unwrap_or_default();
            store::client::set_rules(tx, desk.id(), client_id, &text).await?;
            for (code, _) in levels.iter().filter(|(code, _)| before.get(code) != rules.get(code)) {
                let data = json!({ "rule": code, "value": rules.get(code) });
                note(tx, desk, &who.member.member_id, "client_rule_set", About::desk("client", client_id), data)
                    .await?;
            }
            Ok::<_, Refused>(())
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(())
}

/// Whatever else the client has set of this rule stays.
fn set_level(rules: &mut BTreeMap<String, Value>, code: &str, level: Option<&str>) {
    let mut own = rules.remove(code).and_then(|own| own.as_object().cloned()).unwrap_or_default();
    match level {
        Some(level) => own.insert("level".to_owned(), json!(level)),
        None => own.remove("level"),
    };
    if !own.is_empty() {
        rules.insert(code.to_owned(), Value::Object(own));
    }
}

async fn find(tx: &mut Tx, desk: &Desk, client_id: &str) -> Result<ClientRow, Refused> {
    let row = store::client::find(tx, desk.id(), client_id).await?;
    row.filter(|row| row.merged_into.is_none()).ok_or(Refused::Nobody)
}

async fn refresh_of(tx: &mut Tx, desk: &Desk, client_id: &str) -> Result<(), Refused> {
    let ids = store::conversation::ids_of_client(tx, desk.id(), client_id).await?;
    Ok(refresh(tx, desk, &ids).await?)
}
