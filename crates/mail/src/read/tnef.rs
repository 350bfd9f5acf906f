//! winmail.dat: the envelope Outlook puts files and the body into (MS-OXTNEF). Read with a budget of steps;
//! what is broken ends the reading, what was found before stays.

mod rtf;

use super::{caps, charset, words};
use crate::letter::Attachment;

/// What stood in a winmail.dat.
#[derive(Debug, Default)]
pub(crate) struct Inside {
    /// The body, when there is one.
    pub(crate) text: Option<String>,
    /// The files.
    pub(crate) attachments: Vec<Attachment>,
    /// What was odd.
    pub(crate) problem: Option<&'static str>,
}

const SIGNATURE: u32 = 0x223e_9f78;
const STEPS: usize = 20_000;
/// Attribute ids, of MS-OXTNEF 2.1.3.
const BODY: u32 = 0x800c;
const CODE_PAGE: u32 = 0x9007;
const MAPI: u32 = 0x9003;
const NEW_FILE: u32 = 0x9002;
const FILE_TITLE: u32 = 0x8010;
const FILE_DATA: u32 = 0x800f;
const FILE_MAPI: u32 = 0x9005;

/// Reads a winmail.dat; nothing when it is none.
pub(crate) fn read(bytes: &[u8]) -> Option<Inside> {
    let mut cursor = Cursor { rest: bytes, steps: STEPS };
    if cursor.u32()? != SIGNATURE {
        return None;
    }
    cursor.take(2)?;
    let mut reader = Reader::default();
    while !cursor.rest.is_empty() && reader.inside.attachments.len() < caps::UNPACKED {
        if reader.attribute(&mut cursor).is_none() {
            reader.inside.problem = Some("winmail_damaged");
            break;
        }
    }
    Some(reader.finish())
}

#[derive(Default)]
struct Reader {
    inside: Inside,
    file: Option<File>,
    code_page: Option<String>,
    plain: Option<String>,
    rich: Option<String>,
    html: Option<String>,
}

#[derive(Default)]
struct File {
    title: String,
    long_name: String,
    media_type: String,
    content_id: Option<String>,
    bytes: Vec<u8>,
}

impl Reader {
    fn attribute(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        cursor.take(1)?;
        let id = cursor.u32()? & 0xffff;
        let length = usize::try_from(cursor.u32()?).ok()?;
        let data = cursor.take(length)?;
        cursor.take(2)?;
        match id {
            CODE_PAGE => {
                let page = Cursor { rest: data, steps: 1 }.u32()?;
                self.code_page = Some(format!("windows-{page}"));
            }
            BODY => self.plain = Some(self.string8(data)),
            MAPI => self.properties(data, cursor, false),
            NEW_FILE => {
                self.close_file();
                self.file = Some(File::default());
            }
            FILE_TITLE => {
                let title = self.string8(data);
                self.file.get_or_insert_default().title = title;
            }
            FILE_DATA => self.file.get_or_insert_default().bytes = data.to_vec(),
            FILE_MAPI => self.properties(data, cursor, true),
            _ => {}
        }
        Some(())
    }

    fn string8(&self, data: &[u8]) -> String {
        let data = data.split(|b| *b == 0).next().unwrap_or_default();
        if data.is_ascii() || std::str::from_utf8(data).is_ok() {
            return charset::guess(data).text;
        }
        charset::decode(data, self.code_page.as_deref()).text
    }

    fn properties(&mut self, data: &[u8], outer: &mut Cursor<'_>, of_file: bool) {
        let mut cursor = Cursor { rest: data, steps: outer.steps };
        if self.property_list(&mut cursor, of_file).is_none() {
            self.inside.problem = Some("winmail_damaged");
        }
        outer.steps = cursor.steps;
    }

    fn property_list(&mut self, cursor: &mut Cursor<'_>, of_file: bool) -> Option<()> {
        for _ in 0..cursor.u32()? {
            let kind = cursor.u16()?;
            let id = cursor.u16()?;
            if id >= 0x8000 {
                cursor.named()?;
            }
            let values = cursor.values(kind)?;
            let Some(value) = values.first().copied() else { continue };
            if of_file {
                self.file_property(id, kind, value);
            } else {
                self.mail_property(id, kind, value);
            }
        }
        Some(())
    }

