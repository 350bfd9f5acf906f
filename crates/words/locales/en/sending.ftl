# Sending later, the outbox, ways that do not work, and addresses that give mail back. Members read it.
later-button = Send later
later-act = Send later: { $what }, { $when }
later-title = When should it go?
later-open = When we are back
later-tomorrow = Tomorrow when we open
later-week = In a week
later-at = At a time of your choice
later-at-send = Send then
later-unless = Only if they have not answered by then
later-unless-help = If they answer first, it does not go and comes back to you as a draft.
later-planned = Goes { $when }
later-planned-unless = Goes { $when }, unless they answer first
later-now = Send now
later-edit = Change it
later-dropped = Not sent, because { $name } answered. Your words are in the box below.
outbox-planned = planned
outbox-group-you = Waiting for you
outbox-group-going = On the way
outbox-group-planned = Planned
outbox-group-sent = Sent in the last day
outbox-way = Mail does not leave through { $name }, { $since }.
outbox-way-relay = the desk’s relay
outbox-way-next = Next try { $when }.
outbox-way-try = Try now
outbox-goes = Goes { $when }.
outbox-to-sent = has it
outbox-to-waiting = waits
outbox-to-failed = did not take it
outbox-to-uncertain = uncertain
outbox-to-back = came back
outbox-to-late = delayed on the way
outbox-sent-through = Sent { $when }
page-today-asking = { $count ->
    [one] { $count } mail should have gone long ago and asks first.
   *[other] { $count } mails should have gone long ago and ask first.
}
page-today-asking-act = Decide
page-today-dropped = Not sent, because { $name } answered.
page-today-dropped-act = Look
page-today-way = { $count ->
    [one] Mail does not leave: { $count } server does not take it.
   *[other] Mail does not leave: { $count } servers do not take it.
}
page-today-way-act = See why
page-today-bounced = Mail to { $address } came back.
page-today-bounced-act = Look
contact-bounced = mail came back
contact-bounced-works = It works again
composer-bounced = Mail to { $address } came back last time. Is the address right?
flash-hurried = It goes now.
flash-tried = Trying again.
flash-works = Noted: the address works.
