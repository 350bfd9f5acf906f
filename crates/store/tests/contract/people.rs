//! Members, sessions, passkeys, tickets, attempts; clients and contacts.

use store::StoreError;
use store::client::ClientRow;
use store::contact::ContactRow;
use store::member::Role;
use store::passkey::PasskeyRow;
use store::session::SessionRow;
use store::ticket::{Purpose, TicketRow};

use crate::engines::{Engine, on_both};
use crate::samples::{at, client, conversation, member, promise, put_conversations};

on_both!(
    members_are_found_by_address_and_owners_counted,
    a_session_lives_until_it_ends_or_is_ended,
    a_ticket_is_taken_once_and_only_for_its_purpose,
    of_two_who_take_a_ticket_at_once_one_gets_it,
    attempts_are_counted_per_window,
    passkeys_are_listed_used_and_removed,
    clients_are_found_renamed_and_paged_by_name,
    one_domain_is_one_client,
    merging_clients_moves_everything,
);

async fn members_are_found_by_address_and_owners_counted(engine: &Engine) {
    let mut owner = member("m1");
    owner.role = Role::Owner;
    engine
        .write(async |mut tx| {
            store::member::insert(&mut tx, &engine.desk, &owner).await?;
            store::member::insert(&mut tx, &engine.desk, &member("m2")).await
        })
        .await;
    let found =
        engine.read(async |mut tx| store::member::by_address(&mut tx, &engine.desk, "m1@agency.example").await).await;
    assert_eq!(found, Some(owner.clone()));
    assert_eq!(engine.read(async |mut tx| store::member::owners(&mut tx, &engine.desk).await).await, 1);
    owner.disabled_at = Some(at(5));
    engine.write(async |mut tx| store::member::save(&mut tx, &engine.desk, &owner).await).await;
    assert_eq!(engine.read(async |mut tx| store::member::owners(&mut tx, &engine.desk).await).await, 0);
    let mut twin = member("m3");
    twin.address = "m2@agency.example".to_owned();
    let taken = engine.db.write(async |mut tx| store::member::insert(&mut tx, &engine.desk, &twin).await).await;
    assert!(matches!(taken, Err(StoreError::Taken { .. })));
}

fn session(id: &str, token: &str) -> SessionRow {
    SessionRow {
        session_id: id.to_owned(),
        member_id: "m1".to_owned(),
        token_hash: token.to_owned(),
        user_agent: "Sample browser".to_owned(),
        created_at: at(0),
        seen_at: at(0),
        expires_at: at(100),
    }
}

async fn a_session_lives_until_it_ends_or_is_ended(engine: &Engine) {
    engine
        .write(async |mut tx| {
            store::member::insert(&mut tx, &engine.desk, &member("m1")).await?;
            for (id, token) in [("s1", "t1"), ("s2", "t2"), ("s3", "t3")] {
                store::session::insert(&mut tx, &engine.desk, &session(id, token)).await?;
            }
            Ok(())
        })
        .await;
    let by = async |token: &str, minutes: i64| {
        engine
            .read(async |mut tx| store::session::by_token(&mut tx, &engine.desk, token, at(minutes)).await)
            .await
            .map(|(session, member)| (session.session_id, member.member_id))
    };
    assert_eq!(by("t1", 99).await, Some(("s1".to_owned(), "m1".to_owned())));
    assert_eq!(by("t1", 100).await, None, "it ended by itself");
    engine.write(async |mut tx| store::session::touch(&mut tx, &engine.desk, "s1", at(90), at(200)).await).await;
    assert!(by("t1", 150).await.is_some());
    let ended = engine.write(async |mut tx| store::session::end(&mut tx, &engine.desk, "m1", "s2").await).await;
    assert!(ended);
    assert_eq!(by("t2", 1).await, None);
    let others =
        engine.write(async |mut tx| store::session::end_others(&mut tx, &engine.desk, "m1", Some("s1")).await).await;
    assert_eq!(others, 1);
    let mut gone = member("m1");
    gone.disabled_at = Some(at(1));
    engine.write(async |mut tx| store::member::save(&mut tx, &engine.desk, &gone).await).await;
    assert_eq!(by("t1", 1).await, None, "a disabled member is signed in nowhere");
}

