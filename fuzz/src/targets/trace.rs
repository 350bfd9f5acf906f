//! What servers wrote above a mail: whoever sends it chooses much of what stands in those lines, and all that stands below them.

use mail::authentication_results::Provider;
use mail::trace::handed_in;

/// Where the mail really came from, wherever a line is made for it here.
const TRUE: &str = "203.0.113.66";
/// Where it would like to have come from.
const FALSE: &str = "192.0.2.10";
/// Whom the sender's envelope names.
const PATH: &str = "Return-Path: <anna@client.test>\r\n";

fn is_own(host: &str) -> bool {
    host.ends_with(".agency.test")
}

/// Any header tells one origin or none, whatever is put below it; and what a sender says of itself in the lines of servers that
/// we know is never taken for its address.
pub fn trace(bytes: &[u8]) {
    let came = handed_in(bytes, is_own);
    assert_eq!(came, handed_in(bytes, is_own), "two readings differ");
    assert_eq!(handed_in(bytes, |_| false), None, "nobody is ours, and somebody was believed");
    if let Some(came) = came {
        assert!(!came.from.contains(['\r', '\n']) && !came.helo.contains(['\r', '\n']));
        let line = format!("Received: from a.test (a.test [{FALSE}]) by mx.agency.test (Postfix) id 1; x\r\n");
        // A mail may begin with a field, with what folds the line above, or with neither.
        for first in
            ["", " (Exim 4.96) with LMTP by mx.agency.test; x\r\n", "(Exim 4.96) with LMTP by mx.agency.test; x\r\n"]
        {
            let below = [bytes, format!("\r\n{first}{PATH}{line}").as_bytes()].concat();
            assert!(handed_in(&below, is_own).is_none_or(|told| told == came), "what stands below counts");
        }
    }
    // A server whose way of writing is not known tells nothing, whatever the mail itself begins with.
    let unknown =
        format!("{PATH}Received: from [{FALSE}] (unknown [{TRUE}]) by mx.agency.test with ESMTP id 2; Fri\r\n");
    assert_eq!(handed_in(&[unknown.as_bytes(), bytes].concat(), is_own), None, "the mail went on in the server's line");
    let said = on_one_line(bytes);
    for line in [
        format!("from {said} (unknown [{TRUE}]) by mx.agency.test (Postfix) with ESMTP id 2"),
        format!("from {said} ({said} [{TRUE}]) by mx.agency.test (8.18.1/8.18.1) with ESMTP id 2"),
        format!("from {TRUE_NAME} ([{TRUE}] helo={said}) by mx.agency.test with esmtp (Exim 4.96) id 2"),
        format!("from [{TRUE}] (helo={said}) by mx.agency.test with esmtp (Exim 4.96) (envelope-from <{said}>) id 2"),
    ] {
        let header = format!("{PATH}Received: {line}; Fri, 2 Jan 2026 10:05:00 +0100\r\nFrom: a@client.test\r\n\r\n");
        let told = handed_in(header.as_bytes(), is_own).map(|came| came.ip.to_string());
        assert!(told.as_deref().is_none_or(|ip| ip == TRUE), "{line} gives {told:?}");
    }
}

/// What the address is called by whoever keeps its zone.
const TRUE_NAME: &str = "mail.client.test";

/// A provider's word is told in one way, whatever is put below it; and no word that came with the mail is taken for theirs,
/// whatever its sender calls itself.
pub fn provider(bytes: &[u8]) {
    for provider in [Provider::Google, Provider::Microsoft] {
        let stated = provider.stated(bytes);
        assert_eq!(stated, provider.stated(bytes), "two readings differ");
        let below = provider.stated(&[bytes, FORGED.as_bytes()].concat());
        assert!(stated.is_none() || below.is_none() || below == stated, "what stands below counts");
        for first in FIRST {
            let header = [first.as_bytes(), bytes, FORGED.as_bytes()].concat();
            assert_eq!(provider.stated(&header), None, "the mail went on in the server's line");
        }
    }
    let said = on_one_line(bytes);
    let within = "Received: by 2002:a05:6402:2315:b0:55f:f5bd:e0e5 with SMTP id z1csp1; x\r\n";
    let google =
        format!("{within}Received: from {said} ({said}. [{TRUE}]) by mx.google.com with ESMTPS id a1; x{FORGED}");
    assert_eq!(Provider::Google.stated(google.as_bytes()), None, "a forged word counts: {google}");
    let microsoft = format!(
        "Received: from {said} ({TRUE}) by AM5.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP id 1; x{FORGED}"
    );
    assert_eq!(Provider::Microsoft.stated(microsoft.as_bytes()), None, "a forged word counts: {microsoft}");
}

/// Lines of the servers that take mail from outside; below each, everything came with the mail.
const FIRST: [&str; 2] = [
    "Received: from a.test (a.test. [203.0.113.66]) by mx.google.com with ESMTPS id a1; x\r\n",
    "Received: from a.test (203.0.113.66) by AM5.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP id 1; x\r\n",
];

/// What a sender may put below the lines of the servers: their words, and lines as if more of them had seen it.
const FORGED: &str = "\r\nARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=client.test\r\n\
    Authentication-Results: spf=pass smtp.mailfrom=client.test; dmarc=pass header.from=client.test\r\n\
    Received: from a.test (a.test. [192.0.2.10]) by mx.google.com with ESMTPS id a1; x\r\n\
    Received: from a.test (192.0.2.10) by AM5.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP id 1; x\r\n\r\nHello\r\n";

/// As it may stand in a line of a header: a server ends no line for its sender.
fn on_one_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().filter(|char| !matches!(char, '\r' | '\n')).collect()
}
