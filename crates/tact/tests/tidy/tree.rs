//! The files of the project as the tests read them.

use std::path::{Path, PathBuf};

/// Folders that are not ours or not kept.
const NOT_OURS: [&str; 8] =
    ["target", "node_modules", ".git", "out", "tact-data", "sample-data", "corpus", "snapshots"];

/// One file of the project.
#[derive(Debug)]
pub(crate) struct File {
    /// Path from the project's root, with '/'.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl File {
    pub(crate) fn is(&self, kind: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| ending == kind)
    }

    /// Rust code of a room, without its tests and benches.
    pub(crate) fn is_code(&self) -> bool {
        self.is("rs") && self.path.starts_with("crates/") && self.path.contains("/src/") && !self.is_test_file()
    }

    fn is_test_file(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The lines before the test module, which stands last.
    pub(crate) fn lines_without_tests(&self) -> impl Iterator<Item = &str> {
        self.text.lines().take_while(|line| *line != "#[cfg(test)]")
    }

    /// The same without comments.
    pub(crate) fn code(&self) -> impl Iterator<Item = &str> {
        self.lines_without_tests().filter(|line| !line.trim_start().starts_with("//"))
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().and_then(Path::parent).unwrap().to_path_buf()
}

/// Every text file of the project, sorted by path.
pub(crate) fn files() -> Vec<File> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap_or_default();
    assert!(manifest.contains("[workspace]"), "{} is not the project", root().display());
    let mut found = Vec::new();
    walk(&root(), &root(), &mut found);
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<File>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_symlink() || NOT_OURS.iter().any(|other| name == *other || name.starts_with("tact-data")) {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push(File { path: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), text });
        }
    }
}
