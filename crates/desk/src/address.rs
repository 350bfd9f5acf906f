//! Mail addresses as people type them into our own forms. Addresses inside mails are read by `mail`.

use rulebook::people::Party;

/// Longest address that is taken (RFC 5321: 64 + 1 + 255, in angle brackets 256).
const LONGEST: usize = 254;

/// One plain address, folded to ASCII lower case; `None` when it is not exactly one well-formed address.
///
/// ```
/// # use desk::address::read_address;
/// assert_eq!(read_address(" Anna@Client.Test ").as_deref(), Some("anna@client.test"));
/// assert_eq!(read_address("anna@client.test, eve@evil.test"), None);
/// ```
pub fn read_address(text: &str) -> Option<String> {
    let address = text.trim().to_ascii_lowercase();
    let (local, domain) = address.split_once('@')?;
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char));
    let label_ok = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let domain_ok = domain.contains('.') && domain.split('.').all(label_ok);
    (address.len() <= LONGEST && local_ok && domain_ok).then_some(address)
}

fn is_atom_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(char)
}

/// `Anna Nowak <anna@client.test>, piotr@client.test`: people as typed into a recipients field, in order and once each.
///
/// # Errors
/// The first piece that is no address, for the person to mend.
pub fn read_people(text: &str) -> Result<Vec<Party>, String> {
    let mut people: Vec<Party> = Vec::new();
    for piece in pieces(text) {
        let (name, address) = match (piece.rfind('<'), piece.strip_suffix('>')) {
            (Some(at), Some(open)) => (piece.get(..at), open.get(at + 1..)),
            _ => (Some(""), Some(piece.as_str())),
        };
        let address = address.and_then(read_address).ok_or_else(|| piece.clone())?;
        let name = name.unwrap_or_default().trim().trim_matches('"').chars().filter(|char| !char.is_control());
        if people.iter().all(|one| one.address != address) {
            people.push(Party { address, name: name.take(200).collect() });
        }
    }
    Ok(people)
}

/// Cuts at commas, semicolons and line ends outside quotes.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut quoted = false;
    for char in text.chars() {
        quoted ^= char == '"';
        if !quoted && matches!(char, ',' | ';' | '\n' | '\r') {
            pieces.push(std::mem::take(&mut piece));
        } else {
            piece.push(char);
        }
    }
    pieces.push(piece);
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_well_formed_address_or_none() {
        for (text, expected) in [
            ("anna@client.test", Some("anna@client.test")),
            ("ANNA+news@Client.Test", Some("anna+news@client.test")),
            ("o'hara@client.co.test", Some("o'hara@client.co.test")),
            ("anna@xn--bcher-kva.test", Some("anna@xn--bcher-kva.test")),
            ("anna", None),
            ("anna@", None),
            ("@client.test", None),
            ("anna@localhost", None),
            ("anna@client..test", None),
            ("anna@-client.test", None),
            (".anna@client.test", None),
            ("anna@client.test\r\nBcc: eve@evil.test", None),
            ("anna@client.test\0", None),
            ("victim@x.test,evil@y.test", None),
            ("anna@evil.test@client.test", None),
            ("mıke@client.test", None),
            ("", None),
        ] {
            assert_eq!(read_address(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn people_are_read_in_order_and_once() {
        let people =
            read_people("Anna Nowak <anna@client.test>; \"Kowalski, Piotr\" <piotr@client.test>,\nANNA@client.test")
                .unwrap();
        let names: Vec<_> = people.iter().map(|one| (one.name.as_str(), one.address.as_str())).collect();
        assert_eq!(names, [("Anna Nowak", "anna@client.test"), ("Kowalski, Piotr", "piotr@client.test")]);
        assert_eq!(read_people("anna@client.test, nobody"), Err("nobody".into()));
        assert_eq!(read_people(" , ; "), Ok(Vec::new()));
    }
}
