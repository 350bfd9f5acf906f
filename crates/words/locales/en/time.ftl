# Dates, lengths of time and sizes.
# 'day' in when-…: today, tomorrow, yesterday, a weekday (mon … sun) or date.

when-plain = { $day ->
    [today] today { $time }
    [tomorrow] tomorrow { $time }
    [yesterday] yesterday { $time }
    [mon] Mon { $time }
    [tue] Tue { $time }
    [wed] Wed { $time }
    [thu] Thu { $time }
    [fri] Fri { $time }
    [sat] Sat { $time }
    [sun] Sun { $time }
   *[date] { $date } { $time }
}
when-on = { $day ->
    [today] today at { $time }
    [tomorrow] tomorrow at { $time }
    [yesterday] yesterday at { $time }
    [mon] on Monday at { $time }
    [tue] on Tuesday at { $time }
    [wed] on Wednesday at { $time }
    [thu] on Thursday at { $time }
    [fri] on Friday at { $time }
    [sat] on Saturday at { $time }
    [sun] on Sunday at { $time }
   *[date] on { $date } at { $time }
}
when-since = { $day ->
    [today] since { $time }
    [tomorrow] from tomorrow { $time }
    [yesterday] since yesterday { $time }
    [mon] since Monday { $time }
    [tue] since Tuesday { $time }
    [wed] since Wednesday { $time }
    [thu] since Thursday { $time }
    [fri] since Friday { $time }
    [sat] since Saturday { $time }
    [sun] since Sunday { $time }
   *[date] since { $date }, { $time }
}
when-from = { $day ->
    [today] from { $time } today
    [tomorrow] from tomorrow { $time }
    [yesterday] from yesterday { $time }
    [mon] from Monday { $time }
    [tue] from Tuesday { $time }
    [wed] from Wednesday { $time }
    [thu] from Thursday { $time }
    [fri] from Friday { $time }
    [sat] from Saturday { $time }
    [sun] from Sunday { $time }
   *[date] from { $date }, { $time }
}
when-by = { $day ->
    [today] by { $time } today
    [tomorrow] by tomorrow { $time }
    [yesterday] by yesterday { $time }
    [mon] by Monday { $time }
    [tue] by Tuesday { $time }
    [wed] by Wednesday { $time }
    [thu] by Thursday { $time }
    [fri] by Friday { $time }
    [sat] by Saturday { $time }
    [sun] by Sunday { $time }
   *[date] by { $date }, { $time }
}
# The same for a reader who may open it on another day: weekday and date, never "tomorrow".
when-on-date = { $day ->
    [mon] on Monday, { $date }, at { $time }
    [tue] on Tuesday, { $date }, at { $time }
    [wed] on Wednesday, { $date }, at { $time }
    [thu] on Thursday, { $date }, at { $time }
    [fri] on Friday, { $date }, at { $time }
    [sat] on Saturday, { $date }, at { $time }
   *[sun] on Sunday, { $date }, at { $time }
}
when-by-date = { $day ->
    [mon] by Monday, { $date }, { $time }
    [tue] by Tuesday, { $date }, { $time }
    [wed] by Wednesday, { $date }, { $time }
    [thu] by Thursday, { $date }, { $time }
    [fri] by Friday, { $date }, { $time }
    [sat] by Saturday, { $date }, { $time }
   *[sun] by Sunday, { $date }, { $time }
}

weekday = { $day ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
}
# The month as it stands after a day.
month-of = { $month ->
    [jan] January
    [feb] February
    [mar] March
    [apr] April
    [may] May
    [jun] June
    [jul] July
    [aug] August
    [sep] September
    [oct] October
    [nov] November
   *[dec] December
}
month-short = { $month ->
    [jan] Jan
    [feb] Feb
    [mar] Mar
    [apr] Apr
    [may] May
    [jun] Jun
    [jul] Jul
    [aug] Aug
    [sep] Sep
    [oct] Oct
    [nov] Nov
   *[dec] Dec
}
date-full = { $weekday }, { $day } { $month } { $year }
date-with-time = { $date }, { $time }
date-short = { $day } { $month }
date-short-with-year = { $day } { $month } { $year }

due-now = now
due-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
due-in-working-hours = { $count ->
    [one] in { $count } working hour
   *[other] in { $count } working hours
}
due-minutes-late = { $count ->
    [one] { $count } minute late
   *[other] { $count } minutes late
}
due-hours-late = { $count ->
    [one] { $count } hour late
   *[other] { $count } hours late
}
due-days-late = { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}

duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kilobytes = { $amount } kB
size-megabytes = { $amount } MB
size-gigabytes = { $amount } GB
