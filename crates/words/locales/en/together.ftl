# Several people at one desk: joining and splitting conversations, shutting senders out, mentions, who is where.

refused-merge-same = These are one conversation already.
refused-merge-other-client = They belong to two clients; joined, one could read the other’s mail. Move one to the other client first.
refused-unmerge-not-joined = These two were not joined by hand, or another one has been joined to them since. Split off what does not belong.
refused-split-no-message = This message is not in this conversation any more.
refused-split-everything = Nothing would stay here. Choose a later message.
refused-unsplit-not-split = What it was split off from is not here any more, or belongs to another client by now.
refused-move-nobody = No client has this name. Choose one from the list, or type their domain.
refused-move-several = Several clients have this name. Type the domain of the right one.
refused-move-same = It belongs to this client already.
refused-unmove-not-moved = It was moved again since, or its former client is not here any more.
refused-block-no-sender = Write one whole address, or ‘@’ and a domain.
refused-block-ourselves = This is an address of yours.
refused-block-mail-host = Half the world has its mail there. Block the one address instead.
refused-unblock-not-listed = This sender is let in already.
refused-contact-nobody = This person is not here any more.
refused-contact-ourselves = This is an address of yours. People at clients have addresses of their own.
refused-contact-taken = Somebody has this address already, here or with another client.
refused-answer-joined = This conversation was joined with another one while you wrote. Your words are here; read what came, then send.

## Who is where
part-presence-looking = { $name } has this open.
part-presence-writing = { $name } is writing an answer.
part-composer-newer-ours = { $name } answered since you began:
part-composer-newer-theirs = { $name } wrote since you began:
part-composer-newer-look = Look at it
part-mention-hint = Name a colleague
part-mention-call = Name { $name } in the note

## Joining, splitting, moving
page-conversation-join = Join with another one of this client
page-conversation-join-act = Join with ‘{ $subject }’
page-conversation-join-again = Join them again
page-conversation-split = Split
page-conversation-split-on = From here on
page-conversation-split-alone = Only this message
page-conversation-split-from = Split off from
page-conversation-split-offer = The subject has changed to ‘{ $subject }’. Is it another topic?
page-conversation-split-offer-act = Split from there
page-conversation-move = Move to another client
page-conversation-move-hint = Name or domain
page-conversation-move-people = Whoever wrote here belongs there, too
page-conversation-move-act = Move

## Shutting senders out
page-conversation-block = Block { $sender }
page-conversation-block-domain = Block everybody at { $domain }
page-conversation-unblock = Let in again
page-conversation-blocked = { $sender } is blocked: their mail is kept, and nothing is asked of you.
page-conversation-spam = This is marked as spam: nothing is asked of you.
page-conversation-spam-act = Spam
page-conversation-not-spam = Not spam
page-inbox-view-mentions = Mentions
page-inbox-view-blocked = Blocked
page-inbox-view-spam = Spam
page-inbox-senders = Who is shut out
page-inbox-sender-let-in = Let { $sender } in again
page-inbox-bulk-merge = Join
page-inbox-bulk-block = Block who wrote
page-inbox-named = a note names you
sender-blocked = blocked
sender-spam = spam

## Mentions
page-today-mention = { $name } named you in a note: ‘{ $subject }’.
page-today-mention-act = See the note

## People at a client
page-client-contact-add = Add a person
page-client-contact-add-help = What comes from this address belongs to this client from now on.
page-client-contact-address = Mail address
page-client-contact-edit = Change
page-client-contact-language-unknown = Not known
page-client-contact-remove = Remove

flash-joined = Joined.
flash-taken-apart = They are two again.
flash-split = This has a conversation of its own now.
flash-moved = Moved.
flash-spam = Marked as spam. It is kept in the view ‘Spam’.
flash-not-spam = Not spam any more.
flash-blocked = Blocked. Their mail is kept in the view ‘Blocked’.
flash-unblocked = Let in again.
flash-contact-added = They are on the list.
flash-contact-removed = Removed. Their mail stays.
flash-bulk-back = { $count ->
    [one] { $count } conversation is as before.
   *[other] { $count } conversations are as before.
}

