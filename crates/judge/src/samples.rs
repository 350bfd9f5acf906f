//! The labelled mails as rows. Reads files; what is right or wrong is judged elsewhere.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::split::{self, FOREIGN_SOURCES, Side};

/// A draft of `gate/drafts.jsonl`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) persona: String,
    pub(crate) answering: Option<String>,
    pub(crate) text: String,
    pub(crate) sent_at: String,
    pub(crate) labels: DraftLabels,
}

/// Ids begin with a letter or a digit for the writer.
pub(crate) fn writer_of(id: &str) -> String {
    id.chars().take(1).collect()
}

/// What a draft was labelled with.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DraftLabels {
    pub(crate) heated: u8,
    pub(crate) heated_spans: Vec<String>,
    pub(crate) blame: bool,
    pub(crate) blame_spans: Vec<String>,
    pub(crate) asks: Vec<Deed>,
    pub(crate) has_next_steps: bool,
    pub(crate) commitments: Vec<Deed>,
    pub(crate) refusal: bool,
    pub(crate) refusal_reason: Option<bool>,
    pub(crate) refusal_alternative: Option<bool>,
    pub(crate) guarantee: Vec<String>,
    pub(crate) topics: serde_json::Value,
    pub(crate) unanswered: Vec<String>,
    pub(crate) mentions_attachment: bool,
    /// Where it declines; known of our own authors' drafts alone, as the two that follow.
    #[serde(default)]
    pub(crate) refusal_spans: Vec<String>,
    #[serde(default)]
    pub(crate) reason_spans: Vec<String>,
    #[serde(default)]
    pub(crate) way_spans: Vec<String>,
}

/// An ask or a commitment.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Deed {
    pub(crate) span: String,
    pub(crate) due: Option<String>,
}

/// A mail of `gate/clients.jsonl`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ClientMail {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) text: String,
    pub(crate) sent_at: String,
    pub(crate) labels: ClientLabels,
}

/// What a client's mail was labelled with.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ClientLabels {
    pub(crate) questions: Vec<String>,
    pub(crate) requests: Vec<String>,
    pub(crate) complaint: u8,
    /// Which sentences say that something is wrong, and which make a complaint grave; known of some of our own authors' mails.
    #[serde(default)]
    pub(crate) wrong_spans: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) grave_spans: Option<Vec<String>>,
    pub(crate) emergency: bool,
    pub(crate) wants_call: bool,
    pub(crate) refund: bool,
    pub(crate) thanks: bool,
    pub(crate) wished_date: Option<String>,
    pub(crate) expects_answer: bool,
}

/// A mail of `heat/`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Toned {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) text: String,
    pub(crate) heated: u8,
    pub(crate) heated_spans: Vec<String>,
}

/// A row of `tone/`.
#[derive(Debug, Clone)]
pub(crate) struct Tone {
    pub(crate) lang: String,
    pub(crate) hostile: bool,
    pub(crate) text: String,
    pub(crate) source: String,
}

/// Where the data lie, and who stands on which side.
#[derive(Debug, Clone)]
pub(crate) struct Data(PathBuf);

impl Data {
    /// `../shared/data`, or what `TACT_TEST_MAIL` names beside its own folder.
    pub(crate) fn find() -> Self {
        let mail = std::env::var_os("TACT_TEST_MAIL").map(PathBuf::from);
        Self(mail.and_then(|mail| mail.parent().map(Path::to_path_buf)).unwrap_or_else(|| "../shared/data".into()))
    }

    /// Is there anything to judge?
    pub(crate) fn is_there(&self) -> bool {
        self.0.join("gate").is_dir()
    }

    /// The drafts of one side.
    pub(crate) fn drafts(&self, wanted: Side) -> Result<Vec<Draft>> {
        let rows: Vec<Draft> = lines(&self.0.join("gate/drafts.jsonl"))?;
        let mut personas: Vec<String> = rows.iter().map(|row| row.persona.clone()).collect();
        personas.sort();
        personas.dedup();
        let kept = split::third(personas.len());
        let mut rows = rows;
        rows.retain(|row| split::side("persona", &row.persona, &personas, kept) == wanted);
        Ok(rows)
    }

