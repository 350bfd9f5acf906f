//! On Today of whoever steps in: members on leave, and what waits with them. When somebody is away, the rulebook knows.

use desk::away::Somebody;
use jiff::Timestamp;
use store::{StoreError, Tx};
use words::dates::Role;

use super::Strip;
use crate::asked::Asked;

/// A member on leave for whom whoever asks steps in.
pub(super) struct Absent {
    id: String,
    name: String,
    back: Timestamp,
    /// Conversations that wait with them.
    count: i64,
}

pub(super) async fn load(tx: &mut Tx, asked: &Asked, everybody: &[Somebody]) -> Result<Vec<Absent>, StoreError> {
    let (me, now) = (&asked.who.member.member_id, asked.now);
    let mut absent = Vec::new();
    for one in everybody {
        if !one.is_stood_in_for_by(me, now) {
            continue;
        }
        let id = one.member.member_id.clone();
        let counts = store::conversation::list::counts(tx, asked.desk().id(), &id, now).await?;
        absent.push(Absent { id, name: one.member.name.clone(), back: one.time.back(now), count: counts.mine });
    }
    Ok(absent)
}

/// One line for each of them.
pub(super) fn strips(asked: &Asked, absent: &[Absent]) -> Vec<Strip> {
    let w = &asked.w;
    let strip = |one: &Absent| {
        let when = w.when(Role::Plain, asked.now, one.back);
        Strip {
            tone: "",
            text: w.tn("page-today-stand-in", &[("name", &one.name), ("when", &when), ("count", &one.count)]),
            act: w.t("page-today-stand-in-act"),
            href: format!("/inbox?view=mine&of={}", one.id),
        }
    };
    absent.iter().map(strip).collect()
}

/// Whom one steps in for in a conversation that this member takes care of.
pub(super) fn of(absent: &[Absent], assigned_to: Option<&str>) -> Option<String> {
    absent.iter().find(|one| Some(one.id.as_str()) == assigned_to).map(|one| one.name.clone())
}
