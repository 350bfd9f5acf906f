//! What stands around every page: the rail, the bar of a phone, the person, a word about what was just done.
//! No page of its own.

use words::{Language, Words};

use crate::asset;

/// Which door of the desk a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here {
    Today,
    Inbox,
    Clients,
    Search,
    Rulebook,
    Outbox,
    Settings,
    /// Before the door: sign-in, set-up, an error.
    Outside,
}

/// Who looks at the page.
#[derive(Debug, Clone)]
pub(crate) struct Me {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) initials: String,
    pub(crate) owner: bool,
    pub(crate) at_work: bool,
    /// The page they look at, to come back to.
    pub(crate) here: String,
}

/// One sentence about what was just done, and where it is undone.
#[derive(Debug, Clone)]
pub(crate) struct Flash {
    pub(crate) text: String,
    pub(crate) undo: Option<String>,
    /// The page to come back to after an undo.
    pub(crate) next: String,
}

/// The surroundings of a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) w: Words,
    pub(crate) title: String,
    pub(crate) here: Here,
    pub(crate) desk: String,
    pub(crate) me: Option<Me>,
    pub(crate) flash: Option<Flash>,
    /// From which change on the page listens.
    pub(crate) since: String,
    /// Promises of ours that are late.
    pub(crate) late: i64,
    /// What waits, failed or is uncertain in the outbox; the door shows only then.
    pub(crate) outbox: i64,
}

/// One way to another page.
pub(crate) struct Link {
    pub(crate) href: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) name: String,
    pub(crate) here: bool,
    pub(crate) key: Option<&'static str>,
    pub(crate) count: i64,
    pub(crate) tone: &'static str,
}

impl Frame {
    /// For pages before the door, where nobody is known.
    pub(crate) fn outside(w: Words, title_key: &str) -> Self {
        let title = w.t(title_key);
        Self {
            w,
            title,
            here: Here::Outside,
            desk: String::new(),
            me: None,
            flash: None,
            since: String::new(),
            late: 0,
            outbox: 0,
        }
    }

