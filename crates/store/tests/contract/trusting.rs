//! What was found out about senders, and for which mails an automatic answer was thought about.

use store::StoreError;
use store::acknowledged::{self, AcknowledgedRow};
use store::message::MessageRow;
use store::trust::{self, Standing, TrustRow};

use crate::engines::{Engine, on_both};
use crate::samples::{at, conversation, message, put_conversations, put_messages};

on_both!(
    a_doubtful_mail_is_listed_until_somebody_vouches_once,
    doubtful_mail_is_not_made_ours,
    one_person_has_one_automatic_answer_in_an_absence,
    the_document_of_manners_is_replaced,
    conversations_are_found_between_two_ids,
);

fn failed(message: &MessageRow) -> TrustRow {
    TrustRow {
        message_id: message.message_id.clone(),
        standing: Standing::Failed,
        why: "dmarc".to_owned(),
        vouched_by: None,
        vouched_at: None,
    }
}

/// Two mails of theirs, the second of them doubtful.
async fn two_mails(engine: &Engine) -> [MessageRow; 2] {
    put_conversations(engine, "acme", &["c1", "c2"].map(|id| conversation(id, "acme", 1))).await;
    let mails = ["c1", "c2"].map(|conversation| MessageRow {
        origin: "lmtp".to_owned(),
        ..message(&format!("m-{conversation}"), conversation, 1, "When?")
    });
    put_messages(engine, &mails).await;
    let row = failed(&mails[1]);
    engine.write(async |mut tx| trust::insert_many(&mut tx, &engine.desk, std::slice::from_ref(&row)).await).await;
    mails
}

async fn a_doubtful_mail_is_listed_until_somebody_vouches_once(engine: &Engine) {
    let [_, doubted] = two_mails(engine).await;
    let listed = async || {
        let all = engine.read(async |mut tx| trust::doubtful(&mut tx, &engine.desk, 9).await).await;
        let among = engine.read(async |mut tx| trust::doubtful_among(&mut tx, &engine.desk, &["c1", "c2"]).await).await;
        assert_eq!(all.iter().map(|it| it.conversation_id.clone()).collect::<Vec<_>>(), among);
        let said = engine
            .read(async |mut tx| store::timeline::messages(&mut tx, &engine.desk, &["c1".into(), "c2".into()]).await)
            .await;
        assert_eq!(
            said.iter().filter(|it| it.doubtful).map(|it| it.conversation_id.clone()).collect::<Vec<_>>(),
            among
        );
        among
    };
    assert_eq!(listed().await, ["c2"]);
    let vouch = async || {
        engine.write(async |mut tx| trust::vouch(&mut tx, &engine.desk, &doubted.message_id, "m", at(5)).await).await
    };
    assert!(vouch().await && !vouch().await);
    assert!(listed().await.is_empty());
    let rows =
        engine.read(async |mut tx| trust::of_messages(&mut tx, &engine.desk, &[&doubted.message_id]).await).await;
    assert_eq!((rows[0].vouched_by.as_deref(), rows[0].vouched_at), (Some("m"), Some(at(5))));
}

async fn doubtful_mail_is_not_made_ours(engine: &Engine) {
    let mails = two_mails(engine).await;
    let address = mails[0].from_address.clone();
    assert_eq!(address, mails[1].from_address);
    engine
        .write(async |mut tx| store::intake::make_ours(&mut tx, &engine.desk, std::slice::from_ref(&address)).await)
        .await;
    for (mail, expected) in mails.iter().zip([store::message::Direction::Out, store::message::Direction::In]) {
        let now = engine.read(async |mut tx| store::message::find(&mut tx, &engine.desk, &mail.message_id).await).await;
        assert_eq!(now.unwrap().direction, expected);
    }
}

async fn one_person_has_one_automatic_answer_in_an_absence(engine: &Engine) {
    let mails = two_mails(engine).await;
    let row = |mail: &MessageRow, outcome: &str| AcknowledgedRow {
        message_id: mail.message_id.clone(),
        address: mail.from_address.clone(),
        absence_at: at(900),
        looked_at: at(10),
        outcome: outcome.to_owned(),
        said: "when".to_owned(),
    };
    let to_do = async || {
        let rows = engine.read(async |mut tx| acknowledged::to_think_about(&mut tx, &engine.desk, "", 9).await).await;
        rows.len()
    };
    assert_eq!(to_do().await, 2);
    let add = async |row: AcknowledgedRow| {
        engine.db.write(async |mut tx| acknowledged::insert(&mut tx, &engine.desk, &row).await).await
    };
    add(row(&mails[0], acknowledged::SENT)).await.unwrap();
    let twice = add(row(&mails[1], acknowledged::SENT)).await;
    assert!(matches!(twice, Err(StoreError::Taken { .. })), "{twice:?}");
    add(row(&mails[1], "already")).await.unwrap();
    assert_eq!(to_do().await, 0);
    let count = |outcome: &'static str| {
        engine.read(async move |mut tx| acknowledged::count(&mut tx, &engine.desk, outcome, at(10)).await)
    };
    assert_eq!((count(acknowledged::SENT).await, count(acknowledged::BREAKER).await), (1, 0));
    let address = mails[0].from_address.clone();
    let of = engine.read(async |mut tx| acknowledged::of_address(&mut tx, &engine.desk, &address, at(0)).await).await;
    assert_eq!(of.len(), 2);
}

async fn the_document_of_manners_is_replaced(engine: &Engine) {
    for document in ["{}", r#"{"signed_replies":true}"#] {
        engine.write(async |mut tx| store::manners::save(&mut tx, &engine.desk, document).await).await;
        let found = engine.read(async |mut tx| store::manners::find(&mut tx, &engine.desk).await).await;
        assert_eq!(found.as_deref(), Some(document));
    }
}

async fn conversations_are_found_between_two_ids(engine: &Engine) {
    let ids = [
        "019ab2c4-5d6e-7f80-9123-456789abcdef",
        "019ab2c4-5d6e-7f80-a000-000000000001",
        "019ab2c4-5d6e-7f81-9123-456789abcdef",
    ];
    put_conversations(engine, "acme", &ids.map(|id| conversation(id, "acme", 1))).await;
    let (first, last) = ("019ab2c4-5d6e-7f80-0000-000000000000", "019ab2c4-5d6e-7f80-ffff-ffffffffffff");
    let found =
        engine.read(async |mut tx| store::conversation::ids_between(&mut tx, &engine.desk, first, last, 9).await).await;
    assert_eq!(found, ids[..2]);
}
