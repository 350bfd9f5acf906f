//! Signing in at a provider by OAuth2: the way there and back, tokens in time, and what happens when they are withdrawn.

use desk::By;
use desk::Who;
use desk::mailboxes::{self, MailboxForm, MailboxRow, Options, Secret, Server, SignIn, Tokens};
use desk::oauth::registration::{self, RegistrationForm};
use desk::oauth::{self, Provider, Trouble, code, device};
use desk::outbox::smtp::Security;

use crate::fake_oauth::{CLIENT, FakeOAuth, SECRET};
use crate::house::House;

const BACK: &str = "http://127.0.0.1:8080/settings/mailboxes/signed-in";

async fn registered(house: &House, provider: Provider, fake: &FakeOAuth) {
    let form = RegistrationForm {
        client_id: CLIENT.into(),
        secret: Some(SECRET.into()),
        tenant: String::new(),
        authority: fake.authority(),
    };
    registration::save(&house.desk, By::Member(&house.ola), provider, form).await.unwrap();
}

/// Ola as seen through a browser's session.
fn through(house: &House, session: &str) -> Who {
    Who { session_id: Some(session.to_owned()), ..house.ola.clone() }
}

async fn sign_in(house: &House, fake: &FakeOAuth) -> Tokens {
    let ola = through(house, "s1");
    let page = code::set_out(&house.desk, &ola, Provider::Google, "ola@agency.test", BACK, "x").await.unwrap();
    let (state, code) = fake.consent(&page);
    code::come_back(&house.desk, &ola, &state, Some(&code)).await.unwrap().tokens
}

async fn mailbox(house: &House, tokens: Tokens) -> MailboxRow {
    let server = |port| Server { host: "127.0.0.1".into(), port, security: Security::None };
    let form = MailboxForm {
        address: "ola@agency.test".into(),
        name: String::new(),
        sign_in: SignIn::Google,
        user_name: String::new(),
        secret: Some(Secret::Tokens(tokens)),
        imap: server(143),
        smtp: Some(server(587)),
        options: Options::default(),
    };
    let id = mailboxes::add(&house.desk, By::Member(&house.ola), form).await.unwrap();
    row(house, &id).await
}

async fn row(house: &House, id: &str) -> MailboxRow {
    let desk = &house.desk;
    desk.db().read(async |mut tx| store::mailbox::find(&mut tx, desk.id(), id).await).await.unwrap().unwrap()
}

fn key<T>(result: Result<T, code::Refused>) -> &'static str {
    result.err().map_or("", |refused| refused.key())
}

#[tokio::test]
async fn one_signs_in_on_the_providers_page_and_comes_back_once() {
    let (house, fake) = (House::new().await, FakeOAuth::start().await);
    let (desk, ola) = (&house.desk, through(&house, "s1"));
    let out =
        |who: Who| async move { code::set_out(desk, &who, Provider::Google, "ola@agency.test", BACK, "errand").await };
    assert_eq!(key(out(ola.clone()).await), "refused-oauth-trouble", "without a registration nobody sets out");
    registered(&house, Provider::Google, &fake).await;

    let page = out(ola.clone()).await.unwrap();
    assert!(page.contains("scope=https%3A%2F%2Fmail.google.com%2F") && page.contains("access_type=offline"), "{page}");
    let (state, code) = fake.consent(&page);
    let back = code::come_back(desk, &ola, &state, Some(&code)).await.unwrap();
    assert_eq!((back.errand.as_str(), back.provider), ("errand", Provider::Google));
    assert!(back.tokens.access.starts_with("canary-access") && back.tokens.refresh.starts_with("canary-refresh"));
    assert_eq!(back.tokens.expires_at.duration_since(desk.now()).as_secs(), 3_600);

    // Twice, with another state, from another session, or too late: nobody set out like this.
    assert_eq!(key(code::come_back(desk, &ola, &state, Some(&code)).await), "refused-oauth-stale");
    let forged = desk::token::Token::new();
    assert_eq!(key(code::come_back(desk, &ola, forged.reveal(), Some("x")).await), "refused-oauth-stale");
    let (state, code) = fake.consent(&out(ola.clone()).await.unwrap());
    let elsewhere = through(&house, "s2");
    assert_eq!(key(code::come_back(desk, &elsewhere, &state, Some(&code)).await), "refused-oauth-stale");
    assert_eq!(key(code::come_back(desk, &ola, &state, Some(&code)).await), "refused-oauth-stale", "it is used up");
    let (state, code) = fake.consent(&out(ola.clone()).await.unwrap());
    house.wait(16 * 60);
    assert_eq!(key(code::come_back(desk, &ola, &state, Some(&code)).await), "refused-oauth-stale");

    // Saying no there is a no here.
    let (state, _) = fake.consent(&out(ola.clone()).await.unwrap());
    assert_eq!(key(code::come_back(desk, &ola, &state, None).await), "refused-oauth-denied");
}

