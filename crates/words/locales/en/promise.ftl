# Promises and their reasons as sentences.
# $since, $by and $on come ready from time.ftl: 'since Friday 16:30', 'by Monday 16:30', 'on Monday at 10:00'.

what-answer = an answer
what-come-back = to come back, as we said
act-answer = Answer
act-come-back = Come back

side-ours = We owe
side-theirs = We are owed

state-open = open
state-kept = kept
state-kept-late = kept late
state-broken = late
state-waived = let go

promise-ours-waits = { $name } has waited { $since }; { $term }, so { $by }.
promise-ours-came = { $name } wrote { $on }; { $term }, so { $by }.
promise-theirs = { $name } owes us { $what } { $since }; { $term }, so { $by }.
promise-kept = Kept { $on }.
promise-kept-late = Kept late, { $on }.

term-working-days = { $days ->
    [1] we answer within one working day
    [one] we answer within { $days } working day
   *[other] we answer within { $days } working days
}
term-working-hours = { $hours ->
    [1] we answer within one working hour
    [one] we answer within { $hours } working hour
   *[other] we answer within { $hours } working hours
}
term-working-minutes = { $minutes ->
    [one] we answer within { $minutes } working minute
   *[other] we answer within { $minutes } working minutes
}
term-holding-reply = we said when we would be back
term-none = we gave our word

because-working-days = { $days ->
    [1] We answer within one working day.
    [one] We answer within { $days } working day.
   *[other] We answer within { $days } working days.
}
because-working-hours = { $hours ->
    [1] For this client we answer within one working hour.
    [one] For this client we answer within { $hours } working hour.
   *[other] For this client we answer within { $hours } working hours.
}
because-working-minutes = { $minutes ->
    [one] For this client we answer within { $minutes } working minute.
   *[other] For this client we answer within { $minutes } working minutes.
}
because-outside-hours = It came outside working hours, so the time counts { $from }.
because-holding-reply = We wrote that we are on it, and gave this date.
because-more-since = { $count ->
    [one] { $count } more message has come since; the first one counts.
   *[other] { $count } more messages have come since; the first one counts.
}
because-kept-by = Our mail kept it.
because-settled-by = Marked done by { $member }.
because-waived-by = Let go by { $member }: { $reason }
