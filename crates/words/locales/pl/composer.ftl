# Pisanie z uwagami na bieżąco: o co pyta klient, na co spojrzeć przed wysłaniem i mail, który czeka.

refused-answer-held = Ten mail czeka. Spójrz jeszcze raz na zaznaczone miejsca; każde słowo zostało.
part-checks-title = Zanim wyjdzie
part-checks-asked = Klient pyta
part-checks-answered = Jest odpowiedź:
part-checks-open = Jeszcze bez odpowiedzi:
part-checks-answer = Odpowiedz na to w mailu
part-checks-put-off = Odłóż
part-checks-none = Nie ma nic do sprawdzenia.
part-checks-status = { $count ->
    [one] Jedna rzecz do sprawdzenia, zanim wyjdzie.
    [few] { $count } rzeczy do sprawdzenia, zanim wyjdzie.
    [many] { $count } rzeczy do sprawdzenia, zanim wyjdzie.
   *[other] { $count } rzeczy do sprawdzenia, zanim wyjdzie.
}
part-checks-count = { $count ->
    [one] { $count } uwaga
    [few] { $count } uwagi
    [many] { $count } uwag
   *[other] { $count } uwagi
}
part-held-what = Przeczytaj go jeszcze raz oczami klienta. Po zmianach naciśnij Wyślij, sprawdzimy go od nowa.
part-held-because = Albo wyślij bez zmian, bo
part-held-send = Wyślij bez zmian
part-held-no-reason = Napisz, dlaczego ma wyjść bez zmian.
part-tools = Wygląd tekstu
part-tools-bold = Pogrubienie
part-tools-list = Lista
part-tools-numbers = Lista numerowana
part-tools-link = Link
part-tools-link-where = Dokąd prowadzi link
part-tools-link-set = Wstaw link
part-held-put-off = Odłóż, wróci: { $when }
refused-no-such-draft = Tego szkicu już tu nie ma.
refused-draft-in-the-way = Powstaje tu już inna odpowiedź. Najpierw ją wyślij albo wyrzuć.
flash-put-off = Odłożone. Wróci tutaj; nic nie wyjdzie samo.
flash-draft-thrown-away = Wyrzucone; czeka jeszcze 30 dni.
page-today-rested = Mail już odpoczął ({ $name }): { $subject }
page-today-rested-act = Przeczytaj
page-today-resting = Mail odpoczywa ({ $name }) i wróci { $when } do ponownego przeczytania: { $subject }
page-today-resting-act = Zobacz
page-conversation-rests = Ta odpowiedź odpoczywa; wróci { $when }. Nic nie wyjdzie samo.
page-conversation-thrown = Wyrzucono tu odpowiedź { $when }.
page-conversation-thrown-act = Przywróć
page-rereading-title = Przeczytaj jeszcze raz
page-rereading-title-of = Przeczytaj jeszcze raz: { $subject }
page-rereading-rested = Odpoczywa { $since }. Przeczytaj oczami klienta, potem popraw, wyślij albo wyrzuć.
page-rereading-back = Do rozmowy
page-rereading-throw-away = Wyrzuć
page-rereading-theirs = Ostatnia wiadomość klienta
part-overruled = Wysłano bez zmian: „{ $reason }”, { $name }
page-rule-put-off = Szkic odłożony przez Ciebie.
