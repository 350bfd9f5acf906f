//! One request over HTTPS: looked up once, the address looked at, then connected to that very address. Limited in bytes,
//! time and hops; no cookies, no proxy, no cache, nothing unpacked.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::{Host, Url};

use super::public::is_public;
use super::tls;

/// Longest answer that is read.
const MOST_BYTES: usize = 64 * 1024;

/// For everything from the name to the last byte.
const PATIENCE: Duration = Duration::from_secs(10);

/// Redirects that are followed; each is looked at like the first address.
const HOPS: usize = 3;

/// Where a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// https to the open internet: for addresses that come from outside.
    Public,
    /// What an owner set: https anywhere, or http on this very machine.
    Chosen,
}

/// An answer.
#[derive(Debug)]
pub struct Fetched {
    /// The status code.
    pub status: u16,
    /// The body, whole.
    pub body: Vec<u8>,
    /// Where it redirects to.
    location: Option<String>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The address is not one we ask.
    #[error("{0} may not be asked")]
    NotAllowed(String),
    /// The name does not resolve.
    #[error("there is no server named {0}")]
    NoSuchHost(String),
    /// TCP or TLS failed.
    #[error("{0} cannot be reached: {1}")]
    Unreachable(String, String),
    /// It took too long.
    #[error("no answer in time")]
    Silence,
    /// Longer than it may be, or no HTTP.
    #[error("the answer cannot be used: {0}")]
    Unusable(String),
}

/// Fetches a document, following redirects within `reach`.
///
/// # Errors
/// See [`HttpError`]; a status that says no is none.
pub async fn get(url: &Url, reach: Reach) -> Result<Fetched, HttpError> {
    let following = async {
        let mut url = url.clone();
        for _ in 0..=HOPS {
            let fetched = once(&url, Method::GET, None, reach).await?;
            match fetched.location.as_deref().filter(|_| (300..400).contains(&fetched.status)) {
                Some(next) => url = url.join(next).map_err(|error| HttpError::Unusable(error.to_string()))?,
                None => return Ok(fetched),
            }
        }
        Err(HttpError::Unusable("it redirects for ever".to_owned()))
    };
    timeout(PATIENCE, following).await.map_err(|_| HttpError::Silence)?
}

/// Sends a form and gives the answer, whatever its status; redirects are not followed.
///
/// # Errors
/// See [`HttpError`].
pub async fn post(url: &Url, form: &[(&str, &str)], reach: Reach) -> Result<Fetched, HttpError> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    timeout(PATIENCE, once(url, Method::POST, Some(body), reach)).await.map_err(|_| HttpError::Silence)?
}

