//! The doctor notices what is missing, damaged or loose, and says so.

use store::blobs::{Blobs, FolderBlobs, Hash};
use store::{args, doctor};

use crate::engines::{Engine, on_both};
use crate::samples::{conversation, message, put_conversations, put_messages};

on_both!(
    a_whole_desk_has_no_problems,
    raw_mails_are_held_against_the_rows_that_name_them,
    a_message_out_of_the_index_is_noticed
);

async fn a_whole_desk_has_no_problems(engine: &Engine) {
    put_conversations(engine, "k", &[conversation("c", "k", 0)]).await;
    put_messages(engine, &[message("m", "c", 0, "Hello")]).await;
    let report = doctor::database(&engine.db).await.unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    assert!(report.version.contains('.'), "{}", report.version);
    assert_eq!(engine.read(async |mut tx| doctor::search(&mut tx, &engine.desk).await).await, (0, 0));
}

async fn raw_mails_are_held_against_the_rows_that_name_them(engine: &Engine) {
    let folder = engine.place.folder().join("blobs");
    let blobs = Blobs::of(FolderBlobs::open(&folder, true).unwrap());
    let kept = blobs.put(&engine.desk, b"kept, and long enough to be hit in the middle").await.unwrap();
    let hit = blobs.put(&engine.desk, b"hit, and long enough to be hit in the middle").await.unwrap();
    blobs.put(&engine.desk, b"named by nobody").await.unwrap();
    let lost = Hash::of(b"never put");
    put_conversations(engine, "k", &[conversation("c", "k", 0)]).await;
    let rows: Vec<_> = [kept, hit, lost]
        .iter()
        .enumerate()
        .map(|(n, hash)| {
            let mut row = message(&format!("m{n}"), "c", 0, "Hello");
            row.raw_hash = hash.to_string();
            row
        })
        .collect();
    put_messages(engine, &rows).await;
    let name = hit.to_string();
    let path = folder.join(&engine.desk.0).join(&name[..2]).join(format!("{name}.zst"));
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    std::fs::write(&path, bytes).unwrap();

    let report = doctor::blobs(&engine.db, &blobs, &engine.desk).await.unwrap();
    assert_eq!((report.named, report.missing, report.damaged, report.unnamed), (3, vec![lost], vec![hit], 1));
}

async fn a_message_out_of_the_index_is_noticed(engine: &Engine) {
    put_conversations(engine, "k", &[conversation("c", "k", 0)]).await;
    put_messages(engine, &[message("m", "c", 0, "Hello")]).await;
    engine
        .write(async |mut tx| {
            tx.execute("update message set search_no = search_no + 7 where desk_id = $1", args![engine.desk]).await
        })
        .await;
    assert_eq!(engine.read(async |mut tx| doctor::search(&mut tx, &engine.desk).await).await, (1, 1));
}
