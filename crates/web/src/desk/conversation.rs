//! One topic with one client: what was said, oldest first, what is owed, and the place to answer.

pub(crate) mod acts;
pub(crate) mod around;
mod doubt;
pub(crate) mod load;
pub(crate) mod put_aside;
pub(crate) mod regroup;
pub(crate) mod show;
pub(crate) mod steps;
pub(crate) mod write;

use askama::Template;
use steps::StepLine;
use words::Language;

use crate::badge::{Badge, Bit, linked};
use crate::desk::client::Card;
use crate::desk::composer::Composer;
use crate::desk::outbox::{Acts, Fate};
use crate::desk::today::{Offer, Strip, sample_now};
use crate::frame::{Frame, Here, initials};
use crate::moment::Moment;

/// `GET /conversations/{id}`
#[derive(Template)]
#[template(path = "desk/conversation.html")]
pub(crate) struct Conversation {
    pub(crate) f: Frame,
    pub(crate) id: String,
    pub(crate) subject: String,
    /// Where 'back' leads: the list one came from.
    pub(crate) back: String,
    pub(crate) stand: Stand,
    pub(crate) settled: bool,
    pub(crate) snoozed: Option<Moment>,
    pub(crate) snoozes: Vec<Choice>,
    pub(crate) assigned: Option<String>,
    pub(crate) members: Vec<Person>,
    pub(crate) tags: Vec<String>,
    /// Whoever wrote last, for blocking.
    pub(crate) writer: Option<Writer>,
    pub(crate) shut: Option<Shut>,
    pub(crate) split_from: Option<SplitFrom>,
    pub(crate) split_offer: Option<SplitOffer>,
    /// Mails here that were sent together with others.
    pub(crate) series: Vec<SentTogether>,
    pub(crate) strips: Vec<Strip>,
    pub(crate) offers: Vec<Offer>,
    /// An answer was thrown away here and can be brought back.
    pub(crate) thrown: Option<String>,
    pub(crate) earlier: Option<Earlier>,
    pub(crate) later: Option<String>,
    pub(crate) entries: Vec<Entry>,
    /// The newest message's id, for 'something newer came'.
    pub(crate) last_message: String,
    pub(crate) going: Option<Going>,
    pub(crate) composer: Composer,
    pub(crate) card: Card,
}

/// A mail that was sent together with others: which one it is, and where the others are.
pub(crate) struct SentTogether {
    pub(crate) words: String,
    /// Address and subject.
    pub(crate) others: Vec<(String, String)>,
}

/// The state of the promise in one sentence.
pub(crate) struct Stand {
    pub(crate) tone: &'static str,
    pub(crate) title: String,
    pub(crate) reason: String,
}

/// A time to put the conversation aside till.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) title: String,
    pub(crate) when: String,
}

/// A member who can take it.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) chosen: bool,
    /// Whoever looks at the page.
    pub(crate) me: bool,
    /// Where they are, while not at work.
    pub(crate) away: Option<String>,
}

/// Whoever wrote last.
pub(crate) struct Writer {
    pub(crate) address: String,
    /// '@' and their domain, when it is a company's.
    pub(crate) domain: Option<String>,
}

/// Why nothing is asked for in this conversation, and how that is taken back.
pub(crate) struct Shut {
    pub(crate) text: String,
    pub(crate) action: String,
    pub(crate) act: String,
}

/// The conversation that this one was split off from.
pub(crate) struct SplitFrom {
    pub(crate) href: String,
    pub(crate) subject: String,
}

/// A message with which another topic seems to begin.
pub(crate) struct SplitOffer {
    pub(crate) message: String,
    pub(crate) subject: String,
}

/// What came since a draft began.
pub(crate) struct Overtaken {
    pub(crate) message: String,
    /// Who wrote it.
    pub(crate) title: String,
    pub(crate) words: String,
}

/// Messages before those shown.
pub(crate) struct Earlier {
    pub(crate) href: String,
    pub(crate) count: i64,
}

/// A line of the thread.
pub(crate) enum Entry {
    /// Here begins what this member has not seen.
    New,
    Message(Box<Message>),
    Note(Note),
    Act(Act),
}

/// Something that was done, in a line.
pub(crate) struct Act {
    pub(crate) text: String,
    pub(crate) at: Moment,
}

