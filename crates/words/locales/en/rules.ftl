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
rule-next-steps-short = A mail that wants something says in a list who does what by when.
rule-next-steps-what = When a draft asks for something and has no list of next steps, each request is marked, and one key makes a step of it. From four things to do on, the whole list can be put at the end. A list says who does what, and by when.
rule-next-steps-why = What stands in the middle of a paragraph is forgotten. A short list is done, because everybody sees at a glance what is theirs.
rule-next-steps-off = Requests in the middle of a text pass without a word.
rule-next-steps-bad = Could you send us the logo by Friday?
rule-next-steps-good =
    Next steps
    - You: send us the logo, by Friday
rule-next-steps-setting-level = When it finds something
rule-next-steps-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-answer-everything-title = Answer everything
rule-answer-everything-short = Every question of the client gets an answer, if only by when one will come.
rule-answer-everything-what = The client's questions are held against your draft. Those that nothing in it answers are named, so that you can answer them or say when you will.
rule-answer-everything-why = A question that stays open is asked again, more sharply. Who sees all of them answered feels read.
rule-answer-everything-off = Open questions are no longer named before a mail leaves.
rule-answer-everything-bad = Thank you for your mail, we are glad that you like it.
rule-answer-everything-good = The site goes online on Thursday.
rule-answer-everything-setting-level = When it finds something
rule-answer-everything-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-no-with-a-way-out-title = A no with a way out
rule-no-with-a-way-out-short = A refusal says why, and what is possible instead.
rule-no-with-a-way-out-what = When a draft declines something, it is read for a reason and for another way. If one is missing, you are told.
rule-no-with-a-way-out-why = A bare no ends a talk. A no with a reason and another way keeps a client, and costs two sentences.
rule-no-with-a-way-out-off = Refusals without a reason or another way pass without a word.
rule-no-with-a-way-out-bad = Unfortunately we cannot do this.
rule-no-with-a-way-out-good = We cannot do this by Friday, because the printer is closed until then. What we can do instead: bring it to you on Monday.
rule-no-with-a-way-out-setting-level = When it finds something
rule-no-with-a-way-out-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-one-topic-per-mail-title = One topic per mail
rule-one-topic-per-mail-short = A mail is about one thing; several things are several mails.
rule-one-topic-per-mail-what = When a draft is about four things or more, asks for something about three, or has over 200 words and is about two, you are told where the second one begins. Split proposes a short mail for each, with its own subject, steps and files; you move what belongs elsewhere and send them together. The client sees which of how many each one is, and every further mail has a conversation of its own.
rule-one-topic-per-mail-why = The second topic of a mail gets the second-best answer, the fourth gets none. Mails with one topic can be answered and found again.
rule-one-topic-per-mail-off = Mails about many things pass without a word.
rule-one-topic-per-mail-bad =
    Please approve the layout of the October invoice by Tuesday, with the hours listed under every position.

    For the newsletter, please send three photographs of your new kitchen, horizontal and without people.

    The certificate of your server runs out next week. Please tell your hosting company to renew it.
rule-one-topic-per-mail-good = The invoice for October follows today, with the hours listed under every position.
rule-one-topic-per-mail-setting-level = When it finds something
rule-one-topic-per-mail-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-cool-off-title = Cool off first
rule-cool-off-short = A mail written in anger waits until it has been read again.
rule-cool-off-what = Hot drafts are held, drafts with an edge are marked, each with the sentence that carries it. Anger about a thing, quoted anger, joy and firm reminders are none of these.
rule-cool-off-why = A hot mail costs more than it says, and nobody can take it back. A pause and a second reading help where a warning alone is clicked away.
rule-cool-off-off = Nothing tells you any more that a draft is heated.
rule-cool-off-bad = As I have already told you three times, this is YOUR problem. Stop wasting our time.
rule-cool-off-good = I see that this is urgent for you. We look at it today and write by four.
rule-cool-off-setting-level = When it finds something
rule-cool-off-setting-level-help = Hold: a hot draft waits, one with an edge is only marked. Advice: both are marked. Off: nothing is said.