#[tokio::test]
async fn a_code_from_somebody_elses_way_gives_nothing() {
    let (house, fake) = (House::new().await, FakeOAuth::start().await);
    registered(&house, Provider::Google, &fake).await;
    let ola = through(&house, "s1");
    let page = code::set_out(&house.desk, &ola, Provider::Google, "a@agency.test", BACK, "").await.unwrap();
    let (_, of_another) = fake.consent(&page);
    let page = code::set_out(&house.desk, &ola, Provider::Google, "b@agency.test", BACK, "").await.unwrap();
    let (state, _) = fake.consent(&page);
    // The proof belongs to the other way.
    assert_eq!(key(code::come_back(&house.desk, &ola, &state, Some(&of_another)).await), "refused-oauth-stale");
}

#[tokio::test]
async fn tokens_are_renewed_in_time_by_one_at_a_time() {
    let (house, fake) = (House::new().await, FakeOAuth::start().await);
    registered(&house, Provider::Google, &fake).await;
    let tokens = sign_in(&house, &fake).await;
    let before = fake.asked_for_tokens();
    let mailbox = mailbox(&house, tokens.clone()).await;
    assert_eq!(oauth::access_token(&house.desk, &mailbox).await.unwrap(), tokens.access);
    assert_eq!(fake.asked_for_tokens(), before, "a good token is used as it is");

    // Four minutes before its end everybody wants a new one; the provider is asked once.
    house.wait(56 * 60);
    let all = (0..8).map(|_| {
        let (desk, mailbox) = (house.desk.clone(), mailbox.clone());
        tokio::spawn(async move { oauth::access_token(&desk, &mailbox).await.unwrap() })
    });
    let mut given = Vec::new();
    for one in all.collect::<Vec<_>>() {
        given.push(one.await.unwrap());
    }
    assert_eq!(fake.asked_for_tokens(), before + 1);
    assert!(given.iter().all(|one| *one == given[0] && *one != tokens.access), "{given:?}");

    // It is kept, sealed, with the refresh token that the provider did not say again.
    let kept = row(&house, &mailbox.mailbox_id).await;
    assert!(!kept.secret.contains("canary"));
    let Ok(Secret::Tokens(kept)) = mailboxes::secret_of(&house.desk, &kept) else { panic!("no tokens") };
    assert_eq!((kept.access, kept.refresh), (given[0].clone(), tokens.refresh));

    // A server that does not take it makes us ask anew, once for this token.
    oauth::was_not_taken(&house.desk, &mailbox, "some older one").await.unwrap();
    assert_eq!(oauth::access_token(&house.desk, &row(&house, &mailbox.mailbox_id).await).await.unwrap(), given[0]);
    oauth::was_not_taken(&house.desk, &mailbox, &given[0]).await.unwrap();
    let next = oauth::access_token(&house.desk, &row(&house, &mailbox.mailbox_id).await).await.unwrap();
    assert_ne!(next, given[0]);
    assert_eq!(fake.asked_for_tokens(), before + 2);
}