    /// The client mails of one side.
    pub(crate) fn clients(&self, wanted: Side) -> Result<Vec<ClientMail>> {
        let mut rows: Vec<ClientMail> = lines(&self.0.join("gate/clients.jsonl"))?;
        rows.retain(|row| split::side_of_plot(&row.id) == wanted);
        Ok(rows)
    }

    /// The mails of one side's authors.
    pub(crate) fn toned(&self, wanted: Side) -> Result<Vec<Toned>> {
        let authors = ["C", "D", "E", "F"].map(str::to_owned);
        let mut rows = Vec::new();
        for author in authors.iter().filter(|author| split::side("author", author, &authors, 1) == wanted) {
            rows.extend(lines::<Toned>(&self.0.join(format!("heat/{author}.jsonl")))?);
        }
        Ok(rows)
    }

    /// The drafts of these authors of ours.
    pub(crate) fn own_drafts(&self, authors: &[&str]) -> Result<Vec<Draft>> {
        own("drafts", authors)
    }

    /// The client mails of these authors of ours.
    pub(crate) fn own_clients(&self, authors: &[&str]) -> Result<Vec<ClientMail>> {
        own("clients", authors)
    }

    /// Public rows of one side, both the training and the development file.
    pub(crate) fn tone(&self, wanted: Side) -> Result<Vec<Tone>> {
        let mut rows = Vec::new();
        for part in ["train", "dev"] {
            for lang in ["en", "pl", "ru"] {
                let path = self.0.join(format!("tone/{part}_{lang}.tsv.gz"));
                let mut text = String::new();
                let file = std::fs::File::open(&path).with_context(|| path.display().to_string())?;
                flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
                rows.extend(text.lines().filter_map(tone));
            }
        }
        let kept = |row: &Tone| FOREIGN_SOURCES.contains(&row.source.as_str());
        rows.retain(|row| kept(row) == (wanted == Side::Kept));
        Ok(rows)
    }
}

/// Authors who wrote for this project, each with a letter or a digit. The mails of `LOOKED_AT` were read while the tables were written; verdicts
/// are fitted on the others of `TAUGHT`. Of `HARD` and `NEW` nothing teaches and nothing is looked at.
pub(crate) const TAUGHT: [&str; 30] = [
    "P", "Q", "R", "T", "U", "V", "G", "H", "J", "K", "W", "X", "Y", "B", "I", "L", "M", "O", "a", "e", "N", "c", "d",
    "f", "2", "3", "4", "6", "7", "8",
];
pub(crate) const LOOKED_AT: [&str; 5] = ["P", "Q", "R", "G", "K"];
pub(crate) const HARD: [&str; 1] = ["S"];
pub(crate) const NEW: [&str; 1] = ["Z"];

/// Looked at when everything else is decided: `judge last`.
pub(crate) const LAST: [&str; 1] = ["9"];

fn own<T: for<'a> Deserialize<'a>>(what: &str, authors: &[&str]) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    for author in authors {
        rows.extend(lines::<T>(&Path::new("crates/judge/data/authors").join(format!("{author}-{what}.jsonl")))?);
    }
    Ok(rows)
}

/// The letters of each sentence, by the mail's id.
type Marks = std::collections::BTreeMap<&'static str, Vec<&'static str>>;

/// What each sentence of a draft does: the letters that `data/marks.tsv` explains.
pub(crate) fn marks() -> Marks {
    marks_of(include_str!("../data/marks.tsv"))
}

/// What each sentence of a client's mail does: the letters that `data/client-marks.tsv` explains.
pub(crate) fn client_marks() -> Marks {
    marks_of(include_str!("../data/client-marks.tsv"))
}

fn marks_of(table: &'static str) -> Marks {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).map(|(id, marks)| (id, marks.split(' ').collect())).collect()
}

fn tone(line: &str) -> Option<Tone> {
    let mut cells = line.split('\t');
    let (lang, label, text, source) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let hostile = match label {
        "1" => true,
        "0" => false,
        _ => return None,
    };
    Some(Tone { lang: lang.to_owned(), hostile, text: text.replace("\\n", "\n"), source: source.to_owned() })
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| serde_json::from_str(line).with_context(|| path.display().to_string())).collect()
}
