# Daty, długości czasu i rozmiary.

when-plain = { $day ->
    [today] dziś { $time }
    [tomorrow] jutro { $time }
    [yesterday] wczoraj { $time }
    [mon] pon. { $time }
    [tue] wt. { $time }
    [wed] śr. { $time }
    [thu] czw. { $time }
    [fri] pt. { $time }
    [sat] sob. { $time }
    [sun] niedz. { $time }
   *[date] { $date } { $time }
}
when-on = { $day ->
    [today] dziś o { $time }
    [tomorrow] jutro o { $time }
    [yesterday] wczoraj o { $time }
    [mon] w poniedziałek o { $time }
    [tue] we wtorek o { $time }
    [wed] w środę o { $time }
    [thu] w czwartek o { $time }
    [fri] w piątek o { $time }
    [sat] w sobotę o { $time }
    [sun] w niedzielę o { $time }
   *[date] { $date } o { $time }
}
when-since = { $day ->
    [today] od { $time }
    [tomorrow] od jutra { $time }
    [yesterday] od wczoraj { $time }
    [mon] od poniedziałku { $time }
    [tue] od wtorku { $time }
    [wed] od środy { $time }
    [thu] od czwartku { $time }
    [fri] od piątku { $time }
    [sat] od soboty { $time }
    [sun] od niedzieli { $time }
   *[date] od { $date } { $time }
}
when-from = { $day ->
    [today] od { $time }
    [tomorrow] od jutra { $time }
    [yesterday] od wczoraj { $time }
    [mon] od poniedziałku { $time }
    [tue] od wtorku { $time }
    [wed] od środy { $time }
    [thu] od czwartku { $time }
    [fri] od piątku { $time }
    [sat] od soboty { $time }
    [sun] od niedzieli { $time }
   *[date] od { $date } { $time }
}
when-by = { $day ->
    [today] dziś do { $time }
    [tomorrow] do jutra { $time }
    [yesterday] do wczoraj { $time }
    [mon] do poniedziałku { $time }
    [tue] do wtorku { $time }
    [wed] do środy { $time }
    [thu] do czwartku { $time }
    [fri] do piątku { $time }
    [sat] do soboty { $time }
    [sun] do niedzieli { $time }
   *[date] do { $date } { $time }
}
# To samo dla kogoś, kto może to przeczytać innego dnia.
when-on-date = { $day ->
    [mon] w poniedziałek { $date } o godzinie { $time }
    [tue] we wtorek { $date } o godzinie { $time }
    [wed] w środę { $date } o godzinie { $time }
    [thu] w czwartek { $date } o godzinie { $time }
    [fri] w piątek { $date } o godzinie { $time }
    [sat] w sobotę { $date } o godzinie { $time }
   *[sun] w niedzielę { $date } o godzinie { $time }
}
when-by-date = { $day ->
    [mon] do poniedziałku { $date }, do godziny { $time }
    [tue] do wtorku { $date }, do godziny { $time }
    [wed] do środy { $date }, do godziny { $time }
    [thu] do czwartku { $date }, do godziny { $time }
    [fri] do piątku { $date }, do godziny { $time }
    [sat] do soboty { $date }, do godziny { $time }
   *[sun] do niedzieli { $date }, do godziny { $time }
}

weekday = { $day ->
    [mon] poniedziałek
    [tue] wtorek
    [wed] środa
    [thu] czwartek
    [fri] piątek
    [sat] sobota
   *[sun] niedziela
}
month-of = { $month ->
    [jan] stycznia
    [feb] lutego
    [mar] marca
    [apr] kwietnia
    [may] maja
    [jun] czerwca
    [jul] lipca
    [aug] sierpnia
    [sep] września
    [oct] października
    [nov] listopada
   *[dec] grudnia
}
month-short = { $month ->
    [jan] stycznia
    [feb] lutego
    [mar] marca
    [apr] kwietnia
    [may] maja
    [jun] czerwca
    [jul] lipca
    [aug] sierpnia
    [sep] września
    [oct] października
    [nov] listopada
   *[dec] grudnia
}
date-full = { $weekday }, { $day } { $month } { $year }
date-with-time = { $date }, { $time }
date-short = { $day } { $month }
date-short-with-year = { $day } { $month } { $year }

due-now = teraz
due-in-minutes = { $count ->
    [one] za { $count } minutę
    [few] za { $count } minuty
    [many] za { $count } minut
   *[other] za { $count } minuty
}
due-in-working-hours = { $count ->
    [one] za { $count } godzinę roboczą
    [few] za { $count } godziny robocze
    [many] za { $count } godzin roboczych
   *[other] za { $count } godziny roboczej
}
due-minutes-late = { $count ->
    [one] { $count } minutę po terminie
    [few] { $count } minuty po terminie
    [many] { $count } minut po terminie
   *[other] { $count } minuty po terminie
}
due-hours-late = { $count ->
    [one] { $count } godzinę po terminie
    [few] { $count } godziny po terminie
    [many] { $count } godzin po terminie
   *[other] { $count } godziny po terminie
}
due-days-late = { $count ->
    [one] { $count } dzień po terminie
    [few] { $count } dni po terminie
    [many] { $count } dni po terminie
   *[other] { $count } dnia po terminie
}

duration-minutes = { $count ->
    [one] { $count } minuta
    [few] { $count } minuty
    [many] { $count } minut
   *[other] { $count } minuty
}
duration-hours = { $count ->
    [one] { $count } godzina
    [few] { $count } godziny
    [many] { $count } godzin
   *[other] { $count } godziny
}
duration-days = { $count ->
    [one] { $count } dzień
    [few] { $count } dni
    [many] { $count } dni
   *[other] { $count } dnia
}

size-bytes = { $count ->
    [one] { $count } bajt
    [few] { $count } bajty
    [many] { $count } bajtów
   *[other] { $count } bajta
}
size-kilobytes = { $amount } kB
size-megabytes = { $amount } MB
size-gigabytes = { $amount } GB
