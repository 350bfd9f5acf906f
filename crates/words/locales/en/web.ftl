# Texts of the pages. To add one: put the same key, with the same placeholders, into locales/{en,pl,ru}/web.ftl
# and use it in a template: {{ words.t("page-today-title") }} or {{ words.t1("key", "name", value) }}.
# Keys go by place: page-<page>-<what>, part-<partial>-<what>, refusal-<code>. Letters, digits and '-' only.
# A number that grammar depends on needs its plurals: English one/other, Polish and Russian one/few/many/other.
# `bin/strings` checks all of it: same keys, same placeholders, every key used, none missing.

## The frame
part-frame-skip = Skip to the page
part-frame-navigation = Main
part-frame-more = More
part-frame-sign-out = Sign out
part-palette-title = Jump to
part-palette-hint = A page, a client, an act
part-keys-title = Keys
part-close = Close
part-undo = Undo
part-save = Save
part-remove = Remove
part-more = Show more
part-older = Older
part-language = Language
part-note = Note
part-live-one = 1 new · show
part-live-many = COUNT new · show
part-done-button = Done
part-holding-button = Holding reply
part-holding-what = Tells them that you are on it and when they will hear from you. It keeps today’s promise and makes a new one with this date.
part-holding-until = They will hear from me by
part-holding-send = Send to { $to }
part-waive-reason = Why it need not be kept
part-waive-button = Let go
part-tag-add = Tag
part-tag-label = Tag, for example ‘invoice’
part-tag-remove = Remove the tag { $tag }
part-going-in = Goes in { $seconds } s
part-going-now = On its way.
part-composer-title = Answer
part-composer-kind = What you write
part-composer-reply = Reply
part-composer-to = To
part-composer-cc = Cc
part-composer-text = Your answer
part-composer-hint = Write to { $name } …
part-composer-send-cc = Send to { $to }, Cc { $cc }
part-composer-when = Goes out after 10 seconds
part-composer-saved = Saved
part-composer-not-saved = Not saved yet; trying again
part-composer-restored = Your draft, as you left it
part-composer-clash = This draft was changed in another tab or on another device. Keep one of the two:
part-composer-newer-ok = Send it all the same
part-composer-note-what = Only your colleagues see notes.
part-composer-note-hint = A word for your colleagues …
part-composer-note-save = Keep the note
part-key-move = Next and previous
part-key-open = Open
part-key-reply = Reply
part-key-note = Note
part-key-pick = Select; the keys below then mean all that are selected
part-key-back = Back to the list
part-key-rest = Put the mail off, where a mark says that it has an edge

## Today
page-today-title = Today
page-today-tabs = Which side
page-today-group-broken = Late
page-today-group-today = Today
page-today-group-tomorrow = Tomorrow
page-today-group-week = This week
page-today-group-later = Later
page-today-why = why
page-today-evidence = See the mail
page-today-rule = The rule
page-today-look = Look
page-today-more = Show the rest
page-today-kept = All promises are kept.
page-today-kept-none-ahead = Nobody is waiting for you. When a client writes, it will stand here.
page-today-theirs-none = Nothing is owed to you.
page-today-theirs-none-more = What clients promise you will stand here, with its date.
page-today-waiting = { $count ->
    [one] { $count } conversation waits for the client
   *[other] { $count } conversations wait for the client
}
page-today-history = { $count ->
    [one] { $count } old conversation is left out here
   *[other] { $count } old conversations are left out here
}
page-today-history-look = have a look
page-today-uncertain = { $count ->
    [one] { $count } answer may or may not have arrived.
   *[other] { $count } answers may or may not have arrived.
}
page-today-uncertain-act = Say what happened
page-today-no-relay = Answers wait: no mail server for sending is set.
page-today-no-relay-act = Set it

## Inbox
page-inbox-title = Inbox
page-inbox-views = Views
page-inbox-view-unanswered = Unanswered
page-inbox-view-waiting = Waiting for client
page-inbox-view-mine = Mine
page-inbox-view-all = All
page-inbox-view-snoozed = Snoozed
page-inbox-view-held = Held
page-inbox-view-history = Old
page-inbox-bulk = With those selected
page-inbox-bulk-snooze = Till tomorrow
page-inbox-bulk-mine = I take it
page-inbox-bulk-seen = Mark read
page-inbox-pick = Select ‘{ $subject }’
page-inbox-unread = unread
page-inbox-attachments = With attachments
page-inbox-doubtful = not verified
page-inbox-pane = Conversation
page-inbox-pane-empty = Choose a conversation; j and k walk the list, Enter opens.
page-inbox-empty-unanswered = Everybody has an answer.
page-inbox-empty-unanswered-more = New mail appears here by itself.

