//! Members named in a note with '@', so that they find it. Pure: which words name whom.

use std::collections::BTreeSet;

use store::member::MemberRow;
use store::search::fold;

/// The members that a text names: '@' and a whole name, a first name, or what stands before the '@' of their address.
/// A first name that several bear names all of them. Who may not come in any more is named in vain.
pub fn named<'m>(text: &str, members: &'m [MemberRow]) -> Vec<&'m MemberRow> {
    let mut ids = BTreeSet::new();
    for (at, _) in text.match_indices('@') {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        // 'anna@client.test' is an address, not a call.
        if before.ends_with(|c: char| c.is_alphanumeric() || "._-".contains(c)) {
            continue;
        }
        ids.extend(members.iter().filter(|member| is_called(after, member)).map(|member| member.member_id.as_str()));
    }
    members.iter().filter(|member| member.disabled_at.is_none() && ids.contains(member.member_id.as_str())).collect()
}

fn is_called(after: &str, member: &MemberRow) -> bool {
    let first = member.name.split_whitespace().next().unwrap_or("");
    let local = member.address.split('@').next().unwrap_or("");
    [member.name.as_str(), first, local].into_iter().any(|name| begins_with(after, name))
}

/// Whether the text begins with this name as words of their own, whatever the case and the marks on the letters.
fn begins_with(text: &str, name: &str) -> bool {
    let letters = name.chars().count();
    let beginning: String = text.chars().take(letters).collect();
    // 'marta.s' is another name than 'marta'; a full stop after it ends the sentence.
    let mut next = text.chars().skip(letters).skip_while(|c| "._-".contains(*c)).peekable();
    let joined = text.chars().nth(letters).is_some_and(|c| c.is_alphanumeric() || "._-".contains(c));
    let ends = !(joined && next.peek().is_some_and(|c| c.is_alphanumeric()));
    letters > 0 && ends && fold(&beginning) == fold(name)
}

#[cfg(test)]
mod tests {
    use store::member::Role;

    use super::*;

    fn member(id: &str, name: &str, address: &str) -> MemberRow {
        MemberRow {
            member_id: id.to_owned(),
            name: name.to_owned(),
            address: address.to_owned(),
            language: "en".to_owned(),
            role: Role::Colleague,
            password_hash: None,
            created_at: jiff::Timestamp::UNIX_EPOCH,
            disabled_at: None,
        }
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        let gone = MemberRow {
            disabled_at: Some(jiff::Timestamp::UNIX_EPOCH),
            ..member("d", "Dawid Wzór", "dawid@studio.test")
        };
        let members = [
            member("a", "Łucja Próba", "lucja@studio.test"),
            member("b", "Marta Wzór", "biuro@studio.test"),
            member("c", "Marta Sample", "marta.s@studio.test"),
            gone,
        ];
        for (text, named_ids) in [
            ("@Łucja, could you look?", "a"),
            ("@lucja proszę", "a"),
            ("to @Łucja Próba and @biuro", "a b"),
            ("@Marta both of you", "b c"),
            ("(@marta.s)", "c"),
            ("@Martam is another name", ""),
            ("write to lucja@studio.test", ""),
            ("@Dawid has left", ""),
            ("@ nobody, @@", ""),
        ] {
            let found: Vec<&str> = named(text, &members).into_iter().map(|one| one.member_id.as_str()).collect();
            assert_eq!(found.join(" "), named_ids, "{text}");
        }
    }
}