async fn once(url: &Url, method: Method, form: Option<String>, reach: Reach) -> Result<Fetched, HttpError> {
    let not_allowed = || HttpError::NotAllowed(url.host_str().unwrap_or_default().to_owned());
    let host = url.host().ok_or_else(not_allowed)?;
    let secure = match url.scheme() {
        "https" => true,
        "http" if reach == Reach::Chosen && is_this_machine(&host) => false,
        _ => return Err(not_allowed()),
    };
    let port = url.port_or_known_default().unwrap_or(443);
    if reach == Reach::Public && port != 443 {
        return Err(not_allowed());
    }
    let end = look_up(&host, port, reach).await?;
    let unreachable = |error: String| HttpError::Unreachable(host.to_string(), error);
    let stream = TcpStream::connect(end).await.map_err(|error| unreachable(error.to_string()))?;
    let request = request(url, &host, method, form)?;
    if !secure {
        return speak(stream, request).await;
    }
    let name = ServerName::try_from(host.to_string().trim_matches(['[', ']']).to_owned())
        .map_err(|error| unreachable(error.to_string()))?;
    let tls = tls::public().map_err(|error| unreachable(error.to_string()))?;
    let connector = tokio_rustls::TlsConnector::from(tls);
    let stream = connector.connect(name, stream).await.map_err(|error| unreachable(error.to_string()))?;
    speak(stream, request).await
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// The one address that is connected to. Where only public ones may be asked, one that is not spoils the name.
pub(crate) async fn look_up<S: AsRef<str> + std::fmt::Display>(
    host: &Host<S>,
    port: u16,
    reach: Reach,
) -> Result<SocketAddr, HttpError> {
    let ends: Vec<SocketAddr> = match host {
        Host::Domain(name) => {
            let no_such_host = |_| HttpError::NoSuchHost(name.to_string());
            tokio::net::lookup_host((name.as_ref(), port)).await.map_err(no_such_host)?.collect()
        }
        Host::Ipv4(address) => vec![(*address, port).into()],
        Host::Ipv6(address) => vec![(*address, port).into()],
    };
    if reach == Reach::Public && ends.iter().any(|end| !is_public(end.ip())) {
        return Err(HttpError::NotAllowed(host.to_string()));
    }
    // IPv4 first: where IPv6 is set up badly, waiting for it would use up all the patience there is.
    let best = ends.iter().find(|end| end.is_ipv4()).or(ends.first());
    best.copied().ok_or_else(|| HttpError::NoSuchHost(host.to_string()))
}

fn request(
    url: &Url,
    host: &Host<&str>,
    method: Method,
    form: Option<String>,
) -> Result<Request<Full<Bytes>>, HttpError> {
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let authority = url.port().map_or_else(|| host.to_string(), |port| format!("{host}:{port}"));
    let mut builder = Request::builder()
        .method(method)
        .uri(path)
        .header("host", authority)
        .header("user-agent", "Tact")
        .header("accept", "application/json, application/xml, text/xml");
    if form.is_some() {
        builder = builder.header("content-type", "application/x-www-form-urlencoded");
    }
    builder
        .body(Full::new(Bytes::from(form.unwrap_or_default())))
        .map_err(|error| HttpError::Unusable(error.to_string()))
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Fetched, HttpError> {
    let unusable = |error: hyper::Error| HttpError::Unusable(error.to_string());
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(unusable)?;
    let asking = async {
        let response = sender.send_request(request).await.map_err(unusable)?;
        read(response).await
    };
    tokio::pin!(asking);
    tokio::select! {
        answer = &mut asking => answer,
        // The connection may end before its answer was taken out of it.
        _ = connection => asking.await,
    }
}

async fn read(response: Response<hyper::body::Incoming>) -> Result<Fetched, HttpError> {
    let status = response.status().as_u16();
    let location = response.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body = Limited::new(response.into_body(), MOST_BYTES).collect().await;
    let body = body.map_err(|error| HttpError::Unusable(error.to_string()))?.to_bytes().to_vec();
    Ok(Fetched { status, body, location })
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    /// Answers one request with these bytes; gives what was asked.
    async fn once_with(answer: Vec<u8>) -> (Url, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/path?a=b", listener.local_addr().unwrap()).parse().unwrap();
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = vec![0; 4_096];
            let read = stream.read(&mut asked).await.unwrap();
            let _ = stream.write_all(&answer).await;
            String::from_utf8_lossy(&asked[..read]).into_owned()
        });
        (url, asked)
    }

    #[tokio::test]
    async fn a_form_is_sent_and_the_answer_read_whatever_its_status() {
        let (url, asked) = once_with(b"HTTP/1.1 400 No\r\ncontent-length: 2\r\n\r\nno".to_vec()).await;
        let fetched = post(&url, &[("a", "b c"), ("d", "&=")], Reach::Chosen).await.unwrap();
        assert_eq!((fetched.status, fetched.body.as_slice()), (400, b"no".as_slice()));
        let asked = asked.await.unwrap();
        assert!(asked.starts_with("POST /path?a=b HTTP/1.1\r\n") && asked.ends_with("a=b+c&d=%26%3D"), "{asked}");
    }

    #[tokio::test]
    async fn too_much_is_not_read() {
        let mut answer = b"HTTP/1.1 200 Fine\r\n\r\n".to_vec();
        answer.extend(vec![b'x'; MOST_BYTES + 1]);
        let (url, _asked) = once_with(answer).await;
        assert!(matches!(get(&url, Reach::Chosen).await, Err(HttpError::Unusable(_))));
    }

    #[tokio::test]
    async fn a_redirect_goes_nowhere_it_could_not_go_itself() {
        let (url, _asked) =
            once_with(b"HTTP/1.1 302 Go\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n".to_vec())
                .await;
        assert!(matches!(get(&url, Reach::Chosen).await, Err(HttpError::NotAllowed(_))));
    }

    #[tokio::test]
    async fn what_is_inside_is_not_asked_for_somebody_outside() {
        for inside in [
            "http://127.0.0.1/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://169.254.169.254/latest/meta-data/",
            "https://10.0.0.1/",
            "https://localhost/",
            "https://9.9.9.9:25/",
            "http://9.9.9.9/",
            "file:///etc/passwd",
            "gopher://9.9.9.9/",
            "unix:/run/docker.sock",
        ] {
            let url: Url = inside.parse().unwrap();
            assert!(matches!(get(&url, Reach::Public).await, Err(HttpError::NotAllowed(_))), "{inside}");
        }
    }
}