## When members work and are away
refused-away-not-yours = Only owners change somebody else’s hours.
refused-away-days = Give a first and a last day that are not over yet, a year apart at most.
refused-away-stand-in = Choose a colleague to step in, somebody other than who is away.
refused-away-too-many = That is more absences than anybody needs. Remove some first.
refused-away-no-absence = This absence is not there any more.
person-out = back { $when }
person-away = away, back { $when }
person-away-instead = away, back { $when }; { $name } steps in
part-whereabouts-here = At work
part-whereabouts-away = Away
part-whereabouts-leave = Press to be away until midnight
part-whereabouts-come = Press to be at work until midnight
page-away-link = Hours and absences
page-away-days = { $first } – { $last }
page-away-instead = { $name } steps in
page-away-remove = Remove: { $days }
page-away-add = Away for days
page-away-first = First day
page-away-last = Last day
page-away-stands-in = Who steps in
page-away-word = A word for colleagues
page-away-help = Whoever writes in a conversation of yours hears once that you are away and when you are back, if automatic answers are on. Who steps in finds your conversations on Today.
page-away-add-act = Add
page-away-hours = Own hours
page-away-hours-own = These hours stand in for those of the desk.
page-away-hours-desk = The hours of the desk hold as long as nothing stands here.
page-away-emergencies = Emergencies
page-away-on-call = On call
page-away-on-call-help = Emergencies stand on top of Today at any hour for whoever is on call. If nobody is, they do for everybody.
page-today-stand-in = { $name } is away, back { $when }. You step in: { $count ->
    [0] nothing waits now
    [one] { $count } conversation
   *[other] { $count } conversations
}.
page-today-stand-in-act = Look
page-today-instead = you step in for { $name }
page-inbox-of = With { $name }
flash-away = You are away until midnight.
flash-at-work = You are at work.
page-settings-emergency-help = A mail that says in plain words that something is on fire stands on top of Today at any hour, for whoever is on call (Settings, People). Clients can also mark one themselves; the automatic answer tells them how.
page-settings-emergency-words = Words in the subject that mark an emergency, one a line
page-settings-emergency-address = Address for emergencies
refused-manners-emergency = For emergencies, give one whole address or none, and at most 20 short words.
page-today-emergency = Emergency: { $name }, ‘{ $subject }’.
page-today-emergency-act = See it
page-away-alert = Tell me by mail, too
page-away-alert-help = An address that makes your phone ring at any hour, one that Tact does not fetch. At most five mails an hour; the client’s first words go along.
page-away-alert-try = Send me one on trial
page-away-alert-sent = The last one left: { $when }.
page-away-alert-waits = One is on its way.
page-away-alert-trouble = The last one did not get through ({ $when }): { $why }
flash-alert-tried = A mail is on its way to you.
refused-away-alert-address = For emergencies, give one whole address such as name@phone.example, or none.
refused-away-alert-to-us = This address is one of the desk’s own: its mail comes back here. Give one that reaches your phone.
refused-alert-no-address = Save an address for emergencies first.
refused-alert-too-many = Five mails left within the hour. Try again later.
page-sessions-told = Tell me on this device
page-sessions-told-help = When a client’s mail waits for you, a colleague needs you or a step is done, a line comes up on the screen while a page of Tact is open. Outside your hours everything waits until you are back; emergencies do not.
page-sessions-told-on = Tell me here
page-sessions-told-off = Stop telling me here
page-sessions-told-here = This device tells you.
page-sessions-told-blocked = Your browser does not allow it. Allow notifications for this page in its settings, then come back.
page-sessions-told-unable = This browser cannot do it here. It needs a browser on a computer and an address that begins with https.
notification-trial = This is how it looks.
notification-given = { $name } gives you a conversation.
notification-step-done = { $name } says that a step is done.
notification-many = New for you: COUNT
notification-many-more = They stand on Today.
