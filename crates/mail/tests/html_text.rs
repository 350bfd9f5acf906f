//! HTML mail told as plain text. All people are samples.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use mail::html::to_text;
use mail::reply::split;
use rstest::rstest;

#[rstest]
#[case::paragraphs("<p>One</p><p>Two<br>three</p>four", "One\n\nTwo\nthree\n\nfour")]
#[case::web_mail_lines("<div>One</div><div><br></div><div>Two</div><div>three</div>", "One\n\nTwo\nthree")]
#[case::word_lines(
    "<p class=MsoNormal>One</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Two</p><p class=MsoNormal>three</p>",
    "One\n\nTwo\nthree"
)]
#[case::white_space("<p>\n  One\n  <b> two</b>\t three </p>", "One two three")]
#[case::references(
    "&lt;a&gt; &amp;amp; &eacute;&#322;&#x142; &copy 2025 &unknown; &#150;",
    "<a> &amp; éłł © 2025 &unknown; –"
)]
#[case::list(
    "<ul><li>One<li>Two<ul><li>Three</ul></ul><ol start=1><li>Four</li><li>Five</li></ol>",
    "- One\n- Two\n  - Three\n1. Four\n2. Five"
)]
#[case::table("<table border=1><tr><td>Site<td>1000</tr><tr><td>Shop<td>2000</table>", "Site | 1000\nShop | 2000")]
#[case::layout_table(
    "<table><tr><td><table><tr><td>One</td></tr></table></td></tr><tr><td>Two</td></tr></table>",
    "One\nTwo"
)]
#[case::links(
    "<a href='https://a.test/x'>the offer</a> <a href='https://a.test/'>a.test</a> <a href='mailto:a@b.test'>a@b.test</a>",
    "the offer <https://a.test/x> a.test a@b.test"
)]
#[case::picture("<img src=x.png alt='Our offer'><img src=y.png alt='image001.png'><p>x", "[Our offer]\n\nx")]
#[case::pre("<pre>one\n  two\n\nthree</pre>four", "one\n  two\n\nthree\n\nfour")]
#[case::quote("Yes<blockquote type=cite>One<blockquote>Two</blockquote></blockquote>No", "Yes\n> One\n> > Two\nNo")]
#[case::indent("<blockquote style='margin:0 0 0 40px;border:none;padding:0'>One</blockquote>", "One")]
#[case::scripts("<style>p{}</style><script>x</script><title>t</title>One<!-- two -->", "One")]
#[case::conditional("<!--[if mso]>no<![endif]--><![if !mso]>yes<![endif]>", "yes")]
#[case::broken("<div><b>One<div>Two</b></div></p></div></div><td>three", "One\nTwo\nthree")]
#[case::unclosed("One <a href='x", "One")]
#[case::plain("1 < 2 && 3 > 2", "1 < 2 && 3 > 2")]
#[case::heading("<h1>Title</h1>Text", "Title\n\nText")]
#[case::preview("<div>One&zwnj;&nbsp;&zwnj;&nbsp;</div>", "One")]
#[case::rule("One<hr>Two", "One\n________________________________\nTwo")]
#[case::cyrillic("<p>Добрый день,</p><p>счёт во вложении.</p>", "Добрый день,\n\nсчёт во вложении.")]
fn is_readable(#[case] html: &str, #[case] text: &str) {
    assert_eq!(to_text(html), text);
}

#[rstest]
#[case::gmail(
    "<div dir=ltr>Tak.</div><br><div class=gmail_quote><div dir=ltr class=gmail_attr>śr., 5 mar 2025 o 10:11 Jan &lt;<a href='mailto:jan@sample.test'>jan@sample.test</a>&gt; napisał(a):<br></div><blockquote class=gmail_quote style='border-left:1px solid'>Kiedy?</blockquote></div>"
)]
#[case::outlook_web(
    "<div>Tak.</div><hr tabindex=-1 style='width:98%'><div id=divRplyFwdMsg><b>Od:</b> Jan &lt;jan@sample.test&gt;<br><b>Wysłane:</b> środa, 5 marca 2025 10:11<br><b>Do:</b> Anna<br><b>Temat:</b> Strona</div><div>Kiedy?</div>"
)]
#[case::outlook(
    "<p class=MsoNormal>Tak.</p><div style='border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>От:</b> Иван<br><b>Отправлено:</b> 5 марта 2025 г. 10:11<br><b>Кому:</b> Анна<br><b>Тема:</b> Сайт</p></div><p class=MsoNormal>Когда?</p>"
)]
#[case::apple(
    "Tak.<br><div><blockquote type=cite><div>Wiadomość napisana przez Jan &lt;jan@sample.test&gt; w dniu 05.03.2025, o godz. 10:11:</div><div>Kiedy?</div></blockquote></div>"
)]
#[case::thunderbird(
    "<p>Tak.</p><div class=moz-cite-prefix>W dniu 05.03.2025 o 10:11, Jan pisze:<br></div><blockquote type=cite cite='mid:x'>Kiedy?</blockquote>"
)]
#[case::mail_ru(
    "<p>Tak.</p><br><br>Среда, 5 марта 2025, 10:11 +03:00 от Иван &lt;<a href='mailto:ivan@sample.test'>ivan@sample.test</a>&gt;:<br><blockquote style='border-left:1px solid #0857A6'>Когда?</blockquote>"
)]
#[case::yandex(
    "<div>Tak.</div><div> </div><div>05.03.2025, 10:11, \"Иван\" &lt;ivan@sample.test&gt;:</div><blockquote><div>Когда?</div></blockquote>"
)]
fn its_quotes_are_told_apart(#[case] html: &str) {
    let parts = split(&to_text(html), None);
    assert_eq!(parts.new_text(), "Tak.", "{}", to_text(html));
    assert!(parts.quoted().contains('?'));
}

#[test]
fn deep_and_endless_html_is_told_as_far_as_it_goes() {
    assert_eq!(to_text(&format!("{}deep", "<div>".repeat(50_000))), "deep");
    let quotes = to_text(&format!("{}deep", "<blockquote>x".repeat(2_000)));
    assert!(quotes.ends_with("xdeep") && quotes.len() < 100_000);
}