    fn text(&self, kind: u16, value: &[u8]) -> String {
        if kind & 0xfff == 0x1f {
            let units: Vec<u16> = value
                .chunks_exact(2)
                .filter_map(|c| Some(u16::from_le_bytes(c.try_into().ok()?)))
                .take_while(|u| *u != 0)
                .collect();
            return String::from_utf16_lossy(&units);
        }
        self.string8(value)
    }

    fn mail_property(&mut self, id: u16, kind: u16, value: &[u8]) {
        match id {
            0x1000 => self.plain = Some(self.text(kind, value)),
            0x1009 => self.rich = rtf::expand(value).map(|rtf| rtf::text(&rtf)),
            0x1013 => self.html = Some(charset::decode_html(value, None).text),
            _ => {}
        }
    }

    fn file_property(&mut self, id: u16, kind: u16, value: &[u8]) {
        let text = self.text(kind, value);
        let file = self.file.get_or_insert_default();
        match id {
            0x3707 => file.long_name = text,
            0x3704 | 0x3001 if file.title.is_empty() => file.title = text,
            0x370e => file.media_type = text.to_ascii_lowercase(),
            0x3712 => file.content_id = Some(text.trim_matches(['<', '>']).to_owned()).filter(|c| !c.is_empty()),
            // An object begins with 16 bytes of its class.
            0x3701 if kind & 0xfff == 0x0d && file.bytes.is_empty() => {
                file.bytes = value.get(16..).unwrap_or_default().to_vec();
            }
            0x3701 if kind & 0xfff == 0x0d => {}
            0x3701 => file.bytes = value.to_vec(),
            _ => {}
        }
    }

    fn close_file(&mut self) {
        let Some(file) = self.file.take() else { return };
        if file.bytes.is_empty() && file.title.is_empty() && file.long_name.is_empty() {
            return;
        }
        let name = if file.long_name.is_empty() { file.title } else { file.long_name };
        let shaped = super::media::Media::parse(file.media_type.as_bytes());
        let media_type = match shaped.shape() {
            Some(shape) => shape.to_owned(),
            None => infer::get(&file.bytes).map_or("application/octet-stream", |t| t.mime_type()).to_owned(),
        };
        self.inside.attachments.push(Attachment {
            name: words::clean(&name),
            inline: file.content_id.is_some() && media_type.starts_with("image/"),
            media_type,
            content_id: file.content_id,
            bytes: file.bytes,
        });
    }

    fn finish(mut self) -> Inside {
        self.close_file();
        let blank = |t: &String| !t.trim().is_empty();
        self.inside.text = self
            .plain
            .filter(blank)
            .or_else(|| self.rich.filter(blank))
            .or_else(|| self.html.map(|h| crate::html::to_text(&h)).filter(blank))
            .map(super::bodies::tidy);
        self.inside
    }
}

/// Bytes that are read from the front, each read a step of the budget.
struct Cursor<'a> {
    rest: &'a [u8],
    steps: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        self.steps = self.steps.checked_sub(1)?;
        let (head, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(head)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Skips the name of a named property.
    fn named(&mut self) -> Option<()> {
        self.take(16)?;
        if self.u32()? == 0 {
            self.take(4)?;
        } else {
            self.padded()?;
        }
        Some(())
    }

    /// A length and that many bytes, filled up to four.
    fn padded(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.u32()?).ok()?;
        let value = self.take(length)?;
        let fill = length.wrapping_neg() & 3;
        self.take(fill.min(self.rest.len()))?;
        Some(value)
    }

    fn values(&mut self, kind: u16) -> Option<Vec<&'a [u8]>> {
        let many = kind & 0x1000 != 0;
        let fixed = match kind & 0xfff {
            0x01 => Some(0),
            0x02 | 0x03 | 0x04 | 0x0a | 0x0b => Some(4),
            0x05 | 0x06 | 0x07 | 0x14 | 0x40 => Some(8),
            0x48 => Some(16),
            0x0d | 0x1e | 0x1f | 0x102 => None,
            _ => return None,
        };
        let count = if many || fixed.is_none() { self.u32()? } else { 1 };
        let mut out = Vec::new();
        for _ in 0..count {
            out.push(match fixed {
                Some(length) => self.take(length)?,
                None => self.padded()?,
            });
        }
        Some(out)
    }
}
