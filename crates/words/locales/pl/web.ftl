# Texts of the pages. To add one: put the same key, with the same placeholders, into locales/{en,pl,ru}/web.ftl
# and use it in a template: {{ words.t("page-today-title") }} or {{ words.t1("key", "name", value) }}.
# Keys go by place: page-<page>-<what>, part-<partial>-<what>, refusal-<code>. Letters, digits and '-' only.
# A number that grammar depends on needs its plurals: English one/other, Polish and Russian one/few/many/other.
# `bin/strings` checks all of it: same keys, same placeholders, every key used, none missing.

## The frame
part-frame-skip = Przejdź do treści
part-frame-navigation = Główne
part-frame-more = Więcej
part-frame-sign-out = Wyloguj się
part-palette-title = Przejdź
part-palette-hint = Strona, klient, czynność
part-keys-title = Klawisze
part-close = Zamknij
part-undo = Cofnij
part-save = Zapisz
part-remove = Usuń
part-more = Pokaż więcej
part-older = Starsze
part-language = Język
part-note = Notatka
part-live-one = 1 nowa · pokaż
part-live-many = Nowe: COUNT · pokaż
part-done-button = Załatwione
part-holding-button = Odpowiedź wstępna
part-holding-what = Mówi, że się tym zajmujesz i kiedy się odezwiesz. Dotrzymuje obietnicy na dziś i tworzy nową, z tą datą.
part-holding-until = Odezwę się do
part-holding-send = Wyślij: { $to }
part-waive-reason = Dlaczego nie trzeba jej dotrzymać
part-waive-button = Odpuść
part-tag-add = Etykieta
part-tag-label = Etykieta, np. „faktura”
part-tag-remove = Usuń etykietę { $tag }
part-going-in = Wyjdzie za { $seconds } s
part-going-now = Już w drodze.
part-composer-title = Odpowiedź
part-composer-kind = Co piszesz
part-composer-reply = Odpowiedź
part-composer-to = Do
part-composer-cc = DW
part-composer-text = Twoja odpowiedź
part-composer-hint = Napisz: { $name } …
part-composer-send-cc = Wyślij: { $to }, DW { $cc }
part-composer-when = Wyjdzie po 10 sekundach
part-composer-saved = Zapisano
part-composer-not-saved = Jeszcze nie zapisano, próbuję ponownie
part-composer-restored = Twój szkic, tak jak go zostawiono
part-composer-clash = Ten szkic zmieniono w innej karcie lub na innym urządzeniu. Zostaw jeden z dwóch:
part-composer-newer-ok = Wyślij mimo to
part-composer-note-what = Notatki widzi tylko Twój zespół.
part-composer-note-hint = Słowo dla zespołu …
part-composer-note-save = Zachowaj notatkę
part-key-move = Następny i poprzedni
part-key-open = Otwórz
part-key-reply = Odpowiedz
part-key-note = Notatka
part-key-pick = Zaznacz; klawisze poniżej dotyczą wtedy wszystkich zaznaczonych
part-key-back = Wróć do listy
part-key-rest = Odłóż mail, gdy uwaga mówi o ostrym tonie

## Today
page-today-title = Dziś
page-today-tabs = Która strona
page-today-group-broken = Po terminie
page-today-group-today = Dziś
page-today-group-tomorrow = Jutro
page-today-group-week = W tym tygodniu
page-today-group-later = Później
page-today-why = dlaczego
page-today-evidence = Zobacz wiadomość
page-today-rule = Zasada
page-today-look = Zobacz
page-today-more = Pokaż resztę
page-today-kept = Wszystkie obietnice dotrzymane.
page-today-kept-none-ahead = Nikt na Ciebie nie czeka. Gdy napisze klient, pojawi się to tutaj.
page-today-theirs-none = Nikt nic Ci nie jest winien.
page-today-theirs-none-more = Tu pojawi się to, co obiecają klienci, z datą.
page-today-waiting = { $count ->
    [one] { $count } rozmowa czeka na klienta
    [few] { $count } rozmowy czekają na klienta
    [many] { $count } rozmów czeka na klienta
   *[other] { $count } rozmowy czeka na klienta
}
page-today-history = { $count ->
    [one] Pominięto tu { $count } dawną rozmowę
    [few] Pominięto tu { $count } dawne rozmowy
    [many] Pominięto tu { $count } dawnych rozmów
   *[other] Pominięto tu { $count } dawnej rozmowy
}
page-today-history-look = przejrzyj
page-today-uncertain = { $count ->
    [one] Nie wiadomo, czy doszła { $count } odpowiedź.
    [few] Nie wiadomo, czy doszły { $count } odpowiedzi.
    [many] Nie wiadomo, czy doszło { $count } odpowiedzi.
   *[other] Nie wiadomo, czy doszło { $count } odpowiedzi.
}
page-today-uncertain-act = Powiedz, co się stało
page-today-no-relay = Odpowiedzi czekają: nie ustawiono serwera do wysyłania.
page-today-no-relay-act = Ustaw

