//! What stands around a draft: who gets it, what goes along, what happened before. Plain data, gathered by the shell.

use super::Said;

/// What stands around a draft. By default nothing: no recipients, no files, no talk before it.
///
/// ```
/// use rulebook::gate::{Context, Recipient};
///
/// let copy = Recipient { address: "new@client.example", name: "New", is_copy: true, is_new: true, is_colleague: false };
/// let context = Context { recipients: &[copy], ..Context::default() };
/// assert!(context.files.is_empty());
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Everybody it goes to.
    pub recipients: &'a [Recipient<'a>],
    /// Names of this client: the firm, its people, its projects. Never taken for somebody else's.
    pub own_names: &'a [&'a str],
    /// Names that belong to other clients: firms, people, projects.
    pub other_names: &'a [&'a str],
    /// Names of the files that go along.
    pub files: &'a [&'a str],
    /// Words of promises that are kept track of or were left already: each is asked about once.
    pub settled: &'a [&'a str],
    /// A list of next steps goes along, outside the text.
    pub has_list: bool,
    /// How the talk went so far.
    pub talk: Talk,
    /// Whoever writes is not at work: after hours, or on leave.
    pub is_off_work: bool,
    /// What the writer said of findings before: their own thresholds of heat follow a little.
    pub said: &'a [Said],
}

/// Somebody the mail goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient<'a> {
    /// The address.
    pub address: &'a str,
    /// The name, if one is known.
    pub name: &'a str,
    /// Stands in Cc or Bcc.
    pub is_copy: bool,
    /// Took no part in this conversation so far.
    pub is_new: bool,
    /// One of ours.
    pub is_colleague: bool,
}

/// How the talk went so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Talk {
    /// Mails of both sides within the last three working days.
    pub mails_lately: usize,
    /// The conversation holds a complaint of the client that is not settled.
    pub complaint: bool,
    /// A call is agreed on already.
    pub call_agreed: bool,
}
