# The composer that reads along: what the client asked, what to look at before a mail goes, and mail that is held.

refused-answer-held = This mail waits. Look once more at what is marked; every word is kept.
part-checks-title = Before it goes
part-checks-asked = The client asked
part-checks-answered = Answered:
part-checks-open = Still open:
part-checks-answer = Answer it in the mail
part-checks-put-off = Put it off
part-checks-none = Nothing to look at.
part-checks-status = { $count ->
    [one] One thing to look at before it goes.
   *[other] { $count } things to look at before it goes.
}
part-checks-count = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
part-held-what = Read it once more as the client would. What you rewrite is looked at again when you press Send.
part-held-because = Or send it as it is, because
part-held-send = Send as it is
part-held-no-reason = Say why it is to go as it is.
part-tools = How it looks
part-tools-bold = Bold
part-tools-list = List
part-tools-numbers = Numbered list
part-tools-link = Link
part-tools-link-where = Where the link leads
part-tools-link-set = Make it a link
part-held-put-off = Put it off, back { $when }
refused-no-such-draft = This draft is not there any more.
refused-draft-in-the-way = Another answer is being written here. Send it or throw it away first.
flash-put-off = Put off. It comes back to you here; nothing is sent by itself.
flash-draft-thrown-away = Thrown away; kept for 30 days.
page-today-rested = Your mail to { $name } has rested: { $subject }
page-today-rested-act = Re-read
page-today-resting = Your mail to { $name } rests and comes back { $when }, to be read again: { $subject }
page-today-resting-act = See it
page-conversation-rests = Your answer rests, to be read again { $when }. Nothing is sent by itself.
page-conversation-thrown = An answer of yours was thrown away { $when }.
page-conversation-thrown-act = Bring it back
page-rereading-title = Re-read
page-rereading-title-of = Re-read: { $subject }
page-rereading-rested = Resting { $since }. Read it as the client will, then rewrite, send or throw it away.
page-rereading-back = To the conversation
page-rereading-throw-away = Throw it away
page-rereading-theirs = What the client wrote last
part-overruled = Sent as it is: ‘{ $reason }’, { $name }
page-rule-put-off = You put a draft off.