## Inbox
page-inbox-title = Poczta
page-inbox-views = Widoki
page-inbox-view-unanswered = Bez odpowiedzi
page-inbox-view-waiting = Czekamy na klienta
page-inbox-view-mine = Moje
page-inbox-view-all = Wszystkie
page-inbox-view-snoozed = Odłożone
page-inbox-view-held = Zatrzymane
page-inbox-view-history = Dawne
page-inbox-bulk = Z zaznaczonymi
page-inbox-bulk-snooze = Do jutra
page-inbox-bulk-mine = Biorę to
page-inbox-bulk-seen = Oznacz jako przeczytane
page-inbox-pick = Zaznacz „{ $subject }”
page-inbox-unread = nieprzeczytane
page-inbox-attachments = Z załącznikami
page-inbox-doubtful = niezweryfikowana
page-inbox-pane = Rozmowa
page-inbox-pane-empty = Wybierz rozmowę; j i k chodzą po liście, Enter otwiera.
page-inbox-empty-unanswered = Każdy ma odpowiedź.
page-inbox-empty-unanswered-more = Nowe wiadomości pojawią się tu same.

## Conversation
page-conversation-back = Wróć
page-conversation-reopen = Otwórz ponownie
page-conversation-snooze = Odłóż
page-conversation-snooze-tomorrow = Rano w następny dzień pracy
page-conversation-unsnooze = Przywróć teraz
page-conversation-assign = Przydziel
page-conversation-unassign = Nikt
page-conversation-earlier = { $count ->
    [one] Pokaż { $count } wcześniejszą
    [few] Pokaż { $count } wcześniejsze
    [many] Pokaż { $count } wcześniejszych
   *[other] Pokaż { $count } wcześniejszej
}
page-conversation-later = Pokaż późniejsze
page-conversation-new = Nowe
page-conversation-message = { $name }, { $when }
page-conversation-to = do: { $names }
page-conversation-no-words = Bez własnych słów.
page-conversation-quote = Pokaż cytat
page-conversation-original = Jak wysłano
page-conversation-original-alone = W osobnej karcie
page-conversation-source = Źródło
page-conversation-newcomer = Nowa osoba w tej rozmowie
page-conversation-kind-auto_reply = Odpowiedź automatyczna
page-conversation-kind-bounce = Nie doręczono
page-conversation-kind-delay = Doręczenie się opóźnia
page-conversation-kind-list = Lista dyskusyjna
page-conversation-kind-bulk = Newsletter lub powiadomienie
page-conversation-kind-challenge = Prosi o potwierdzenie
page-conversation-kind-abuse_report = Zgłoszenie nadużycia
page-conversation-stand-late = { $late }