## Conversation
page-conversation-back = Back
page-conversation-reopen = Reopen
page-conversation-snooze = Snooze
page-conversation-snooze-tomorrow = Next working morning
page-conversation-unsnooze = Bring it back now
page-conversation-assign = Assign
page-conversation-unassign = Nobody
page-conversation-earlier = { $count ->
    [one] Show { $count } earlier
   *[other] Show { $count } earlier
}
page-conversation-later = Show later ones
page-conversation-new = New
page-conversation-message = { $name }, { $when }
page-conversation-to = to { $names }
page-conversation-no-words = No words of its own.
page-conversation-quote = Show what is quoted
page-conversation-original = As sent
page-conversation-original-alone = In a tab of its own
page-conversation-source = Source
page-conversation-newcomer = Not in this conversation before
page-conversation-kind-auto_reply = Automatic reply
page-conversation-kind-bounce = Could not be delivered
page-conversation-kind-delay = Delivery is late
page-conversation-kind-list = Mailing list
page-conversation-kind-bulk = Newsletter or notice
page-conversation-kind-challenge = Asks for a proof
page-conversation-kind-abuse_report = Abuse report
page-conversation-stand-late = { $late }

## Clients
page-clients-title = Clients
page-clients-find = Name or domain
page-clients-none = No clients here.
page-clients-none-more = They arise by themselves from the mail that comes in.
page-clients-owed = { $count ->
    [one] { $count } promise of ours
   *[other] { $count } promises of ours
}
page-client-contacts = People
page-client-promises = Promises
page-client-promise = What
page-client-due = Due
page-client-state = State
page-client-no-promises = Nothing is owed.
page-client-history = Other conversations
page-client-conversations = Conversations
page-client-term = How fast we answer
page-client-own-hours = Working hours to answer this client
page-client-own-hours-help = Leave empty for the desk’s own term.
page-client-checks = Checks for this client
page-client-checks-help = What Tact says of mails to this client, where that differs from the rulebook.
page-client-checks-desk = As the desk has it: { $level }
page-client-name = Name
page-client-merge = This is the same client as
page-client-merge-help = Everything of this client moves there, for good.
page-client-merge-button = Merge

## Search
page-search-title = Search
page-search-label = Words, people, tags
page-search-button = Search
page-search-unused = Left out, because it was not understood: { $words }
page-search-none = Nothing found for ‘{ $q }’.
page-search-none-more = Fewer words find more; endings do not matter.
page-search-how = What can be asked
page-search-op-from = who wrote it: name or address
page-search-op-to = to whom
page-search-op-is = unanswered, waiting, done, snoozed
page-search-op-has = with a file
page-search-op-tag = with this tag
page-search-op-after = from this day on
page-search-op-before = before this day
page-search-op-not = without this word

## Rulebook
page-rulebook-title = Rulebook
page-rulebook-lead = What Tact keeps for you, and why. You set the numbers.
page-rulebook-on = on
page-rulebook-off = off
page-rule-what = What it does
page-rule-second-reads = Drafts are read twice: at once by their words, and on a pause and at Send by their sense, here on this machine.
page-rule-second-absent = Drafts are read by their words alone: the sentence encoder is not installed. Open anger is found all the same, cold sarcasm less often.
page-rule-why = Why it matters
page-rule-off = When it is off
page-rule-bad = Rather not
page-rule-good = Better
page-rule-lately = What it did here lately
page-rule-lately-none = Nothing yet.
page-rule-overrides = Set otherwise for
page-rule-numbers = Your numbers

## Outbox
page-outbox-title = Outbox
page-outbox-lead = Answers that are not simply sent: they wait, they failed, or nobody knows.
page-outbox-none = Everything has gone out.
page-outbox-none-more = Nothing waits, nothing failed.
page-outbox-waiting-what = It goes out at the next try.
page-outbox-waiting-until = Next try { $when }.
page-outbox-sending-what = It is on its way right now.
page-outbox-failed-what = The promise is still open: correct the address and answer again.
page-outbox-uncertain-what = The connection broke after the mail was handed over. It may have arrived. Look in your Sent folder or ask them, then say what happened.
page-outbox-asking-what = Its time passed while nothing could be sent, so it waits for you. Read it once more: does it still hold?
page-outbox-sent-what = Sent.
page-outbox-arrived = It arrived
page-outbox-again = Send it again
page-outbox-take-back = Take it back
page-outbox-server-said = The server said:
outbox-waiting = waiting
outbox-sending = being sent
outbox-sent = sent
outbox-failed = not delivered
outbox-uncertain = uncertain
outbox-cancelled = taken back
outbox-asking = asks first

