//! Which files an import reads: paths walked in a fixed order, index files and half-delivered mail left out.
//! Nothing is opened here but folders.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that may hold mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub path: PathBuf,
    /// Size on disk; compressed files count as they lie there.
    pub bytes: u64,
}

/// The files found, and the paths that could not be looked into.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub sources: Vec<Source>,
    pub unreadable: Vec<(PathBuf, String)>,
}

/// Names that mail programs put beside mail and that hold none.
const INDEX_NAMES: &[&str] = &["maildirfolder", "subscriptions", "maildirsize", "uidlist", "log", "cyrus.header"];
const INDEX_STARTS: &[&str] = &["dovecot", "courierimap", "cyrus."];
const INDEX_ENDINGS: &[&str] = &["msf", "lock", "cmeta", "ibex", "index", "sqlite", "sqlite3", "db"];

/// Every file under `paths`, folders sorted by name, each file once.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for path in paths {
        // A path that was named is read whatever it is called.
        look_at(path, &mut found, &mut seen);
    }
    found
}

fn look_at(path: &Path, found: &mut Found, seen: &mut HashSet<PathBuf>) {
    // Links are followed; a circle of them is walked once.
    let (canonical, about) = match path.canonicalize().and_then(|it| fs::metadata(&it).map(|about| (it, about))) {
        Ok(it) => it,
        Err(cause) => return found.unreadable.push((path.to_owned(), cause.to_string())),
    };
    if !seen.insert(canonical) {
        return;
    }
    if about.is_dir() {
        walk(path, found, seen);
    } else if about.is_file() {
        found.sources.push(Source { path: path.to_owned(), bytes: about.len() });
    }
}

fn walk(folder: &Path, found: &mut Found, seen: &mut HashSet<PathBuf>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) => return found.unreadable.push((folder.to_owned(), cause.to_string())),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let maildir = is_maildir(folder);
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            look_at(&path, found, seen);
            continue;
        };
        let skipped = if path.is_dir() {
            // tmp holds mail that is being delivered; folders of a Maildir begin with a dot, others so named are hidden.
            (maildir && name == "tmp") || (name.starts_with('.') && !is_maildir(&path))
        } else {
            is_index(name)
        };
        if !skipped {
            look_at(&path, found, seen);
        }
    }
}

/// Copies of a Maildir often lack the folders that were empty.
fn is_maildir(folder: &Path) -> bool {
    folder.join("cur").is_dir() || (folder.join("new").is_dir() && folder.join("tmp").is_dir())
}

fn is_index(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let ending = Path::new(&lower).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
    name.starts_with('.')
        || INDEX_NAMES.contains(&lower.as_str())
        || INDEX_STARTS.iter().any(|start| lower.starts_with(start))
        || INDEX_ENDINGS.contains(&ending.as_str())
}

/// Whether mail in this file was sent by the mailbox's owner, judging by the folder's name in the languages people use.
pub(super) fn is_sent_folder(path: &Path) -> bool {
    const SENT: &[&str] =
        &["sent", "wysłane", "wyslane", "отправленные", "исходящие", "gesendet", "envoyés", "надіслані", "odeslaná"];
    path.components().any(|part| {
        let part = part.as_os_str().to_string_lossy().to_lowercase();
        SENT.iter().any(|word| part.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lay(root: &Path, files: &[&str]) {
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Subject: x\n\nx\n").unwrap();
        }
    }

    fn names(root: &Path) -> Vec<String> {
        let found = find(&[root.to_owned()]);
        let relative = |source: &Source| source.path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        found.sources.iter().map(relative).collect()
    }

    #[test]
    fn a_maildir_gives_cur_and_new_of_every_folder_and_never_tmp() {
        let root = tempfile::tempdir().unwrap();
        let files =
            ["cur/1:2,S", "new/2", "tmp/3", ".Sent/cur/4", ".Sent/new/x", ".Old/cur/5", "dovecot.index.log", ".hidden"];
        lay(root.path(), &files);
        assert_eq!(names(root.path()), [".Old/cur/5", ".Sent/cur/4", ".Sent/new/x", "cur/1:2,S", "new/2"]);
    }

    #[test]
    fn folders_are_walked_in_the_order_of_names_and_a_circle_of_links_once() {
        let root = tempfile::tempdir().unwrap();
        lay(root.path(), &["b/2.eml", "a/1.eml", "inbox.msf"]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.path(), root.path().join("b/again")).unwrap();
        assert_eq!(names(root.path()), ["a/1.eml", "b/2.eml"]);
    }

    #[test]
    fn what_is_not_there_is_listed() {
        let found = find(&[PathBuf::from("/nowhere/to/be/found")]);
        assert_eq!(found.unreadable.len(), 1);
    }
}
