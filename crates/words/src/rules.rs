//! The texts of a rule's page: what it does, why it matters, its settings. No rules themselves.

use crate::speaker::Words;

/// What can be said of a rule, beside its settings.
pub const PARTS: [&str; 5] = ["title", "what", "why", "off", "short"];

impl Words {
    /// The rule's name: 'Reply in a working day'.
    pub fn rule_title(&self, code: &str) -> String {
        self.t(&part_key(code, "title"))
    }

    /// What the rule does, in two or three sentences.
    pub fn rule_what(&self, code: &str) -> String {
        self.t(&part_key(code, "what"))
    }

    /// Why it matters: one paragraph.
    pub fn rule_why(&self, code: &str) -> String {
        self.t(&part_key(code, "why"))
    }

    /// What stops happening when it is switched off.
    pub fn rule_off(&self, code: &str) -> String {
        self.t(&part_key(code, "off"))
    }

    /// The rule in one sentence, for a row's 'why'.
    pub fn rule_short(&self, code: &str) -> String {
        self.t(&part_key(code, "short"))
    }

    /// The label of one of its settings.
    pub fn setting_label(&self, code: &str, setting: &str) -> String {
        self.t(&setting_key(code, setting))
    }

    /// One line on what a setting means, its unit and what is usual.
    pub fn setting_help(&self, code: &str, setting: &str) -> String {
        self.t(&format!("{}-help", setting_key(code, setting)))
    }
}

impl Words {
    /// How the mail reads that the rule catches, and how a better one reads.
    pub fn rule_examples(&self, code: &str) -> [String; 2] {
        EXAMPLES.map(|part| self.t(&part_key(code, part)))
    }

    /// A word that a setting offers to choose.
    pub fn choice(&self, option: &str) -> String {
        self.t(&format!("choice-{option}"))
    }

    /// How much a check weighs, in a word.
    pub fn level(&self, level: &str) -> String {
        self.t(&format!("level-{level}"))
    }

    /// A text that a fix offers to put into a draft. Who asks speaks the draft's language.
    pub fn draft_text(&self, key: &str) -> String {
        self.t(&format!("draft-{key}"))
    }

    /// What the gate says of a draft: one sentence.
    pub fn finding(&self, code: &str, what: &str) -> String {
        self.t1(&format!("finding-{code}"), "what", what)
    }

    /// What would mend it: one sentence.
    pub fn fix(&self, code: &str) -> String {
        self.t(&format!("fix-{code}"))
    }
}

/// What the page of a rule that checks drafts shows beside: a mail that it catches, and a better one.
pub const EXAMPLES: [&str; 2] = ["bad", "good"];

/// The key of one part of a rule's page: `rule-reply-in-a-working-day-what`.
pub fn part_key(code: &str, part: &str) -> String {
    format!("rule-{code}-{part}")
}

/// The key of a setting's label: `rule-reply-in-a-working-day-setting-working-days`; its help has `-help` after it.
pub fn setting_key(code: &str, setting: &str) -> String {
    format!("rule-{code}-setting-{}", setting.replace('_', "-"))
}