#[tokio::test]
async fn a_withdrawn_permission_is_asked_about_once() {
    let (house, fake) = (House::new().await, FakeOAuth::start().await);
    registered(&house, Provider::Google, &fake).await;
    let tokens = sign_in(&house, &fake).await;
    let mailbox = mailbox(&house, tokens).await;
    fake.revoke_all();
    house.wait(2 * 3_600);
    let before = fake.asked_for_tokens();
    for _ in 0..5 {
        assert_eq!(oauth::access_token(&house.desk, &mailbox).await, Err(Trouble::Revoked));
    }
    assert_eq!(fake.asked_for_tokens(), before + 1, "the provider is not asked again");
    let trouble = Trouble::Revoked;
    assert!(trouble.waits_for_a_person() && trouble.key() == "oauth-revoked");

    // Signed in again, it works again.
    let tokens = sign_in(&house, &fake).await;
    let by = By::Member(&house.ola);
    let secret = Secret::Tokens(tokens.clone());
    mailboxes::sign_in_again(&house.desk, by, &mailbox.mailbox_id, SignIn::Google, secret).await.unwrap();
    let row = row(&house, &mailbox.mailbox_id).await;
    assert_eq!(oauth::access_token(&house.desk, &row).await.unwrap(), tokens.access);
}

#[tokio::test]
async fn a_provider_out_of_order_loses_nothing() {
    let (house, fake) = (House::new().await, FakeOAuth::start().await);
    registered(&house, Provider::Google, &fake).await;
    let tokens = sign_in(&house, &fake).await;
    let mailbox = mailbox(&house, tokens).await;
    house.wait(2 * 3_600);
    fake.set_down(true);
    let trouble = oauth::access_token(&house.desk, &mailbox).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Unreachable(_)) && !trouble.waits_for_a_person(), "{trouble:?}");
    fake.set_down(false);
    oauth::access_token(&house.desk, &mailbox).await.unwrap();

    // A registration the provider does not know is a person's to mend, and says so.
    house.wait(2 * 3_600);
    let form = RegistrationForm { client_id: "wrong".into(), authority: fake.authority(), ..Default::default() };
    registration::save(&house.desk, By::Member(&house.ola), Provider::Google, form).await.unwrap();
    let trouble = oauth::access_token(&house.desk, &mailbox).await.unwrap_err();
    assert_eq!((trouble.key(), trouble.said()), ("oauth-registration-refused", "invalid_client unknown client"));
}

#[tokio::test]
async fn a_code_typed_elsewhere_signs_in() {
    let (house, fake) = (House::new().await, FakeOAuth::start().await);
    registered(&house, Provider::Microsoft, &fake).await;
    let code = device::begin(&house.desk, Provider::Microsoft).await.unwrap();
    assert_eq!((code.user_code.as_str(), code.interval), ("ABCD-EFGH", 5));
    fake.say_to_device(&["authorization_pending", "slow_down"]);
    let ask = async || device::ask(&house.desk, Provider::Microsoft, &code).await.unwrap();
    assert_eq!(ask().await, device::Asked::NotYet(5));
    assert_eq!(ask().await, device::Asked::NotYet(10), "slower when told so");
    assert!(matches!(ask().await, device::Asked::In(_)));
    fake.say_to_device(&["authorization_declined"]);
    assert_eq!(ask().await, device::Asked::Over);
    house.wait(901);
    let asked = fake.asked_for_tokens();
    assert_eq!(ask().await, device::Asked::Over);
    assert_eq!(fake.asked_for_tokens(), asked, "nobody asks about a code whose time is over");
}

#[tokio::test]
async fn secrets_of_registrations_are_not_shown_and_not_kept_readable() {
    let (house, fake) = (House::new().await, FakeOAuth::start().await);
    registered(&house, Provider::Google, &fake).await;
    let shown = registration::all(&house.desk).await.unwrap();
    assert!(shown.len() == 1 && shown[0].has_secret && !format!("{shown:?}").contains("canary"));
    let desk = &house.desk;
    let rows = desk.db().read(async |mut tx| store::oauth_client::all(&mut tx, desk.id()).await).await.unwrap();
    assert!(!rows[0].secret.is_empty() && !rows[0].secret.contains("canary"));
    for form in [
        RegistrationForm::default(),
        RegistrationForm { client_id: "a b".into(), ..Default::default() },
        RegistrationForm { client_id: "a".into(), tenant: "a/../b".into(), ..Default::default() },
    ] {
        assert!(registration::save(desk, By::Member(&house.ola), Provider::Google, form).await.is_err());
    }
    registration::remove(desk, By::Member(&house.ola), Provider::Google).await.unwrap();
    assert!(registration::all(desk).await.unwrap().is_empty());
}
