//! Judges cleaned HTML with the HTML standard's own tokeniser, independent of the code under test.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "address",
];
const ATTRIBUTES: &[&str] = &[
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "color",
    "colspan",
    "dir",
    "height",
    "href",
    "rel",
    "rowspan",
    "size",
    "span",
    "src",
    "start",
    "style",
    "target",
    "type",
    "valign",
    "value",
    "width",
];

struct Tags(RefCell<Vec<Tag>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.0.borrow_mut().push(tag),
            Token::CommentToken(text) => panic!("comment left: {text}"),
            Token::DoctypeToken(_) => panic!("doctype left"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What is wrong with cleaned HTML; pictures may come from addresses beginning with one of `allowed`.
pub(crate) fn faults(html: &str, allowed: &[&str]) -> Vec<String> {
    let tokenizer = Tokenizer::new(Tags(RefCell::new(Vec::new())), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.borrow().iter().flat_map(|tag| tag_faults(tag, allowed)).collect()
}

fn tag_faults(tag: &Tag, allowed: &[&str]) -> Vec<String> {
    let name = &*tag.name;
    let mut found = Vec::new();
    if !TAGS.contains(&name) {
        found.push(format!("element {name}"));
    }
    for attribute in &tag.attrs {
        let (key, value) = (&*attribute.name.local, attribute.value.to_string());
        let lower = value.to_lowercase();
        let fine = match key {
            "href" => {
                name == "a" && ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
            }
            "src" => name == "img" && (allowed.iter().any(|start| value.starts_with(start)) || is_data_picture(&lower)),
            "style" => !["url", "\\", "@", "position", "z-index", "!", "expression", "var(", "/*", "behavior", "<"]
                .iter()
                .any(|bad| lower.contains(bad)),
            "target" => value == "_blank",
            "rel" => value == "noopener noreferrer nofollow",
            _ => ATTRIBUTES.contains(&key) && !lower.contains("javascript:"),
        };
        if !fine {
            found.push(format!("{name} {key}={value:?}"));
        }
    }
    if name == "a" && !tag.attrs.iter().any(|attribute| &*attribute.name.local == "rel") {
        found.push("a link that tells where it was followed from".to_owned());
    }
    found
}

fn is_data_picture(value: &str) -> bool {
    ["png", "jpeg", "gif", "webp"].iter().any(|kind| value.starts_with(&format!("data:image/{kind};base64,")))
}
