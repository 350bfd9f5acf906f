//! Getting in, staying in, and being kept out.

use desk::members::{self, MemberChange, NewMember};
use desk::sign_in::{self, Refused, link, passkey, session};
use desk::{By, Visitor, set_up};
use store::member::Role;

use crate::house::{self, House, form, token_of, visitor};

const PASSWORD: &str = "correct horse battery";

fn from(ip: &str) -> Visitor {
    Visitor { ip: ip.parse().unwrap(), user_agent: "Sample browser".into() }
}

#[tokio::test]
async fn the_first_run_makes_the_owner_once() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, clock) = house::empty(folder.path()).await;
    assert!(set_up::is_needed(&desk).await.unwrap());
    let old = set_up::link(&desk).await.unwrap().unwrap();
    let path = set_up::link(&desk).await.unwrap().unwrap();
    assert!(path.starts_with("/set-up?token="));
    // A newer start voids the link of an older one; looking does not use a link up.
    assert!(set_up::peek(&desk, token_of(&old)).await.is_err());
    for _ in 0..3 {
        set_up::peek(&desk, token_of(&path)).await.unwrap();
    }
    let refused = [
        ("refused-member-no-name", set_up::SetUpForm { member_name: " ".into(), ..form() }),
        ("refused-member-no-address", set_up::SetUpForm { address: "ola".into(), ..form() }),
        ("refused-member-weak-password", set_up::SetUpForm { password: "short".into(), ..form() }),
        ("refused-settings", set_up::SetUpForm { time_zone: "Mars/Olympus".into(), ..form() }),
        ("refused-settings", set_up::SetUpForm { language: "fr".into(), ..form() }),
    ];
    for (key, form) in refused {
        let outcome = set_up::finish(&desk, token_of(&path), form, &visitor()).await;
        assert_eq!(outcome.map(drop).map_err(|refused| refused.key()), Err(key));
    }
    let signed_in = set_up::finish(&desk, token_of(&path), form(), &visitor()).await.unwrap();
    assert_eq!(signed_in.who.member.role, Role::Owner);
    assert_eq!(session(&desk, signed_in.token.reveal()).await.unwrap().unwrap().member.name, "Ola Sample");
    assert!(desk.settings().own.is_ours("ola@agency.test"));
    assert_eq!(desk.settings().settings.name, "Sample agency");
    // The link is used up, and no other is made.
    let again = set_up::finish(&desk, token_of(&path), form(), &visitor()).await;
    assert_eq!(again.map(drop).map_err(|refused| refused.key()), Err("refused-set-up-dead-link"));
    assert_eq!(set_up::link(&desk).await.unwrap(), None);
    drop(clock);
}

#[tokio::test]
async fn a_set_up_link_lives_for_a_day_and_sets_up_once() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, clock) = house::empty(folder.path()).await;
    let path = set_up::link(&desk).await.unwrap().unwrap();
    clock.advance(jiff::SignedDuration::from_hours(24));
    assert!(set_up::peek(&desk, token_of(&path)).await.is_err());
    let path = set_up::link(&desk).await.unwrap().unwrap();
    let finish = || set_up::finish(&desk, token_of(&path), form(), &VISITOR);
    static VISITOR: std::sync::LazyLock<Visitor> = std::sync::LazyLock::new(visitor);
    let (one, two) = tokio::join!(finish(), finish());
    assert!(one.is_ok() != two.is_ok());
    assert_eq!(members::list(&desk).await.unwrap().len(), 1);
}

/// A desk that an import made before keeps what the import put into its settings.
#[tokio::test]
async fn setting_up_keeps_what_an_import_brought() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _clock) = house::empty(folder.path()).await;
    let mut settings = desk::settings::load(&desk);
    settings.own_addresses = vec!["hello@agency.test".into()];
    desk::settings::save(&desk, By::Terminal, settings, None).await.unwrap();
    house::set_up(&desk).await;
    let own: Vec<String> = desk.settings().own.iter().map(str::to_owned).collect();
    assert_eq!(own, ["hello@agency.test", "ola@agency.test"]);
}

#[tokio::test]
async fn a_password_lets_in_and_nothing_else_does() {
    let house = House::new().await;
    let desk = &house.desk;
    let signed_in = sign_in::with_password(desk, " OLA@agency.test ", PASSWORD, &visitor()).await.unwrap();
    assert_eq!(signed_in.who.member.member_id, house.ola.member.member_id);
    for (address, password) in [
        ("ola@agency.test", "correct horse batterz"),
        ("ola@agency.test", ""),
        ("ola@agency.test", &"x".repeat(1_000_000)),
        ("nobody@agency.test", PASSWORD),
        ("", PASSWORD),
        ("ola@agency.test'--", PASSWORD),
    ] {
        let outcome = sign_in::with_password(desk, address, password, &visitor()).await;
        assert!(matches!(outcome, Err(Refused::Wrong)), "{address}");
    }
}

