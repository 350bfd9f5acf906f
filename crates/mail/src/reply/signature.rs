//! Signatures: the `-- ` delimiter, what telephones and programs add, footers of mailing lists.
//! Closings ('Thanks, Anna', 'Pozdrawiam') are part of the letter and stay in it.

use super::line::Line;

/// Lines with text that a signature may have; more is a letter behind a dashed line.
pub(super) const LONGEST: usize = 25;

/// What a device or program writes under a mail: beginnings of a short line, in lower case.
const SENT_FROM: &[&str] = &[
    "sent from my ",
    "sent from mail for",
    "sent from outlook",
    "sent from yahoo",
    "sent from proton",
    "sent from gmail",
    "sent from samsung",
    "sent from the all new",
    "sent from android",
    "sent from windows",
    "sent from aol",
    "sent from iphone",
    "sent from ipad",
    "sent from a mobile",
    "sent from blackberry",
    "sent from mailbird",
    "sent from nine",
    "sent from spark",
    "sent using",
    "sent with ",
    "sent via ",
    "sent by outlook",
    "sent on the go",
    "get outlook for",
    "get bluemail for",
    "sent securely",
    "wysłane z ",
    "wysłano z ",
    "wysłane za pomocą",
    "wysłano za pomocą",
    "wysłane przez ",
    "wysłano przez ",
    "wysłane bezpiecznie",
    "wysłano bezpiecznie",
    "wyslane z ",
    "wyslano z ",
    "pobierz program outlook",
    "pobierz aplikację outlook",
    "pobierz outlook",
    "uzyskaj program outlook",
    "uzyskaj aplikację outlook",
    "uzyskaj outlook",
    "uzyskiwanie aplikacji outlook",
    "отправлено с ",
    "отправлено из ",
    "отправлено со ",
    "отправлено от ",
    "отправлено через ",
    "отправлено при помощи",
    "отправлено с помощью",
    "послано с ",
    "написано с ",
    "скачать outlook",
    "получить outlook",
    "получите outlook",
    "загрузить outlook",
    "отправлен с ",
    "надіслано з ",
    "надіслано із ",
    "відправлено з ",
    "відправлено із ",
    "надіслано за допомогою",
    "отримати outlook",
    "завантажити outlook",
    "von meinem ",
    "gesendet von ",
    "gesendet mit ",
    "outlook für ios",
    "outlook für android",
    "diese nachricht wurde von meinem",
    "envoyé de mon ",
    "envoyé depuis ",
    "envoyé à partir d",
    "envoyé de ",
    "télécharger outlook",
    "obtenir outlook",
    "provenance : ",
    "enviado desde ",
    "enviado do ",
    "enviado de ",
    "obtener outlook",
    "obter o outlook",
    "inviato da ",
    "scarica outlook",
    "ottieni outlook",
    "verzonden vanaf ",
    "verstuurd vanaf ",
    "outlook voor ",
    "skickat från ",
    "hämta outlook",
    "sendt fra ",
    "hent outlook",
    "odesláno z ",
    "odoslané z ",
    "poslano s ",
    "послато са ",
    "poslano z ",
];

/// Footers of virus scanners.
const SCANNED: &[&str] = &[
    "virus-free.",
    "wolny od wirusów",
    "без вирусов",
    "не содержит вирусов",
    "virenfrei",
    "garanti sans virus",
    "ta wiadomość została sprawdzona na obecność wirusów",
    "this email has been checked for viruses",
    "это сообщение проверено на вирусы",
];

/// Words that make a line beginning like [`SENT_FROM`] an honest sentence.
const SENTENCE_MARKS: &[char] = &['?', '!', ';', '…'];

/// Whether a signature opens at `at`; then everything down to the next quote or attribution is signature.
pub(super) fn opens_at(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    if line.is_marked() || line.is_blank() {
        return false;
    }
    is_delimiter(line)
        || is_sent_from(&line.plain)
        || is_list_footer(lines, at)
        || is_alone_below(lines, at)
        || is_rule_of_device(lines, at)
}

/// Dashes that stand right above what a device wrote belong to it.
fn is_rule_of_device(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|line| matches!(line.plain.as_str(), "---" | "----" | "———"))
        && lines.get(at + 1).is_some_and(|line| is_sent_from(&line.plain) || line.plain.starts_with("sent from "))
}

/// `Sent from a slow train`, with nothing of the writer's own below it. A dashed name is a closing and stays.
fn is_alone_below(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let words = line.plain.split(' ').count();
    let sent = line.plain.starts_with("sent from ") && words <= 8 && !line.plain.ends_with(['.', ',', ':', '?', '!']);
    let blank_above = at.checked_sub(1).and_then(|above| lines.get(above)).is_some_and(Line::is_blank);
    let below = lines.iter().enumerate().skip(at + 1).find(|(_, line)| !line.is_blank() || line.is_marked());
    sent && blank_above
        && below.is_none_or(|(below, line)| line.is_marked() || is_delimiter(line) || is_list_footer(lines, below))
}

/// `-- ` on a line of its own, as the standard wants it or as programs garble it; also what tracking pixels leave.
pub(super) fn is_delimiter(line: &Line<'_>) -> bool {
    matches!(line.plain.as_str(), "--" | "__" | "- -" | "ᐧ" | "‑‑" | "––")
}

fn is_sent_from(plain: &str) -> bool {
    let plain = plain.trim_start_matches(['-', '—', '–', '[', '(', '_', ' ']);
    let words = plain.split(' ').filter(|word| !word.starts_with(['<', '[', '(']) && !word.contains("://")).count();
    if SCANNED.iter().any(|phrase| plain.starts_with(phrase)) {
        return true;
    }
    if words > 9 || plain.contains(SENTENCE_MARKS) || plain.ends_with([',', ':']) {
        return false;
    }
    let german = plain.ends_with(" gesendet") && plain.starts_with("von ");
    german || SENT_FROM.iter().any(|start| plain.starts_with(start)) && !has_inner_stop(plain)
}

/// A full stop followed by more words, outside addresses and version numbers.
fn has_inner_stop(plain: &str) -> bool {
    plain.split(". ").nth(1).is_some_and(|rest| rest.split(' ').count() > 3)
}

/// A long underline followed by the name or address of a mailing list.
fn is_list_footer(lines: &[Line<'_>], at: usize) -> bool {
    let rule = |line: &Line<'_>| line.plain.len() >= 20 && line.plain.chars().all(|c| c == '_');
    lines.get(at).is_some_and(rule)
        && lines.iter().skip(at + 1).take(3).any(|line| {
            !line.is_marked()
                && (line.plain.contains("mailing list")
                    || line.plain.contains("/listinfo")
                    || line.plain.contains("unsubscribe"))
        })
}