## Clients
page-clients-title = Klienci
page-clients-find = Nazwa lub domena
page-clients-none = Nie ma tu klientów.
page-clients-none-more = Powstają same z przychodzącej poczty.
page-clients-owed = { $count ->
    [one] { $count } nasza obietnica
    [few] { $count } nasze obietnice
    [many] { $count } naszych obietnic
   *[other] { $count } naszej obietnicy
}
page-client-contacts = Osoby
page-client-promises = Obietnice
page-client-promise = Co
page-client-due = Termin
page-client-state = Stan
page-client-no-promises = Nikt nic nie jest winien.
page-client-history = Inne rozmowy
page-client-conversations = Rozmowy
page-client-term = Jak szybko odpowiadamy
page-client-own-hours = Godziny robocze na odpowiedź temu klientowi
page-client-own-hours-help = Puste pole: tak jak u wszystkich.
page-client-checks = Uwagi w mailach do tego klienta
page-client-checks-help = Tu zmienisz, co Tact sprawdza w mailach do tego klienta. Reszta jest tak, jak u wszystkich.
page-client-checks-desk = Jak u wszystkich: { $level }
page-client-name = Nazwa
page-client-merge = To ten sam klient co
page-client-merge-help = Wszystko tego klienta przejdzie tam, na stałe.
page-client-merge-button = Połącz

## Search
page-search-title = Szukaj
page-search-label = Słowa, osoby, etykiety
page-search-button = Szukaj
page-search-unused = Pominięte, bo niezrozumiałe: { $words }
page-search-none = Nic nie znaleziono dla „{ $q }”.
page-search-none-more = Mniej słów znajdzie więcej; końcówki nie mają znaczenia.
page-search-how = O co można pytać
page-search-op-from = kto napisał: imię lub adres
page-search-op-to = do kogo
page-search-op-is = unanswered, waiting, done, snoozed (stan)
page-search-op-has = z plikiem
page-search-op-tag = z tą etykietą
page-search-op-after = od tego dnia
page-search-op-before = przed tym dniem
page-search-op-not = bez tego słowa

## Rulebook
page-rulebook-title = Zasady
page-rulebook-lead = Czego Tact pilnuje za Ciebie i dlaczego. Liczby ustalasz Ty.
page-rulebook-on = włączona
page-rulebook-off = wyłączona
page-rule-what = Co robi
page-rule-second-reads = Szkice są czytane dwa razy: od razu po słowach, a po chwili przerwy i przy wysyłaniu także po sensie, tu, na tym komputerze.
page-rule-second-absent = Szkice są czytane tylko po słowach: koder zdań nie jest zainstalowany. Otwarty gniew i tak zostanie zauważony, chłodna ironia rzadziej.
page-rule-why = Dlaczego to ważne
page-rule-off = Gdy wyłączona
page-rule-bad = Raczej nie tak
page-rule-good = Lepiej tak
page-rule-lately = Co ostatnio tu zrobiła
page-rule-lately-none = Jeszcze nic.
page-rule-overrides = Inaczej dla
page-rule-numbers = Twoje liczby

## Outbox
page-outbox-title = Wysyłka
page-outbox-lead = Odpowiedzi, które nie zostały po prostu wysłane: czekają, nie udały się albo nie wiadomo.
page-outbox-none = Wszystko wysłane.
page-outbox-none-more = Nic nie czeka, wszystko się udało.
page-outbox-waiting-what = Wyjdzie przy następnej próbie.
page-outbox-waiting-until = Następna próba: { $when }.
page-outbox-sending-what = Właśnie jest wysyłana.
page-outbox-failed-what = Obietnica wciąż czeka: popraw adres i odpowiedz ponownie.
page-outbox-uncertain-what = Połączenie zerwało się już po przekazaniu wiadomości. Mogła dojść. Sprawdź folder Wysłane lub zapytaj odbiorcę, a potem powiedz, co się stało.
page-outbox-asking-what = Jej pora minęła, gdy nic nie mogło wyjść, więc czeka na Ciebie. Przeczytaj jeszcze raz: czy to nadal aktualne?
page-outbox-sent-what = Wysłano.
page-outbox-arrived = Doszła
page-outbox-again = Wyślij ponownie
page-outbox-take-back = Wycofaj
page-outbox-server-said = Serwer odpowiedział:
outbox-waiting = czeka
outbox-sending = w trakcie
outbox-sent = wysłano
outbox-failed = niedoręczona
outbox-uncertain = nie wiadomo
outbox-cancelled = wycofana
outbox-asking = pyta najpierw

