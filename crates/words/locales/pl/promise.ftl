# Obietnice i ich powody jako zdania. Imiona stoją w mianowniku: nie zgadujemy odmiany ani płci.

what-answer = odpowiedź
what-come-back = obiecany powrót do sprawy
act-answer = Odpowiedz
act-come-back = Wróć do sprawy

side-ours = My obiecaliśmy
side-theirs = Nam obiecano

state-open = otwarta
state-kept = dotrzymana
state-kept-late = dotrzymana po terminie
state-broken = po terminie
state-waived = odpuszczona

promise-ours-waits = { $name } czeka { $since }; { $term }, czyli { $by }.
promise-ours-came = { $name } – wiadomość przyszła { $on }; { $term }, czyli { $by }.
promise-theirs = { $name } – { $since } czekamy na: { $what }; { $term }, czyli { $by }.
promise-kept = Dotrzymana { $on }.
promise-kept-late = Dotrzymana po terminie, { $on }.

term-working-days = { $days ->
    [1] odpowiadamy w ciągu jednego dnia roboczego
    [one] odpowiadamy w ciągu { $days } dnia roboczego
    [few] odpowiadamy w ciągu { $days } dni roboczych
    [many] odpowiadamy w ciągu { $days } dni roboczych
   *[other] odpowiadamy w ciągu { $days } dnia roboczego
}
term-working-hours = { $hours ->
    [1] odpowiadamy w ciągu jednej godziny roboczej
    [one] odpowiadamy w ciągu { $hours } godziny roboczej
    [few] odpowiadamy w ciągu { $hours } godzin roboczych
    [many] odpowiadamy w ciągu { $hours } godzin roboczych
   *[other] odpowiadamy w ciągu { $hours } godziny roboczej
}
term-working-minutes = { $minutes ->
    [one] odpowiadamy w ciągu { $minutes } minuty roboczej
    [few] odpowiadamy w ciągu { $minutes } minut roboczych
    [many] odpowiadamy w ciągu { $minutes } minut roboczych
   *[other] odpowiadamy w ciągu { $minutes } minuty roboczej
}
term-holding-reply = daliśmy znać, kiedy się odezwiemy
term-none = daliśmy słowo

because-working-days = { $days ->
    [1] Odpowiadamy w ciągu jednego dnia roboczego.
    [one] Odpowiadamy w ciągu { $days } dnia roboczego.
    [few] Odpowiadamy w ciągu { $days } dni roboczych.
    [many] Odpowiadamy w ciągu { $days } dni roboczych.
   *[other] Odpowiadamy w ciągu { $days } dnia roboczego.
}
because-working-hours = { $hours ->
    [1] Temu klientowi odpowiadamy w ciągu jednej godziny roboczej.
    [one] Temu klientowi odpowiadamy w ciągu { $hours } godziny roboczej.
    [few] Temu klientowi odpowiadamy w ciągu { $hours } godzin roboczych.
    [many] Temu klientowi odpowiadamy w ciągu { $hours } godzin roboczych.
   *[other] Temu klientowi odpowiadamy w ciągu { $hours } godziny roboczej.
}
because-working-minutes = { $minutes ->
    [one] Temu klientowi odpowiadamy w ciągu { $minutes } minuty roboczej.
    [few] Temu klientowi odpowiadamy w ciągu { $minutes } minut roboczych.
    [many] Temu klientowi odpowiadamy w ciągu { $minutes } minut roboczych.
   *[other] Temu klientowi odpowiadamy w ciągu { $minutes } minuty roboczej.
}
because-outside-hours = Wiadomość przyszła poza godzinami pracy, więc czas liczy się { $from }.
because-holding-reply = Napisaliśmy, że się tym zajmujemy, i podaliśmy ten termin.
because-more-since = { $count ->
    [one] Od tego czasu przyszła jeszcze { $count } wiadomość; liczy się pierwsza.
    [few] Od tego czasu przyszły jeszcze { $count } wiadomości; liczy się pierwsza.
    [many] Od tego czasu przyszło jeszcze { $count } wiadomości; liczy się pierwsza.
   *[other] Od tego czasu przyszło jeszcze { $count } wiadomości; liczy się pierwsza.
}
because-kept-by = Dotrzymana naszą wiadomością.
because-settled-by = Oznaczone jako załatwione: { $member }.
because-waived-by = Odpuszczone ({ $member }): { $reason }
