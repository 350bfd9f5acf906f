# The rulebook's pages. Per rule: title, short (one sentence), what, why, off (what stops when it is
# switched off), and for each setting a label and a line of help.

rule-reply-in-a-working-day-title = Reply in a working day
rule-reply-in-a-working-day-short = Every client message that expects an answer gets one by the same time on the next working day.
rule-reply-in-a-working-day-what = Every client message that expects an answer makes a promise: you answer by the same time on the next working day. A message that comes outside working hours counts from your next opening; weekends and holidays never count. Any real mail of yours in the conversation keeps the promise, wherever you wrote it. If you need longer, a holding reply keeps it too and makes a new promise with the date you give.
rule-reply-in-a-working-day-why = People can wait for a solution. What they cannot stand is not knowing whether anybody has read them. A short answer within a day says: you are heard, and this is what happens next. It also saves you work, since nobody has to write a second time and ask.
rule-reply-in-a-working-day-off = Client messages make no promises any more. Nothing on Today tells you who is waiting; holding replies still make theirs.
rule-reply-in-a-working-day-setting-enabled = Rule is on
rule-reply-in-a-working-day-setting-enabled-help = Switched off, client messages make no promises.
rule-reply-in-a-working-day-setting-working-days = Working days to answer
rule-reply-in-a-working-day-setting-working-days-help = One is usual. The answer is due at the same time of day.
rule-reply-in-a-working-day-setting-working-hours = Working hours to answer
rule-reply-in-a-working-day-setting-working-hours-help = Instead of days, for clients who need you sooner. Four, for example.
rule-reply-in-a-working-day-setting-history-after-days = Days until a silent conversation is history
rule-reply-in-a-working-day-setting-history-after-days-help = At import, conversations silent for longer stay out of Today. Nothing is lost; you can look through them at any time.