#[tokio::test]
async fn too_many_tries_shut_the_door_for_a_while() {
    let house = House::new().await;
    let desk = &house.desk;
    let try_ = async |address: &str, password: &str, ip: &str| {
        sign_in::with_password(desk, address, password, &from(ip)).await.map(drop).map_err(|refused| refused.key())
    };
    for _ in 0..10 {
        assert_eq!(try_("ola@agency.test", "wrong wrong", "192.0.2.1").await, Err("refused-sign-in-wrong"));
    }
    // From wherever, and even with the right password; an unknown address is treated alike.
    assert_eq!(try_("ola@agency.test", PASSWORD, "192.0.2.2").await, Err("refused-sign-in-too-many-tries"));
    for _ in 0..10 {
        assert_eq!(try_("nobody@agency.test", "wrong wrong", "192.0.2.3").await, Err("refused-sign-in-wrong"));
    }
    assert_eq!(try_("nobody@agency.test", "x", "192.0.2.4").await, Err("refused-sign-in-too-many-tries"));
    house.wait(15 * 60);
    assert_eq!(try_("ola@agency.test", PASSWORD, "192.0.2.1").await, Ok(()));
    // A right password forgets the wrong ones.
    for _ in 0..9 {
        assert_eq!(try_("ola@agency.test", "wrong wrong", "192.0.2.5").await, Err("refused-sign-in-wrong"));
    }
    assert_eq!(try_("ola@agency.test", PASSWORD, "192.0.2.5").await, Ok(()));
    assert_eq!(try_("ola@agency.test", "wrong wrong", "192.0.2.5").await, Err("refused-sign-in-wrong"));
}

#[tokio::test]
async fn one_place_that_sprays_addresses_is_shut_out() {
    let house = House::new().await;
    let mut refused = 0;
    for n in 0..60 {
        let address = format!("nobody{n}@agency.test");
        let there = from(&format!("2001:db8::{n:x}"));
        let outcome = sign_in::with_password(&house.desk, &address, "wrong wrong", &there).await;
        refused += usize::from(matches!(outcome, Err(Refused::TooManyTries)));
    }
    assert_eq!(refused, 10);
    assert!(sign_in::with_password(&house.desk, "ola@agency.test", PASSWORD, &visitor()).await.is_ok());
}

#[tokio::test]
async fn sessions_slide_end_and_are_revoked() {
    let house = House::new().await;
    let desk = &house.desk;
    let one = sign_in::with_password(desk, "ola@agency.test", PASSWORD, &visitor()).await.unwrap();
    let two = sign_in::with_password(desk, "ola@agency.test", PASSWORD, &visitor()).await.unwrap();
    let who = session(desk, one.token.reveal()).await.unwrap().unwrap();
    assert_eq!(session::list(desk, &who).await.unwrap().len(), 3);
    assert!(session(desk, "not a token").await.unwrap().is_none());
    assert!(session(desk, &"A".repeat(43)).await.unwrap().is_none());
    // Used every two weeks, it lives on; unused for thirty days, it is over.
    for _ in 0..4 {
        house.wait(14 * 24 * 3_600);
        assert!(session(desk, one.token.reveal()).await.unwrap().is_some());
    }
    assert!(session(desk, two.token.reveal()).await.unwrap().is_none());

    let three = sign_in::with_password(desk, "ola@agency.test", PASSWORD, &visitor()).await.unwrap();
    session::revoke_others(desk, &three.who).await.unwrap();
    assert!(session(desk, one.token.reveal()).await.unwrap().is_none());
    assert!(session(desk, three.token.reveal()).await.unwrap().is_some());
    session::sign_out(desk, &three.who).await.unwrap();
    assert!(session(desk, three.token.reveal()).await.unwrap().is_none());
}

fn piotr(password: Option<&str>) -> NewMember {
    NewMember {
        name: "Piotr Sample".into(),
        address: "Piotr@agency.test".into(),
        language: "pl".into(),
        role: Role::Colleague,
        password: password.map(str::to_owned),
    }
}

