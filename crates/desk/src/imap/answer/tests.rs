//! What servers say, and what nobody should.

use super::*;

fn heard(text: &str) -> Result<Said, NotImap> {
    said(vec![Piece::Text(text.as_bytes().to_vec())])
}

#[test]
fn answers_of_several_servers_are_read() {
    assert_eq!(
        heard("* OK [UIDVALIDITY 1700000001] UIDs valid"),
        Ok(Said::Status(Verdict::Ok, "UIDVALIDITY 1700000001".into(), "UIDs valid".into()))
    );
    assert_eq!(
        heard("T3 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"),
        Ok(Said::Tagged(
            "T3".into(),
            Verdict::No,
            "AUTHENTICATIONFAILED".into(),
            "Invalid credentials (Failure)".into()
        ))
    );
    assert_eq!(heard("* 172 EXISTS"), Ok(Said::Exists(172)));
    assert_eq!(heard("* 3 EXPUNGE"), Ok(Said::Expunge));
    assert_eq!(heard("* SEARCH 2 84 882"), Ok(Said::Search(vec![2, 84, 882])));
    assert_eq!(heard("* SEARCH"), Ok(Said::Search(vec![])));
    assert_eq!(heard("* SEARCH 2 84 (MODSEQ 917162500)"), Ok(Said::Search(vec![2, 84])));
    assert_eq!(heard("* BYE Temporary System Error"), Ok(Said::Bye("Temporary System Error".into())));
    assert_eq!(heard("+ idling"), Ok(Said::GoOn("idling".into())));
    assert_eq!(
        heard(r#"* LIST (\HasNoChildren \Sent) "/" "[Gmail]/Sent Mail""#),
        Ok(Said::List(Listed {
            name: "[Gmail]/Sent Mail".into(),
            delimiter: "/".into(),
            attributes: vec!["\\hasnochildren".into(), "\\sent".into()],
        }))
    );
    assert_eq!(heard("* LIST () NIL INBOX"), Ok(Said::List(Listed { name: "INBOX".into(), ..Listed::default() })));
    assert_eq!(
        heard(r#"* STATUS "Sent" (MESSAGES 231 UIDNEXT 44292)"#),
        Ok(Said::Figures(vec![("MESSAGES".into(), 231), ("UIDNEXT".into(), 44292)]))
    );
}

#[test]
fn a_mail_comes_with_what_was_asked_and_what_was_not() {
    let pieces = vec![
        Piece::Text(b"* 12 FETCH (FLAGS (\\Seen $Forwarded) MODSEQ (624140003) UID 99 BODY[] ".to_vec()),
        Piece::Literal(b"Subject: a)\r\n\r\n\"(".to_vec(), 18),
        Piece::Text(b" INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")".to_vec()),
    ];
    let Ok(Said::Fetch(mail)) = said(pieces) else { panic!("a mail") };
    assert_eq!((mail.uid, mail.raw_size), (99, 18));
    assert_eq!(mail.raw.as_deref(), Some(b"Subject: a)\r\n\r\n\"(".as_slice()));
    assert_eq!(mail.date, "17-Jul-1996 02:44:25 -0700");
    assert_eq!(mail.flags, ["\\seen", "$forwarded"]);
}

#[test]
fn what_is_no_imap_is_said_to_be_none() {
    for garbage in
        ["", "HTTP/1.1 400 Bad Request", "SSH-2.0-OpenSSH", "220 smtp.test ESMTP", "T1", "* LIST (", "* LIST x y z"]
    {
        assert_eq!(heard(garbage), Err(NotImap), "{garbage}");
    }
    let deep = format!("* 1 FETCH {}", "(".repeat(100_000));
    assert_eq!(heard(&deep), Err(NotImap));
    let deep = format!("* 1 FETCH (X {}{})", "(".repeat(200), ")".repeat(200));
    assert_eq!(heard(&deep), Err(NotImap));
    let wide = format!("* 1 FETCH ({})", "a ".repeat(30_000));
    assert_eq!(heard(&wide), Err(NotImap));
}

/// No randomness: every cut and every changed byte of a few answers.
#[test]
fn no_bytes_make_it_panic() {
    let answers: [&[u8]; 4] = [
        b"* 12 FETCH (FLAGS (\\Seen) UID 99 BODY[HEADER.FIELDS (DATE)]<0> \"a\\\"b\" X NIL)",
        b"* LIST (\\Sent) \"/\" \"Wys&AUI-ane\"",
        b"* OK [HIGHESTMODSEQ 12] x",
        b"T1 OK [READ-ONLY] done",
    ];
    for answer in answers {
        for at in 0..answer.len() {
            for byte in [0_u8, b' ', b'(', b')', b'"', b'\\', b'[', b']', b'{', b'}', 0xff] {
                let mut changed = answer.to_vec();
                changed[at] = byte;
                let _ = said(vec![Piece::Text(changed.clone()), Piece::Literal(vec![b'x'; 3], 3)]);
                changed.truncate(at);
                let _ = said(vec![Piece::Text(changed)]);
            }
        }
    }
}
