//! Hostile HTML: what comes out can run nothing, load nothing, hide nothing and cover nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use mail::html::{Cap, LARGEST, Options, clean, text_to_html, to_text};
use mail::read::{Hints, read};

#[path = "html_oracle/oracle.rs"]
mod html_oracle;
use html_oracle::faults;

/// Payloads of the kinds that broke other mail programs.
const HOSTILE: &[&str] = &[
    // H01, H12: scripts, frames, forms, objects
    "<script>alert(1)</script>x",
    "<img src=x onerror=alert(1)>",
    "<body onload=alert(1)>x",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<base href=//evil.test/><a href=x>y</a>",
    "<meta http-equiv=refresh content='0;url=http://evil.test'>",
    "<form action=http://evil.test><input name=a><button formaction=javascript:alert(1)>go</button></form>",
    "<object data=http://evil.test/x></object><embed src=http://evil.test/x>",
    "<div><template shadowrootmode=open><img src=x onerror=alert(1)></template></div>",
    "<a href=http://a.test ping=http://evil.test download>x</a>",
    "<video autoplay src=http://evil.test><source src=http://evil.test onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)>x</details>",
    // H02: markup that changes when it is read again
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg><iframe><a title=\"</iframe><img src onerror=alert(1)>\">test",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<table><tr><td><p><table><form><a><img src=x></a></form><p>x</table>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>-->",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<xmp><img title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<a <b><img/src=x/onerror=alert(1)//",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<b><p><a><b>1</p>2</a></b><table>3<td>4<a>5</table>6",
    "<pre>\n\n\n\nx</pre><ul><li>a<ul><li>b</ul><li>c</ul>",
    "<p>a<div>b<p>c<h1>d<h2>e</h2><dl><dt>f<dd>g<dt>h</dl>",
    // H06: remote loads
    "<img src=http://evil.test/p.gif width=1 height=1>",
    "<img srcset='http://evil.test/a 1x, http://evil.test/b 2x'>",
    "<table background=http://evil.test/b><tr><td background='//evil.test/c'>x</td></tr></table>",
    "<p style='background:url(http://evil.test)'>x",
    "<p style='background:u\\72l(http://evil.test)'>x",
    "<p style='list-style-image:image-set(\"http://evil.test\" 1x)'>x",
    "<p style='--x:url(http://evil.test);background:var(--x)'>x",
    "<p style='background:url(http://evil.test'>x",
    "<style>@import 'http://evil.test';</style><link rel=stylesheet href=http://evil.test><link rel=dns-prefetch href=//evil.test>",
    "<input type=image src=http://evil.test><audio src=http://evil.test></audio>",
    "<svg><image href=http://evil.test /><feImage href=http://evil.test /></svg>",
    "<img src=//evil.test/x><img src=/local/path><img src='x.png'>",
    // H07: covering the page
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999'>session expired</div>",
    "<style>#warning{display:none}</style><p style='color:red!important'>x",
    // H10: broken open attributes
    "<img src=\"http://evil.test/",
    "<a href='http://evil.test/?",
    // H13: names that shadow
    "<a id=config name=config class=button>x</a><img name=getElementById>",
    // H14: schemes
    "<a href=javascript:alert(1)//http://x>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' \u{1}javascript:alert(1)'>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<a href=vbscript:x>x</a><a href=ms-word:ofe|u|http://x>x</a><a href=search-ms:q>x</a><a href=file:///etc>x</a>",
    "<a href=/relative>x</a><a href=#top>x</a><a href=?q>x</a><a href=//evil.test>x</a>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='><img src='data:text/html,x'><img src=javascript:alert(1)>",
    "<img src='CID:https://evil.test'><img src='cid:unknown@x'><img src='cid:\"onerror=alert(1)'>",
    "<p style='font-family:\"a\";behavior:url(x);-moz-binding:url(x)' align='left\" onclick=alert(1)'>x",
];

#[test]
fn hostile_html_comes_out_harmless_and_stays_as_it_is() {
    for html in HOSTILE {
        let cleaned = clean(html, &Options::default());
        assert_eq!(faults(&cleaned.html, &[]), Vec::<String>::new(), "{html}\n→ {}", cleaned.html);
        let again = clean(&cleaned.html, &Options::default());
        assert_eq!(again.html, cleaned.html, "{html}");
        assert_eq!(cleaned.fallback, None, "{html}");
    }
}