#[tokio::test]
async fn a_session_is_only_its_members_to_end() {
    let house = House::new().await;
    let desk = &house.desk;
    members::add(desk, By::Member(&house.ola), piotr(Some(PASSWORD))).await.unwrap();
    let piotr = sign_in::with_password(desk, "piotr@agency.test", PASSWORD, &visitor()).await.unwrap();
    let olas = house.ola.session_id.clone().unwrap();
    session::revoke(desk, &piotr.who, &olas).await.unwrap();
    assert_eq!(session::list(desk, &house.ola).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_link_signs_in_once() {
    let house = House::new().await;
    let desk = &house.desk;
    assert_eq!(link::make(desk, "nobody@agency.test").await.unwrap(), None);
    let old = link::make(desk, "OLA@agency.test").await.unwrap().unwrap();
    let path = link::make(desk, "ola@agency.test").await.unwrap().unwrap();
    assert!(path.starts_with("/sign-in/link?token="));
    // A mail scanner that looks at the link, and looks again, uses nothing up.
    for _ in 0..5 {
        assert_eq!(link::peek(desk, token_of(&path)).await.unwrap(), "Ola Sample");
    }
    let dead = |outcome: Result<sign_in::SignedIn, Refused>| matches!(outcome, Err(Refused::Dead));
    assert!(dead(link::consume(desk, token_of(&old), &visitor()).await));
    let visitor = visitor();
    let use_ = || link::consume(desk, token_of(&path), &visitor);
    let (one, two) = tokio::join!(use_(), use_());
    assert!(one.is_ok() != two.is_ok());
    assert!(dead(use_().await));

    let path = link::make(desk, "ola@agency.test").await.unwrap().unwrap();
    house.wait(15 * 60);
    assert!(dead(link::consume(desk, token_of(&path), &visitor).await));
    // A ticket for one purpose is none for another.
    let set_up = set_up::finish(desk, token_of(&path), form(), &visitor).await;
    assert!(set_up.is_err());
}

#[tokio::test]
async fn an_invited_colleague_gets_in_and_sets_a_password() {
    let house = House::new().await;
    let desk = &house.desk;
    let (row, path) = members::add(desk, By::Member(&house.ola), piotr(None)).await.unwrap();
    assert_eq!(row.address, "piotr@agency.test");
    assert!(desk.settings().own.is_ours("piotr@agency.test"));
    let taken = members::add(desk, By::Member(&house.ola), piotr(None)).await;
    assert_eq!(taken.map(drop).map_err(|refused| refused.key()), Err("refused-member-taken"));
    house.wait(6 * 24 * 3_600);
    let signed_in = link::consume(desk, token_of(&path), &visitor()).await.unwrap();
    let by = By::Member(&signed_in.who);
    let id = &signed_in.who.member.member_id;
    let weak = members::set_password(desk, by, id, None, "short").await;
    assert_eq!(weak.map_err(|refused| refused.key()), Err("refused-member-weak-password"));
    members::set_password(desk, by, id, None, "another long one").await.unwrap();
    assert!(sign_in::with_password(desk, "piotr@agency.test", "another long one", &visitor()).await.is_ok());
    // A while after the link the present one is asked for, and a change ends the other sessions.
    house.wait(15 * 60);
    let wrong = members::set_password(desk, by, id, Some("wrong wrong"), PASSWORD).await;
    assert_eq!(wrong.map_err(|refused| refused.key()), Err("refused-member-wrong-password"));
    members::set_password(desk, by, id, Some("another long one"), PASSWORD).await.unwrap();
    assert_eq!(session::list(desk, &signed_in.who).await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_lost_the_password_sets_a_new_one_after_a_link() {
    let house = House::new().await;
    let desk = &house.desk;
    let path = link::make(desk, "ola@agency.test").await.unwrap().unwrap();
    let ola = link::consume(desk, token_of(&path), &visitor()).await.unwrap().who;
    let set = async |who: &desk::Who| {
        let id = &who.member.member_id;
        members::set_password(desk, By::Member(who), id, None, "a new long one").await.map_err(|refused| refused.key())
    };
    // Not from another session of hers, and not later.
    assert_eq!(set(&house.ola).await, Err("refused-member-wrong-password"));
    assert_eq!(set(&ola).await, Ok(()));
    house.wait(15 * 60);
    assert_eq!(set(&ola).await, Err("refused-member-wrong-password"));
    assert!(sign_in::with_password(desk, "ola@agency.test", "a new long one", &visitor()).await.is_ok());
}

#[tokio::test]
async fn colleagues_change_themselves_and_owners_everybody_and_the_last_owner_stays() {
    let house = House::new().await;
    let desk = &house.desk;
    let (row, _) = members::add(desk, By::Member(&house.ola), piotr(Some(PASSWORD))).await.unwrap();
    let piotr = sign_in::with_password(desk, "piotr@agency.test", PASSWORD, &visitor()).await.unwrap();
    let (by_piotr, by_ola) = (By::Member(&piotr.who), By::Member(&house.ola));
    let ola = &house.ola.member.member_id;
    let key = |outcome: Result<(), members::Refused>| outcome.map_err(|refused| refused.key());
    let rename = |name: &str| MemberChange { name: Some(name.into()), ..MemberChange::default() };
    let role = |role| MemberChange { role: Some(role), ..MemberChange::default() };

    members::change(desk, by_piotr, &row.member_id, rename("Piotr P.")).await.unwrap();
    let not_owner = Err("refused-not-owner");
    assert_eq!(key(members::change(desk, by_piotr, ola, rename("x")).await.map(drop)), not_owner);
    assert_eq!(key(members::change(desk, by_piotr, &row.member_id, role(Role::Owner)).await.map(drop)), not_owner);
    assert_eq!(key(members::disable(desk, by_piotr, ola).await), not_owner);
    assert_eq!(key(members::set_password(desk, by_piotr, ola, None, PASSWORD).await), not_owner);

    let last = Err("refused-member-last-owner");
    assert_eq!(key(members::disable(desk, by_ola, ola).await), last);
    assert_eq!(key(members::change(desk, by_ola, ola, role(Role::Colleague)).await.map(drop)), last);
    members::change(desk, by_ola, &row.member_id, role(Role::Owner)).await.unwrap();
    // Two owners who put each other out at the same moment: one stays.
    let piotr = session(desk, piotr.token.reveal()).await.unwrap().unwrap();
    let (one, two) = tokio::join!(
        members::disable(desk, By::Member(&house.ola), &row.member_id),
        members::disable(desk, By::Member(&piotr), ola)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test]
async fn a_disabled_member_is_out_at_once() {
    let house = House::new().await;
    let desk = &house.desk;
    let (row, _) = members::add(desk, By::Member(&house.ola), piotr(Some(PASSWORD))).await.unwrap();
    let piotr = sign_in::with_password(desk, "piotr@agency.test", PASSWORD, &visitor()).await.unwrap();
    let path = link::make(desk, "piotr@agency.test").await.unwrap().unwrap();
    members::disable(desk, By::Member(&house.ola), &row.member_id).await.unwrap();
    assert!(session(desk, piotr.token.reveal()).await.unwrap().is_none());
    assert!(sign_in::with_password(desk, "piotr@agency.test", PASSWORD, &visitor()).await.is_err());
    assert!(link::consume(desk, token_of(&path), &visitor()).await.is_err());
    assert_eq!(link::make(desk, "piotr@agency.test").await.unwrap(), None);
    members::enable(desk, By::Member(&house.ola), &row.member_id).await.unwrap();
    assert!(sign_in::with_password(desk, "piotr@agency.test", PASSWORD, &visitor()).await.is_ok());
}

#[tokio::test]
async fn passkeys_are_bound_to_the_site_and_their_challenge_is_used_once() {
    let at = |url: &str| passkey::Site::at(&url.parse().unwrap());
    assert!(at("https://desk.agency.test").is_some());
    assert!(at("http://localhost:8080").is_some());
    for no_passkeys in ["http://127.0.0.1:8080", "http://desk.agency.test", "https://192.0.2.1"] {
        assert!(at(no_passkeys).is_none(), "{no_passkeys}");
    }
    let house = House::new().await;
    let (desk, site) = (&house.desk, at("https://desk.agency.test").unwrap());
    let begun = passkey::register_begin(desk, &house.ola, &site).await.unwrap();
    let challenge = serde_json::to_value(&begun.challenge).unwrap();
    assert_eq!(challenge["publicKey"]["rp"]["id"], "desk.agency.test");
    assert_eq!(challenge["publicKey"]["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(challenge["publicKey"]["authenticatorSelection"]["userVerification"], "required");

    let begun = passkey::sign_in_begin(desk, &site, &visitor()).await.unwrap();
    let forged: webauthn_rs::prelude::PublicKeyCredential = serde_json::from_value(serde_json::json!({
        "id": "AAAA", "rawId": "AAAA", "type": "public-key", "extensions": {},
        "response": {
            "authenticatorData": "AAAA", "clientDataJSON": "AAAA", "signature": "AAAA",
            "userHandle": "AAAAAAAAAAAAAAAAAAAAAA"
        }
    }))
    .unwrap();
    let outcome = passkey::sign_in_finish(desk, &site, begun.ticket.reveal(), &forged, &visitor()).await;
    assert!(matches!(outcome, Err(Refused::Passkey)));
    // Even a wrong answer uses the challenge up.
    let outcome = passkey::sign_in_finish(desk, &site, begun.ticket.reveal(), &forged, &visitor()).await;
    assert!(matches!(outcome, Err(Refused::Dead)));
}