    /// The address of an asset by its plain name.
    pub(crate) fn asset(&self, name: &str) -> &'static str {
        asset::address(name)
    }

    /// A number, grouped as the language does.
    pub(crate) fn number(&self, number: &i64) -> String {
        self.w.number(*number)
    }

    /// Whether this is one of the settings pages.
    pub(crate) fn at_settings(&self) -> bool {
        self.here == Here::Settings
    }

    /// The keys of this page, beside those that work everywhere: key, key of its words.
    pub(crate) fn keys(&self) -> Vec<(&'static str, String)> {
        let keys: &[(&str, &str)] = match self.here {
            Here::Today => &[
                ("j k", "part-key-move"),
                ("Enter", "part-key-open"),
                ("r", "part-key-reply"),
                ("e", "part-done-button"),
                ("h", "part-holding-button"),
                ("w", "part-waive-button"),
            ],
            Here::Inbox => &[
                ("j k", "part-key-move"),
                ("Enter", "part-key-open"),
                ("x", "part-key-pick"),
                ("r", "part-key-reply"),
                ("n", "part-key-note"),
                ("h", "part-holding-button"),
                ("f", "page-conversation-pass-on"),
                ("e", "part-done-button"),
                ("b", "page-conversation-snooze"),
                ("a", "page-conversation-assign"),
                ("l", "part-tag-add"),
                ("m", "part-frame-more"),
                ("s", "page-conversation-split-offer-act"),
                ("u", "part-key-back"),
                ("Alt P", "part-key-rest"),
            ],
            _ => &[("j k", "part-key-move"), ("Enter", "part-key-open"), ("u", "part-key-back")],
        };
        keys.iter().map(|(key, words)| (*key, self.w.t(words))).collect()
    }

    /// The import map; made by us, so that it may stand in the page as it is.
    pub(crate) fn import_map(&self) -> &'static str {
        &asset::CATALOGUE.import_map
    }

    /// An icon of ours as markup; the words beside it say what it means.
    pub(crate) fn icon(&self, name: &str) -> String {
        let sheet = asset::address("icons.svg");
        format!(
            "<svg class=\"icon\" aria-hidden=\"true\" width=\"20\" height=\"20\"><use href=\"{sheet}#{name}\"/></svg>"
        )
    }

    fn link(&self, href: &'static str, icon: &'static str, title: &str, here: Here, key: &'static str) -> Link {
        Link { href, icon, name: self.w.t(title), here: self.here == here, key: Some(key), count: 0, tone: "" }
    }

    /// The rail, top to bottom: only what is built, the outbox only when something is in it.
    pub(crate) fn links(&self) -> Vec<Link> {
        let mut links = vec![
            Link { count: self.late, tone: "broken", ..self.link("/", "today", "page-today-title", Here::Today, "t") },
            self.link("/inbox", "inbox", "page-inbox-title", Here::Inbox, "i"),
            self.link("/clients", "clients", "page-clients-title", Here::Clients, "c"),
            self.link("/rulebook", "rulebook", "page-rulebook-title", Here::Rulebook, "b"),
            self.link("/search", "search", "page-search-title", Here::Search, "/"),
        ];
        if self.outbox > 0 || self.here == Here::Outbox {
            links.push(Link {
                count: self.outbox,
                ..self.link("/outbox", "outbox", "page-outbox-title", Here::Outbox, "o")
            });
        }
        links
    }

    /// A phone's bar: the four most used.
    pub(crate) fn bar(&self) -> Vec<Link> {
        vec![
            self.link("/", "today", "page-today-title", Here::Today, "t"),
            self.link("/inbox", "inbox", "page-inbox-title", Here::Inbox, "i"),
            self.link("/clients", "clients", "page-clients-title", Here::Clients, "c"),
            self.link("/search", "search", "page-search-title", Here::Search, "/"),
        ]
    }

    /// What the phone's bar has no place for.
    pub(crate) fn more(&self) -> Vec<Link> {
        let mut links = vec![
            self.link("/rulebook", "rulebook", "page-rulebook-title", Here::Rulebook, "b"),
            self.link("/settings/me", "settings", "page-settings-title", Here::Settings, "s"),
        ];
        if self.outbox > 0 {
            links.insert(1, self.link("/outbox", "outbox", "page-outbox-title", Here::Outbox, "o"));
        }
        links
    }

    /// Every page the palette offers before anything is typed.
    pub(crate) fn everywhere(&self) -> Vec<Link> {
        let mut links = self.links();
        let owner = self.me.as_ref().is_some_and(|me| me.owner);
        links.push(self.link("/conversations/new", "inbox", "page-beginning-title", Here::Outside, ""));
        links.push(self.link("/inbox?view=waiting", "inbox", "page-inbox-view-waiting", Here::Outside, ""));
        links.push(self.link("/inbox?view=mine", "inbox", "page-inbox-view-mine", Here::Outside, ""));
        links.push(self.link("/inbox?view=mentions", "inbox", "page-inbox-view-mentions", Here::Outside, ""));
        links.push(self.link("/inbox?view=blocked", "inbox", "page-inbox-view-blocked", Here::Outside, ""));
        links.push(self.link("/inbox?view=spam", "inbox", "page-inbox-view-spam", Here::Outside, ""));
        links.push(self.link("/inbox?view=held", "inbox", "page-inbox-view-held", Here::Outside, ""));
        links.push(self.link("/outbox", "outbox", "page-outbox-title", Here::Outbox, ""));
        links.push(self.link("/settings/me", "settings", "page-settings-me", Here::Outside, ""));
        links.push(self.link("/settings/sessions", "settings", "page-settings-sessions", Here::Outside, ""));
        if owner {
            links.push(self.link("/settings/mailboxes", "settings", "page-settings-mailboxes", Here::Outside, ""));
            links.push(self.link("/settings/desk", "settings", "page-settings-desk", Here::Outside, ""));
            links.push(self.link("/settings/people", "settings", "page-settings-people", Here::Outside, ""));
            links.push(self.link("/settings/relay", "settings", "page-settings-relay", Here::Outside, ""));
        }
        links
    }

    /// Surroundings with sample people.
    pub(crate) fn sample(language: Language, here: Here, title_key: &str) -> Self {
        let zone = jiff::tz::TimeZone::get("Europe/Warsaw").unwrap_or(jiff::tz::TimeZone::UTC);
        let w = Words::new(language, zone);
        Self {
            title: w.t(title_key),
            w,
            here,
            desk: "Studio Próbne (sample)".to_owned(),
            me: Some(Me {
                id: "m".to_owned(),
                name: "Marta Wzór".to_owned(),
                initials: "MW".to_owned(),
                owner: true,
                at_work: true,
                here: "/".to_owned(),
            }),
            flash: None,
            since: String::new(),
            late: 2,
            outbox: 1,
        }
    }
}

/// The first letters of the first and last name, for a face.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_first_and_last() {
        for (name, expected) in
            [("Anna Kowalska", "AK"), ("ośka", "O"), ("", ""), ("Иван Петрович Сидоров", "ИС"), ("<b> x", "BX")]
        {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
