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