## Sign-in and set-up
page-sign-in-title = Sign in
page-sign-in-address = Mail address
page-sign-in-password = Password
page-sign-in-button = Sign in
page-sign-in-passkey = Sign in with a passkey
page-sign-in-passkey-failed = That did not work. Try again, or use your password.
page-sign-in-forgot = Forgotten it? Whoever runs this desk can make you a link with `tact login-link`.
page-link-hello = Hello { $name }
page-link-what = This link signs you in once, in this browser.
page-link-button = Sign in here
page-link-gone = This link is used up
page-link-gone-more = It works once and for a short time. Ask for a new one, or sign in with your password.
page-set-up-title = Set up your desk
page-set-up-lead = One page, and the desk is ready. Everything can be changed later.
page-set-up-gone = This page opens with the one-time link that Tact prints in the terminal when it starts. Start it again for a new link.
page-set-up-desk = Name of your agency
page-set-up-desk-help = Your clients know it by this name.
page-set-up-name = Your name
page-set-up-address = Your mail address
page-set-up-password = Password
page-set-up-password-help = At least 10 characters; a few words in a row are good.
page-set-up-country = Country, for its holidays
page-set-up-zone = Time zone
page-set-up-button = Open the desk
country-other = Another country (no holidays)

## Settings
page-settings-title = Settings
page-settings-me = Me
page-settings-sessions = Devices
page-settings-desk = Desk
page-settings-hours = Working hours
page-settings-people = People
page-settings-relay = Sending mail
page-settings-owner-only = Only an owner can change this.
page-settings-languages = Languages you work in
page-settings-languages-help = The first one speaks where nothing better is known.
page-settings-own = Addresses that are yours
page-settings-own-help = One a line. Mail from them counts as your own answer.
page-settings-mail = Mail
page-settings-acknowledge = While you are closed
page-settings-acknowledge-help = Whoever writes outside your hours hears at once that the mail arrived and when you are back. Once per person and absence; never to machines, lists or unverified senders. It is no answer: the promise stays open.
page-settings-acknowledge-on = Answer automatically while we are closed
page-settings-acknowledge-texts-help = Left empty, the text shown in grey is sent. { "{name}" } is who wrote, { "{opening}" } when you open, { "{desk}" } the name of your agency. { "{emergency}" } says how to raise an emergency.
page-settings-senders = Is it really them
page-settings-senders-help = Mail that comes in is checked with the writer’s domain. What fails is marked and owes nothing until one of you confirms it.
page-settings-authserv = Name of your own mail server
page-settings-authserv-help = Only if your server checks mail itself and notes the result under this name. Leave it empty otherwise.
page-settings-sealers = Services that forward mail to you
page-settings-sealers-help = Their domains, one a line. Forwarded mail often no longer passes the check; their word is taken instead.
page-settings-replies = Reply addresses
page-settings-replies-on = Give every mail its own reply address
page-settings-replies-help = Answers then find their conversation even when a mail program loses the thread. Your server must take addresses such as name+tag@example.org.
page-settings-hours-help = For example 09:00-13:00, 14:00-18:00. An empty day is closed.
page-settings-closed = closed
page-settings-closed-days = Other closed days
page-settings-closed-days-help = One a line, as 2026-12-24. Public holidays are known already.
page-settings-holidays = The next holidays
page-people-invitation = Give this link to your colleague. It works once, within seven days.
page-people-add = Add somebody
page-people-add-help = You get a link to pass on; with it they choose their own password.
page-people-add-button = Add and make a link
page-people-name = Name
page-people-role = Role
page-people-disable = Close the door
page-people-disabled = no access
role-owner = owner
role-colleague = colleague
page-relay-lead = Answers leave through your own mail provider’s server. Its data are usually on their help page for mail programs.
page-relay-host = Server
page-relay-port = Port
page-relay-security = Encryption
relay-security-tls = TLS (usually port 465)
relay-security-starttls = STARTTLS (usually port 587)
relay-security-none = None (this computer only)
page-relay-user = User name
page-relay-secret-kept = kept as it is
page-relay-from = Address you write from
page-relay-from-help = It must be one that the server lets you use.
page-relay-test = Save and try it
page-relay-works = The server answered and let us in.
page-me-password = Password
page-me-password-old = The one until now
page-me-password-new = The new one
page-me-password-button = Change the password
page-me-passkeys = Passkeys
page-me-passkeys-what = Sign in with your phone, fingerprint or security key instead of a password.
page-me-passkeys-need-https = Passkeys work once the desk is reached over https.
page-me-passkey-name = A name for it, such as ‘phone’
page-me-passkey-add = Add a passkey
page-sessions-lead = Where you are signed in. What you do not know, end.
page-sessions-here = this one
page-sessions-seen = last seen { $when }
page-sessions-end = End it
page-sessions-end-others = End all others

