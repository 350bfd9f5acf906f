//! Prints how long hostile inputs take. Run with `--release -- --ignored --nocapture`; what is asserted
//! elsewhere is that the caps answer, never a time.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement prints")]

use std::hint::black_box;
use std::time::Instant;

use mail::html::{Options, clean, to_text};
use mail::reply::split;

fn time(name: &str, work: impl Fn()) {
    let started = Instant::now();
    work();
    println!("{name:<44} {:>7.1} ms", started.elapsed().as_secs_f64() * 1000.0);
}

#[test]
#[ignore = "prints timings; run it in release"]
fn hostile_inputs() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    let fonts: String = (0..8_000).map(|n| format!("<font size={}>", n % 7)).collect();
    let rows = "<tr><td>a<td><b>b</b></tr>".repeat(20_000);
    let anchors = format!("{}{}", "<table>".repeat(200), "x</b>".repeat(300_000));
    let pages = [
        ("<div> × 20,000", "<div>".repeat(20_000)),
        ("<div> × 100,000", "<div>".repeat(100_000)),
        ("<div> × 400,000", "<div>".repeat(400_000)),
        ("<ul><li> × 20,000", "<ul><li>".repeat(20_000)),
        ("<font size=N> × 8,000", fonts),
        ("<b> × 16,000 + <p>", format!("{}<p>x", "<b>".repeat(16_000))),
        ("one tag, 100,000 attributes", format!("<p{attributes}>x")),
        ("& × 200,000", "&".repeat(200_000)),
        ("&amp; × 400,000", "&amp;".repeat(400_000)),
        ("&aaaa… 2 MB", format!("&{}", "a&amp".repeat(400_000))),
        ("<!-- × 400,000", "<!--".repeat(400_000)),
        ("<!----!> × 200,000", "<!---->".repeat(200_000)),
        ("<a <a <a 2 MB", "<a ".repeat(650_000)),
        ("</b> × 300,000 in 200 tables", anchors),
        ("table text × 200,000", format!("<table>{}", "x<b>y</b>".repeat(60_000))),
        ("20,000 rows", format!("<table>{rows}</table>")),
        ("text 2 MB", "word ".repeat(400_000)),
        ("<br> × 99,000", "x<br>".repeat(99_000)),
        ("</p> × 500,000", "</p>".repeat(500_000)),
        ("<p>x × 90,000", "<p>x".repeat(90_000)),
        ("nested quotes 100,000", "<blockquote>x".repeat(100_000)),
    ];
    for (name, html) in &pages {
        let cleaned = clean(html, &Options::default());
        time(&format!("clean {name} → {:?}", cleaned.fallback), || drop(black_box(clean(html, &Options::default()))));
        time(&format!("  to_text {name}"), || drop(black_box(to_text(html))));
    }
    let texts = [
        ("one line of '> ' × 2.5 M", "> ".repeat(2_500_000)),
        ("5 MB of deepening '> '", (0..1_800).map(|n| format!("{}x\n", "> ".repeat(n))).collect::<String>()),
        ("'> x' × 1.2 M", "> x\n".repeat(1_250_000)),
        ("'-----Original' × 100,000", "-----Original\n".repeat(100_000)),
        ("'-----Original Message-----' × 100,000", "-----Original Message-----\n".repeat(100_000)),
        ("'On Mon wrote' × 100,000", "On Mon, 5 May 2025 at 10:00 X\n".repeat(100_000)),
        ("'--' × 500,000", "--\n".repeat(500_000)),
        ("'a:' × 1 M", "a:\n".repeat(1_000_000)),
        ("From: × 500,000", "From: a\n".repeat(500_000)),
        (
            "5 MB of prose",
            "It was a long day and nobody wrote anything to anyone, 12.05.2025 at 10:00.\n".repeat(66_000),
        ),
        ("empty lines × 5 M", "\n".repeat(5_000_000)),
    ];
    for (name, text) in &texts {
        time(&format!("split {name}"), || drop(black_box(split(text, None))));
        time("  with itself as parent", || drop(black_box(split(text, Some(text)))));
    }
}
