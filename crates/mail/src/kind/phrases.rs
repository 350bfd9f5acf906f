//! What mail systems and people's responders write, in the languages that our clients' systems speak.
//! All in lower case, found anywhere unless said otherwise.

/// Subjects of notices that a mail was not delivered, or not yet.
#[rustfmt::skip]
pub(super) const BOUNCE_SUBJECTS: &[&str] = &[
    // English
    "undeliver", "delivery status notification", "mail delivery", "failure notice", "returned mail", "delivery fail",
    "delivery notification", "non-delivery", "non delivery", "nondeliver", "delivery has failed", "be delivered",
    "not delivered", "failed delivery", "failure delivery", "message status", "mail system error", "mail failed",
    "failed mail", "delivery error", "error during delivery", "rejected mail", "mail rejected", "unable to deliver",
    "cannot deliver", "can't deliver", "nameserver error", "could not send", "message delayed", "delivery delay",
    "delayed mail", "delivery warning", "delivery problem", "delivery report", "processing error",
    "returned to sender", "returning message to sender", "returning to sender", "warning: message", "bounced mail",
    "error sending", "mail error", "not deliverable", "not listed in", "failed to deliver", "delivery incomplete",
    // Polish
    "niedostarcz", "nie dostarczono", "nie można dostarczyć", "nie mozna dostarczyc", "nie została dostarczona",
    "nie zostala dostarczona", "zwrot wiadomości", "błąd dostarcz", "niepowodzenie dostarcz", "zwrot poczty",
    // Russian, Ukrainian
    "не доставлен", "недоставлен", "не удалось доставить", "ошибка доставки", "не может быть доставлен",
    "возвращено отправителю", "доставка не удалась", "не вдалося доставити", "не удаётся доставить",
    // German
    "unzustellbar", "nicht zugestellt", "nicht zustellbar", "zustellung fehlgeschlagen", "fehler bei der zustellung",
    "übermittlung fehlgeschlagen", "zustellungsfehler", "rückläufer",
    // French
    "non remis", "non distribu", "non délivr", "échec de la remise", "échec de remise", "échec de distribution",
    "retour de courrier", "impossible de remettre",
    // Spanish, Italian, Portuguese, Dutch, Czech, Japanese
    "no se puede entregar", "no entregado", "mancato recapito", "impossibile recapitare", "non recapitabile",
    "falha na entrega", "não entregue", "onbestelbaar", "nedoručiteln", "配信不能", "エラー通知",
];

/// Texts of such notices.
#[rustfmt::skip]
pub(super) const BOUNCE_TEXTS: &[&str] = &[
    "this is the mail system at host", "qmail-send", "address(es) failed", "had permanent fatal errors",
    "had permanent delivery errors", "did not reach the following recipient", "following recipient",
    "following addresses", "following address", "could not be delivered", "couldn't be delivered", "not be delivered",
    "cannot be delivered", "can't be delivered", "was not delivered", "not delivered", "permanent error",
    "permanent failure", "permanent fatal", "user unknown", "unknown user", "no such user", "unknown recipient",
    "recipient unknown", "mailbox unavailable", "mailbox is full", "mailbox full", "over quota", "quota exceeded",
    "exceeded storage", "undeliverable", "unrouteable address", "unroutable",
    "created automatically by mail delivery", "unable to deliver", "returned to sender", "copy of the message",
    "mail delivery failed", "address rejected", "smtp error", "no mailbox here", "wasn't able to deliver",
    "delivery has failed", "delivery failed", "delivery to the following", "host unknown",
    "is unavailable to take mail", "invalid recipient", "recipient rejected", "does not have a", "doesn't have a",
    "not listed in", "transcript of session", "mail server for the recipient", "remote host said",
    "remote mail server", "original message", "does not exist", "user not found", "message could not", "deliver",
    "could not send message", "not our customer", "no valid recipients", "account has been disabled",
    "account is disabled", "too many hops", "mail loop", "was rejected", "rejected", "550 ", "551 ", "552 ", "553 ",
    "554 ", "5.1.1", "5.2.2", "5.7.1", "nie można dostarczyć", "nie została dostarczona", "nie zostala dostarczona",
    "nie ma takiego", "nie istnieje", "skrzynka odbiorcy", "niedostarcz", "nie może być doręczona", "nie udalo sie",
    "nie udało się", "не доставлен", "не может быть доставлен", "не удалось доставить", "недоставлен", "не найден",
    "не существует", "ящик переполнен", "nicht zugestellt", "unzustellbar", "nicht zustellbar", "konnte nicht",
    "postfach", "n'a pas pu", "non remis", "destinataire", "impossible", "no se ha podido", "non è stato possibile",
    "não foi possível",
];

/// A mail that waits; the mailer goes on trying.
#[rustfmt::skip]
pub(super) const DELAY_TEXTS: &[&str] = &[
    "delivery attempts will continue", "will continue to try", "will continue trying", "will keep trying",
    "still trying", "will be retried", "will retry", "will try again", "has not yet been delivered",
    "not yet been delivered", "do not need to resend", "don't need to resend", "warning message only",
    "could not send message for past", "has been delayed", "is delayed", "was delayed", "delivery delayed",
    "message is currently", "temporary problem", "will be attempted", "no action is required on your part",
    "delivery is delayed", "your message is delayed", "został opóźnion", "została opóźniona", "próby dostarczenia",
    "будет продолж", "задерж", "verzögert", "a été retardé",
];

/// Words in a subject that say the same.
#[rustfmt::skip]
pub(super) const DELAY_SUBJECTS: &[&str] = &[
    "delay", "warning: ", "warning--", "could not send", "delivery warning", "opóźni", "задерж", "verzöger", "retard",
    "(zwłoka)",
];

