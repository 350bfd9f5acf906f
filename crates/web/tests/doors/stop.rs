//! The real server on a real socket: it answers, knows the peer, and stops although a stream is open.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::house::House;

async fn ask(address: std::net::SocketAddr, path: &str, cookie: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

async fn beginning(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 1024];
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut bytes)).await.unwrap().unwrap();
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

#[tokio::test]
async fn it_answers_and_stops_with_a_stream_open() {
    let house = House::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let options = web::Options { base_url: format!("http://{address}").parse().unwrap() };
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(web::serve(house.desk.clone(), listener, options, async {
        let _ = stopped.await;
    }));
    assert!(beginning(&mut ask(address, "/healthz", "").await).await.starts_with("HTTP/1.1 200"));
    assert!(
        beginning(&mut ask(address, "/metrics", "").await).await.starts_with("HTTP/1.1 200"),
        "the peer is not known"
    );
    let mut events = ask(address, "/events", &house.cookie).await;
    assert!(beginning(&mut events).await.contains("text/event-stream"));
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(8), serving).await;
    ended.expect("an open stream keeps the program from stopping").unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "it still listens");
}
