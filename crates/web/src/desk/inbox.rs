//! The inbox: one list of conversations per view, newest first. What a view contains, the store knows.

pub(crate) mod bulk;
pub(crate) mod held;
pub(crate) mod show;

use askama::Template;
use words::Language;

use crate::badge::Badge;
use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /inbox?view=…&after=…`
#[derive(Template)]
#[template(path = "desk/inbox.html")]
pub(crate) struct Inbox {
    pub(crate) f: Frame,
    pub(crate) views: Vec<View>,
    /// A sentence about this view, when one helps.
    pub(crate) line: Option<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) held: Vec<HeldRow>,
    /// Whether the held mail shown was thrown away.
    pub(crate) thrown: bool,
    pub(crate) can_bulk: bool,
    /// Whom conversations can be given to, whoever looks first.
    pub(crate) members: Vec<Person>,
    /// Who is shut out, in the views that hold their mail.
    pub(crate) senders: Vec<Sender>,
    /// The address of this very list, to come back to.
    pub(crate) here: String,
    /// The view's name, for the way back.
    pub(crate) view: &'static str,
    pub(crate) older: Option<String>,
    pub(crate) empty_title: String,
    pub(crate) empty_more: String,
}

/// A way to look at the conversations.
pub(crate) struct View {
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) count: i64,
    pub(crate) here: bool,
    pub(crate) key: Option<&'static str>,
}

/// One conversation in the list.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) who: String,
    pub(crate) messages: i64,
    pub(crate) subject: String,
    pub(crate) words: String,
    pub(crate) unread: bool,
    /// A note in it names whoever looks, and they have not seen it.
    pub(crate) named: bool,
    pub(crate) badge: Option<Badge>,
    /// Holds a mail that is not verified.
    pub(crate) doubtful: bool,
    pub(crate) tags: Vec<String>,
    pub(crate) attachments: bool,
    /// Initials of who is on it.
    pub(crate) assignee: Option<String>,
    pub(crate) assignee_name: String,
    pub(crate) at: Moment,
}

/// Somebody to whom conversations can be given.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) me: bool,
    /// Where they are, while not at work.
    pub(crate) away: Option<String>,
}

/// A sender who is shut out.
pub(crate) struct Sender {
    pub(crate) pattern: String,
    pub(crate) verdict: String,
}

/// A mail that could not be taken in.
pub(crate) struct HeldRow {
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) subject: String,
    pub(crate) cause: String,
    /// How many of its flood stand behind it, when it is one.
    pub(crate) alike: Option<String>,
    pub(crate) size: String,
    pub(crate) at: Moment,
}

/// The views in their order: name in the address, key of the title, letter after `g`.
pub(crate) const VIEWS: [(&str, &str, Option<&str>); 10] = [
    ("unanswered", "page-inbox-view-unanswered", Some("u")),
    ("waiting", "page-inbox-view-waiting", Some("w")),
    ("mine", "page-inbox-view-mine", Some("m")),
    ("mentions", "page-inbox-view-mentions", Some("n")),
    ("all", "page-inbox-view-all", Some("a")),
    ("snoozed", "page-inbox-view-snoozed", Some("z")),
    ("held", "page-inbox-view-held", Some("h")),
    ("history", "page-inbox-view-history", None),
    ("blocked", "page-inbox-view-blocked", None),
    ("spam", "page-inbox-view-spam", None),
];

/// Views that show only when something is in them, or one stands there.
const SELDOM: [&str; 3] = ["mentions", "blocked", "spam"];

/// The list of views, with `here` marked.
pub(crate) fn views(f: &Frame, here: &str, count: impl Fn(&str) -> i64) -> Vec<View> {
    VIEWS
        .into_iter()
        .map(|(name, title, key)| View { name, title: f.w.t(title), count: count(name), here: name == here, key })
        .filter(|view| view.here || view.count > 0 || !SELDOM.contains(&view.name))
        .collect()
}

impl Inbox {
    /// Where nothing at all is, an owner is shown where mail comes from.
    pub(crate) fn offers_mailbox(&self) -> bool {
        self.view == "all" && self.f.me.as_ref().is_some_and(|me| me.owner)
    }

    /// A list with every kind of row.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Inbox, "page-inbox-title");
        let now = sample_now();
        let at = |text: &str| Moment::stamp(&f.w, now, text.parse().unwrap_or(now));
        let row = |id: &str, who: &str, subject: &str, words: &str, when: &str| Row {
            id: id.to_owned(),
            who: who.to_owned(),
            messages: 3,
            subject: subject.to_owned(),
            words: words.to_owned(),
            unread: false,
            named: id == "3",
            badge: None,
            doubtful: true,
            tags: Vec::new(),
            attachments: false,
            assignee: None,
            assignee_name: String::new(),
            at: at(when),
        };
        let late = Badge::new("broken", f.w.due(now, "2026-11-20T15:30:00Z".parse().unwrap_or(now), None));
        let today = Badge::new("due", f.w.due(now, "2026-11-23T10:00:00Z".parse().unwrap_or(now), Some(180)));
        let rows = vec![
            Row {
                unread: true,
                badge: Some(late),
                doubtful: false,
                tags: vec!["vip".to_owned(), "report".to_owned()],
                ..row(
                    "1",
                    "Anna Przykładowa, Marta",
                    "Where is my report?",
                    "I asked on Thursday and the board meets on Monday.",
                    "2026-11-23T07:12:00Z",
                )
            },
            Row {
                unread: true,
                messages: 1,
                badge: Some(today),
                doubtful: false,
                attachments: true,
                ..row(
                    "2",
                    "Сергей Образцов",
                    "Правки по главной странице",
                    "Пришлите, пожалуйста, новый вариант до конца недели.",
                    "2026-11-20T14:02:00Z",
                )
            },
            Row {
                assignee: Some("MW".to_owned()),
                assignee_name: "Marta Wzór".to_owned(),
                ..row(
                    "3",
                    "Piotr Wzorcowy",
                    "Faktura za listopad",
                    "Czy mogę prosić o fakturę na nowe dane?",
                    "2026-11-19T10:00:00Z",
                )
            },
            Row {
                messages: 14,
                attachments: true,
                ..row(
                    "4",
                    "Example Bakery",
                    "Opening hours on the site",
                    "We close an hour earlier in December, and on the 24th we are not there at all.",
                    "2026-10-02T10:00:00Z",
                )
            },
        ];
        let views = views(&f, "unanswered", |name| if name == "unanswered" { 4 } else { 0 });
        Self {
            views,
            line: None,
            rows,
            held: Vec::new(),
            thrown: false,
            can_bulk: true,
            members: [("m1", "Marta Wzór", true), ("m2", "Piotr Przykład", false)]
                .map(|(id, name, me)| Person { id: id.to_owned(), name: name.to_owned(), me, away: None })
                .into(),
            senders: Vec::new(),
            here: "/inbox?view=unanswered".to_owned(),
            view: "unanswered",
            older: Some("/inbox?view=unanswered&after=x".to_owned()),
            empty_title: String::new(),
            empty_more: String::new(),
            f,
        }
    }

    /// Held mail.
    pub(crate) fn sample_held(language: Language) -> Self {
        let mut page = Self::sample(language);
        page.rows.clear();
        page.can_bulk = false;
        page.held.push(HeldRow {
            id: "h".to_owned(),
            from: "sample@example.test".to_owned(),
            subject: "=?broken".to_owned(),
            cause: page.f.w.t("held-flood"),
            alike: Some(page.f.w.t1("held-alike", "count", 37)),
            size: page.f.w.size(240_000),
            at: Moment::stamp(&page.f.w, sample_now(), sample_now()),
        });
        page.views = views(&page.f, "held", |name| i64::from(name == "held"));
        page.here = "/inbox?view=held".to_owned();
        page.view = "held";
        page.line = Some(page.f.w.t("held-line"));
        page
    }

    /// What was thrown away.
    pub(crate) fn sample_thrown(language: Language) -> Self {
        let mut page = Self::sample_held(language);
        page.thrown = true;
        page.here = "/inbox?view=thrown".to_owned();
        page.view = "thrown";
        page.line = Some(page.f.w.t("held-thrown-line"));
        page
    }

    /// Mail of senders who are shut out.
    pub(crate) fn sample_blocked(language: Language) -> Self {
        let mut page = Self::sample(language);
        let verdict = page.f.w.t("sender-blocked");
        page.senders = vec![
            Sender { pattern: "@noise.test".to_owned(), verdict },
            Sender { pattern: "offers@example.test".to_owned(), verdict: page.f.w.t("sender-spam") },
        ];
        page.views = views(&page.f, "blocked", |name| i64::from(name == "mentions"));
        page
    }

    /// A view with nothing in it.
    pub(crate) fn sample_empty(language: Language) -> Self {
        let mut page = Self::sample(language);
        page.rows.clear();
        page.older = None;
        page.empty_title = page.f.w.t("page-inbox-empty-unanswered");
        page.empty_more = page.f.w.t("page-inbox-empty-unanswered-more");
        page
    }
}
