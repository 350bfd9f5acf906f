//! The relay: saved without its password in sight, and tried out with the reason in words.

use desk::By;
use desk::outbox::smtp::{Manners, Security};
use desk::relay::{self, RelayForm};

use crate::fake_smtp::{Drop, FakeSmtp, Say, Script};
use crate::house::House;

fn form(relay: &FakeSmtp) -> RelayForm {
    RelayForm {
        host: "127.0.0.1".into(),
        port: relay.at.port(),
        security: Security::None,
        user_name: "ola".into(),
        password: Some("canary-password".into()),
        from_address: "ola@agency.test".into(),
    }
}

#[tokio::test]
async fn the_password_is_kept_sealed_and_used_again() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::new().await;
    let (desk, by) = (&house.desk, By::Member(&house.ola));
    relay::save(desk, by, form(&relay)).await.unwrap();
    let shown = relay::load(desk).await.unwrap().unwrap();
    assert!(shown.has_password);
    let row = desk.db().read(async |mut tx| store::relay::find(&mut tx, desk.id()).await).await.unwrap().unwrap();
    assert!(!row.secret.contains("canary"));
    let manners = Manners::usual().unwrap();
    relay::test(desk, by, None, &manners).await.unwrap();
    // Saved again without typing it, the password stays.
    relay::save(desk, by, RelayForm { password: None, ..form(&relay) }).await.unwrap();
    relay::test(desk, by, None, &manners).await.unwrap();
    let logins = relay.logins();
    assert_eq!(logins.len(), 2);
    assert_eq!(logins[0], logins[1]);

    // With another key file the secret does not open, and that is what is said.
    std::fs::write(desk.folder().join("key"), [7; 32]).unwrap();
    let sealed = relay::test(desk, by, None, &manners).await;
    assert_eq!(sealed.map_err(|refused| refused.key()), Err("refused-relay-sealed"));
    relay::remove(desk, by).await.unwrap();
    assert!(relay::load(desk).await.unwrap().is_none());
}

#[tokio::test]
async fn trying_it_out_says_what_is_wrong() {
    let house = House::new().await;
    let by = By::Member(&house.ola);
    let manners = Manners::usual().unwrap();
    for (script, key) in [
        (Script { greeting: Say("554 go away"), ..Script::default() }, "relay-trouble-refused"),
        (Script { greeting: Say("SSH-2.0"), ..Script::default() }, "relay-trouble-not-smtp"),
        (Script { ehlo: Drop, ..Script::default() }, "relay-trouble-dropped"),
        (Script { ehlo: Say("250 relay.test"), ..Script::default() }, "relay-trouble-no-login"),
        (Script { auth: Say("535 wrong"), ..Script::default() }, "relay-trouble-password"),
    ] {
        let relay = FakeSmtp::start(script).await;
        match relay::test(&house.desk, by, Some(form(&relay)), &manners).await {
            Err(relay::Refused::Trouble(trouble)) => assert_eq!(trouble.key(), key),
            other => panic!("{key}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_relay_that_cannot_be_one_is_refused() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::new().await;
    for (key, form) in [
        ("refused-relay-no-host", RelayForm { host: " ".into(), ..form(&relay) }),
        ("refused-relay-no-host", RelayForm { host: "a b\r\nc".into(), ..form(&relay) }),
        ("refused-relay-no-host", RelayForm { port: 0, ..form(&relay) }),
        ("refused-relay-clear-text", RelayForm { host: "relay.test".into(), ..form(&relay) }),
        ("refused-relay-clear-text", RelayForm { host: "127.0.0.1.evil.test".into(), ..form(&relay) }),
        ("refused-relay-no-address", RelayForm { from_address: "ola".into(), ..form(&relay) }),
    ] {
        let refused = relay::save(&house.desk, By::Member(&house.ola), form).await;
        assert_eq!(refused.map_err(|refused| refused.key()), Err(key));
    }
}