## What was just done
flash-settled = Marked done.
flash-vouched = Taken for genuine.
flash-unsettled = Open again.
flash-waived = Let go.
flash-unwaived = The promise is back.
flash-snoozed = Put aside.
flash-unsnoozed = It is back.
flash-assigned = Assigned.
flash-unassigned = Nobody is on it now.
flash-tagged = Tagged.
flash-untagged = The tag is gone.
flash-noted = The note is kept.
flash-undone = Taken back. Your words are in the box again.
flash-too-late = Too late: it is already on its way.
flash-resolved = Noted.
flash-saved = Saved.
flash-renamed = Renamed.
flash-merged = Merged.
flash-session-ended = Ended.
flash-member-disabled = The door is closed.
flash-nothing = Nothing was changed.
flash-bulk = { $count ->
    [one] { $count } conversation changed.
   *[other] { $count } conversations changed.
}

## When something cannot be shown
page-fault-not-found = This page is not here
page-fault-not-found-more = It may have moved, or the address has a slip in it. Nothing is lost.
page-fault-broken = Something went wrong on our side
page-fault-broken-more = What you typed is kept as far as it was saved. Try again; if it stays, tell whoever runs this desk the number below.
page-fault-reference = Number:
page-fault-home = Go to Today
page-fault-refused = This cannot be done from here
page-fault-refused-origin = The request came from another site. Open the desk itself and do it there.
part-composer-send = Send to { $to }
page-today-failed = { $count ->
    [one] { $count } answer could not be delivered.
   *[other] { $count } answers could not be delivered.
}
page-today-failed-act = See why
page-today-held = { $count ->
    [one] { $count } mail is held: it has not been taken in.
   *[other] { $count } mails are held: they have not been taken in.
}
page-today-held-act = Look
page-today-not-fetched = { $address }: no mail has come in from this mailbox { $since }.
page-today-not-fetched-act = See why
page-today-no-room = The disk is full: no new mail comes in until there is room. What is here stays, and nothing is lost.
page-today-no-room-act = Look again
page-today-doubtful = Not verified: a mail says it is from { $name }, but that could not be confirmed.
page-today-doubtful-act = Look at it
page-today-stopped = Automatic answers paused: more than ten were asked for within an hour. Something may be going round in circles.
page-today-stopped-act = Settings
page-inbox-history-line = Silent for long when they were imported. Nothing asks for them on Today.
page-inbox-empty-other = Nothing here.
page-inbox-empty-other-more = Another view may have what you look for; search finds everything.
page-inbox-empty-all-more = Connect a mailbox, or bring old mail in with `tact import PATH`.
page-conversation-snooze-afternoon = In 3 hours
page-conversation-snooze-week = In a week
page-conversation-to-cc = to { $names }; Cc { $cc }
page-conversation-holding = Holding reply
page-conversation-stand-due = Answer due: { $due }.
page-conversation-stand-waiting = Waiting for the client.
page-conversation-stand-unanswered = The client wrote last.
page-conversation-stand-done = Nothing is owed here.
page-conversation-stand-settled = Marked done.
page-conversation-history = This was silent for long when it was imported. Today does not ask for it.
page-conversation-related = It names a mail of another conversation, whose people it does not share.
page-conversation-related-act = See that one
page-conversation-odd-letters = unusual letters in the address
page-conversation-doubt = Not verified: this mail says it is from { $name }, but { $domain } does not stand for it. It owes nothing and decides nothing until one of you confirms it.
page-conversation-doubt-act = It is really { $name }
page-conversation-doubt-nobody = Not verified: this mail does not say clearly who wrote it.
page-fault-refused-form = The form could not be read. Go back, reload the page and try again.
page-fault-refused-large = That is more than the desk takes at once.
page-fault-no-room = The disk of this desk is full, so nothing was saved and nothing was sent. Make room on it and try again; what you typed is still on the page before.
page-fault-refused-method = This address does not work that way.
page-fault-refused-owner = Only an owner can do this.
part-no-subject = No subject
part-no-sender = No sender
part-no-name = No name
part-palette-client = client
page-today-kept-next = The next one is due { $when }.
page-today-group-next-day = Next working day
