//! Where a person is led after an act: only to a page of this desk, whatever the request asked for.

/// The pages one may be led to; everything else becomes Today.
const PLACES: [&str; 10] =
    ["/", "/inbox", "/conversations", "/clients", "/search", "/rulebook", "/settings", "/outbox", "/held", "/drafts"];

/// The wished address when it is a page of ours, else `/`.
///
/// ```
/// assert_eq!(web::place_to_go("/inbox?view=mine"), "/inbox?view=mine");
/// assert_eq!(web::place_to_go("//evil.test"), "/");
/// ```
pub fn place_to_go(wished: &str) -> &str {
    if is_ours(wished) { wished } else { "/" }
}

fn is_ours(wished: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '\\' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '^');
    if wished.len() > 2_000 || !wished.chars().all(plain) {
        return false;
    }
    let path = wished.split(['?', '#']).next().unwrap_or("");
    if path.contains("//") || path.contains("..") || path.contains('%') || path.contains(':') || path.contains('@') {
        return false;
    }
    PLACES.iter().any(|place| {
        path == *place
            || (*place != "/" && path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/') && rest.len() > 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_pages_are_led_to() {
        for good in [
            "/",
            "/inbox",
            "/inbox?view=mine&after=abc",
            "/conversations/0193-aa#m-1",
            "/settings/me",
            "/search?q=a%20b",
        ] {
            assert_eq!(place_to_go(good), good);
        }
        for bad in [
            "",
            "//evil.test",
            "///evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "https:evil.test",
            "https://evil.test",
            "http:/evil.test",
            "/%09/evil.test",
            "/\t/evil.test",
            "\t//evil.test",
            " //evil.test",
            "/ /evil.test",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.test/inbox",
            "/inbox//evil.test",
            "/inbox/../../evil",
            "/%2e%2e/",
            "/%2f%2fevil.test",
            "/inbox\r\nSet-Cookie: a=b",
            "/inbox\0",
            "/.evil.test",
            "/@evil.test",
            "evil.test",
            "?x=//evil.test",
            "#",
            "/sign-out",
            "/inboxevil",
            "/conversations/",
            "/①②",
            "/inbox/%5cevil",
            "/inbox:80",
            "ftp://evil.test",
            "//evil%E3%80%82test",
        ] {
            assert_eq!(place_to_go(bad), "/", "{bad:?}");
        }
    }
}
