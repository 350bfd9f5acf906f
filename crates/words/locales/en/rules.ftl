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

rule-next-steps-title = Next steps as a list
rule-next-steps-short = A mail that gives several things to do ends with who does what by when.
rule-next-steps-what = When a draft asks and promises four things or more and has no list of next steps, you are told so before it leaves. A list says who does what, and by when.
rule-next-steps-why = What stands in the middle of a paragraph is forgotten. A short list is done, because everybody sees at a glance what is theirs.
rule-next-steps-off = Drafts with many tasks and no list pass without a word.
rule-next-steps-setting-enabled = Rule is on
rule-next-steps-setting-enabled-help = Switched off, drafts are not checked for this.

rule-answer-everything-title = Answer everything
rule-answer-everything-short = Every question of the client gets an answer, if only by when one will come.
rule-answer-everything-what = The client's questions are held against your draft. Those that nothing in it answers are named, so that you can answer them or say when you will.
rule-answer-everything-why = A question that stays open is asked again, more sharply. Who sees all of them answered feels read.
rule-answer-everything-off = Open questions are no longer named before a mail leaves.
rule-answer-everything-setting-enabled = Rule is on
rule-answer-everything-setting-enabled-help = Switched off, drafts are not checked for this.

rule-no-with-a-way-out-title = A no with a way out
rule-no-with-a-way-out-short = A refusal says why, and what is possible instead.
rule-no-with-a-way-out-what = When a draft declines something, it is read for a reason and for another way. If one is missing, you are told.
rule-no-with-a-way-out-why = A bare no ends a talk. A no with a reason and another way keeps a client, and costs two sentences.
rule-no-with-a-way-out-off = Refusals without a reason or another way pass without a word.
rule-no-with-a-way-out-setting-enabled = Rule is on
rule-no-with-a-way-out-setting-enabled-help = Switched off, drafts are not checked for this.

rule-one-topic-per-mail-title = One topic per mail
rule-one-topic-per-mail-short = A mail is about one thing; several things are several mails.
rule-one-topic-per-mail-what = When a draft is about four things or more, you are told where the second one begins, so that it can be split.
rule-one-topic-per-mail-why = The second topic of a mail gets the second-best answer, the fourth gets none. Mails with one topic can be answered and found again.
rule-one-topic-per-mail-off = Mails about many things pass without a word.
rule-one-topic-per-mail-setting-enabled = Rule is on
rule-one-topic-per-mail-setting-enabled-help = Switched off, drafts are not checked for this.

rule-cool-off-title = Cool off first
rule-cool-off-short = A mail written in anger waits until it has been read again.
rule-cool-off-what = Hot drafts are held, drafts with an edge are marked, each with the sentence that carries it. Anger about a thing, quoted anger, joy and firm reminders are none of these.
rule-cool-off-why = A hot mail costs more than it says, and nobody can take it back. A pause and a second reading help where a warning alone is clicked away.
rule-cool-off-off = Nothing tells you any more that a draft is heated.
rule-cool-off-setting-enabled = Rule is on
rule-cool-off-setting-enabled-help = Switched off, drafts are not checked for this.

rule-own-the-fault-title = Own the fault
rule-own-the-fault-short = A mail says what happened and what is done now, not whose fault it was.
rule-own-the-fault-what = Sentences that put a problem on the client are marked, in a calm tone too.
rule-own-the-fault-why = Who is blamed defends themselves instead of helping. Facts and the next step solve the matter; the question of fault can wait for a talk.
rule-own-the-fault-off = Sentences that blame the client pass without a word.
rule-own-the-fault-setting-enabled = Rule is on
rule-own-the-fault-setting-enabled-help = Switched off, drafts are not checked for this.

rule-honest-start-title = Promise only what is yours
rule-honest-start-short = Nobody promises what nobody controls: sales, rankings, the weather.
rule-honest-start-what = Sentences that guarantee an outcome are marked, so that you can say what you will do instead.
rule-honest-start-why = A guarantee that fails is remembered longer than the work. What we do can be promised; what comes of it can be hoped for.
rule-honest-start-off = Guarantees of outcomes pass without a word.
rule-honest-start-setting-enabled = Rule is on
rule-honest-start-setting-enabled-help = Switched off, drafts are not checked for this.

# What the gate says of a draft, and what would mend it.
finding-no-next-steps = Several people have something to do here, and no list says who does what by when.
fix-no-next-steps = End with a short list: who, what, by when.
finding-many-topics = This mail is about several things; here the second one begins.
fix-many-topics = Split it here: one mail for each thing.
finding-heat-edgy = This has an edge that the reader will hear.
fix-heat-edgy = Say the same without the aside, or put it off for an hour.
finding-heat-hot = This is written in anger, and it cannot be taken back.
fix-heat-hot = Let it rest, and read it again before it goes.
finding-blame = This puts the fault on the reader.
fix-blame = Say what happened and what is done now.
finding-unanswered = The client asked: “{ $what }”. Nothing here answers it.
fix-unanswered = Answer it, or say by when you will.
finding-no-reason = This says no without saying why.
fix-no-reason = Add one sentence with the reason.
finding-no-way-out = This says no and leaves it at that.
fix-no-way-out = Add what is possible instead.
finding-guarantee = This guarantees what nobody controls.
fix-guarantee = Say what you will do, and what you hope comes of it.