#[test]
fn what_would_load_from_elsewhere_is_counted() {
    for (html, count) in [
        ("<img src=http://a.test/1><img src=https://a.test/2>", 2),
        ("<img src=//a.test/1>", 1),
        ("<td background=http://a.test/1>", 0),
        ("<table background=http://a.test/1><tr><td style='background:url(http://a.test/2)'>x", 2),
        ("<p>nothing</p><a href=http://a.test>x</a>", 0),
        ("<video src=http://a.test/v>", 1),
    ] {
        assert_eq!(clean(html, &Options::default()).blocked_remote, count, "{html}");
    }
}

#[test]
fn remote_pictures_come_through_the_proxy_when_asked_for() {
    let options = Options { remote_images: Some("/picture?of=".to_owned()), ..Options::default() };
    let cleaned = clean("<img src='http://a.test/x.png?a=1&amp;b=\"2' alt=Logo width=20>", &options);
    assert_eq!(
        cleaned.html,
        r#"<img src="/picture?of=http%3A%2F%2Fa.test%2Fx.png%3Fa%3D1%26b%3D%25222" alt="Logo" width="20">"#
    );
    assert_eq!(cleaned.blocked_remote, 0);
    assert_eq!(clean(&cleaned.html, &options).html, cleaned.html);
    // Our own paths are no pictures of the mail.
    assert_eq!(clean("<img src='/settings/x'><img src='/picture?of=/../x'>", &options).html, "");
}

