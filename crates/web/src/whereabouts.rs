//! Where a colleague is, in a few words, wherever somebody is named to be given work. Says nothing of who is at work.

use desk::away::Somebody;
use jiff::Timestamp;
use rulebook::calendar::Whereabouts;
use words::Words;
use words::dates::Role;

/// 'away, back Monday 09:00; Piotr steps in'; nothing while they are at work.
pub(crate) fn line(w: &Words, now: Timestamp, one: &Somebody, everybody: &[Somebody]) -> Option<String> {
    let when = |back| w.when(Role::Plain, now, back);
    match one.time.whereabouts(now) {
        Whereabouts::AtWork => None,
        Whereabouts::Out { back } => Some(w.t1("person-out", "when", when(back))),
        Whereabouts::OnLeave { back, leave } => {
            let instead = everybody.iter().find(|other| Some(&other.member.member_id) == leave.stands_in.as_ref());
            Some(match instead {
                Some(other) => w.t2("person-away-instead", "when", when(back), "name", &other.member.name),
                None => w.t1("person-away", "when", when(back)),
            })
        }
    }
}

/// The same for a member by id.
pub(crate) fn line_of(w: &Words, now: Timestamp, member_id: &str, everybody: &[Somebody]) -> Option<String> {
    let one = everybody.iter().find(|one| one.member.member_id == member_id)?;
    line(w, now, one, everybody)
}