## Sign-in and set-up
page-sign-in-title = Zaloguj się
page-sign-in-address = Adres e-mail
page-sign-in-password = Hasło
page-sign-in-button = Zaloguj się
page-sign-in-passkey = Zaloguj się kluczem dostępu
page-sign-in-passkey-failed = Nie udało się. Spróbuj ponownie albo użyj hasła.
page-sign-in-forgot = Nie pamiętasz? Osoba prowadząca to biurko zrobi link poleceniem `tact login-link`.
page-link-hello = Dzień dobry, { $name }
page-link-what = Ten link zaloguje Cię raz, w tej przeglądarce.
page-link-button = Zaloguj się tutaj
page-link-gone = Ten link już nie działa
page-link-gone-more = Działa raz i krótko. Poproś o nowy albo zaloguj się hasłem.
page-set-up-title = Urządź swoje biurko
page-set-up-lead = Jedna strona i gotowe. Wszystko można potem zmienić.
page-set-up-gone = Ta strona otwiera się jednorazowym linkiem, który Tact wypisuje w terminalu przy starcie. Uruchom go ponownie, by dostać nowy.
page-set-up-desk = Nazwa Twojej firmy
page-set-up-desk-help = Pod tą nazwą znają ją klienci.
page-set-up-name = Twoje imię i nazwisko
page-set-up-address = Twój adres e-mail
page-set-up-password = Hasło
page-set-up-password-help = Co najmniej 10 znaków; dobrych jest kilka słów z rzędu.
page-set-up-country = Kraj, ze względu na święta
page-set-up-zone = Strefa czasowa
page-set-up-button = Otwórz biurko
country-other = Inny kraj (bez świąt)

## Settings
page-settings-title = Ustawienia
page-settings-me = Ja
page-settings-sessions = Urządzenia
page-settings-desk = Biurko
page-settings-hours = Godziny pracy
page-settings-people = Zespół
page-settings-relay = Wysyłanie poczty
page-settings-owner-only = Zmienić to może tylko właściciel.
page-settings-languages = Języki, w których pracujesz
page-settings-languages-help = Pierwszy obowiązuje, gdy nie wiadomo nic lepszego.
page-settings-own = Wasze adresy
page-settings-own-help = Po jednym w wierszu. Poczta z nich liczy się jako Wasza odpowiedź.
page-settings-mail = Korespondencja
page-settings-acknowledge = Kiedy nie pracujecie
page-settings-acknowledge-help = Kto napisze poza godzinami pracy, od razu dowie się, że wiadomość dotarła i kiedy wracacie. Raz na osobę i nieobecność; nigdy do automatów, list ani niezweryfikowanych nadawców. To nie jest odpowiedź: obietnica pozostaje otwarta.
page-settings-acknowledge-on = Odpowiadaj automatycznie, kiedy nie pracujemy
page-settings-acknowledge-texts-help = Puste pole oznacza tekst pokazany na szaro. { "{name}" } to nadawca, { "{opening}" } to chwila otwarcia, { "{desk}" } to nazwa agencji. { "{emergency}" } mówi, jak zgłosić nagłą sprawę.
page-settings-senders = Czy to naprawdę oni
page-settings-senders-help = Przychodząca poczta jest sprawdzana u domeny nadawcy. Co nie przejdzie, zostaje oznaczone i do niczego nie zobowiązuje, dopóki ktoś z Was tego nie potwierdzi.
page-settings-authserv = Nazwa własnego serwera poczty
page-settings-authserv-help = Tylko jeśli Wasz serwer sam sprawdza pocztę i zapisuje wynik pod tą nazwą. W innym razie pole zostaje puste.
page-settings-sealers = Usługi, które przekazują Wam pocztę
page-settings-sealers-help = Ich domeny, po jednej w wierszu. Przekazana poczta często nie przechodzi już sprawdzenia; wtedy liczy się ich słowo.
page-settings-replies = Adresy do odpowiedzi
page-settings-replies-on = Nadaj każdej wiadomości własny adres do odpowiedzi
page-settings-replies-help = Odpowiedzi trafią do swojej rozmowy nawet wtedy, gdy program pocztowy zgubi wątek. Serwer musi przyjmować adresy takie jak nazwa+znak@example.org.
page-settings-hours-help = Na przykład 09:00-13:00, 14:00-18:00. Pusty dzień jest wolny.
page-settings-closed = zamknięte
page-settings-closed-days = Inne dni wolne
page-settings-closed-days-help = Po jednym w wierszu, jako 2026-12-24. Święta są już znane.
page-settings-holidays = Najbliższe święta
page-people-invitation = Przekaż ten link. Działa raz, przez siedem dni.
page-people-add = Dodaj osobę
page-people-add-help = Dostaniesz link do przekazania; dzięki niemu ta osoba wybierze własne hasło.
page-people-add-button = Dodaj i utwórz link
page-people-name = Imię i nazwisko
page-people-role = Rola
page-people-disable = Zablokuj dostęp
page-people-disabled = bez dostępu
role-owner = właściciel
role-colleague = współpracownik
page-relay-lead = Odpowiedzi wychodzą przez serwer Waszego dostawcy poczty. Jego dane są zwykle na stronie pomocy dla programów pocztowych.
page-relay-host = Serwer
page-relay-port = Port
page-relay-security = Szyfrowanie
relay-security-tls = TLS (zwykle port 465)
relay-security-starttls = STARTTLS (zwykle port 587)
relay-security-none = Bez (tylko ten komputer)
page-relay-user = Nazwa użytkownika
page-relay-secret-kept = bez zmian
page-relay-from = Adres nadawcy
page-relay-from-help = Taki, którego serwer pozwala używać.
page-relay-test = Zapisz i wypróbuj
page-relay-works = Serwer odpowiedział i nas wpuścił.
page-me-password = Hasło
page-me-password-old = Dotychczasowe
page-me-password-new = Nowe
page-me-password-button = Zmień hasło
page-me-passkeys = Klucze dostępu
page-me-passkeys-what = Loguj się telefonem, odciskiem palca lub kluczem zamiast hasłem.
page-me-passkeys-need-https = Klucze działają, gdy biurko jest dostępne przez https.
page-me-passkey-name = Nazwa, np. „telefon”
page-me-passkey-add = Dodaj klucz
page-sessions-lead = Gdzie trwa Twoja sesja. Jeśli czegoś nie rozpoznajesz, zakończ to.
page-sessions-here = to urządzenie
page-sessions-seen = ostatnio: { $when }
page-sessions-end = Zakończ
page-sessions-end-others = Zakończ wszystkie inne

