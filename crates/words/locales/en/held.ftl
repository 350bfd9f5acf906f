# Held mail: what is said about it, and what can be done with it. Members read it.
held-empty = The mail is empty.
held-no_headers = It has no headers that could be read.
held-too_nested = Its parts are nested too deeply.
held-too_many_parts = It has too many parts.
held-too_many_headers = It has too many headers.
held-too_large = It is too large.
held-parser_error = It could not be read. The mail itself is kept.
held-stranger = It came to one of our reply addresses from somebody who takes no part in that conversation.
held-loop = It seems to go round in circles.
held-flood = More mail came from this sender within an hour than the desk takes.
held-line = What was not taken in, and why. Nothing of it is lost.
held-thrown-line = Thrown away. Each mail is kept for 30 days.
held-thrown-link = Thrown away
held-act-retry = Read again
held-act-accept = Take it in
held-act-throw = Throw away
held-act-back = Take it back
held-bulk = With those selected
held-alike = { $count ->
    [one] { $count } mail from this sender
   *[other] { $count } mails from this sender
}
refused-held-nothing = This mail is not held any more; somebody else may have decided about it.
refused-held-still = It is still held, for the reason shown.
refused-held-otherwise = What held it is over, but something else holds it now; the reason is shown.
refused-held-lost = The mail’s bytes are missing or damaged on the disk. ‘tact doctor’ tells more; a backup has them.
flash-held-taken = { $count ->
    [one] Taken in.
   *[other] { $count } taken in.
}
flash-held-thrown = { $count ->
    [one] Thrown away; it is kept for 30 days.
   *[other] { $count } thrown away; they are kept for 30 days.
}
flash-held-back = { $count ->
    [one] It is held again.
   *[other] { $count } are held again.
}
flash-held-still = It is still held, for the reason shown.
flash-held-otherwise = What held it is over, but something else holds it now; the reason is shown.
page-settings-floods = Floods
page-settings-flood = Most mails of one sender within an hour
page-settings-flood-help = What comes beyond is held, all of it as one entry. 0 means no limit.
