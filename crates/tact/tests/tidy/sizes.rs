//! How long is long. Files to 300 lines without their tests, functions to 40; 500 and 70 are the end without a reason.

use crate::tree::{File, files};

/// Files over the limit, with the reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Functions over the limit, as `path fn name`, with the reason.
const LONG_FUNCTIONS: &[(&str, &str)] = &[];

/// Ending and most lines of a file.
const LIMITS: [(&str, usize); 4] = [("rs", 500), ("js", 200), ("html", 160), ("css", 400)];

const LONGEST_FUNCTION: usize = 70;

/// What a page shows in tests is a table of invented people, as long as the page needs.
const TABLES: &str = "sample";

#[test]
fn no_file_is_too_long_to_read_in_one_sitting() {
    let mut long = Vec::new();
    for file in files().iter().filter(|file| file.path.starts_with("crates/")) {
        let Some((_, limit)) = LIMITS.iter().find(|(kind, _)| file.is(kind)) else { continue };
        // Tests count apart: a table of cases may be long.
        if file.is("rs") && !file.is_code() {
            continue;
        }
        let lines = file.lines_without_tests().count();
        let excused = LONG_FILES.iter().any(|(path, _)| *path == file.path);
        if lines > *limit && !excused {
            long.push(format!("{} has {lines} lines, {limit} are the most", file.path));
        }
        assert!(!excused || lines > *limit, "{} is short enough now; take it off the list", file.path);
    }
    assert!(long.is_empty(), "split these, or give a reason in LONG_FILES: {long:#?}");
}

#[test]
fn no_function_is_too_long_to_hold_in_mind() {
    let mut long = Vec::new();
    for file in files().iter().filter(|file| file.is_code()) {
        for (name, lines) in functions(file) {
            let excused = LONG_FUNCTIONS.iter().any(|(place, _)| *place == format!("{} fn {name}", file.path));
            if lines > LONGEST_FUNCTION && !excused && name != TABLES {
                long.push(format!("{} fn {name} has {lines} lines", file.path));
            }
        }
    }
    assert!(long.is_empty(), "split these, or give a reason in LONG_FUNCTIONS: {long:#?}");
}

/// Names and lengths of the functions, read off the indentation that rustfmt gives.
fn functions(file: &File) -> Vec<(String, usize)> {
    let lines: Vec<&str> = file.lines_without_tests().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let Some(name) = function_name(code) else { continue };
        let end = format!("{indent}}}");
        if let Some(length) = lines[start..].iter().position(|line| *line == end) {
            found.push((name, length + 1));
        }
    }
    found
}

fn function_name(code: &str) -> Option<String> {
    let before = code.split("fn ").next()?;
    let prefix = ["", "pub ", "const ", "async ", "pub const ", "pub async ", "pub(crate) ", "pub(super) "];
    let crate_wide = ["pub(crate) async ", "pub(super) async ", "pub(crate) const ", "pub(super) const "];
    let begins = code.contains("fn ") && prefix.iter().chain(&crate_wide).any(|known| before == *known);
    // One-line functions end where they begin.
    if !begins || code.ends_with('}') || code.ends_with(';') {
        return None;
    }
    let rest = code.split_once("fn ")?.1;
    Some(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
}
