//! Lines that cut a letter from the mail below it: 'Original Message', 'Begin forwarded message',
//! 'reply above this line', bare rules. Header blocks below them are read in `header_block`.

/// Phrases of mail programs before a quoted or forwarded mail, in lower case.
const PHRASES: &[&str] = &[
    // en
    "original message",
    "original mail",
    "original email",
    "reply message",
    "forwarded message",
    "begin forwarded message",
    "forwarded mail",
    "forwarded email",
    "forwarded by",
    "previous message",
    // pl
    "oryginalna wiadomość",
    "wiadomość oryginalna",
    "oryginalna wiadomosc",
    "wiadomosc oryginalna",
    "wiadomość pierwotna",
    "pierwotna wiadomość",
    "przekazana wiadomość",
    "wiadomość przekazana",
    "wiadomość przesłana dalej",
    "przesłana wiadomość",
    "treść przekazanej wiadomości",
    "treść przekazywanej wiadomości",
    "początek przekazywanej wiadomości",
    "początek przekazanej wiadomości",
    "przekazywana wiadomość",
    "poprzednia wiadomość",
    "forwarded wiadomość",
    // ru
    "исходное сообщение",
    "исходное письмо",
    "первоначальное сообщение",
    "оригинальное сообщение",
    "оригинал сообщения",
    "пересылаемое сообщение",
    "пересланное сообщение",
    "пересылаемое письмо",
    "пересланное письмо",
    "перенаправленное сообщение",
    "переадресованное сообщение",
    "начало переадресованного сообщения",
    "начало переадресованного письма",
    "начало пересылаемого сообщения",
    "конец пересылаемого сообщения",
    "предыдущее сообщение",
    // uk
    "початкове повідомлення",
    "оригінальне повідомлення",
    "вихідне повідомлення",
    "переслане повідомлення",
    "пересилане повідомлення",
    "початок пересланого повідомлення",
    "початок листа, що пересилається",
    // de
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "weitergeleitete mail",
    // fr
    "message d'origine",
    "message d’origine",
    "message original",
    "message initial",
    "message transféré",
    "message réexpédié",
    "début du message réexpédié",
    "début du message transféré",
    "courriel original",
    // others
    "mensaje original",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "mensagem original",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "início da mensagem reencaminhada",
    "início da mensagem encaminhada",
    "messaggio originale",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "oorspronkelijk bericht",
    "origineel bericht",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "původní zpráva",
    "přeposlaná zpráva",
    "pôvodná správa",
    "preposlaná správa",
    "ursprungligt meddelande",
    "originalmeddelande",
    "vidarebefordrat meddelande",
    "vidarebefordrat mejl",
    "oprindelig meddelelse",
    "videresendt meddelelse",
    "videresendt besked",
    "opprinnelig melding",
    "videresendt melding",
    "originalna poruka",
    "izvorna poruka",
    "proslijeđena poruka",
    "početak proslijeđene poruke",
    "prosleđena poruka",
    "оригинална порука",
    "прослеђена порука",
    "eredeti üzenet",
    "továbbított üzenet",
    "továbbított levél kezdete",
    "mesaj redirecționat",
    "mesaj original",
    "iletilen mesaj",
    "yönlendirilen ileti",
    "özgün ileti",
    "alkuperäinen viesti",
    "välitetty viesti",
    "pradinis laiškas",
    "原始邮件",
    "原始郵件",
    "转发的邮件",
    "转发邮件",
    "元のメッセージ",
    "メッセージを転送",
];

/// What help desks print so that people answer above it.
const ABOVE_THIS_LINE: &[&str] = &[
    "reply above this line",
    "above this line",
    "über dieser linie",
    "oberhalb dieser zeile",
    "au-dessus de cette ligne",
    "powyżej tej linii",
    "nad tą linią",
    "над этой чертой",
    "выше этой линии",
    "выше этой черты",
    "вище цієї лінії",
    "над цією лінією",
];

/// A line of the kind `----- Original Message -----`, in any of the languages, with or without its dashes.
pub(super) fn is_divider(plain: &str) -> bool {
    if plain.is_empty() || plain.len() > 160 {
        return false;
    }
    let inner = plain.trim_matches(is_dash).trim_end_matches(':').trim_end_matches(is_dash);
    if inner.is_empty() {
        return false;
    }
    let dashed = plain.chars().take_while(|c| is_dash(*c)).filter(|c| *c != ' ').count() >= 2;
    if dashed && inner.len() < 90 && PHRASES.iter().any(|phrase| inner.contains(phrase)) {
        return true;
    }
    PHRASES.contains(&inner) || is_above_this_line(plain, inner)
}

fn is_above_this_line(plain: &str, inner: &str) -> bool {
    plain.starts_with(['-', '#', '=', '—', '_']) && ABOVE_THIS_LINE.iter().any(|phrase| inner.contains(phrase))
}

/// A line of nothing but dashes, underscores, equals or hashes, at least three.
pub(super) fn is_rule(plain: &str) -> bool {
    plain.chars().count() >= 3 && plain.chars().all(is_dash)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '_' | '=' | '~' | '#' | '+' | ' ' | '—' | '–' | '―' | '─' | '‐' | '‑')
}
