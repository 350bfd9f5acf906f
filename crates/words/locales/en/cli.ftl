# Texts of the command line. The same rules as in web.ftl; keys begin with cli-<command>-.

cli-failed = tact: { $what }

cli-file-missing = { $path } is not there.
cli-file-folder = { $path } is a folder. Name a file, or write - and give the text on standard input.
cli-import-missing = { $path } is not there. Give files or folders that hold mail.
cli-import-no-address = "{ $address }" is no mail address. Give it like --me you@agency.example.
cli-import-founded = A new desk: time zone { $zone }, holidays of { $country }, open Monday to Friday from 9 to 17. Change it with 'tact settings' or on the Settings page.
cli-import-nobody = Nothing in this mail tells which address is yours, so no mail counts as written by you. Say it with --me you@agency.example.
cli-import-guessed = Your address seems to be { $address } ({ $mails } of { $of } mails say so). If it is not, say it with --me.
cli-import-ask = Which mail address is yours? (Enter for none)
cli-import-ask-guess = Is { $address } your address? (Enter for yes, or type the right one)
cli-import-rate = { $mails } mails, { $rate } a second
cli-import-read = { $count ->
    [one] { $count } mail read
   *[other] { $count } mails read
}
cli-import-stored = { $count ->
    [one] { $count } taken in
   *[other] { $count } taken in
}
cli-import-duplicates = { $count ->
    [one] { $count } was here already
   *[other] { $count } were here already
}
cli-import-conversations = { $count ->
    [one] { $count } conversation on the desk
   *[other] { $count } conversations on the desk
}
cli-import-contacts = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
}
cli-import-promises = { $count ->
    [one] { $count } promise still to keep
   *[other] { $count } promises still to keep
}
cli-import-history = { $count ->
    [one] { $count } old conversation is kept as history; 'tact promises --all' shows its promises
   *[other] { $count } old conversations are kept as history; 'tact promises --all' shows their promises
}
cli-import-held = { $count ->
    [one] { $count } mail could not be read and is held:
   *[other] { $count } mails could not be read and are held:
}
cli-import-stopped = Stopped. The same command goes on where this one ended.

cli-inspect-from = From
cli-inspect-subject = Subject
cli-inspect-date = Date
cli-inspect-kind = Kind
cli-inspect-kind-person = a person
cli-inspect-kind-auto-reply = an automatic reply
cli-inspect-kind-bounce = could not be delivered
cli-inspect-kind-delay = delivery is late
cli-inspect-kind-list = a mailing list
cli-inspect-kind-bulk = a newsletter or notice
cli-inspect-kind-challenge = asks for a proof
cli-inspect-kind-abuse-report = an abuse report
cli-inspect-language = Language
cli-inspect-held = Held
cli-inspect-bounced = Did not reach
cli-inspect-attachment = File
cli-inspect-reply = what is new
cli-inspect-quoted = quoted
cli-inspect-signature = signature
cli-inspect-questions = questions

cli-promises-none = Nothing is owed.
cli-promises-due = due
cli-promises-state = stands
cli-promises-who = who
cli-promises-whom = to whom
cli-promises-what = what
cli-promises-why = why

cli-rules-unknown = There is no rule "{ $code }". There are: { $known }.

cli-settings-applied = The settings are saved.
cli-settings-refused = Nothing was changed. Please mend this first:

cli-member-added = { $address } is a member. With this link they choose a password:
cli-member-disabled = { $address } can no longer sign in.
cli-member-enabled = { $address } can sign in again.
cli-member-password = { $address } has a new password.
cli-member-password-ask = New password (it is shown as you type):
cli-member-nobody = No member has the address { $address }.
cli-member-list-name = name
cli-member-list-address = address
cli-member-list-role = role
cli-member-list-language = language
cli-member-list-disabled = disabled

cli-login-link = This link signs { $address } in once, within a quarter of an hour:

cli-doctor-database = Database
cli-doctor-search = Search
cli-doctor-mailboxes = Mailboxes
cli-doctor-raw-mail = Raw mail
cli-doctor-promises = Promises
cli-doctor-disk = Disk
cli-doctor-clock = Clock
cli-doctor-time-zone = Time zone
cli-doctor-encoder = Second look

cli-serve-open = The desk is open at { $link }
cli-serve-set-up = Set it up here, once: { $link }
cli-serve-sample = A sample agency to look around; sign in once with { $link }
cli-serve-taken = Nobody can listen at { $address }: { $cause }. Choose another one with --listen.
cli-serve-door = Mail can be handed over at { $address }
cli-serve-door-taken = Nobody can hand mail over at { $address }: { $cause }. Choose another address.

cli-check-hold = Held: read it again first.
cli-check-send = Nothing stands in the way.
cli-check-advised = It may go. What stands above is advice.
cli-check-advice = advice
cli-check-held = hold
cli-check-fix = try
cli-check-asks = asks
cli-check-commitments = our commitments
cli-check-unreadable = Line { $line } is not a line of JSON with a "text".
cli-check-when = "{ $given }" is no moment. Give it like 2026-11-20T16:30:00+01:00.
cli-check-language = Tact reads drafts in en, pl and ru, not in "{ $given }".
cli-check-not-text = This is no text in UTF-8. Save it as UTF-8 and try again.
cli-check-no-client = There is no client { $id }.
cli-check-no-project = There is no project { $id }; projects have no rules of their own yet.
cli-client-question = question
cli-client-request = request
cli-client-date = Wished for by: { $date }
cli-client-emergency = This is an emergency.
cli-client-grave = The client complains gravely.
cli-client-mild = The client complains of something.
cli-client-refund = The client wants money back.
cli-client-call = The client wants a call or a meeting.
cli-client-thanks = The client says thank you.
cli-client-waits = The client waits for an answer.
cli-client-waits-not = No answer is expected.
gate-refused-too-long = The text is too long to read. 200,000 bytes are the most: about 200,000 Latin letters or 100,000 Cyrillic ones.
