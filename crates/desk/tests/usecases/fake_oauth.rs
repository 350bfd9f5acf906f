//! A provider with OAuth2 on loopback: it issues codes and tokens as the standards say, checks the proof, and can revoke.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// What it was told by its console.
pub(crate) const CLIENT: &str = "desk-client-id";
pub(crate) const SECRET: &str = "canary-client-secret";

type Form = HashMap<String, String>;

#[derive(Default)]
struct State {
    /// Codes given out: challenge and where to send the person back to.
    codes: HashMap<String, (String, String)>,
    /// Refresh tokens that are good.
    good: HashSet<String>,
    /// What it says to the next questions about a device code, before it gives in.
    device: Vec<&'static str>,
    /// Out of order: says 500 to everything.
    down: bool,
    issued: u32,
    asked: Vec<(String, Form)>,
}

#[derive(Clone)]
pub(crate) struct FakeOAuth {
    pub(crate) at: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl FakeOAuth {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Self { at: listener.local_addr().unwrap(), state: Arc::default() };
        let serving = fake.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().answer(stream));
            }
        });
        fake
    }

    pub(crate) fn authority(&self) -> String {
        format!("http://{}", self.at)
    }

    /// A person looks at the sign-in page and says yes: what comes back, state and code.
    pub(crate) fn consent(&self, page: &str) -> (String, String) {
        let url: Url = page.parse().unwrap();
        assert_eq!(url.path(), "/authorize");
        let asked: Form = url.query_pairs().into_owned().collect();
        assert_eq!((asked["client_id"].as_str(), asked["response_type"].as_str()), (CLIENT, "code"));
        assert_eq!(asked["code_challenge_method"], "S256");
        let mut state = self.state.lock().unwrap();
        state.issued += 1;
        let code = format!("code-{}", state.issued);
        state.codes.insert(code.clone(), (asked["code_challenge"].clone(), asked["redirect_uri"].clone()));
        (asked["state"].clone(), code)
    }

    pub(crate) fn set_down(&self, down: bool) {
        self.state.lock().unwrap().down = down;
    }

    pub(crate) fn revoke_all(&self) {
        self.state.lock().unwrap().good.clear();
    }

    /// What it says to questions about a device code, in order; afterwards it gives tokens.
    pub(crate) fn say_to_device(&self, said: &[&'static str]) {
        self.state.lock().unwrap().device = said.iter().rev().copied().collect();
    }

    /// How often its token door was asked.
    pub(crate) fn asked_for_tokens(&self) -> usize {
        self.state.lock().unwrap().asked.iter().filter(|(path, _)| path == "/token").count()
    }

    async fn answer(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        let mut first = String::new();
        stream.read_line(&mut first).await.unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.unwrap();
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        let form: Form = url::form_urlencoded::parse(&body).into_owned().collect();
        let path = first.split(' ').nth(1).unwrap().to_owned();
        let (status, said) = self.decide(&path, &form);
        let said = said.to_string();
        let head =
            format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", said.len());
        let _ = stream.write_all(format!("{head}{said}").as_bytes()).await;
    }

    fn decide(&self, path: &str, form: &Form) -> (u16, Value) {
        let mut state = self.state.lock().unwrap();
        state.asked.push((path.to_owned(), form.clone()));
        if state.down {
            return (500, json!({}));
        }
        if form.get("client_id").map(String::as_str) != Some(CLIENT)
            || form.get("client_secret").map(String::as_str) != Some(SECRET)
        {
            return (401, json!({ "error": "invalid_client", "error_description": "unknown client" }));
        }
        if path == "/device" {
            let page = "https://provider.example/device";
            return (
                200,
                json!({ "device_code": "device-1", "user_code": "ABCD-EFGH", "verification_uri": page, "expires_in": 900 }),
            );
        }
        match form.get("grant_type").map(String::as_str) {
            Some("authorization_code") => state.by_code(form),
            Some("refresh_token") => state.by_refresh(form),
            Some("urn:ietf:params:oauth:grant-type:device_code") => match state.device.pop() {
                Some(said) => (400, json!({ "error": said })),
                None => state.issue(),
            },
            _ => (400, json!({ "error": "unsupported_grant_type" })),
        }
    }
}

impl State {
    fn issue(&mut self) -> (u16, Value) {
        self.issued += 1;
        let refresh = format!("canary-refresh-{}", self.issued);
        self.good.insert(refresh.clone());
        let access = format!("canary-access-{}", self.issued);
        (200, json!({ "access_token": access, "refresh_token": refresh, "expires_in": 3600, "token_type": "Bearer" }))
    }

    fn by_code(&mut self, form: &Form) -> (u16, Value) {
        let proof = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
        match self.codes.remove(&form["code"]) {
            Some((challenge, redirect)) if challenge == proof && redirect == form["redirect_uri"] => self.issue(),
            _ => (400, json!({ "error": "invalid_grant" })),
        }
    }

    /// As Google does: the refresh token stays and is not said again.
    fn by_refresh(&mut self, form: &Form) -> (u16, Value) {
        if !self.good.contains(&form["refresh_token"]) {
            return (
                400,
                json!({ "error": "invalid_grant", "error_description": "Token has been expired or revoked." }),
            );
        }
        self.issued += 1;
        (200, json!({ "access_token": format!("canary-access-{}", self.issued), "expires_in": 3600 }))
    }
}
