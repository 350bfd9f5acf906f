# The composer that reads along: what the client asked, what to look at before a mail goes, and mail that is held.

refused-answer-held = This mail waits. Look once more at what is marked; every word is kept.
part-checks-title = Before it goes
part-checks-asked = The client asked
part-checks-answered = Answered:
part-checks-open = Still open:
part-checks-answer = Answer it in the mail
part-checks-none = Nothing to look at.
part-checks-status = { $count ->
    [one] One thing to look at before it goes.
   *[other] { $count } things to look at before it goes.
}
part-held-what = Read it once more as the client would. What you rewrite is looked at again when you press Send.
part-held-because = Or send it as it is, because
part-held-send = Send as it is
part-tools = How it looks
part-tools-bold = Bold
part-tools-list = List
part-tools-numbers = Numbered list
part-tools-link = Link
part-tools-link-where = Where the link leads
part-tools-link-set = Make it a link
