//! What the door says: a code, an enhanced code (RFC 3463), and words for whoever reads the log of a mail server.

/// One answer. Lines of more than one have no enhanced code, as in the answer to EHLO.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    code: u16,
    enhanced: &'static str,
    lines: Vec<String>,
}

impl Answer {
    pub(super) fn new(code: u16, enhanced: &'static str, words: impl Into<String>) -> Self {
        Self { code, enhanced, lines: vec![words.into()] }
    }

    pub(super) fn lines(code: u16, lines: Vec<String>) -> Self {
        Self { code, enhanced: "", lines }
    }

    /// The three digits.
    pub(super) fn code(&self) -> u16 {
        self.code
    }

    /// Adds it as it goes over the wire.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let last = self.lines.len().saturating_sub(1);
        for (at, line) in self.lines.iter().enumerate() {
            let mark = if at == last { ' ' } else { '-' };
            let space = if self.enhanced.is_empty() { "" } else { " " };
            out.extend_from_slice(format!("{}{mark}{}{space}{line}\r\n", self.code, self.enhanced).as_bytes());
        }
    }
}

pub(super) fn fine() -> Answer {
    Answer::new(250, "2.0.0", "fine")
}

/// The mail is safe, whether taken in, held or known already.
pub(super) fn taken() -> Answer {
    Answer::new(250, "2.0.0", "taken in")
}

pub(super) fn bye() -> Answer {
    Answer::new(221, "2.0.0", "bye")
}

pub(super) fn go_on() -> Answer {
    Answer::lines(354, vec!["go on; a dot on a line of its own ends it".to_owned()])
}

pub(super) fn unknown() -> Answer {
    Answer::new(500, "5.5.1", "no such command")
}

pub(super) fn syntax() -> Answer {
    Answer::new(501, "5.5.4", "this cannot be read")
}

pub(super) fn parameter() -> Answer {
    Answer::new(555, "5.5.4", "a parameter that was not offered")
}

pub(super) fn out_of_turn(what: &str) -> Answer {
    Answer::new(503, "5.5.1", what)
}

pub(super) fn line_ends() -> Answer {
    Answer::new(554, "5.6.0", "lines must end with CR LF, and neither may stand alone")
}

pub(super) fn line_too_long() -> Answer {
    Answer::new(500, "5.5.6", "the line is too long")
}

pub(super) fn too_large() -> Answer {
    Answer::new(552, "5.3.4", "the mail is too large")
}

pub(super) fn too_many_recipients() -> Answer {
    Answer::new(452, "4.5.3", "too many recipients at once; the others in another mail")
}

pub(super) fn nobody() -> Answer {
    Answer::new(550, "5.1.1", "nobody here has this address")
}

pub(super) fn not_set_up() -> Answer {
    Answer::new(450, "4.3.5", "the desk does not know its own addresses yet; try again later")
}

pub(super) fn disk_full() -> Answer {
    Answer::new(452, "4.3.1", "no room on the disk; try again later")
}

pub(super) fn trouble() -> Answer {
    Answer::new(451, "4.3.0", "the mail could not be kept; try again later")
}

pub(super) fn stopping() -> Answer {
    Answer::new(421, "4.3.2", "stopping; try again later")
}

pub(super) fn too_slow() -> Answer {
    Answer::new(421, "4.4.2", "nothing heard for too long")
}

pub(super) fn too_many_faults() -> Answer {
    Answer::new(421, "4.7.0", "too many mistakes")
}

pub(super) fn too_many_connections() -> Answer {
    Answer::new(421, "4.7.0", "too many connections; try again later")
}

pub(super) fn stranger() -> Answer {
    Answer::new(554, "5.7.1", "not open to this address")
}