/// The address itself is dead: nobody of that name, no such host, moved away.
#[rustfmt::skip]
pub(super) const DEAD_ADDRESS: &[&str] = &[
    "user unknown", "unknown user", "no such user", "unknown recipient", "recipient unknown", "user not found",
    "no such mailbox", "no mailbox", "mailbox not found", "mailbox unavailable", "does not exist", "doesn't exist",
    "not exist", "invalid mailbox", "invalid recipient", "invalid address", "unknown address", "not our customer",
    "no such address", "no such recipient", "no such person", "not known here", "unknown or illegal",
    "unrouteable address", "unroutable", "host unknown", "unknown host", "host not found", "domain not found",
    "no such domain", "nxdomain", "name service error", "bad destination", "not listed in", "no user", "has moved",
    "no longer", "doesn't have a", "does not have a", "recipient not found", "user doesn't", "not a valid",
    "unknown local", "unknown in", "isn't a valid", "account that you tried to reach", "no longer available",
    "recipnotfound", "user_unknown", "cannot find", "could not find", "couldn't find", "wasn't found", "no account",
    "address unknown", "unknown virtual", "nie ma takiego", "nie istnieje", "nieznany", "не существует", "не найден",
    "unbekannt", "inconnu",
];

/// The address lives, the mail was refused or the box is full.
#[rustfmt::skip]
pub(super) const LIVING_ADDRESS: &[&str] = &[
    "quota", "mailbox full", "mailbox is full", "box is full", "storage", "spam", "blocked", "block list",
    "blacklist", "blocklist", "blacklisted", "policy", "too large", "too big", "size limit", "greylist", "relay",
    "denied", "disabled", "suspended", "inactive", "reputation", "dmarc", "spf", "reverse dns", "ptr", "timed out",
    "timeout", "connection", "too many", "expired", "temporar", "virus", "rejected due", "not permitted",
    "authentication", "content", "not accepting", "filtered", "refused to", "restricted", "permission",
];

/// Subjects of absence notices and acknowledgements, at the beginning after `Re:`.
#[rustfmt::skip]
pub(super) const AUTO_SUBJECTS: &[&str] = &[
    "out of office", "out of the office", "out-of-office", "automatic reply", "autoreply", "auto-reply", "auto reply",
    "auto response", "auto-response", "autoresponse", "automated reply", "automated response", "automatic response",
    "automatisch antwoord", "away from", "vacation", "on vacation", "auto:", "[auto-reply]", "[autoreply]", "ooo:",
    "i am out of", "i'm out of", "on leave", "absence", "odpowiedź automatyczna", "automatyczna odpowiedź",
    "autoodpowiedź", "poza biurem", "nieobecność", "jestem na urlopie", "odpowiedz automatyczna",
    "automatyczna odpowiedz", "wiadomość automatyczna", "urlop:", "автоответ", "автоматический ответ", "нет на месте",
    "вне офиса", "отсутствие на рабочем", "отсутствую", "я в отпуске", "автовідповідь", "автоматична відповідь",
    "поза офісом", "automatische antwort", "abwesenheitsnotiz", "abwesenheit", "abwesend", "automatische rückmeldung",
    "nicht im büro", "réponse automatique", "absence du bureau", "absent du bureau", "en dehors du bureau",
    "message d'absence", "réponse auto", "respuesta automática", "fuera de la oficina", "risposta automatica",
    "fuori sede", "resposta automática", "automatická odpověď", "mimo kancelář",
];

/// The same, anywhere in the subject.
#[rustfmt::skip]
pub(super) const AUTO_SUBJECTS_ANYWHERE: &[&str] = &[
    "is out of the office", "(automatic response)", "(auto reply)", "(autoreply)", "(auto-reply)",
    "out of office autoreply", "out of office reply", "[out of office]", "(out of office)",
];

/// Texts of absence notices; only weighed where the mail is marked as made by a machine.
#[rustfmt::skip]
pub(super) const AUTO_TEXTS: &[&str] = &[
    "out of the office", "out of office", "on vacation", "on holiday", "on annual leave", "away from my", "am away",
    "currently away", "limited access to", "will respond when", "will return on", "automatic reply",
    "automatically generated reply", "auto-generated reply", "this is an automat", "thank you for contacting",
    "we have received your", "has been received", "jestem na urlopie", "przebywam na urlopie", "jestem nieobecn",
    "poza biurem", "dziękujemy za wiadomość", "do dnia", "otrzymaliśmy twoj", "otrzymaliśmy państwa",
    "wiadomość wygenerowana automatycznie", "в отпуске", "отсутствую", "вне офиса", "нахожусь в командировке",
    "ваше обращение", "ваше письмо получено", "автоматическ", "у відпустці", "nicht im büro", "nicht im hause",
    "im urlaub", "abwesend", "bin nicht erreichbar", "automatisch erstellt", "absent", "en congé", "en vacances",
    "de retour le", "accusé de réception", "fuera de la oficina", "fuori ufficio",
];

/// 'Prove that you are a person.'
#[rustfmt::skip]
pub(super) const CHALLENGE_TEXTS: &[&str] = &[
    "challenge-response", "challenge/response", "prove that you are", "prove you are human",
    "confirm that you are human", "verify that you are", "verify your email address so", "add yourself to my",
    "approved sender", "approved senders", "click the link below to have your",
    "click on the link below to have your", "to deliver your message", "request to be added", "allowed sender list",
    "allow list", "whitelist", "white list", "i'm protecting myself from receiving junk", "protecting my inbox",
    "this is a one-time", "confirm your message", "complete the verification", "guest list",
    "potwierdź, że jesteś człowiekiem", "подтвердите, что вы человек", "bestätigen sie, dass sie ein mensch",
];
