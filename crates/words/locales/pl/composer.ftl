# Pisanie z uwagami na bieżąco: o co pyta klient, na co spojrzeć przed wysłaniem i mail, który czeka.

refused-answer-held = Ten mail czeka. Spójrz jeszcze raz na zaznaczone miejsca; każde słowo zostało.
part-checks-title = Zanim wyjdzie
part-checks-asked = Klient pyta
part-checks-answered = Jest odpowiedź:
part-checks-open = Jeszcze bez odpowiedzi:
part-checks-answer = Odpowiedz na to w mailu
part-checks-none = Nie ma nic do sprawdzenia.
part-checks-status = { $count ->
    [one] Jedna rzecz do sprawdzenia, zanim wyjdzie.
    [few] { $count } rzeczy do sprawdzenia, zanim wyjdzie.
    [many] { $count } rzeczy do sprawdzenia, zanim wyjdzie.
   *[other] { $count } rzeczy do sprawdzenia, zanim wyjdzie.
}
part-held-what = Przeczytaj go jeszcze raz oczami klienta. Po zmianach naciśnij Wyślij, sprawdzimy go od nowa.
part-held-because = Albo wyślij bez zmian, bo
part-held-send = Wyślij bez zmian
part-tools = Wygląd tekstu
part-tools-bold = Pogrubienie
part-tools-list = Lista
part-tools-numbers = Lista numerowana
part-tools-link = Link
part-tools-link-where = Dokąd prowadzi link
part-tools-link-set = Wstaw link
