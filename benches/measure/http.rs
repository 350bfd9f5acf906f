//! A visitor with one kept connection and a cookie: as much HTTP/1.1 as measuring needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::Outcome;

/// One answer, its body only counted.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub bytes: usize,
    location: Option<String>,
}

impl Answer {
    /// The size of a page that came as it should.
    pub fn expect_page(self, path: &str) -> Outcome<usize> {
        match (self.status, self.location) {
            (200, _) => Ok(self.bytes),
            (status, location) => Err(format!("{path} answered {status} {}", location.unwrap_or_default()).into()),
        }
    }
}

/// Somebody who looks at pages.
#[derive(Debug)]
pub struct Visitor {
    address: String,
    cookie: String,
    connection: Option<BufReader<TcpStream>>,
}

impl Visitor {
    pub fn to(address: &str) -> Self {
        Self { address: address.to_owned(), cookie: String::new(), connection: None }
    }

    /// The same person in another window.
    pub fn another(&self, address: &str) -> Self {
        Self { cookie: self.cookie.clone(), ..Self::to(address) }
    }

    pub fn get(&mut self, path: &str) -> Outcome<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.address, self.cookie);
        self.ask(&request)
    }

    /// Consumes a sign-in link; the session's cookie stays with the visitor.
    pub fn sign_in(&mut self, token: &str) -> Outcome<()> {
        let body = format!("token={token}");
        let request = format!(
            "POST /sign-in/link HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        let answer = self.ask(&request)?;
        if self.cookie.is_empty() {
            return Err(format!("the link signed nobody in: {}", answer.status).into());
        }
        Ok(())
    }

    /// Asks over the kept connection, or over a new one when that has ended.
    fn ask(&mut self, request: &str) -> Outcome<Answer> {
        if let Some(mut connection) = self.connection.take() {
            if connection.get_mut().write_all(request.as_bytes()).is_ok() {
                if let Ok(answer) = self.answer(&mut connection) {
                    self.connection = Some(connection);
                    return Ok(answer);
                }
            }
        }
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut connection = BufReader::with_capacity(64 * 1024, stream);
        connection.get_mut().write_all(request.as_bytes())?;
        let answer = self.answer(&mut connection)?;
        self.connection = Some(connection);
        Ok(answer)
    }

    fn answer(&mut self, from: &mut BufReader<TcpStream>) -> Outcome<Answer> {
        let first = line(from)?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("no HTTP answer")?;
        let (mut length, mut chunked, mut location) = (0, false, None);
        loop {
            let header = line(from)?;
            if header.is_empty() {
                break;
            }
            let Some((name, value)) = header.split_once(':') else { continue };
            match (name.to_ascii_lowercase().as_str(), value.trim()) {
                ("content-length", value) => length = value.parse()?,
                ("transfer-encoding", value) => chunked = value.eq_ignore_ascii_case("chunked"),
                ("location", value) => location = Some(value.to_owned()),
                ("set-cookie", value) => self.cookie = value.split(';').next().unwrap_or_default().to_owned(),
                _ => {}
            }
        }
        let bytes = if chunked { chunks(from)? } else { skip(from, length)? };
        Ok(Answer { status, bytes, location })
    }
}

fn line(from: &mut impl BufRead) -> Outcome<String> {
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 {
        return Err("the connection ended".into());
    }
    Ok(line.trim_end().to_owned())
}

fn skip(from: &mut impl Read, length: usize) -> Outcome<usize> {
    let read = std::io::copy(&mut from.take(length as u64), &mut std::io::sink())?;
    if read == length as u64 { Ok(length) } else { Err("the answer was cut short".into()) }
}

fn chunks(from: &mut impl BufRead) -> Outcome<usize> {
    let mut total = 0;
    loop {
        let length = usize::from_str_radix(line(from)?.split(';').next().unwrap_or_default(), 16)?;
        total += skip(from, length)?;
        line(from)?;
        if length == 0 {
            return Ok(total);
        }
    }
}
