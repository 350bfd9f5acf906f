//! Who asks. Every use case is told; what they may do stands with the use case.

use rulebook::people::Party;
use store::member::{MemberRow, Role};

/// A signed-in member.
#[derive(Debug, Clone, PartialEq)]
pub struct Who {
    /// The member as of this request.
    pub member: MemberRow,
    /// The session they asked through; `None` on the command line and in tests.
    pub session_id: Option<String>,
}

impl Who {
    /// The member as one of the two parties.
    pub fn party(&self) -> Party {
        Party { address: self.member.address.clone(), name: self.member.name.clone() }
    }

    /// Owners may change settings, members and the relay; colleagues do the rest.
    pub fn is_owner(&self) -> bool {
        self.member.role == Role::Owner
    }

    /// Whoever may draft only lets a colleague send.
    pub fn may_send(&self) -> bool {
        self.member.role != Role::Drafter
    }
}

/// On whose word something about the desk itself is done.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// A signed-in member.
    Member(&'a Who),
    /// Whoever can run the program on this machine: they hold the data anyway.
    Terminal,
}

impl By<'_> {
    /// What stands in the event.
    pub fn actor(&self) -> &str {
        match self {
            Self::Member(who) => &who.member.member_id,
            Self::Terminal => "tact",
        }
    }

    /// Whether the desk itself may be changed.
    pub fn may_change_the_desk(&self) -> bool {
        match self {
            Self::Member(who) => who.is_owner(),
            Self::Terminal => true,
        }
    }
}

/// Where a request comes from, for rate limits and the list of sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The peer's address, after a trusted proxy at most.
    pub ip: std::net::IpAddr,
    /// The browser as it names itself; cut to a sane length when kept.
    pub user_agent: String,
}
