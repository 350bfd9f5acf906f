//! The encoder against vectors that the package's own engine gave for the same texts, and against bytes that are no weights.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use encoder::{Adapter, Encoder, WIDTH};
use proptest::prelude::*;

/// The weights, or a loud word that they are missing; in CI they must be there.
fn encoder() -> Option<Encoder> {
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/encoder.bin");
    let path = std::env::var("TACT_ENCODER").unwrap_or_else(|_| usual.to_owned());
    match std::fs::read(&path) {
        Ok(bytes) => Some(Encoder::new(&bytes).unwrap()),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "the encoder's weights are missing in {path}: {error}");
            eprintln!("SKIPPED: the encoder's weights are missing in {path}; bin/encoder fetches them");
            None
        }
    }
}

fn likeness(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[test]
fn vectors_are_those_of_the_packages_own_engine() {
    let Some(encoder) = encoder() else { return };
    let expected: Vec<(String, Vec<f32>)> = serde_json::from_str(include_str!("vectors.json")).unwrap();
    assert!(expected.len() >= 6);
    for (text, vector) in &expected {
        // The other engine rounds what flows between its layers to eight bits.
        assert!(likeness(&encoder.vector(text), vector) > 0.9995, "{text}");
    }
}

#[test]
fn the_same_sense_in_three_languages_is_near() {
    let Some(encoder) = encoder() else { return };
    let vector = |text| encoder.vector(text);
    let (en, pl, ru) = (
        vector("I will send you the contract by Friday."),
        vector("Umowę wyślę do piątku."),
        vector("Договор пришлю до пятницы."),
    );
    let other = vector("The cat sleeps on the warm roof all day.");
    for (one, two) in [(&en, &pl), (&en, &ru), (&pl, &ru)] {
        assert!(likeness(one, two) > likeness(one, &other).max(likeness(two, &other)) + 0.03);
    }
}

#[test]
fn a_lesson_is_read_as_the_program_reads_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/encoder.bin");
    let path = std::env::var("TACT_ENCODER").unwrap_or_else(|_| path.to_owned());
    // Whether it may be missing is said above.
    if encoder().is_none() {
        return;
    }
    let weights = std::fs::read(path).unwrap();
    let mut at = 0.0_f32;
    let numbers = Adapter::numbers(&mut |_| {
        at += 1.0;
        (at * 0.7).sin() * 0.05
    });
    let adapter = Adapter::read(&Adapter::bytes(&numbers)).unwrap();
    let encoder = Encoder::with(&weights, Some(adapter.clone())).unwrap();
    let texts: [&[&str]; 2] = [&["Could you send the logo?", "We start on Monday."], &["Проект готов, ждём текст."]];
    let prepared = texts.map(|parts| encoder.prepared(parts));
    let pass = encoder.teacher().pass(&adapter, &prepared.each_ref());
    for (parts, taught) in texts.iter().zip(pass.readings()) {
        let read = encoder.read(parts);
        let plain = Encoder::with(&weights, None).unwrap().read(parts);
        assert!(likeness(&read.whole, &taught.whole) > 0.999_99, "{parts:?}");
        assert!(likeness(&read.whole, &plain.whole) < 0.999, "{parts:?}: the adapter changes nothing");
        for (one, other) in read.parts.iter().zip(&taught.parts) {
            assert!(likeness(one, other) > 0.999_99, "{parts:?}");
        }
    }
}

#[test]
fn empty_long_and_foreign_texts_have_vectors_too() {
    let Some(encoder) = encoder() else { return };
    for text in ["", " ", "\0", "日本語のメール", &"слово ".repeat(5_000), &"\u{301}".repeat(300)] {
        let vector = encoder.vector(text);
        assert_eq!(vector.len(), WIDTH);
        assert!((likeness(&vector, &vector) - 1.0).abs() < 1e-3);
    }
}

#[test]
fn a_text_in_parts_has_a_vector_for_each_and_the_same_again() {
    let Some(encoder) = encoder() else { return };
    let parts = ["Hello Anna,", "I will send the contract by Friday.", "Могу прислать его завтра."];
    let read = encoder.read(&parts);
    assert_eq!((read.whole.len(), read.parts.len()), (WIDTH, parts.len()));
    assert_eq!(encoder.read(&parts), read);
    assert!(likeness(&read.parts[1], &read.parts[2]) > likeness(&read.parts[0], &read.parts[2]));
    let long = "слово ".repeat(2_000);
    let cut = encoder.read(&[&long, "beyond what is read"]);
    assert!(cut.parts[0].iter().any(|value| *value != 0.0) && cut.parts[1].iter().all(|value| *value == 0.0));
    assert_eq!(encoder.read(&[]).parts.len(), 0);
}

proptest! {
    #[test]
    fn what_are_no_weights_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Encoder::new(&bytes).is_err());
        prop_assert!(Encoder::new(&[b"TACTENC2", bytes.as_slice()].concat()).is_err());
        prop_assert!(encoder::convert::convert(&[b"E5S1", bytes.as_slice()].concat()).is_err());
    }
}