rule-own-the-fault-title = Own the fault
rule-own-the-fault-short = A mail says what happened and what is done now, not whose fault it was.
rule-own-the-fault-what = Sentences that put a problem on the client are marked, in a calm tone too.
rule-own-the-fault-why = Who is blamed defends themselves instead of helping. Facts and the next step solve the matter; the question of fault can wait for a talk.
rule-own-the-fault-off = Sentences that blame the client pass without a word.
rule-own-the-fault-bad = You never sent us the texts, so the delay is your own fault.
rule-own-the-fault-good = The texts were not here on Monday. Once we have them, we need two days.
rule-own-the-fault-setting-level = When it finds something
rule-own-the-fault-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-honest-start-title = Promise only what is yours
rule-honest-start-short = Nobody promises what nobody controls: sales, rankings, the weather.
rule-honest-start-what = Sentences that guarantee an outcome are marked, so that you can say what you will do instead.
rule-honest-start-why = A guarantee that fails is remembered longer than the work. What we do can be promised; what comes of it can be hoped for.
rule-honest-start-off = Guarantees of outcomes pass without a word.
rule-honest-start-bad = We guarantee that you will be number one on Google.
rule-honest-start-good = Texts and speed get better with this work, and each month the figures show how it goes.
rule-honest-start-setting-level = When it finds something
rule-honest-start-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-say-what-you-will-do-title = Say what you will do
rule-say-what-you-will-do-short = What a mail says we will do becomes a promise of ours.
rule-say-what-you-will-do-what = When a draft says that you will do something, it is offered as a promise with its date. One key puts it into the ledger, where it is reminded of in time. Each is asked about once.
rule-say-what-you-will-do-why = ‘You will have it on Friday’ is a promise. You may forget it; the client does not. What stands in the ledger is kept, and what cannot be kept is told in time.
rule-say-what-you-will-do-off = What you promise in mails is no longer offered to the ledger.
rule-say-what-you-will-do-bad = I will send you the quote at some point.
rule-say-what-you-will-do-good = I will send you the quote by Friday.
rule-say-what-you-will-do-setting-level = When it finds something
rule-say-what-you-will-do-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-offer-a-call-title = Offer a call
rule-offer-a-call-short = Where mail no longer helps, a short call is proposed.
rule-offer-a-call-what = A call is suggested when the client wishes for one, when six mails went to and fro within three working days, or when it is a grave complaint. A draft that already offers one is left alone.
rule-offer-a-call-why = What takes six mails takes ten minutes by voice. And who complains wants to be heard before being answered.
rule-offer-a-call-off = No calls are suggested.
rule-offer-a-call-bad = Thank you for your mail, we have noted it.
rule-offer-a-call-good = Shall we have a quick call today at three?
rule-offer-a-call-setting-level = When it finds something
rule-offer-a-call-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-right-recipient-title = The right recipient
rule-right-recipient-short = The mail is for whom it says, and carries what it says.
rule-right-recipient-what = Before a mail leaves, it is searched for names of other clients and of their people, in the text and on the files. You are asked, too, when it speaks of a file and has none, when somebody new is in copy, and when a colleague stands among the client’s people.
rule-right-recipient-why = A mail to the wrong client cannot be called back, and it tells two clients at once how things are kept here.
rule-right-recipient-off = Nothing tells you any more that a mail may be going to the wrong people.
rule-right-recipient-bad = Please find the report attached.
rule-right-recipient-good = The report is on your project page.
rule-right-recipient-setting-level = When it finds something
rule-right-recipient-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

rule-work-mode-title = Work when it is work time
rule-work-mode-short = Outside their hours nobody has to write, and nobody is expected to.
rule-work-mode-what = Each member has hours and absences, with somebody who steps in. A mail written outside them is offered to leave at the next opening. A client who writes meanwhile hears once when somebody will be there; an emergency is told at any hour to whoever is on call.
rule-work-mode-why = Who answers at night teaches clients to expect it, and nobody ever rests. A mail that leaves in the morning is read just as soon, and the evening stays free on both sides.
rule-work-mode-off = Nothing offers you any more to let a mail leave when you are back at work.
rule-work-mode-bad = Sunday, 23:10: Could you tell me which colour you prefer?
rule-work-mode-good = The same mail, written on Sunday and sent on Monday at 9:00.
rule-work-mode-setting-level = When somebody writes outside their hours
rule-work-mode-setting-level-help = Off: nothing is said. Advice: it is said, and the mail may go. Hold: the mail waits until it has been read again.

# What the gate says of a draft, and what would mend it.
finding-no-next-steps = Several people have something to do here, and no list says who does what by when.
fix-no-next-steps = End with a short list: who, what, by when.
finding-many-topics = This mail is about several things; here the second one begins.
fix-many-topics = Split it here: one mail for each thing.
finding-heat-edgy = This has an edge that the reader will hear.
fix-heat-edgy = Say the same without the edge.
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
finding-ask-in-text = This asks for something in the middle of the text.
fix-ask-in-text = Make it a next step: who, what, by when.
finding-untracked-promise = This is a promise, and the ledger does not know it yet.
fix-untracked-promise = Put it into the ledger, with its date.
finding-other-client = “{ $what }” belongs to another client.
fix-other-client = Take the name out, or check who gets this mail.
finding-other-file = The file “{ $what }” bears the name of another client.
fix-other-file = Take the file off, or check who gets this mail.
finding-nothing-attached = This speaks of an attachment, and nothing is attached.
fix-nothing-attached = Attach the file.
finding-newcomer = { $what } is in copy and was not part of this conversation.
fix-newcomer = Take them off, if that was not meant.
finding-colleague = { $what } is a colleague and stands among the client’s people.
fix-colleague = Take them off, if that was not meant.
finding-call-wished = The client wishes for a call; nothing here offers one.
fix-call-wished = Propose a call of 15 minutes.
finding-to-and-fro = Many mails went to and fro here within a few days.
fix-to-and-fro = Propose a call of 15 minutes.
finding-call-for-complaint = This answers a complaint in writing only.
fix-call-for-complaint = Propose a call of 15 minutes.
finding-off-work = You are not at work now.
fix-off-work = Let it leave when you are back.

# What a fix offers to put into a draft, in the draft's language: the reader is a client.
draft-milder-facts = Here is what happened, and what we do now.
draft-milder-together = Let us look at it together and settle how to go on.
draft-milder-summary = To sum up where we stand:
draft-milder-ask = Could you send us what is missing, so that we can go on?
draft-milder-plain = I would like us to find a good way forward.
draft-milder-effort = We do everything on our side that helps, and show you how it goes.
draft-milder-hope = Nobody can promise this, but it is what we work for.
draft-begin-reason = The reason is that …
draft-begin-other-way = What we can do instead: …
draft-offer-call = Shall we have a 15-minute call? It will be quicker than writing.
draft-offer-call-times = Let us have a 15-minute call. Which time suits you best?

# The words of settings with a choice.
choice-off = Off: say nothing
choice-advice = Advice: say it
choice-hold = Hold the mail
level-off = off
level-advice = advice
level-hold = hold
