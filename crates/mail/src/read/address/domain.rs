//! Domains in their one form: ASCII lower case, other scripts as A-labels (RFC 3492), never folded by Unicode rules.

/// Longest label, in bytes, as it is written and as an A-label. The DNS has 63; some mail names hosts that never were in it.
const LABEL: usize = 240;

/// The domain as it is compared, or nothing when it is not well-formed.
pub(crate) fn to_ascii(host: &str) -> Option<String> {
    let host = host.trim().trim_end_matches('.');
    if let Some(literal) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        let fine = literal.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-'));
        return (fine && !literal.is_empty()).then(|| host.to_ascii_lowercase());
    }
    let mut out = String::with_capacity(host.len());
    for label in host.split('.') {
        if label.is_empty() || label.len() > LABEL {
            return None;
        }
        if !out.is_empty() {
            out.push('.');
        }
        if label.is_ascii() {
            if !label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
                return None;
            }
            out.push_str(&label.to_ascii_lowercase());
        } else if label.chars().all(|c| c.is_alphanumeric() || c == '-') {
            let encoded = format!("xn--{}", punycode(&label.to_ascii_lowercase())?);
            // Else its one form would be refused where it is read again.
            if encoded.len() > LABEL {
                return None;
            }
            out.push_str(&encoded);
        } else {
            return None;
        }
    }
    (!out.is_empty() && out.len() <= 253).then_some(out)
}

/// Punycode (RFC 3492) of one label.
fn punycode(label: &str) -> Option<String> {
    let points: Vec<u32> = label.chars().map(u32::from).collect();
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let total = u32::try_from(points.len()).ok()?;
    let (mut n, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, basic);
    while done < total {
        let next = points.iter().copied().filter(|p| *p >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for &point in &points {
            if point < n {
                delta = delta.checked_add(1)?;
            }
            if point == n {
                write_number(delta, bias, &mut out);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

fn write_number(mut value: u32, bias: u32, out: &mut String) {
    let mut k = 36;
    loop {
        let t = if k <= bias { 1 } else { (k - bias).min(26) };
        if value < t {
            out.push(digit(value));
            return;
        }
        out.push(digit(t + (value - t) % (36 - t)));
        value = (value - t) / (36 - t);
        k += 36;
    }
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

fn digit(value: u32) -> char {
    char::from_digit(value + 10, 36)
        .filter(|_| value < 26)
        .unwrap_or_else(|| char::from_digit(value.saturating_sub(26), 10).unwrap_or('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_scripts_become_a_labels() {
        for (host, expected) in [
            ("Example.ORG.", Some("example.org")),
            ("kraków.pl", Some("xn--krakw-3ta.pl")),
            ("пример.рф", Some("xn--e1afmkfd.xn--p1ai")),
            ("münchen.de", Some("xn--mnchen-3ya.de")),
            ("ex ample.org", None),
            ("a..b", None),
            ("", None),
            ("[192.0.2.1]", Some("[192.0.2.1]")),
        ] {
            assert_eq!(to_ascii(host).as_deref(), expected, "{host}");
        }
    }

    #[test]
    fn the_one_form_of_a_domain_is_its_own_one_form() {
        for letters in 200..=240 {
            let Some(once) = to_ascii(&format!("{}ł.test", "a".repeat(letters))) else { continue };
            assert_eq!(to_ascii(&once).as_ref(), Some(&once), "{letters}");
        }
    }
}
