//! Mails of a sample client and a sample agency, written by hand.

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// Our address on every desk of these tests.
pub(crate) const ME: &str = "ola@agency.example";

/// A mail being written.
pub(crate) struct Letter {
    pub id: String,
    pub at: String,
    from: String,
    to: String,
    subject: String,
    headers: Vec<String>,
    body: String,
    received: bool,
}

/// Anna, the client, writes at `at` (RFC 3339): 'When is the report ready?'
pub(crate) fn anna(at: &str) -> Letter {
    Letter {
        id: format!("{}@client.example", at.replace(':', ".")),
        at: at.to_owned(),
        from: "Anna <anna@client.example>".to_owned(),
        to: ME.to_owned(),
        subject: "Report".to_owned(),
        headers: Vec::new(),
        body: "When is the report ready?".to_owned(),
        received: true,
    }
}

/// We write to Anna, as the Sent folder keeps it.
pub(crate) fn we(at: &str) -> Letter {
    Letter {
        id: format!("{}@agency.example", at.replace(':', ".")),
        from: format!("Ola <{ME}>"),
        to: "anna@client.example".to_owned(),
        body: "Here it is.".to_owned(),
        received: false,
        ..anna(at)
    }
}

impl Letter {
    pub(crate) fn from(mut self, from: &str) -> Self {
        from.clone_into(&mut self.from);
        self
    }

    pub(crate) fn to(mut self, to: &str) -> Self {
        to.clone_into(&mut self.to);
        self
    }

    pub(crate) fn saying(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    pub(crate) fn about(mut self, subject: &str) -> Self {
        subject.clone_into(&mut self.subject);
        self
    }

    pub(crate) fn header(mut self, header: &str) -> Self {
        self.headers.push(header.to_owned());
        self
    }

    pub(crate) fn answering(self, parent: &Letter) -> Self {
        let header = format!("In-Reply-To: <{0}>\r\nReferences: <{0}>", parent.id);
        self.header(&header)
    }

    /// Without a Received line, as if no server of ours had seen it.
    pub(crate) fn unstamped(mut self) -> Self {
        self.received = false;
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let at: Timestamp = self.at.parse().unwrap();
        let date = rfc2822::to_string(&at.to_zoned(jiff::tz::TimeZone::UTC)).unwrap();
        let mut mail = String::new();
        if self.received {
            mail += &format!("Received: from mx.client.example by mx.agency.example with ESMTPS; {date}\r\n");
        }
        mail += &format!("From: {}\r\nTo: {}\r\nDate: {date}\r\n", self.from, self.to);
        mail += &format!("Message-ID: <{}>\r\nSubject: {}\r\n", self.id, self.subject);
        for header in &self.headers {
            mail += header;
            mail += "\r\n";
        }
        if !self.headers.iter().any(|header| header.starts_with("Content-Type")) {
            mail += "Content-Type: text/plain; charset=utf-8\r\n";
        }
        mail += "\r\n";
        mail += &self.body.replace('\n', "\r\n");
        mail += "\r\n";
        mail.into_bytes()
    }
}