fn ticket(hash: &str) -> TicketRow {
    TicketRow {
        ticket_hash: hash.to_owned(),
        purpose: Purpose::Login,
        member_id: Some("m1".to_owned()),
        state: "{\"n\":1}".to_owned(),
        expires_at: at(15),
    }
}

async fn a_ticket_is_taken_once_and_only_for_its_purpose(engine: &Engine) {
    engine.write(async |mut tx| store::ticket::insert(&mut tx, &engine.desk, &ticket("h")).await).await;
    let take = async |purpose: Purpose, minutes: i64| {
        engine
            .write(async |mut tx| store::ticket::consume(&mut tx, &engine.desk, "h", purpose, at(minutes)).await)
            .await
    };
    assert_eq!(take(Purpose::Setup, 1).await, None);
    assert_eq!(take(Purpose::Login, 15).await, None, "too late");
    let peeked =
        engine.read(async |mut tx| store::ticket::peek(&mut tx, &engine.desk, "h", Purpose::Login, at(1)).await).await;
    assert_eq!(peeked, Some(ticket("h")), "looking takes nothing");
    assert_eq!(take(Purpose::Login, 1).await, Some(ticket("h")));
    assert_eq!(take(Purpose::Login, 1).await, None);
    engine.write(async |mut tx| store::ticket::insert(&mut tx, &engine.desk, &ticket("i")).await).await;
    let void =
        engine.write(async |mut tx| store::ticket::void(&mut tx, &engine.desk, Purpose::Login, Some("m1")).await).await;
    assert_eq!(void, 1);
}

async fn of_two_who_take_a_ticket_at_once_one_gets_it(engine: &Engine) {
    engine.write(async |mut tx| store::ticket::insert(&mut tx, &engine.desk, &ticket("h")).await).await;
    let take = async || {
        engine
            .write(async |mut tx| store::ticket::consume(&mut tx, &engine.desk, "h", Purpose::Login, at(1)).await)
            .await
    };
    let (a, b, c) = tokio::join!(take(), take(), take());
    assert_eq!([a, b, c].iter().flatten().count(), 1);
}

async fn attempts_are_counted_per_window(engine: &Engine) {
    let count = async |whom: &str, window: i64| {
        engine
            .write(async |mut tx| store::attempt::count(&mut tx, &engine.desk, "sign_in", whom, at(window)).await)
            .await
    };
    assert_eq!((count("a", 0).await, count("a", 0).await, count("b", 0).await), (1, 2, 1));
    assert_eq!(count("a", 15).await, 1);
    let tries = async |whom: &str| {
        engine.read(async |mut tx| store::attempt::tries(&mut tx, &engine.desk, "sign_in", whom, at(0)).await).await
    };
    assert_eq!((tries("a").await, tries("c").await), (2, 0));
    engine.write(async |mut tx| store::attempt::forgive(&mut tx, &engine.desk, "sign_in", "a").await).await;
    assert_eq!((tries("a").await, tries("b").await), (0, 1));
}

async fn passkeys_are_listed_used_and_removed(engine: &Engine) {
    let row = PasskeyRow {
        passkey_id: "p".to_owned(),
        member_id: "m1".to_owned(),
        name: "Phone".to_owned(),
        credential: "{}".to_owned(),
        created_at: at(0),
        last_used_at: None,
    };
    engine
        .write(async |mut tx| {
            store::member::insert(&mut tx, &engine.desk, &member("m1")).await?;
            store::passkey::insert(&mut tx, &engine.desk, &row).await?;
            store::passkey::used(&mut tx, &engine.desk, "p", "{\"counter\":2}", at(3)).await
        })
        .await;
    let mine = engine.read(async |mut tx| store::passkey::of_member(&mut tx, &engine.desk, "m1").await).await;
    assert_eq!((mine.len(), mine[0].last_used_at, mine[0].credential.as_str()), (1, Some(at(3)), "{\"counter\":2}"));
    let remove = async |member: &str| {
        engine.write(async |mut tx| store::passkey::remove(&mut tx, &engine.desk, member, "p").await).await
    };
    assert!(!remove("m2").await, "somebody else's stays");
    assert!(remove("m1").await);
}