#[test]
fn only_the_mails_own_parts_are_shown_for_cid() {
    let cid = BTreeMap::from([("logo@here".to_owned(), "/files/7".to_owned())]);
    let options = Options { cid, ..Options::default() };
    let cleaned = clean("<img src='cid:logo@here'><img src='cid:logo%40here'><img src='cid:other' alt=Plan>", &options);
    assert_eq!(cleaned.html, r#"<img src="/files/7"><img src="/files/7">Plan"#);
    assert_eq!(clean(&cleaned.html, &options).html, cleaned.html);
}

#[test]
fn links_open_apart_and_tell_where_they_lead() {
    let cleaned = clean(
        "<a href='http://evil.test/login' target=_top rel=opener>https://bank.test</a> <a href='https://www.shop.test/a?b=1&amp;c'>shop.test</a> \
         <a href='https://аррӏе.test'>Apple</a> <a href='http://bank.test@evil.test/'>here</a> <a href=mailto:a@b.test>Anna</a>",
        &Options::default(),
    );
    let told: Vec<(&str, bool)> = cleaned.links.iter().map(|link| (link.host.as_str(), link.misleading)).collect();
    assert_eq!(told[0], ("evil.test", true));
    assert_eq!(told[1], ("www.shop.test", false));
    assert!(told[2].0.starts_with("xn--"), "{told:?}");
    assert_eq!(told[3], ("evil.test", true));
    assert_eq!(cleaned.links[4].href, "mailto:a@b.test");
    assert!(
        cleaned.html.contains(r#"rel="noopener noreferrer nofollow""#) && cleaned.html.contains(r#"target="_blank""#)
    );
    assert_eq!(faults(&cleaned.html, &[]), Vec::<String>::new());
}

#[test]
fn hidden_text_is_neither_shown_nor_told() {
    for html in [
        "a<span style='display:none'>hidden</span>b",
        "a<div style='DISPLAY : none !important'>hidden<div>hidden</div></div>b",
        "a<span style='font-size:0'>hidden</span>b",
        "a<span style='font-size:0px;line-height:0'>hidden<b>hidden</b></span>b",
        "a<font style='color:#fff;background-color:#fff'>hidden</font>b",
        "a<p hidden>hidden</p>b",
        "a<div style='max-height:0;overflow:hidden'>hidden</div>b",
        "a<div style='position:absolute;left:-9999px'>hidden</div>b",
        "a<span style='opacity:0'>hidden</span>b",
        "a<span style='visibility:hidden'>hidden</span>b",
        "a<!--[if mso]>hidden<![endif]-->b",
        "a<title>hidden</title><style>hidden</style>b",
    ] {
        assert!(!clean(html, &Options::default()).html.contains("hidden"), "{html}");
        let text = to_text(html);
        assert!(!text.contains("hidden") && text.contains('a') && text.contains('b'), "{html} → {text}");
    }
    // A size of nothing that an inner element takes back hides nothing.
    let newsletter = "<table><tr><td style='font-size:0px'><div style='font-size:14px'>shown</div></td></tr></table>";
    assert!(clean(newsletter, &Options::default()).html.contains("shown"));
}

#[test]
fn looks_that_harm_nobody_stay() {
    let cleaned = clean(
        "<p style='color: #C00; font-weight:bold; font-family:\"Arial\"; margin:-20px; position:absolute; width:90000px; padding:4px'>Hi</p>",
        &Options::default(),
    );
    assert_eq!(cleaned.html, r#"<p style="color:#c00;font-weight:bold;padding:4px">Hi</p>"#);
}

/// Inputs that cost a tree builder minutes. Each must come back at once, as text, and say why.
#[test]
fn what_is_too_much_for_the_sanitiser_comes_back_as_text() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    for (html, cap) in [
        (format!("{}hello", "<div>".repeat(20_000)), Cap::Depth),
        (format!("{}hello", "<ul><li>".repeat(20_000)), Cap::Depth),
        (format!("{}hello", (0..8_000).map(|n| format!("<font size={}>", n % 7)).collect::<String>()), Cap::Depth),
        (format!("{}<p>hello", "<b>".repeat(16_000)), Cap::Depth),
        (format!("{}hello", "<table><tr><td>".repeat(5_000)), Cap::Depth),
        (format!("<p{attributes}>hello"), Cap::Attributes),
        (format!("{}hello", "&".repeat(200_000)), Cap::References),
        (format!("<p title='{}'>hello", "x".repeat(300_000)), Cap::TagLength),
        (format!("{}hello", "<b>x</b>".repeat(150_000)), Cap::Elements),
        (format!("{}hello", "x ".repeat(LARGEST / 2)), Cap::Size),
    ] {
        let cleaned = clean(&html, &Options::default());
        assert_eq!(cleaned.fallback, Some(cap));
        assert!(cleaned.html.starts_with("<pre") && cleaned.html.contains("hello"), "{cap:?}");
        assert_eq!(faults(&cleaned.html, &[]), Vec::<String>::new());
    }
}

#[test]
fn ordinary_sizes_are_not_too_much() {
    let rows: String = (0..2_000).map(|n| format!("<tr><td>{n}</td><td><b>x</b> &amp; y</td></tr>")).collect();
    let nested = format!("{}deep{}", "<blockquote>".repeat(200), "</blockquote>".repeat(200));
    for html in [format!("<table>{rows}</table>"), nested, "<a href=http://a.test>x</a> ".repeat(3_000)] {
        assert_eq!(clean(&html, &Options::default()).fallback, None);
    }
}

#[test]
fn plain_text_becomes_html_without_becoming_markup() {
    for (text, html) in [
        ("a < b & c > \"d\"", "a &lt; b &amp; c &gt; &quot;d&quot;"),
        (
            "see http://a.test/x?y=1&z.",
            r#"see <a href="http://a.test/x?y=1&amp;z" target="_blank" rel="noopener noreferrer nofollow">http://a.test/x?y=1&amp;z</a>."#,
        ),
        (
            "http://a.test/\"onmouseover=alert(1)",
            r#"<a href="http://a.test/" target="_blank" rel="noopener noreferrer nofollow">http://a.test/</a>&quot;onmouseover=alert(1)"#,
        ),
        ("javascript:alert(1)//http:", "javascript:alert(1)//http:"),
        ("> <img src=x onerror=alert(1)>", "&gt; &lt;img src=x onerror=alert(1)&gt;"),
        ("one\n  two", "one<br>\n&nbsp; two"),
        (
            "mailto:anna@a.test",
            r#"<a href="mailto:anna@a.test" target="_blank" rel="noopener noreferrer nofollow">mailto:anna@a.test</a>"#,
        ),
        (
            "Zobacz (https://a.test/b), proszę",
            r#"Zobacz (<a href="https://a.test/b" target="_blank" rel="noopener noreferrer nofollow">https://a.test/b</a>), proszę"#,
        ),
        ("12:30 http: awww.a", "12:30 http: awww.a"),
        (
            "(www.sample.test)",
            r#"(<a href="https://www.sample.test/" target="_blank" rel="noopener noreferrer nofollow">www.sample.test</a>)"#,
        ),
    ] {
        assert_eq!(text_to_html(text), html, "{text}");
    }
    for text in [
        "[1] http://x\" autofocus onfocus=alert(1)",
        "http://a.test/<script>",
        "https://a.test/'><svg onload=alert(1)>",
        "http://[::1",
        "http://a.test/\u{202e}x\"",
    ] {
        assert_eq!(faults(&text_to_html(text), &[]), Vec::<String>::new(), "{text}");
    }
}

fn corpus() -> Option<Vec<(String, String)>> {
    let given = std::env::var_os("TACT_TEST_MAIL").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mail"));
    if !folder.join("html/input").is_dir() {
        assert!(
            std::env::var_os("CI").is_none(),
            "the mail set is missing: put it at {} or name it in TACT_TEST_MAIL",
            folder.display()
        );
        println!("SKIPPED: no mail set at {} (TACT_TEST_MAIL names another folder)", folder.display());
        return None;
    }
    let mut found = Vec::new();
    for job in ["html", "replies", "malformed", "lists", "attachments", "charsets", "bounces", "autoreplies"] {
        let entries = std::fs::read_dir(folder.join(job).join("input")).unwrap();
        for path in entries.map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            let whole = String::from_utf8_lossy(&bytes).into_owned();
            if name.ends_with(".html") {
                found.push((name, whole));
                continue;
            }
            if job == "replies" && !name.ends_with(".eml") {
                continue;
            }
            found.extend(read(&bytes, &Hints::default()).html.map(|html| (name, html)));
        }
    }
    Some(found)
}

#[test]
fn real_mail_comes_out_harmless_stable_and_with_its_text() {
    let Some(corpus) = corpus() else { return };
    let mut shown = 0;
    for (name, html) in &corpus {
        let cleaned = clean(html, &Options::default());
        assert_eq!(faults(&cleaned.html, &[]), Vec::<String>::new(), "{name}");
        assert_eq!(clean(&cleaned.html, &Options::default()).html, cleaned.html, "{name} changes when cleaned again");
        assert_eq!(cleaned.fallback, None, "{name}");
        let words = |text: &str| text.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)).count();
        let (before, after) = (words(&to_text(html)), words(&to_text(&cleaned.html)));
        assert!(after * 100 >= before * 97, "{name}: {before} words became {after}");
        shown += 1;
    }
    println!("html: {shown} bodies clean, stable, with their text");
    assert!(shown > 150);
}

