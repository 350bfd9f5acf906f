//! What a person typed into the search field, understood. Never an error: what could not be used is listed.
//!
//! `faktura "late fee" from:anna -draft subject:offer has:attachment is:unanswered tag:vip after:2026-01-01`

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::cut::cut;
use super::fold::fold;
use super::stem::stems;
use super::words::as_address;
use crate::conversation::Stand;

/// The longest search that is read, in characters.
const LONGEST: usize = 1_000;
/// How many parts of a search are used.
const PARTS: usize = 32;
/// A word looked for by its beginning has at least so many letters.
const SHORTEST_BEGINNING: usize = 3;

/// A word of the index, or the beginning of some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) beginning: bool,
}

impl Token {
    fn whole(text: impl Into<String>) -> Self {
        Self { text: text.into(), beginning: false }
    }

    fn beginning(text: impl Into<String>) -> Self {
        Self { text: text.into(), beginning: true }
    }
}

/// A condition on the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    Stand(Stand),
    Snoozed,
    History,
    Assigned,
    Tag(String),
}

/// A search, understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Of each of these, one token at least.
    pub(super) must: Vec<Vec<Token>>,
    /// Of these, none.
    pub(super) must_not: Vec<Token>,
    /// These folded words in a row, or not at all.
    pub(super) phrases: Vec<(Vec<String>, bool)>,
    /// Whether each must hold or must not.
    pub(super) conditions: Vec<(Condition, bool)>,
    /// Arrived at or after.
    pub(super) from: Option<Timestamp>,
    /// Arrived before.
    pub(super) until: Option<Timestamp>,
    /// What could not be used, for telling so.
    pub unused: Vec<Unused>,
}

/// A part of a search that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// As typed.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// Why a part of a search could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Only words that stand in almost every mail, or no words at all.
    TooCommon,
    /// Not a date such as 2026-01-31, 2026-01 or 2026.
    NotADate,
    /// `is:`, `has:` or `in:` do not know this.
    NotKnown,
    /// The search has too many parts or is too long.
    TooMuch,
}

impl Query {
    /// Understands a search; dates are days in this time zone.
    pub fn parse(text: &str, zone: &TimeZone) -> Self {
        let mut query = Self::default();
        let mut parts = parts(text);
        for extra in parts.split_off(parts.len().min(PARTS)) {
            query.refuse(&extra.shown(), Why::TooMuch);
        }
        if text.chars().count() > LONGEST {
            query.refuse(&text.chars().skip(LONGEST).take(40).collect::<String>(), Why::TooMuch);
        }
        for part in &parts {
            query.add(part, zone);
        }
        query
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.must.is_empty()
            && self.must_not.is_empty()
            && self.phrases.is_empty()
            && self.conditions.is_empty()
            && self.from.is_none()
            && self.until.is_none()
    }

    /// Whether only conversations are asked for, not what is written in them.
    pub(super) fn has_only_conditions(&self) -> bool {
        !self.conditions.is_empty()
            && self.must.is_empty()
            && self.must_not.is_empty()
            && self.phrases.is_empty()
            && self.from.is_none()
            && self.until.is_none()
    }

    fn refuse(&mut self, text: &str, why: Why) {
        self.unused.push(Unused { text: text.to_owned(), why });
    }

    fn add(&mut self, part: &Part, zone: &TimeZone) {
        let taken = match part.operator.as_deref() {
            Some("from") => self.add_person(part, "f:"),
            Some("to") => self.add_person(part, "t:"),
            Some("subject") => self.add_words(part, "s:"),
            Some("has") => self.add_has(part),
            Some("is" | "in") => self.add_state(part),
            Some("tag") => self.add_tag(part),
            Some("before" | "after") => self.add_date(part, zone),
            _ => self.add_words(part, ""),
        };
        if let Err(why) = taken {
            self.refuse(&part.shown(), why);
        }
    }

    fn add_any(&mut self, tokens: Vec<Token>, wanted: bool) {
        if wanted {
            self.must.push(tokens);
        } else {
            self.must_not.extend(tokens);
        }
    }

