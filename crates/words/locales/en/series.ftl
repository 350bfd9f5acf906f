# One long draft as several short mails. What a client reads is one quiet line; the rest is for whoever writes.

series-line = { $at } of { $of } · in separate mails: { $others }
series-subject = “{ $subject }”

refused-series-one-thing = This draft is about one thing, as far as can be told. Leave a free line where the next one begins.
refused-series-changed = Something was changed in another tab or on another device. This is how it is now; please do it again.
refused-series-too-many = Ten mails at once are more than anybody wants to get. Join some of them first.

part-split-button = Split
part-split-what = Several short mails, one for each thing
part-series-here = Mail { $at } of { $of } that one draft became.
part-series-all = All of them

page-series-title = Several mails instead of one
page-series-lead = One mail for each thing. Move what belongs elsewhere; nothing leaves until you send them together.
page-series-keys = On a paragraph, Alt with ↑ or ↓ moves it.
page-series-mail = Mail { $at } of { $of }
page-series-stays = stays in this conversation
page-series-begins = begins a conversation of its own
page-series-first = First
page-series-subject = Subject
page-series-paragraph = Mail { $mail }, paragraph { $at } of { $of }
page-series-up = One place up
page-series-down = One place down
page-series-move = Move
page-series-to = To mail { $at }
page-series-to-new = To a new mail
page-series-empty = Nothing in it yet. Move a paragraph here, or write.
page-series-write = Write
page-series-join = Join with the mail above
page-series-remove = Take this mail away
page-series-add = Add a mail
page-series-join-all = Back to one mail
page-series-send = { $count ->
    [one] Send it to { $to }
   *[other] Send all { $count } to { $to }
}
page-series-stopped = Nothing was sent. It is about mail { $at }, “{ $subject }”: { $why }
page-series-drafts-only = Your mails leave when a colleague lets them go: ask for a second look.
page-series-look = A colleague reads all of them first: says what they think, or lets them go.
page-series-ask = Ask to read all of them
page-series-newer = Something came since you began. Look at it first, then send all the same if your words still hold.
page-series-newer-ok = I have seen it, send all the same

page-conversation-series = { $others ->
    [one] Mail { $at } of { $of } that were sent together. The other one:
   *[other] Mail { $at } of { $of } that were sent together. The others:
}

flash-series-made = { $count ->
    [one] One mail.
   *[other] { $count } mails now. Move what belongs elsewhere.
}
flash-series-moved = Now in mail { $count }.
flash-series-joined = Joined. Every word is there.
flash-series-added = One more mail.
flash-series-one = It is one mail again.
flash-series-kept = Kept.
flash-series-put-off = Put off, all of them. They come back to you here; nothing is sent by itself.
flash-series-asked = { $count ->
    [one] Asked about one mail. You will see the answer on Today.
   *[other] Asked about all { $count } mails. You will see the answers on Today.
}
flash-series-back = They are drafts again, each for itself.
