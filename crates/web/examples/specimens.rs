//! Serves every page with sample data, to be looked at: `cargo run -p web --example specimens`, then
//! open `http://127.0.0.1:8099/specimen/en/today`.

use std::net::Ipv4Addr;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8099);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    axum::serve(listener, web::specimen::router()).await?;
    Ok(())
}