    fn add_words(&mut self, part: &Part, mark: &str) -> Result<(), Why> {
        let words: Vec<&str> = cut(&part.value).filter_map(|range| part.value.get(range)).collect();
        let in_a_row = part.quoted && words.len() > 1;
        let star = !part.quoted && part.value.ends_with('*');
        let mut found: Vec<Vec<Token>> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let begun = star && at + 1 == words.len() && word.chars().count() >= SHORTEST_BEGINNING;
            let tokens: Vec<Token> = if begun {
                vec![Token::beginning(format!("{mark}{}", as_address(word)))]
            } else {
                stems(word).iter().map(|stem| Token::whole(format!("{mark}{stem}"))).collect()
            };
            if !tokens.is_empty() {
                found.push(tokens);
            }
        }
        if found.is_empty() {
            return Err(Why::TooCommon);
        }
        if in_a_row && mark.is_empty() {
            self.phrases.push((words.iter().map(|word| fold(word)).collect(), part.wanted));
            // A row that must not be there may still have its words elsewhere.
            if !part.wanted {
                return Ok(());
            }
        }
        for tokens in found {
            self.add_any(tokens, part.wanted);
        }
        Ok(())
    }

    fn add_person(&mut self, part: &Part, mark: &str) -> Result<(), Why> {
        if part.value.eq_ignore_ascii_case("me") {
            let ours = if mark == "f:" { "d:out" } else { "d:in" };
            self.add_any(vec![Token::whole(ours)], part.wanted);
            return Ok(());
        }
        let value = part.value.trim_start_matches('@');
        let whole = value.contains(['@', '.']) && !value.contains(char::is_whitespace);
        let pieces: Vec<String> = if whole {
            vec![as_address(value)]
        } else {
            cut(value).filter_map(|range| value.get(range)).map(as_address).collect()
        };
        if pieces.is_empty() {
            return Err(Why::TooCommon);
        }
        for piece in pieces {
            self.add_any(vec![Token::beginning(format!("{mark}{piece}"))], part.wanted);
        }
        Ok(())
    }

    fn add_has(&mut self, part: &Part) -> Result<(), Why> {
        match fold(&part.value).as_str() {
            "attachment" | "attachments" | "file" | "files" => {
                self.add_any(vec![Token::whole("h:attachment")], part.wanted);
                Ok(())
            }
            _ => Err(Why::NotKnown),
        }
    }

    fn add_state(&mut self, part: &Part) -> Result<(), Why> {
        let condition = match fold(&part.value).as_str() {
            "unanswered" | "open" => Condition::Stand(Stand::Unanswered),
            "waiting" => Condition::Stand(Stand::Waiting),
            "done" => Condition::Stand(Stand::Done),
            "snoozed" => Condition::Snoozed,
            "history" | "old" => Condition::History,
            "assigned" => Condition::Assigned,
            "sent" => {
                self.add_any(vec![Token::whole("d:out")], part.wanted);
                return Ok(());
            }
            "received" => {
                self.add_any(vec![Token::whole("d:in")], part.wanted);
                return Ok(());
            }
            "all" | "anywhere" => return Ok(()),
            _ => return Err(Why::NotKnown),
        };
        self.conditions.push((condition, part.wanted));
        Ok(())
    }

    fn add_tag(&mut self, part: &Part) -> Result<(), Why> {
        let key = fold(part.value.trim());
        if key.is_empty() {
            return Err(Why::TooCommon);
        }
        self.conditions.push((Condition::Tag(key), part.wanted));
        Ok(())
    }

    fn add_date(&mut self, part: &Part, zone: &TimeZone) -> Result<(), Why> {
        let day = day_of(&part.value).ok_or(Why::NotADate)?;
        let at = day.to_zoned(zone.clone()).map_err(|_| Why::NotADate)?.timestamp();
        // 'not before' is 'after', and the other way round; of several the narrowest holds.
        let is_end = (part.operator.as_deref() == Some("before")) == part.wanted;
        if is_end {
            self.until = Some(self.until.map_or(at, |until| until.min(at)));
        } else {
            self.from = Some(self.from.map_or(at, |from| from.max(at)));
        }
        Ok(())
    }
}

