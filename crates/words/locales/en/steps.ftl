# Next steps: the composer's rows, the list in a mail, the page behind its links, reminders. What a client reads is warm and formal where the language is.

steps-title = Next steps
steps-we = We
steps-line = { $who }: { $what }
steps-by = by { $day }
step-link-done = Done
step-link-answer = Answer
step-link-help = I need help

part-steps = Next steps
part-steps-hint = Who does what by when. It stands under your text as a list, and each becomes a promise.
part-steps-who = Who
part-steps-us = We
part-steps-what = What
part-steps-what-hint = for example: send the logo
part-steps-due = By when
part-steps-add = Add a step
part-steps-remove = Remove this step
part-steps-found = In your text:
part-steps-found-theirs = Make it a step: { $what }
part-steps-found-ours = Keep track: { $what }
part-steps-found-by = by { $day }

page-conversation-stand-step = Next step: { $due }.
part-step-tick = Done
part-step-untick = Not done
part-step-remind = Remind kindly
part-step-move = Another day
part-step-move-label = New day
part-step-kept = done
entry-step-done = { $name } marked it done: { $what }
page-today-step-done = { $name } says: done – { $what }
page-today-step-done-act = See it
entry-step-undone = { $name } took back that it is done: { $what }
entry-step-moved = { $name } moved it to { $day }: { $what }

offer-ours = You promised { $name }: “{ $what }”. Keep track?
offer-ours-by = You promised { $name }: “{ $what }”, { $by }. Keep track?
offer-theirs = You asked { $name }: “{ $what }”. Keep track?
offer-theirs-by = You asked { $name }: “{ $what }”, { $by }. Keep track?
offer-yes = Keep track
offer-no = No
offer-more = { $count ->
    [one] { $count } more like these waits. It will appear once these are decided.
   *[other] { $count } more like these wait. They will appear once these are decided.
}

act-step = Done
promise-step = { $step }, { $by }.
because-date-named = The mail named { $day }.
because-no-date = { $days ->
    [one] The mail named no day, so { $days } working day counts.
   *[other] The mail named no day, so { $days } working days count.
}
because-moved-by = Moved to { $day } by { $member }.

flash-step-done = Done.
flash-step-undone = It is open again.
flash-step-moved = It has another day.
flash-step-agreed = We keep track of it.
flash-step-declined = Left as it is.

refused-answer-step-of-nobody = A step is for somebody whom this mail does not reach. Add the person, or choose who else does it.
refused-answer-step-in-the-past = The day of a step has passed. Choose a later one.
refused-step-nothing = This step is gone. Its mail may have been taken back.
refused-step-settled = This is done or let go already.
refused-step-not-done = This is not done, or it is too late to take that back.
refused-step-past = That day has passed. Choose a later one.
refused-step-decided = Somebody decided about this already.
refused-remind-not-due = There is time left; a reminder can wait.
refused-remind-lately = A reminder went out a short while ago. Give them two working days.
refused-remind-drafting = You are writing something in this conversation. Send it or throw it away first.
refused-step-link-gone = This link leads nowhere any more.
refused-step-link-too-much = That was a lot at once. Please try again in a quarter of an hour.
refused-step-link-empty = Please write a few words first.
refused-step-link-too-long = That is very long. Please shorten it a little.

step-page-title = Your next step
step-page-from = { $desk } asks you:
step-page-by = Please { $by }.
step-page-done-button = It is done
step-page-done-title = Thank you, noted
step-page-done-text = { $desk } knows that it is done.
step-page-undo = It is not done after all
step-page-waived-title = Nothing to do any more
step-page-waived-text = { $desk } no longer needs this from you.
step-page-answer-title = Answer
step-page-answer-label = Your answer
step-page-answer-button = Send the answer
step-page-help-title = I need help
step-page-help-label = What would help you?
step-page-help-button = Ask for help
step-page-said-title = Thank you, it has arrived
step-page-said-text = { $desk } reads it and writes back to you.
step-page-back = Back to the step
step-page-gone-title = This link is no longer valid
step-page-gone-text = It may be too old, or not copied whole. Just answer the mail it came with; that always works.
step-page-private = This page belongs to you alone. Please do not pass the link on.
step-page-help-lead = I need help with “{ $what }”.
step-page-answer-lead = About “{ $what }”.

mail-reminder-hello = Hello,
mail-reminder = We still have one open point: “{ $what }”.
mail-reminder-help = If something stands in the way or another day suits you better, a short answer helps us.
