# Następne kroki: wiersze w edytorze, lista w wiadomości, strona pod jej linkami, przypomnienia. Klient czyta formę „Państwo”.

steps-title = Następne kroki
steps-we = My
steps-line = { $who }: { $what }
steps-by = termin: { $day }
step-link-done = Zrobione
step-link-answer = Odpowiedź
step-link-help = Potrzebna pomoc

part-steps = Następne kroki
part-steps-hint = Kto, co i na kiedy. Lista stanie pod tekstem, a każdy krok stanie się obietnicą.
part-steps-who = Kto
part-steps-us = My
part-steps-what = Co
part-steps-what-hint = na przykład: przesłać logo
part-steps-due = Na kiedy
part-steps-add = Dodaj krok
part-steps-remove = Usuń ten krok
part-steps-found = W tekście:
part-steps-found-theirs = Zrób z tego krok: { $what }
part-steps-found-ours = Zapamiętaj: { $what }
part-steps-found-by = termin: { $day }

page-conversation-stand-step = Następny krok: { $due }.
part-step-tick = Zrobione
part-step-untick = Niezrobione
part-step-remind = Przypomnij uprzejmie
part-step-move = Inny dzień
part-step-move-label = Nowy dzień
part-step-kept = zrobione
entry-step-done = { $name } – oznaczone jako zrobione: { $what }
page-today-step-done = { $name } – zrobione: { $what }
page-today-step-done-act = Zobacz
entry-step-undone = { $name } – jednak niezrobione: { $what }
entry-step-moved = { $name } – nowy termin, { $day }: { $what }

offer-ours = Obietnica dla: { $name } – „{ $what }”. Pilnować jej?
offer-ours-by = Obietnica dla: { $name } – „{ $what }”, { $by }. Pilnować jej?
offer-theirs = Prośba do: { $name } – „{ $what }”. Pilnować jej?
offer-theirs-by = Prośba do: { $name } – „{ $what }”, { $by }. Pilnować jej?
offer-yes = Pilnuj
offer-no = Nie
offer-more = { $count ->
    [one] Na decyzję czeka jeszcze { $count } taka sprawa. Pojawi się po rozstrzygnięciu tych.
    [few] Na decyzję czekają jeszcze { $count } takie sprawy. Pojawią się po rozstrzygnięciu tych.
    [many] Na decyzję czeka jeszcze { $count } takich spraw. Pojawią się po rozstrzygnięciu tych.
   *[other] Na decyzję czeka jeszcze { $count } takiej sprawy. Pojawią się po rozstrzygnięciu tych.
}

act-step = Zrobione
promise-step = { $step }, { $by }.
because-date-named = Wiadomość podaje dzień: { $day }.
because-no-date = { $days ->
    [one] Wiadomość nie podaje dnia, więc liczy się { $days } dzień roboczy.
    [few] Wiadomość nie podaje dnia, więc liczą się { $days } dni robocze.
    [many] Wiadomość nie podaje dnia, więc liczy się { $days } dni roboczych.
   *[other] Wiadomość nie podaje dnia, więc liczy się { $days } dnia roboczego.
}
because-moved-by = Nowy termin: { $day } ({ $member }).

flash-step-done = Zrobione.
flash-step-undone = Krok znów jest otwarty.
flash-step-moved = Krok ma nowy termin.
flash-step-agreed = Pilnujemy tego.
flash-step-declined = Zostaje, jak jest.

refused-answer-step-of-nobody = Krok jest dla kogoś, do kogo ta wiadomość nie idzie. Dodaj tę osobę albo wybierz, kto inny to zrobi.
refused-answer-step-in-the-past = Dzień jednego z kroków już minął. Wybierz późniejszy.
refused-step-nothing = Tego kroku już nie ma. Być może wiadomość została cofnięta.
refused-step-settled = To jest już zrobione albo odpuszczone.
refused-step-not-done = To nie jest zrobione albo jest za późno, by to cofnąć.
refused-step-past = Ten dzień już minął. Wybierz późniejszy.
refused-step-decided = Ktoś już o tym zdecydował.
refused-remind-not-due = Jest jeszcze czas; przypomnienie może poczekać.
refused-remind-lately = Przypomnienie wyszło niedawno. Daj im dwa dni robocze.
refused-remind-drafting = W tej rozmowie powstaje już inna wiadomość. Najpierw ją wyślij albo wyrzuć.
refused-step-link-gone = Ten link już donikąd nie prowadzi.
refused-step-link-too-much = To było dużo naraz. Prosimy spróbować za kwadrans.
refused-step-link-empty = Prosimy najpierw napisać kilka słów.
refused-step-link-too-long = To bardzo długi tekst. Prosimy go trochę skrócić.

step-page-title = Państwa następny krok
step-page-from = { $desk } prosi Państwa:
step-page-by = { $by }
step-page-done-button = To jest zrobione
step-page-done-title = Dziękujemy, zanotowane
step-page-done-text = { $desk } wie, że to jest zrobione.
step-page-undo = Jednak niezrobione
step-page-waived-title = Nic już nie trzeba robić
step-page-waived-text = { $desk } już tego od Państwa nie potrzebuje.
step-page-answer-title = Odpowiedź
step-page-answer-label = Państwa odpowiedź
step-page-answer-button = Wyślij odpowiedź
step-page-help-title = Potrzebna pomoc
step-page-help-label = Co by Państwu pomogło?
step-page-help-button = Poproś o pomoc
step-page-said-title = Dziękujemy, dotarło
step-page-said-text = { $desk } przeczyta to i odpisze Państwu.
step-page-back = Wróć do kroku
step-page-gone-title = Ten link już nie działa
step-page-gone-text = Może jest za stary albo nie został skopiowany w całości. Wystarczy odpowiedzieć na wiadomość, w której był; to zawsze działa.
step-page-private = Ta strona jest tylko dla Państwa. Prosimy nie przekazywać linku dalej.
step-page-help-lead = Potrzebuję pomocy: „{ $what }”.
step-page-answer-lead = W sprawie: „{ $what }”.

mail-reminder-hello = Dzień dobry,
mail-reminder = następny krok jest jeszcze otwarty: „{ $what }”.
mail-reminder-help = Jeśli coś stoi na przeszkodzie albo wygodniejszy byłby inny dzień, pomoże nam krótka odpowiedź.