/// 2026-01-31, 2026-01 or 2026, also with points or slashes for hyphens.
fn day_of(text: &str) -> Option<Date> {
    let mut numbers = text.split(['-', '.', '/']).map(str::parse::<i16>);
    let (year, month, day) = (numbers.next()?.ok()?, numbers.next(), numbers.next());
    if numbers.next().is_some() || !(1..=9998).contains(&year) {
        return None;
    }
    let month = month.unwrap_or(Ok(1)).ok()?;
    let day = day.unwrap_or(Ok(1)).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// One part of a search as typed.
#[derive(Debug, Default)]
struct Part {
    wanted: bool,
    operator: Option<String>,
    value: String,
    quoted: bool,
}

impl Part {
    fn shown(&self) -> String {
        let minus = if self.wanted { "" } else { "-" };
        let operator = self.operator.as_ref().map(|it| format!("{it}:")).unwrap_or_default();
        let quote = if self.quoted { "\"" } else { "" };
        format!("{minus}{operator}{quote}{}{quote}", self.value)
    }
}

const OPERATORS: &[&str] = &["from", "to", "subject", "has", "is", "in", "tag", "before", "after"];

/// Cuts a search at its spaces, quotes kept together. A quote that is never closed ends with the search.
fn parts(text: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let text: String =
        text.chars().take(LONGEST).map(|c| if matches!(c, '“' | '”' | '„' | '«' | '»') { '"' } else { c }).collect();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let mut part = Part { wanted: true, ..Part::default() };
        if let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with(|c: char| !c.is_whitespace())) {
            part.wanted = false;
            rest = after;
        }
        if let Some((name, after)) = rest.split_once(':') {
            let name = name.to_ascii_lowercase();
            if OPERATORS.contains(&name.as_str()) && after.starts_with(|c: char| !c.is_whitespace()) {
                part.operator = Some(name);
                rest = after;
            }
        }
        let (value, after) = match rest.strip_prefix('"') {
            Some(inside) => {
                part.quoted = true;
                inside.split_once('"').unwrap_or((inside, ""))
            }
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        part.value = value.to_owned();
        found.push(part);
        rest = after.trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Query {
        Query::parse(text, &TimeZone::UTC)
    }

    fn day(text: &str) -> Timestamp {
        format!("{text}T00:00:00Z").parse().unwrap()
    }

    #[test]
    fn words_are_all_wanted_in_any_of_their_forms() {
        let query = parse("invoices late");
        assert_eq!(query.must.len(), 2);
        assert!(query.must[0].contains(&Token::whole("invoic")));
        assert!(query.unused.is_empty());
    }

    #[test]
    fn every_operator_is_understood() {
        let query = parse(
            r#"from:Anna to:piotr@acme.example subject:offer has:attachment is:unanswered tag:VIP before:2026-02-01 after:2026-01"#,
        );
        assert_eq!(query.must[0], [Token::beginning("f:anna")]);
        assert_eq!(query.must[1], [Token::beginning("t:piotr@acme.example")]);
        assert!(query.must[2].contains(&Token::whole("s:offer")));
        assert_eq!(query.must[3], [Token::whole("h:attachment")]);
        assert_eq!(
            query.conditions,
            [(Condition::Stand(Stand::Unanswered), true), (Condition::Tag("vip".to_owned()), true)]
        );
        assert_eq!((query.from, query.until), (Some(day("2026-01-01")), Some(day("2026-02-01"))));
        assert!(query.unused.is_empty());
    }

    #[test]
    fn minus_takes_away() {
        let query = parse(r#"-draft -from:anna -is:done -"late fee" -after:2026"#);
        assert!(query.must.is_empty());
        assert!(query.must_not.contains(&Token::beginning("f:anna")));
        assert_eq!(query.conditions, [(Condition::Stand(Stand::Done), false)]);
        assert_eq!(query.phrases, [(vec!["late".to_owned(), "fee".to_owned()], false)]);
        assert_eq!(query.until, Some(day("2026-01-01")));
    }

    #[test]
    fn quotes_want_the_words_in_a_row() {
        let query = parse("„Opłata za serwer” next");
        assert_eq!(query.phrases, [(vec!["oplata".to_owned(), "za".to_owned(), "serwer".to_owned()], true)]);
        assert_eq!(query.must.len(), 3, "two words of the row that are not too common, and one beside it");
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        for (text, why) in [
            ("the", Why::TooCommon),
            ("???", Why::TooCommon),
            ("before:yesterday", Why::NotADate),
            ("after:2026-13-45", Why::NotADate),
            ("is:purple", Why::NotKnown),
            ("has:wings", Why::NotKnown),
        ] {
            let query = parse(text);
            assert_eq!(query.unused, [Unused { text: text.to_owned(), why }]);
            assert!(query.is_empty());
        }
    }

    #[test]
    fn a_colon_that_is_no_operator_parts_words() {
        assert_eq!(parse("http://acme.example").must.len(), 3);
        assert_eq!(parse("from:").unused[0].why, Why::TooCommon, "an operator without a value is a word like others");
    }

    #[test]
    fn days_are_those_of_the_desk() {
        let warsaw = TimeZone::get("Europe/Warsaw").unwrap();
        let query = Query::parse("after:2026-07-01", &warsaw);
        assert_eq!(query.from, Some("2026-06-30T22:00:00Z".parse().unwrap()));
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_it(text in "\\PC{0,300}") {
            let query = parse(&text);
            prop_assert!(query.must.len() <= LONGEST);
        }

        #[test]
        fn nothing_made_of_operators_breaks_it(parts in proptest::collection::vec("(-|from:|to:|is:|before:|\"|\\*|'|\\)|AND|NEAR| |а|ż|9999|-1){1,6}", 0..20)) {
            parse(&parts.join(" "));
        }
    }
}
