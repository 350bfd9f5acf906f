# Held mail: what is said about it, and what can be done with it. Members read it.
held-empty = Wiadomość jest pusta.
held-no_headers = Nie ma nagłówków, które dałoby się odczytać.
held-too_nested = Jej części są zbyt głęboko zagnieżdżone.
held-too_many_parts = Ma zbyt wiele części.
held-too_many_headers = Ma zbyt wiele nagłówków.
held-too_large = Jest zbyt duża.
held-parser_error = Nie dało się jej odczytać. Sama wiadomość jest zachowana.
held-stranger = Przyszła na nasz adres odpowiedzi od kogoś, kto nie bierze udziału w tej rozmowie.
held-loop = Wygląda na to, że krąży w kółko.
held-flood = W ciągu godziny przyszło od tego nadawcy więcej wiadomości, niż biurko przyjmuje.
held-line = Co nie zostało przyjęte i dlaczego. Nic z tego nie ginie.
held-thrown-line = Wyrzucone. Każda wiadomość czeka jeszcze 30 dni.
held-thrown-link = Wyrzucone
held-act-retry = Odczytaj ponownie
held-act-accept = Przyjmij
held-act-throw = Wyrzuć
held-act-back = Przywróć
held-bulk = Z zaznaczonymi
held-alike = { $count ->
    [one] { $count } wiadomość od tego nadawcy
    [few] { $count } wiadomości od tego nadawcy
    [many] { $count } wiadomości od tego nadawcy
   *[other] { $count } wiadomości od tego nadawcy
}
refused-held-nothing = Ta wiadomość nie jest już zatrzymana; może zdecydował o niej ktoś inny.
refused-held-still = Nadal jest zatrzymana z podanego powodu.
refused-held-otherwise = Tamten powód ustał, ale teraz zatrzymuje ją inny; jest podany przy wiadomości.
refused-held-lost = Treści wiadomości brakuje na dysku albo jest uszkodzona. Więcej powie „tact doctor”; jest w kopii zapasowej.
flash-held-taken = { $count ->
    [one] Przyjęto.
    [few] Przyjęto { $count } wiadomości.
    [many] Przyjęto { $count } wiadomości.
   *[other] Przyjęto { $count } wiadomości.
}
flash-held-thrown = { $count ->
    [one] Wyrzucono; czeka jeszcze 30 dni.
    [few] Wyrzucono { $count } wiadomości; czekają jeszcze 30 dni.
    [many] Wyrzucono { $count } wiadomości; czekają jeszcze 30 dni.
   *[other] Wyrzucono { $count } wiadomości; czekają jeszcze 30 dni.
}
flash-held-back = { $count ->
    [one] Znów jest zatrzymana.
    [few] { $count } wiadomości są znów zatrzymane.
    [many] { $count } wiadomości jest znów zatrzymanych.
   *[other] { $count } wiadomości jest znów zatrzymanych.
}
flash-held-still = Nadal jest zatrzymana z podanego powodu.
flash-held-otherwise = Tamten powód ustał, ale teraz zatrzymuje ją inny; jest podany przy wiadomości.
page-settings-floods = Zalew wiadomości
page-settings-flood = Najwięcej wiadomości od jednego nadawcy w ciągu godziny
page-settings-flood-help = Co przyjdzie ponad to, zostanie zatrzymane jako jeden wpis. 0 oznacza brak granicy.