/// A mail in or out.
pub(crate) struct Message {
    pub(crate) id: String,
    /// `ours` or `theirs`.
    pub(crate) side: &'static str,
    pub(crate) from_name: String,
    pub(crate) from_address: String,
    pub(crate) initials: String,
    pub(crate) to: String,
    pub(crate) at: Moment,
    pub(crate) marks: Vec<Badge>,
    /// It may not be from whom it says; stands above the mail's own words.
    pub(crate) doubt: Option<Doubt>,
    pub(crate) text: Vec<Bit>,
    /// The next steps that it names.
    pub(crate) steps: Vec<StepLine>,
    pub(crate) folded: String,
    pub(crate) has_html: bool,
    pub(crate) files: Vec<File>,
    pub(crate) outbox: Option<OutboxState>,
    /// Why it was sent although the gate held it, and by whom.
    pub(crate) overruled: Option<String>,
    /// Whether it may get a conversation of its own, and what follows with it.
    pub(crate) splits: bool,
    pub(crate) splits_on: bool,
}

/// Why a mail is not believed, and the way to believe it.
pub(crate) struct Doubt {
    pub(crate) text: String,
    /// 'It is really Anna'; nothing where nobody can be told.
    pub(crate) act: Option<String>,
}

/// An attachment.
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) size: String,
    pub(crate) picture: bool,
}

/// How the sending of a message of ours stands.
pub(crate) struct OutboxState {
    pub(crate) id: String,
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    /// What the server said, as it said it.
    pub(crate) reply: String,
    /// How everybody fares, where they differ or something was reported.
    pub(crate) people: Vec<Fate>,
    pub(crate) acts: Acts,
}

/// An internal note; another type than a message, with no way out.
pub(crate) struct Note {
    pub(crate) id: String,
    pub(crate) who: String,
    pub(crate) at: Moment,
    pub(crate) text: Vec<Bit>,
}

/// An answer that can still be taken back.
pub(crate) struct Going {
    pub(crate) id: String,
    pub(crate) seconds: i64,
    pub(crate) until_ms: i64,
}

