//! What follows from the findings about a sender. Pure: no network, no clock.

use mail::authentication_results::Finding;

use super::Judgement;

/// How one check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It holds.
    Pass,
    /// It does not, or there was nothing to check.
    Fail,
    /// The domain could not be asked.
    NotNow,
}

/// What a domain asks of others with mail that only pretends to come from it (RFC 7489, `p=`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// It publishes nothing.
    Nothing,
    /// It watches only: its own mail may fail.
    Watch,
    /// Its own mail always passes; what fails is not its own.
    Refuse,
}

/// Everything that was found out.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// The domain of From, as an A-label.
    pub(super) from: String,
    /// What DMARC says, with the wish of the domain.
    pub(super) dmarc: (Wish, Outcome),
    /// Domains that signed the mail, and whether the signature holds.
    pub(super) dkim: Vec<(String, Outcome)>,
    /// The domain of the envelope's sender and whether it sends from there; `None` when the envelope is not known.
    pub(super) spf: Option<(String, Outcome)>,
    /// Somebody we trust passed it on and says that it was genuine then.
    pub(super) passed_on: bool,
}

/// `None`: not known.
pub(super) fn weigh(found: &Evidence) -> Option<Judgement> {
    let (wish, dmarc) = found.dmarc;
    match (wish, dmarc) {
        (Wish::Watch | Wish::Refuse, Outcome::Pass) => return Some(Judgement::verified("dmarc")),
        (_, Outcome::NotNow) => return None,
        (Wish::Refuse, Outcome::Fail) if !found.passed_on => return Some(Judgement::failed("dmarc")),
        (Wish::Refuse, Outcome::Fail) => return None,
        (Wish::Watch | Wish::Nothing, _) => {}
    }
    let holds = |(domain, outcome): &(String, Outcome)| *outcome == Outcome::Pass && is_aligned(domain, &found.from);
    if found.dkim.iter().any(holds) {
        return Some(Judgement::verified("dkim"));
    }
    found.spf.iter().any(holds).then_some(Judgement::verified("spf"))
}

/// What our own server found, weighed; the inner `None` is not known, the outer that it did not say.
pub(super) fn weigh_stated(from: &str, findings: &[Finding]) -> Option<Option<Judgement>> {
    let of = |method: &'static str| findings.iter().filter(move |finding| finding.method == method);
    let dmarc = of("dmarc").next();
    let about = |finding: &Finding, property: &str| {
        let value = finding.property(property)?;
        Some(value.rsplit_once('@').map_or(value, |(_, domain)| domain).to_owned())
    };
    // What is said about another writer than the one we read says nothing about this one.
    let dmarc = dmarc.filter(|finding| about(finding, "header.from").is_none_or(|domain| domain == from));
    let pairs = |method: &'static str, properties: [&'static str; 2]| {
        of(method).filter_map(move |finding| {
            let domain = properties.iter().find_map(|property| about(finding, property))?;
            Some((domain, outcome(&finding.result)))
        })
    };
    let dkim: Vec<_> = pairs("dkim", ["header.d", "header.i"]).collect();
    let spf = pairs("spf", ["smtp.mailfrom", "smtp.helo"]).next();
    if dmarc.is_none() && dkim.is_empty() && spf.is_none() {
        return None;
    }
    let dmarc = match dmarc {
        None => (Wish::Nothing, Outcome::Fail),
        Some(finding) => match finding.result.as_str() {
            "none" | "bestguesspass" => (Wish::Nothing, Outcome::Fail),
            _ if watches_only(finding) => (Wish::Watch, outcome(&finding.result)),
            _ => (Wish::Refuse, outcome(&finding.result)),
        },
    };
    Some(weigh(&Evidence { from: from.to_owned(), dmarc, dkim, spf, passed_on: false }))
}

fn outcome(result: &str) -> Outcome {
    match result {
        "pass" => Outcome::Pass,
        "temperror" => Outcome::NotNow,
        _ => Outcome::Fail,
    }
}

