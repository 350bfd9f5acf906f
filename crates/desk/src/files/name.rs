//! What a file is called and what it is: a name that misleads nobody, and a type told by the bytes.

use store::draft_attachment::DraftAttachmentRow;

/// Longest name, in letters.
const LONGEST: usize = 120;
/// Types told by the end of a name where the bytes do not tell.
const BY_ENDING: [(&str, &str); 14] = [
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("md", "text/markdown"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("ics", "text/calendar"),
    ("vcf", "text/vcard"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("html", "text/html"),
];

/// A name as it may be kept and sent: no path, no control or direction marks, no leading dots, not too long.
///
/// ```
/// assert_eq!(desk::files::clean("C:\\docs\\..\\report\u{202e}fdp.exe"), "reportfdp.exe");
/// assert_eq!(desk::files::clean("../../.htaccess"), "htaccess");
/// assert_eq!(desk::files::clean(""), "file");
/// ```
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = mail::read::clean_line(last);
    let line = line.trim_matches(|c: char| c == '.' || c == '~' || c.is_whitespace());
    let safe: String = line.chars().map(|c| if "<>:\"|?*[]".contains(c) { '_' } else { c }).collect();
    match safe.as_str() {
        "" => "file".to_owned(),
        short if short.chars().count() <= LONGEST => safe,
        long => {
            let (stem, ending) = split(long);
            let room = LONGEST.saturating_sub(ending.chars().count().min(20) + 1);
            let stem: String = stem.chars().take(room).collect();
            let ending: String = ending.chars().take(20).collect();
            if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
        }
    }
}

/// Whether browsers and mail programs draw it.
pub fn is_picture(media_type: &str) -> bool {
    matches!(media_type, "image/png" | "image/jpeg" | "image/gif" | "image/webp")
}

/// Name and type of an uploaded file.
pub(super) fn of_upload(name: &str, head: &[u8]) -> (String, String) {
    let name = clean(name);
    let ending = split(&name).1.to_ascii_lowercase();
    let by_ending = BY_ENDING.iter().find(|(known, _)| *known == ending).map(|(_, media_type)| *media_type);
    let told = mail::read::sniffed(head).filter(|told| *told != "application/zip" || by_ending.is_none());
    (name, told.or(by_ending).unwrap_or("application/octet-stream").to_owned())
}

/// The name, told apart from those that are there: `plan.png`, `plan-2.png`.
pub(super) fn apart(name: &str, there: &[DraftAttachmentRow]) -> String {
    let taken = |name: &str| there.iter().any(|file| file.name == name);
    if !taken(name) {
        return name.to_owned();
    }
    let (stem, ending) = split(name);
    let dotted = if ending.is_empty() { String::new() } else { format!(".{ending}") };
    let free = (2..=there.len() + 2).map(|number| format!("{stem}-{number}{dotted}")).find(|name| !taken(name));
    free.unwrap_or_else(|| name.to_owned())
}

fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((name, ""))
}
