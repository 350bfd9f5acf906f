//! What the composer offers beside sending: a colleague who reads the draft first, and saved replies.

use store::member::MemberRow;
use store::saved_reply::SavedReplyRow;
use store::{StoreError, Tx};

use crate::asked::Asked;

/// What is offered is made from this.
#[derive(Default)]
pub(crate) struct Found {
    members: Vec<MemberRow>,
    replies: Vec<SavedReplyRow>,
}

/// The menu that asks a colleague.
#[derive(Default)]
pub(crate) struct SecondLook {
    /// Who could read it: id and name.
    pub(crate) colleagues: Vec<(String, String)>,
    /// Whoever writes may not send: a colleague lets it go.
    pub(crate) drafts_only: bool,
}

impl Found {
    pub(crate) async fn load(tx: &mut Tx, asked: &Asked) -> Result<Self, StoreError> {
        let desk = asked.desk().id();
        Ok(Self { members: store::member::all(tx, desk).await?, replies: store::saved_reply::all(tx, desk).await? })
    }

    /// Saved replies by title, those in this language first.
    pub(crate) fn replies(&self, language: &str) -> Vec<(String, String)> {
        let mut replies: Vec<&SavedReplyRow> = self.replies.iter().collect();
        replies.sort_by_key(|row| row.language != language);
        replies.into_iter().map(|row| (row.reply_id.clone(), row.title.clone())).collect()
    }
}

impl SecondLook {
    /// What is offered for the member's draft.
    pub(crate) fn of(asked: &Asked, found: &Found) -> Self {
        let me = &asked.who.member.member_id;
        let others = found.members.iter().filter(|it| it.disabled_at.is_none() && it.member_id != *me);
        Self {
            colleagues: others.map(|it| (it.member_id.clone(), it.name.clone())).collect(),
            drafts_only: !asked.who.may_send(),
        }
    }

    pub(crate) fn sample() -> Self {
        Self { colleagues: vec![("m2".to_owned(), "Piotr Wzór".to_owned())], drafts_only: false }
    }
}
