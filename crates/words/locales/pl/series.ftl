# Jeden długi szkic jako kilka krótkich wiadomości. Klient widzi jedną cichą linijkę; reszta jest dla tego, kto pisze.

series-line = { $at } z { $of } · w osobnych wiadomościach: { $others }
series-subject = „{ $subject }”

refused-series-one-thing = Ten szkic jest o jednej sprawie, o ile da się to poznać. Zostaw wolną linię tam, gdzie zaczyna się następna.
refused-series-changed = Coś zmieniło się w innej karcie albo na innym urządzeniu. Tak jest teraz; zrób to jeszcze raz.
refused-series-too-many = Dziesięć wiadomości naraz to więcej, niż ktokolwiek chce dostać. Najpierw połącz niektóre.

part-split-button = Podziel
part-split-what = Kilka krótkich wiadomości, na każdą sprawę jedna
part-series-here = Wiadomość { $at } z { $of }, na które podzielono szkic.
part-series-all = Wszystkie

page-series-title = Kilka wiadomości zamiast jednej
page-series-lead = Na każdą sprawę jedna wiadomość. Przenieś to, co należy gdzie indziej; nic nie wyjdzie, dopóki nie wyślesz wszystkich razem.
page-series-keys = Na akapicie: Alt z ↑ albo ↓ przenosi go.
page-series-mail = Wiadomość { $at } z { $of }
page-series-stays = zostaje w tej rozmowie
page-series-begins = zaczyna własną rozmowę
page-series-first = Pierwsza
page-series-subject = Temat
page-series-paragraph = Wiadomość { $mail }, akapit { $at } z { $of }
page-series-up = O jedno miejsce wyżej
page-series-down = O jedno miejsce niżej
page-series-move = Przenieś
page-series-to = Do wiadomości { $at }
page-series-to-new = Do nowej wiadomości
page-series-empty = Jeszcze nic w niej nie ma. Przenieś tu akapit albo napisz.
page-series-write = Pisz
page-series-join = Połącz z wiadomością wyżej
page-series-remove = Usuń tę wiadomość
page-series-add = Dodaj wiadomość
page-series-join-all = Z powrotem jedna wiadomość
page-series-send = { $count ->
    [one] Wyślij ją do: { $to }
    [few] Wyślij wszystkie { $count } do: { $to }
    [many] Wyślij wszystkie { $count } do: { $to }
   *[other] Wyślij wszystkie { $count } do: { $to }
}
page-series-stopped = Nic nie wyszło. Chodzi o wiadomość { $at }, „{ $subject }”: { $why }
page-series-drafts-only = Twoje wiadomości wychodzą, gdy puści je ktoś z zespołu. Poproś o drugie spojrzenie.
page-series-look = Najpierw przeczyta je wszystkie ktoś z zespołu: powie, co myśli, albo puści dalej.
page-series-ask = Poproś o przeczytanie wszystkich
page-series-newer = Odkąd piszesz, coś przyszło. Najpierw to przeczytaj, a jeśli Twoje słowa nadal pasują, wyślij mimo to.
page-series-newer-ok = Przeczytane, wyślij mimo to

page-conversation-series = { $others ->
    [one] Wiadomość { $at } z { $of } wysłanych razem. Ta druga:
    [few] Wiadomość { $at } z { $of } wysłanych razem. Pozostałe:
    [many] Wiadomość { $at } z { $of } wysłanych razem. Pozostałe:
   *[other] Wiadomość { $at } z { $of } wysłanych razem. Pozostałe:
}

flash-series-made = { $count ->
    [one] Jedna wiadomość.
    [few] Są { $count } wiadomości. Przenieś to, co należy gdzie indziej.
    [many] Jest { $count } wiadomości. Przenieś to, co należy gdzie indziej.
   *[other] Jest { $count } wiadomości. Przenieś to, co należy gdzie indziej.
}
flash-series-moved = Teraz w wiadomości { $count }.
flash-series-joined = Połączone. Każde słowo zostało.
flash-series-added = Jest jeszcze jedna wiadomość.
flash-series-one = To znów jedna wiadomość.
flash-series-kept = Zapisane.
flash-series-put-off = Wszystkie odłożone. Wrócą tutaj; nic nie wyjdzie samo.
flash-series-asked = { $count ->
    [one] Prośba o przeczytanie jednej wiadomości poszła. Odpowiedź zobaczysz w Dziś.
    [few] Prośba o przeczytanie { $count } wiadomości poszła. Odpowiedzi zobaczysz w Dziś.
    [many] Prośba o przeczytanie { $count } wiadomości poszła. Odpowiedzi zobaczysz w Dziś.
   *[other] Prośba o przeczytanie { $count } wiadomości poszła. Odpowiedzi zobaczysz w Dziś.
}
flash-series-back = To znów szkice, każdy osobno.