## What was just done
flash-settled = Załatwione.
flash-vouched = Uznano za prawdziwą.
flash-unsettled = Znów otwarte.
flash-waived = Odpuszczona.
flash-unwaived = Obietnica wróciła.
flash-snoozed = Odłożone.
flash-unsnoozed = Wróciła.
flash-assigned = Przydzielono.
flash-unassigned = Teraz nikt się tym nie zajmuje.
flash-tagged = Dodano etykietę.
flash-untagged = Etykieta usunięta.
flash-noted = Notatka zachowana.
flash-undone = Wycofano. Słowa są znów w polu.
flash-too-late = Za późno: już jest w drodze.
flash-resolved = Zapisano.
flash-saved = Zapisano.
flash-renamed = Zmieniono nazwę.
flash-merged = Połączono.
flash-session-ended = Zakończono.
flash-member-disabled = Dostęp zablokowany.
flash-nothing = Nic nie zmieniono.
flash-bulk = { $count ->
    [one] Zmieniono { $count } rozmowę.
    [few] Zmieniono { $count } rozmowy.
    [many] Zmieniono { $count } rozmów.
   *[other] Zmieniono { $count } rozmowy.
}

## When something cannot be shown
page-fault-not-found = Tej strony tu nie ma
page-fault-not-found-more = Mogła się przenieść albo w adresie jest pomyłka. Nic nie zginęło.
page-fault-broken = Coś poszło nie tak po naszej stronie
page-fault-broken-more = To, co zapisano, zostało. Spróbuj ponownie; jeśli się powtórzy, podaj numer poniżej osobie, która prowadzi to biurko.
page-fault-reference = Numer:
page-fault-home = Przejdź do „Dziś”
page-fault-refused = Stąd nie da się tego zrobić
page-fault-refused-origin = Żądanie przyszło z innej strony. Otwórz samo biurko i zrób to tam.
part-composer-send = Wyślij: { $to }
page-today-failed = { $count ->
    [one] Nie dało się doręczyć { $count } odpowiedzi.
    [few] Nie dało się doręczyć { $count } odpowiedzi.
    [many] Nie dało się doręczyć { $count } odpowiedzi.
   *[other] Nie dało się doręczyć { $count } odpowiedzi.
}
page-today-failed-act = Zobacz dlaczego
page-today-held = { $count ->
    [one] { $count } wiadomość została zatrzymana i czeka na decyzję.
    [few] { $count } wiadomości zostały zatrzymane i czekają na decyzję.
    [many] { $count } wiadomości zostało zatrzymanych i czeka na decyzję.
   *[other] { $count } wiadomości zostało zatrzymanych i czeka na decyzję.
}
page-today-held-act = Zobacz
page-today-not-fetched = { $address }: poczta z tej skrzynki nie jest pobierana { $since }.
page-today-not-fetched-act = Zobacz dlaczego
page-today-no-room = Na dysku brakuje miejsca: nowa poczta nie przychodzi, dopóki miejsce się nie znajdzie. To, co już jest, zostaje i nic nie ginie.
page-today-no-room-act = Sprawdź ponownie
page-today-doubtful = Niezweryfikowana wiadomość: podaje, że pisze { $name }, ale nie udało się tego potwierdzić.
page-today-doubtful-act = Zobacz
page-today-stopped = Odpowiedzi automatyczne wstrzymane: w ciągu godziny miało ich wyjść ponad dziesięć. Być może coś krąży w kółko.
page-today-stopped-act = Ustawienia
page-inbox-history-line = Długo milczały, gdy je importowano. „Dziś” o nie nie prosi.
page-inbox-empty-other = Nic tu nie ma.
page-inbox-empty-other-more = Może jest w innym widoku; wyszukiwarka znajdzie wszystko.
page-inbox-empty-all-more = Podłącz skrzynkę albo wczytaj dawną pocztę poleceniem `tact import ŚCIEŻKA`.
page-conversation-snooze-afternoon = Za 3 godziny
page-conversation-snooze-week = Za tydzień
page-conversation-to-cc = do: { $names }; DW: { $cc }
page-conversation-holding = Odpowiedź wstępna
page-conversation-stand-due = Odpowiedź do: { $due }.
page-conversation-stand-waiting = Czekamy na klienta.
page-conversation-stand-unanswered = Ostatni napisał klient.
page-conversation-stand-done = Nikt tu nic nie jest winien.
page-conversation-stand-settled = Załatwione.
page-conversation-history = Długo milczała, gdy ją importowano. „Dziś” o nią nie prosi.
page-conversation-related = Powołuje się na wiadomość z innej rozmowy, w której nadawca nie bierze udziału.
page-conversation-related-act = Zobacz tamtą
page-conversation-odd-letters = nietypowe litery w adresie
page-conversation-doubt = Niezweryfikowana: ta wiadomość podaje, że pisze { $name }, ale { $domain } tego nie potwierdza. Niczego nie zobowiązuje i o niczym nie decyduje, dopóki ktoś z Was jej nie potwierdzi.
page-conversation-doubt-act = To naprawdę { $name }
page-conversation-doubt-nobody = Niezweryfikowana: z tej wiadomości nie wynika jasno, kto ją napisał.
page-fault-refused-form = Nie udało się odczytać formularza. Wróć, odśwież stronę i spróbuj ponownie.
page-fault-refused-large = To więcej, niż biurko przyjmuje naraz.
page-fault-no-room = Na dysku biurka brakuje miejsca, więc niczego nie zapisano ani nie wysłano. Zwolnij miejsce i spróbuj jeszcze raz; wpisany tekst jest nadal na poprzedniej stronie.
page-fault-refused-method = Ten adres tak nie działa.
page-fault-refused-owner = Może to zrobić tylko właściciel.
part-no-subject = Bez tematu
part-no-sender = Bez nadawcy
part-no-name = Bez nazwy
part-palette-client = klient
page-today-kept-next = Najbliższy termin: { $when }.
page-today-group-next-day = Najbliższy dzień pracy
