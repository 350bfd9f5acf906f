//! Blocks of mail headers copied into the text (From, Sent, To, Subject), as Outlook and forwards show them.

use super::line::Line;

/// Which header a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    From,
    Date,
    To,
    Subject,
    Other,
}

/// Header names as mail programs print them, in lower case.
const KEYS: &[(Key, &[&str])] = &[
    (
        Key::From,
        &[
            "from",
            "od",
            "od kogo",
            "nadawca",
            "от",
            "от кого",
            "отправитель",
            "від",
            "від кого",
            "відправник",
            "von",
            "absender",
            "de",
            "expéditeur",
            "remitente",
            "da",
            "mittente",
            "van",
            "från",
            "fra",
            "feladó",
            "gönderen",
            "kimden",
            "lähettäjä",
            "šalje",
            "šalje",
            "pošiljatelj",
            "odesílatel",
            "odosielateľ",
            "de la",
            "expeditor",
            "nuo",
            "од",
            "发件人",
            "寄件者",
            "送信元",
            "差出人",
            "şuradan",
        ],
    ),
    (
        Key::Date,
        &[
            "sent",
            "date",
            "sent on",
            "wysłano",
            "wysłane",
            "data",
            "data wysłania",
            "wyslano",
            "отправлено",
            "дата",
            "дата отправки",
            "отправлен",
            "когда",
            "надіслано",
            "відправлено",
            "gesendet",
            "gesendet am",
            "datum",
            "envoyé",
            "envoyé le",
            "date d'envoi",
            "enviado",
            "enviado el",
            "enviada em",
            "enviado em",
            "enviada",
            "fecha",
            "inviato",
            "verzonden",
            "verstuurd",
            "skickat",
            "sendt",
            "dato",
            "odesláno",
            "odoslané",
            "poslano",
            "послато",
            "датум",
            "tarih",
            "gönderildi",
            "päivämäärä",
            "lähetetty",
            "dátum",
            "elküldve",
            "küldve",
            "trimis",
            "dată",
            "išsiųsta",
            "发送时间",
            "日期",
            "日付",
            "送信日時",
        ],
    ),
    (
        Key::To,
        &[
            "to",
            "do",
            "adresat",
            "odbiorca",
            "кому",
            "получатель",
            "одержувач",
            "an",
            "empfänger",
            "à",
            "destinataire",
            "a",
            "para",
            "destinatario",
            "aan",
            "naar",
            "till",
            "til",
            "komu",
            "pro",
            "za",
            "prima",
            "kime",
            "alıcı",
            "vastaanottaja",
            "címzett",
            "către",
            "catre",
            "kam",
            "收件人",
            "送信先",
            "宛先",
        ],
    ),
    (
        Key::Subject,
        &[
            "subject",
            "temat",
            "tytuł",
            "тема",
            "betreff",
            "objet",
            "sujet",
            "asunto",
            "assunto",
            "oggetto",
            "onderwerp",
            "ämne",
            "emne",
            "předmět",
            "predmet",
            "naslov",
            "наслов",
            "konu",
            "aihe",
            "tárgy",
            "subiect",
            "tema",
            "主题",
            "主旨",
            "件名",
        ],
    ),
    (
        Key::Other,
        &[
            "cc",
            "bcc",
            "dw",
            "udw",
            "kopia",
            "do wiadomości",
            "копия",
            "скрытая копия",
            "копія",
            "kopie",
            "kopi",
            "copie",
            "copie à",
            "cci",
            "másolat",
            "bilgi",
            "kopio",
            "kopija",
            "kopia do",
            "copia",
            "reply-to",
            "reply to",
            "odpowiedz do",
            "ответить",
            "importance",
            "ważność",
            "важность",
            "wichtigkeit",
            "priority",
            "priorytet",
            "приоритет",
            "attachments",
            "załączniki",
            "вложения",
            "вложение",
            "вкладення",
            "anlagen",
            "organization",
            "抄送",
            "message-id",
            "mailing list",
            "resent-from",
        ],
    ),
];

/// Lines of a block that belong to the header above them because it was wrapped.
const LONGEST_WRAP: usize = 3;

/// The end (exclusive) of the header block that begins at `at`, if one does.
///
/// `announced` says that a rule or a divider stands above, so fewer headers convince.
pub(super) fn end_of_block(lines: &[Line<'_>], at: usize, announced: bool) -> Option<usize> {
    key_of(&lines.get(at)?.plain).filter(|key| *key != Key::Other)?;
    let mut seen: Vec<Key> = Vec::new();
    let mut end = at;
    let mut wrapped = 0;
    for (offset, line) in lines.iter().enumerate().skip(at).take(24) {
        if line.is_marked() {
            break;
        }
        if let Some(key) = key_of(&line.plain) {
            if key != Key::Other && seen.contains(&key) {
                break;
            }
            seen.push(key);
            end = offset + 1;
            wrapped = 0;
        } else if line.is_blank() {
            let next = lines.get(offset + 1).filter(|next| key_of(&next.plain).is_some());
            if next.is_none() || wrapped > 0 {
                break;
            }
        } else {
            wrapped += 1;
            if wrapped > LONGEST_WRAP {
                break;
            }
        }
    }
    convinces(&seen, announced).then_some(end)
}

fn convinces(seen: &[Key], announced: bool) -> bool {
    let has = |key: Key| usize::from(seen.contains(&key));
    let kinds = has(Key::From) + has(Key::Date) + has(Key::To) + has(Key::Subject);
    let whose = seen.contains(&Key::From) || (seen.contains(&Key::Date) && seen.contains(&Key::To));
    (kinds >= 3 && whose) || (announced && kinds >= 2)
}

/// Whether a tidied line has the shape of a mail header.
pub(super) fn is_header(plain: &str) -> bool {
    key_of(plain).is_some()
}

/// Which header a tidied line shows, if it has the shape `name: value`.
fn key_of(plain: &str) -> Option<Key> {
    let colon = plain.find([':', '：'])?;
    let name = plain.get(..colon)?.trim().trim_matches('_');
    if name.is_empty() || name.len() > 40 {
        return None;
    }
    KEYS.iter().find(|(_, names)| names.contains(&name)).map(|(key, _)| *key)
}