/// Servers write the policy as a property or into a comment: `(p=none sp=none)`.
fn watches_only(finding: &Finding) -> bool {
    let stated = finding.property("policy.dmarc").or_else(|| finding.property("policy.published-domain-policy"));
    stated == Some("none") || finding.comment.split_ascii_whitespace().any(|word| word == "p=none")
}

/// One domain speaks for another when it is the same, above it, or below it. Compared letter by letter.
fn is_aligned(one: &str, other: &str) -> bool {
    let is_below = |lower: &str, upper: &str| {
        upper.contains('.') && lower.strip_suffix(upper).is_some_and(|rest| rest.ends_with('.'))
    };
    !one.is_empty() && (one == other || is_below(one, other) || is_below(other, one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::trust::Standing;

    fn evidence(dmarc: (Wish, Outcome)) -> Evidence {
        Evidence { from: "client.test".into(), dmarc, dkim: Vec::new(), spf: None, passed_on: false }
    }

    fn standing(found: &Evidence) -> Option<Standing> {
        weigh(found).map(|it| it.standing)
    }

    #[test]
    fn a_domain_that_refuses_what_fails_is_believed_and_one_that_watches_is_not_held_to_it() {
        assert_eq!(standing(&evidence((Wish::Refuse, Outcome::Fail))), Some(Standing::Failed));
        assert_eq!(standing(&evidence((Wish::Watch, Outcome::Fail))), None);
        assert_eq!(standing(&evidence((Wish::Nothing, Outcome::Fail))), None);
        assert_eq!(standing(&evidence((Wish::Watch, Outcome::Pass))), Some(Standing::Verified));
    }

    #[test]
    fn a_domain_that_cannot_be_asked_makes_nothing_fail() {
        for wish in [Wish::Nothing, Wish::Watch, Wish::Refuse] {
            assert_eq!(weigh(&evidence((wish, Outcome::NotNow))), None);
        }
    }

    #[test]
    fn only_a_signature_of_the_writers_own_domain_speaks_for_the_writer() {
        let signed = |domain: &str, outcome| Evidence {
            dkim: vec![(domain.to_owned(), outcome)],
            ..evidence((Wish::Nothing, Outcome::Fail))
        };
        for (domain, expected) in [
            ("client.test", Some(Standing::Verified)),
            ("mail.client.test", Some(Standing::Verified)),
            ("evil.test", None),
            ("notclient.test", None),
            ("client.test.evil.test", None),
            ("test", None),
            ("", None),
        ] {
            assert_eq!(standing(&signed(domain, Outcome::Pass)), expected, "{domain}");
            assert_eq!(standing(&signed(domain, Outcome::Fail)), None, "{domain}");
        }
    }

    #[test]
    fn mail_passed_on_by_somebody_trusted_does_not_fail() {
        let found = Evidence { passed_on: true, ..evidence((Wish::Refuse, Outcome::Fail)) };
        assert_eq!(weigh(&found), None);
    }

    #[test]
    fn what_our_server_found_counts_for_the_writer_it_names() {
        let weighed = |line: &str| {
            let mail = format!("Authentication-Results: mx.agency.test; {line}\n\n");
            let findings = mail::authentication_results::stated(mail.as_bytes(), "mx.agency.test").unwrap();
            weigh_stated("client.test", &findings).map(|it| it.map(|it| it.standing))
        };
        for (line, expected) in [
            ("dmarc=pass header.from=client.test", Some(Some(Standing::Verified))),
            ("dmarc=fail (p=reject) header.from=client.test", Some(Some(Standing::Failed))),
            ("dmarc=fail (p=NONE sp=NONE) header.from=client.test", Some(None)),
            ("dmarc=fail policy.dmarc=none header.from=client.test", Some(None)),
            ("dmarc=temperror header.from=client.test", Some(None)),
            ("dmarc=pass header.from=evil.test", None),
            ("dkim=pass header.d=evil.test", Some(None)),
            ("dkim=pass header.d=client.test; dmarc=none", Some(Some(Standing::Verified))),
            ("spf=pass smtp.mailfrom=anna@client.test", Some(Some(Standing::Verified))),
            ("iprev=pass policy.iprev=192.0.2.1", None),
        ] {
            assert_eq!(weighed(line), expected, "{line}");
        }
    }
}