impl Conversation {
    /// A conversation with everything in it.
    pub(crate) fn sample(language: Language) -> Self {
        let mut f = Frame::sample(language, Here::Inbox, "page-inbox-title");
        "Where is my report?".clone_into(&mut f.title);
        let now = sample_now();
        let w = f.w.clone();
        let at = |text: &str| Moment::stamp(&w, now, text.parse().unwrap_or(now));
        let message = |id: &str, ours: bool, text: &str, when: &str| Message {
            id: id.to_owned(),
            side: if ours { "ours" } else { "theirs" },
            from_name: if ours { "Marta Wzór" } else { "Anna Przykładowa" }.to_owned(),
            from_address: if ours { "marta@studio.test" } else { "anna@lumen.test" }.to_owned(),
            initials: initials(if ours { "Marta Wzór" } else { "Anna Przykładowa" }),
            to: w.t1("page-conversation-to", "names", if ours { "Anna Przykładowa" } else { "Marta Wzór" }),
            at: at(when),
            marks: Vec::new(),
            doubt: None,
            text: linked(text),
            steps: Vec::new(),
            folded: String::new(),
            has_html: !ours,
            files: Vec::new(),
            outbox: None,
            overruled: None,
            splits: true,
            splits_on: id != "1",
        };
        let first = Message {
            files: vec![
                File { id: "a1".to_owned(), name: "brief-2026.pdf".to_owned(), size: w.size(240_000), picture: false },
                File {
                    id: "a2".to_owned(),
                    name: "зрелище и żółć — a rather long name.png".to_owned(),
                    size: w.size(1_400_000),
                    picture: true,
                },
            ],
            folded: "On Wed, Marta wrote:\n> The report goes out this week.".to_owned(),
            ..message(
                "1",
                false,
                "Hello Marta,\n\nthe board meets on Monday. When can I have the report? The figures are at https://example.test/figures (sample).\n\nAnna",
                "2026-11-19T10:00:00Z",
            )
        };
        let step = |id: &str, what: &str, done| StepLine {
            id: id.to_owned(),
            words: w.t2("steps-line", "who", "Anna Przykładowa", "what", what),
            due: Some(w.step_due(jiff::civil::date(2026, 11, 27))),
            done,
            stands: true,
        };
        let ours = Message {
            steps: vec![step("s1", "przesłać logo <b>za</b>", false), step("s2", "прислать смету", true)],
            outbox: Some(OutboxState {
                id: "o".to_owned(),
                tone: "due",
                text: w.t("page-outbox-uncertain-what"),
                reply: String::new(),
                people: Vec::new(),
                acts: Acts { arrived: true, again: true, ..Acts::default() },
            }),
            ..message(
                "2",
                true,
                "Hello Anna, I am on it. You will hear from me by Friday noon.",
                "2026-11-19T12:30:00Z",
            )
        };
        let newcomer = Message {
            marks: vec![Badge::new("due", w.t("page-conversation-newcomer"))],
            doubt: Some(Doubt {
                text: w.t2("page-conversation-doubt", "name", "Anna Przykładowa", "domain", "lumen.test"),
                act: Some(w.t1("page-conversation-doubt-act", "name", "Anna Przykładowa")),
            }),
            ..message("3", false, "I asked on Thursday. Where is my report?", "2026-11-20T15:30:00Z")
        };
        let note = Note {
            id: "1".to_owned(),
            who: "Marta Wzór".to_owned(),
            at: at("2026-11-20T16:00:00Z"),
            text: linked("She was promised it by Friday; call her first."),
        };
        Self {
            id: "c1".to_owned(),
            subject: "Where is my report?".to_owned(),
            back: "/inbox?view=unanswered".to_owned(),
            stand: Stand {
                tone: "broken",
                title: w.t1(
                    "page-conversation-stand-late",
                    "late",
                    w.late(now, "2026-11-20T15:30:00Z".parse().unwrap_or(now)),
                ),
                reason: w.t("rule-reply-in-a-working-day-short"),
            },
            settled: false,
            snoozed: None,
            snoozes: vec![Choice {
                value: "1".to_owned(),
                title: w.t("page-conversation-snooze-tomorrow"),
                when: w.when(words::dates::Role::Plain, now, now),
            }],
            assigned: None,
            members: vec![
                Person { id: "m".to_owned(), name: "Marta Wzór".to_owned(), chosen: true, me: true, away: None },
                Person {
                    id: "n".to_owned(),
                    name: "Piotr Wzór".to_owned(),
                    chosen: false,
                    me: false,
                    away: Some(f.w.t2("person-away-instead", "when", "9:00", "name", "Marta Wzór")),
                },
            ],
            tags: vec!["vip".to_owned()],
            writer: Some(Writer { address: "anna@lumen.test".to_owned(), domain: Some("@lumen.test".to_owned()) }),
            shut: None,
            split_from: Some(SplitFrom { href: "/conversations/c9".to_owned(), subject: "Hosting".to_owned() }),
            split_offer: Some(SplitOffer { message: "3".to_owned(), subject: "Where is my report?".to_owned() }),
            series: vec![SentTogether {
                words: w.tn("page-conversation-series", &[("at", &1), ("of", &2), ("others", &1)]),
                others: vec![("/conversations/c8".to_owned(), "Hosting <b>za</b>".to_owned())],
            }],
            thrown: None,
            strips: Vec::new(),
            offers: Vec::new(),
            earlier: Some(Earlier { href: "?before=x".to_owned(), count: 37 }),
            later: None,
            entries: vec![
                Entry::Message(Box::new(first)),
                Entry::Message(Box::new(ours)),
                Entry::New,
                Entry::Message(Box::new(newcomer)),
                Entry::Note(note),
                Entry::Act(Act {
                    text: w.t2("entry-step-done", "name", "Anna Przykładowa", "what", "прислать смету"),
                    at: at("2026-11-20T16:30:00Z"),
                }),
            ],
            last_message: "3".to_owned(),
            going: Some(Going { id: "o2".to_owned(), seconds: 8, until_ms: 0 }),
            composer: Composer::sample(&w),
            card: Card::sample(&w),
            f,
        }
    }

    /// A conversation that went on while an answer was written, by somebody who was blocked since.
    pub(crate) fn sample_overtaken(language: Language) -> Self {
        let mut page = Self::sample(language);
        let w = page.f.w.clone();
        page.composer.overtaken = Some(Overtaken {
            message: "3".to_owned(),
            title: w.t1("part-composer-newer-theirs", "name", "Anna Przykładowa"),
            words: "I asked on Thursday. Where is my report?".to_owned(),
        });
        page.composer.problem = Some(w.t("refused-answer-newer-message"));
        page.shut = Some(Shut {
            text: w.t1("page-conversation-blocked", "sender", "anna@lumen.test"),
            action: "/senders/removal?sender=x".to_owned(),
            act: w.t("page-conversation-unblock"),
        });
        page.split_offer = None;
        page
    }
}