async fn clients_are_found_renamed_and_paged_by_name(engine: &Engine) {
    let rows: Vec<ClientRow> = (0..25).map(|n| client(&format!("k{n:02}"))).collect();
    engine.write(async |mut tx| store::client::insert_many(&mut tx, &engine.desk, &rows).await).await;
    engine
        .write(async |mut tx| store::client::rename(&mut tx, &engine.desk, "k24", "Aardvark", "aardvark").await)
        .await;
    let mut names = Vec::new();
    let (mut key, mut id) = (String::new(), String::new());
    loop {
        let page = engine.read(async |mut tx| store::client::page(&mut tx, &engine.desk, &key, &id, 10).await).await;
        let Some(last) = page.last() else { break };
        (key, id) = (last.name_key.clone(), last.client_id.clone());
        names.extend(page.into_iter().map(|it| it.client_id));
    }
    assert_eq!((names.len(), names[0].as_str(), names[24].as_str()), (25, "k24", "k23"));
    let begun =
        engine.read(async |mut tx| store::client::beginning(&mut tx, &engine.desk, "client k1", 50).await).await;
    assert_eq!(begun.len(), 10);
    let by_domain = engine
        .read(async |mut tx| store::client::by_domains(&mut tx, &engine.desk, &["k07.example", "no.example"]).await)
        .await;
    assert_eq!(by_domain.len(), 1);
}

async fn one_domain_is_one_client(engine: &Engine) {
    let mut twin = client("k2");
    twin.domain = Some("k1.example".to_owned());
    engine.write(async |mut tx| store::client::insert_many(&mut tx, &engine.desk, &[client("k1")]).await).await;
    let twice = engine
        .db
        .write(async |mut tx| store::client::insert_many(&mut tx, &engine.desk, std::slice::from_ref(&twin)).await)
        .await;
    assert!(matches!(twice, Err(StoreError::Taken { .. })));
}

async fn merging_clients_moves_everything(engine: &Engine) {
    put_conversations(engine, "k1", &[conversation("c1", "k1", 0)]).await;
    put_conversations(engine, "k2", &[conversation("c2", "k2", 1)]).await;
    let contact = ContactRow {
        contact_id: "p1".to_owned(),
        client_id: "k1".to_owned(),
        address: "anna@k1.example".to_owned(),
        name: "Anna".to_owned(),
        language: "pl".to_owned(),
        created_at: at(0),
    };
    engine
        .write(async |mut tx| {
            store::contact::insert_many(&mut tx, &engine.desk, std::slice::from_ref(&contact)).await?;
            store::promise::replace(&mut tx, &engine.desk, &["c1"], &[promise("p", "c1", "k1", 60)]).await?;
            store::client::merge(&mut tx, &engine.desk, "k1", "k2").await
        })
        .await;
    let people = engine.read(async |mut tx| store::contact::of_client(&mut tx, &engine.desk, "k2").await).await;
    assert_eq!(people.len(), 1);
    let promises = engine.read(async |mut tx| store::promise::of_client(&mut tx, &engine.desk, "k2", 10).await).await;
    assert_eq!(promises.len(), 1);
    let old = engine.read(async |mut tx| store::client::find(&mut tx, &engine.desk, "k1").await).await.unwrap();
    assert_eq!(old.merged_into.as_deref(), Some("k2"));
    let listed = engine.read(async |mut tx| store::client::page(&mut tx, &engine.desk, "", "", 10).await).await;
    assert_eq!(listed.len(), 1);
    let found = engine
        .read(async |mut tx| store::contact::by_addresses(&mut tx, &engine.desk, &["anna@k1.example"]).await)
        .await;
    assert_eq!(found[0].client_id, "k2");
}