mod any_markup {
    use proptest::prelude::*;

    use super::*;

    fn piece() -> impl Strategy<Value = String> {
        let names = prop::sample::select(vec![
            "div",
            "p",
            "b",
            "a",
            "table",
            "tr",
            "td",
            "tbody",
            "li",
            "ul",
            "span",
            "svg",
            "style",
            "h1",
            "h2",
            "pre",
            "img",
            "br",
            "font",
            "dd",
            "dt",
            "dl",
            "math",
            "title",
            "caption",
            "col",
            "blockquote",
            "i",
            "center",
            "select",
            "form",
        ]);
        let attributes = prop::sample::select(vec![
            "",
            " href=http://a.test/",
            " style='color:red;font-size:0'",
            " style=font-size:9px",
            " src=cid:x",
            " src='data:image/png;base64,AAAA'",
            " onclick=x",
            " align=left",
            " href='javascript:x'",
            "/",
            " a='",
        ]);
        prop_oneof![
            4 => (names.clone(), attributes).prop_map(|(name, rest)| format!("<{name}{rest}>")),
            3 => names.prop_map(|name| format!("</{name}>")),
            2 => prop::sample::select(vec!["x", "\n", " ", "&amp;", "&lt;b>", "<", "\u{a0}", "<!--", "-->", "\"", "&", "\0", "\r"]).prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_harmless_and_stable(pieces in prop::collection::vec(piece(), 0..40)) {
            let html = pieces.concat();
            let cleaned = clean(&html, &Options::default());
            prop_assert_eq!(faults(&cleaned.html, &[]), Vec::<String>::new());
            let again = clean(&cleaned.html, &Options::default());
            prop_assert_eq!(&again.html, &cleaned.html);
            prop_assert!(cleaned.fallback.is_none(), "{:?}", cleaned.fallback);
        }
    }
}
