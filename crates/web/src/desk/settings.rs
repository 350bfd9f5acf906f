//! The settings, a page each: me, sessions, and for owners desk, hours, people, relay. What is valid, the rulebook knows.

use askama::Template;
use words::Language;

use crate::badge::Badge;
use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

pub(crate) mod away;
pub(crate) mod desk_and_hours;
pub(crate) mod hours;
pub(crate) mod keys;
pub(crate) mod mail;
pub(crate) mod mailboxes;
pub(crate) mod mine;
pub(crate) mod people;
pub(crate) mod relay;
pub(crate) mod replies;

use hours::{Day, days};

/// `GET /settings/desk`
#[derive(Template)]
#[template(path = "desk/settings/desk.html")]
pub(crate) struct DeskPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) name: String,
    pub(crate) time_zone: String,
    pub(crate) zones: Vec<String>,
    pub(crate) country: String,
    pub(crate) countries: Vec<(String, String)>,
    pub(crate) languages: Vec<String>,
    /// One a line.
    pub(crate) own_addresses: String,
    /// How much may go along with a mail, in MB: one file, all together.
    pub(crate) files: (u32, u32),
}

/// `GET /settings/hours`
#[derive(Template)]
#[template(path = "desk/settings/hours.html")]
pub(crate) struct HoursPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) hours: Vec<Day>,
    /// One a line.
    pub(crate) closed_days: String,
    /// The next holidays, in words.
    pub(crate) holidays: Vec<String>,
}

/// `GET /settings/people`
#[derive(Template)]
#[template(path = "desk/settings/people.html")]
pub(crate) struct PeoplePage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    /// A fresh link for somebody just added, shown once.
    pub(crate) invitation: Option<String>,
    pub(crate) people: Vec<Person>,
}

/// A member in the list.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) initials: String,
    pub(crate) address: String,
    pub(crate) role: String,
    pub(crate) disabled: bool,
    pub(crate) me: bool,
    /// Where they are, while not at work.
    pub(crate) line: Option<String>,
}

/// `GET /settings/relay`
#[derive(Template)]
#[template(path = "desk/settings/relay.html")]
pub(crate) struct RelayPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) tested: Option<Badge>,
    pub(crate) host: String,
    pub(crate) port: String,
    pub(crate) security: String,
    pub(crate) user_name: String,
    pub(crate) has_secret: bool,
    pub(crate) from_address: String,
}

/// `GET /settings/me`
#[derive(Template)]
#[template(path = "desk/settings/me.html")]
pub(crate) struct MePage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) name: String,
    pub(crate) address: String,
    /// Whose hours and absences the page leads to.
    pub(crate) id: String,
    /// Somebody invited has none yet.
    pub(crate) has_password: bool,
    pub(crate) passkeys: Vec<Key>,
    pub(crate) can_passkey: bool,
    /// One for each language of the desk, empty ones too: code, the language's own name, text.
    pub(crate) signatures: Vec<(String, String, String)>,
}

/// A passkey of mine.
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) at: Moment,
}

/// `GET /settings/sessions`
#[derive(Template)]
#[template(path = "desk/settings/sessions.html")]
pub(crate) struct SessionsPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) sessions: Vec<Session>,
}

/// A device that is signed in.
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) device: String,
    pub(crate) seen: Moment,
    pub(crate) here: bool,
}

impl Frame {
    /// The settings this member may open: name in the address, and title.
    pub(crate) fn settings_tabs(&self) -> Vec<(&'static str, String)> {
        let owner = self.me.as_ref().is_some_and(|me| me.owner);
        let mut tabs = vec!["me", "sessions", "saved-replies", "keys"];
        if owner {
            tabs.extend(["mailboxes", "desk", "hours", "mail", "people", "relay"]);
        }
        tabs.into_iter().map(|name| (name, self.w.t(&format!("page-settings-{name}")))).collect()
    }
}

fn frame(language: Language) -> Frame {
    Frame::sample(language, Here::Settings, "page-settings-title")
}

impl DeskPage {
    /// Whether the desk works in `language`.
    pub(crate) fn speaks(&self, language: &Language) -> bool {
        self.languages.iter().any(|known| known == language.code())
    }

    pub(crate) fn sample(language: Language) -> Self {
        let f = frame(language);
        Self {
            tab: "desk",
            problems: vec![f.w.t("page-settings-closed-days-help")],
            name: f.desk.clone(),
            time_zone: "Europe/Warsaw".to_owned(),
            zones: vec!["Europe/Warsaw".to_owned()],
            country: "PL".to_owned(),
            countries: super::set_up::countries(&f.w),
            languages: vec!["pl".to_owned(), "en".to_owned()],
            own_addresses: "marta@studio.test\nbiuro@studio.test".to_owned(),
            files: (15, 18),
            f,
        }
    }
}

impl HoursPage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = frame(language);
        let hours = days(&f.w, &rulebook::house_rules::Settings::default_for("", "UTC", "", "en").hours);
        let holidays = vec![f.w.day(jiff::civil::date(2026, 12, 25))];
        Self { tab: "hours", problems: Vec::new(), hours, closed_days: "2026-12-24".to_owned(), holidays, f }
    }
}

impl PeoplePage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = frame(language);
        let person = |id: &str, name: &str, role: &str, me, disabled| Person {
            id: id.to_owned(),
            name: name.to_owned(),
            initials: crate::frame::initials(name),
            address: format!("{id}@studio.test"),
            role: f.w.t(&format!("role-{role}")),
            disabled,
            me,
            line: (id == "ivan").then(|| f.w.t2("person-away-instead", "when", "9:00", "name", "Marta Wzór")),
        };
        let people = vec![
            person("marta", "Marta Wzór", "owner", true, false),
            person("ivan", "Иван Образец", "colleague", false, false),
            person("old", "Sample Former", "colleague", false, true),
        ];
        Self {
            tab: "people",
            problems: Vec::new(),
            invitation: Some("https://desk.example.test/sign-in/link?token=…".to_owned()),
            people,
            f,
        }
    }
}

impl RelayPage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = frame(language);
        Self {
            tab: "relay",
            problems: Vec::new(),
            tested: Some(Badge::new("good", f.w.t("page-relay-works"))),
            host: "smtp.example.test".to_owned(),
            port: "465".to_owned(),
            security: "tls".to_owned(),
            user_name: "marta".to_owned(),
            has_secret: true,
            from_address: "marta@studio.test".to_owned(),
            f,
        }
    }
}

impl MePage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = frame(language);
        let at = Moment::stamp(&f.w, sample_now(), sample_now());
        Self {
            tab: "me",
            problems: Vec::new(),
            name: "Marta Wzór".to_owned(),
            address: "marta@studio.test".to_owned(),
            id: "marta".to_owned(),
            has_password: true,
            passkeys: vec![Key { id: "p".to_owned(), name: "Laptop".to_owned(), at }],
            can_passkey: true,
            signatures: vec![("pl".to_owned(), "polski".to_owned(), "Marta Wzór\nStudio Próbne".to_owned())],
            f,
        }
    }
}

impl SessionsPage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = frame(language);
        let seen = Moment::stamp(&f.w, sample_now(), sample_now());
        let session = |id: &str, device: &str, here| Session {
            id: id.to_owned(),
            device: device.to_owned(),
            seen: seen.clone(),
            here,
        };
        let sessions = vec![session("s1", "Firefox · Linux", true), session("s2", "Safari · iPhone", false)];
        Self { tab: "sessions", problems: Vec::new(), sessions, f }
    }
}
