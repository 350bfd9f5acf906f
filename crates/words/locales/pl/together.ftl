# Kilka osób przy jednym biurku: łączenie i dzielenie rozmów, blokowanie nadawców, wzmianki, kto gdzie jest.

refused-merge-same = To już jest jedna rozmowa.
refused-merge-other-client = Należą do dwóch klientów; po połączeniu jeden mógłby przeczytać pocztę drugiego. Najpierw przenieś jedną do drugiego klienta.
refused-unmerge-not-joined = Tych rozmów nie połączono ręcznie albo dołączono do nich potem następną. Wydziel to, co tu nie należy.
refused-split-no-message = Tej wiadomości nie ma już w tej rozmowie.
refused-split-everything = Nic by tu nie zostało. Wybierz późniejszą wiadomość.
refused-unsplit-not-split = Rozmowy, z której ją wydzielono, już tu nie ma albo należy ona teraz do innego klienta.
refused-move-nobody = Żaden klient nie ma takiej nazwy. Wybierz z listy albo wpisz domenę.
refused-move-several = Taką nazwę ma kilku klientów. Wpisz domenę właściwego.
refused-move-same = Ta rozmowa już należy do tego klienta.
refused-unmove-not-moved = Rozmowę przeniesiono potem jeszcze raz albo poprzedniego klienta już tu nie ma.
refused-block-no-sender = Wpisz jeden pełny adres albo „@” i domenę.
refused-block-ourselves = To jest Twój własny adres.
refused-block-mail-host = Pół świata ma tam pocztę. Zablokuj ten jeden adres.
refused-unblock-not-listed = Ten nadawca już jest wpuszczany.
refused-contact-nobody = Tej osoby już tu nie ma.
refused-contact-ourselves = To jest Twój własny adres. Osoby u klienta mają swoje.
refused-contact-taken = Ktoś już ma ten adres, tutaj albo u innego klienta.
refused-answer-joined = Podczas pisania tę rozmowę połączono z inną. Twoje słowa są tutaj; przeczytaj, co przyszło, i wyślij.

## Kto gdzie jest
part-presence-looking = { $name } ma to otwarte.
part-presence-writing = { $name } pisze odpowiedź.
part-composer-newer-ours = Od początku pisania jest już odpowiedź ({ $name }):
part-composer-newer-theirs = Od początku pisania przyszła wiadomość ({ $name }):
part-composer-newer-look = Pokaż ją
part-mention-hint = Wywołaj osobę z zespołu
part-mention-call = Wywołaj w notatce: { $name }

## Łączenie, dzielenie, przenoszenie
page-conversation-join = Połącz z inną rozmową tego klienta
page-conversation-join-act = Połącz z „{ $subject }”
page-conversation-join-again = Połącz z powrotem
page-conversation-split = Wydziel
page-conversation-split-on = Stąd do końca
page-conversation-split-alone = Tylko tę wiadomość
page-conversation-split-from = Wydzielone z rozmowy
page-conversation-split-offer = Temat zmienił się na „{ $subject }”. Czy to już inna sprawa?
page-conversation-split-offer-act = Wydziel od tego miejsca
page-conversation-move = Przenieś do innego klienta
page-conversation-move-hint = Nazwa albo domena
page-conversation-move-people = Osoby, które tu pisały, też należą tam
page-conversation-move-act = Przenieś

## Blokowanie nadawców
page-conversation-block = Zablokuj { $sender }
page-conversation-block-domain = Zablokuj wszystkich z { $domain }
page-conversation-unblock = Wpuść z powrotem
page-conversation-blocked = Zablokowany nadawca: { $sender }. Poczta zostaje, a od Ciebie nic nie jest wymagane.
page-conversation-spam = Oznaczone jako spam: od Ciebie nic nie jest wymagane.
page-conversation-spam-act = Spam
page-conversation-not-spam = To nie spam
page-inbox-view-mentions = Wzmianki
page-inbox-view-blocked = Zablokowane
page-inbox-view-spam = Spam
page-inbox-senders = Kto nie jest wpuszczany
page-inbox-sender-let-in = Wpuść z powrotem: { $sender }
page-inbox-bulk-merge = Połącz
page-inbox-bulk-block = Zablokuj piszących
page-inbox-named = wzmianka o Tobie
sender-blocked = zablokowany
sender-spam = spam

## Wzmianki
page-today-mention = { $name } wzywa Cię w notatce: „{ $subject }”.
page-today-mention-act = Zobacz notatkę

## Osoby u klienta
page-client-contact-add = Dodaj osobę
page-client-contact-add-help = Co przyjdzie z tego adresu, będzie odtąd należeć do tego klienta.
page-client-contact-address = Adres e-mail
page-client-contact-edit = Zmień
page-client-contact-language-unknown = Nieznany
page-client-contact-remove = Usuń

flash-joined = Połączone.
flash-taken-apart = To znów dwie rozmowy.
flash-split = To jest teraz osobna rozmowa.
flash-moved = Przeniesione.
flash-spam = Oznaczone jako spam. Zostaje w widoku „Spam”.
flash-not-spam = To już nie spam.
flash-blocked = Zablokowane. Poczta zostaje w widoku „Zablokowane”.
flash-unblocked = Wpuszczone z powrotem.
flash-contact-added = Osoba jest na liście.
flash-contact-removed = Usunięte. Poczta zostaje.
flash-bulk-back = { $count ->
    [one] { $count } rozmowa jest jak przedtem.
    [few] { $count } rozmowy są jak przedtem.
    [many] { $count } rozmów jest jak przedtem.
   *[other] { $count } rozmowy jest jak przedtem.
}

## Kiedy kto pracuje i kogo nie ma
refused-away-not-yours = Godziny innych osób zmienia tylko właściciel.
refused-away-days = Podaj pierwszy i ostatni dzień, które jeszcze nie minęły; najwyżej rok.
refused-away-stand-in = Wybierz na zastępstwo kogoś innego niż osoba nieobecna.
refused-away-too-many = Tylu nieobecności nikt nie potrzebuje. Usuń najpierw niektóre.
refused-away-no-absence = Tej nieobecności już tu nie ma.
person-out = znów { $when }
person-away = nieobecność, powrót { $when }
person-away-instead = nieobecność, powrót { $when }; zastępstwo: { $name }
part-whereabouts-here = W pracy
part-whereabouts-away = Poza pracą
part-whereabouts-leave = Naciśnij: do północy poza pracą
part-whereabouts-come = Naciśnij: do północy w pracy
page-away-link = Godziny i nieobecności
page-away-days = { $first } – { $last }
page-away-instead = zastępstwo: { $name }
page-away-remove = Usuń: { $days }
page-away-add = Nieobecność
page-away-first = Pierwszy dzień
page-away-last = Ostatni dzień
page-away-stands-in = Zastępstwo
page-away-word = Słowo dla zespołu
page-away-help = Kto pisze w Twojej rozmowie, dowie się raz, że Cię nie ma i kiedy wracasz, jeśli automatyczne odpowiedzi są włączone. Osoba na zastępstwie zobaczy Twoje rozmowy na stronie „Dziś”.
page-away-add-act = Dodaj
page-away-hours = Własne godziny
page-away-hours-own = Te godziny obowiązują zamiast godzin biurka.
page-away-hours-desk = Dopóki nic tu nie ma, obowiązują godziny biurka.
page-away-emergencies = Nagłe sprawy
page-away-on-call = Dyżur
page-away-on-call-help = Kto ma dyżur, widzi nagłe sprawy na górze strony „Dziś” o każdej porze. Jeśli nikt go nie ma, widzą je wszyscy.
page-today-stand-in = { $name }: nieobecność, powrót { $when }. Zastępujesz: { $count ->
    [0] teraz nic nie czeka
    [one] { $count } rozmowa
    [few] { $count } rozmowy
    [many] { $count } rozmów
   *[other] { $count } rozmowy
}.
page-today-stand-in-act = Zobacz
page-today-instead = w zastępstwie: { $name }
page-inbox-of = U osoby: { $name }
flash-away = Do północy jesteś poza pracą.
flash-at-work = Jesteś w pracy.
page-settings-emergency-help = Wiadomość, która wprost mówi, że coś się pali, o każdej porze stoi na górze strony „Dziś” u osoby na dyżurze (Ustawienia, Zespół). Klienci mogą też sami oznaczyć nagłą sprawę; automatyczna odpowiedź mówi im jak.
page-settings-emergency-words = Słowa w temacie, które oznaczają nagłą sprawę, po jednym w wierszu
page-settings-emergency-address = Adres dla nagłych spraw
refused-manners-emergency = Dla nagłych spraw podaj jeden pełny adres albo żaden i najwyżej 20 krótkich słów.
page-today-emergency = Nagła sprawa: { $name }, „{ $subject }”.
page-today-emergency-act = Zobacz
page-away-alert = Powiadom mnie też mailem
page-away-alert-help = Adres, na który telefon dzwoni o każdej porze i którego Tact nie pobiera. Najwyżej pięć wiadomości na godzinę; dołączamy pierwsze słowa klienta.
page-away-alert-try = Wyślij mi jedną na próbę
page-away-alert-sent = Ostatnia wyszła: { $when }.
page-away-alert-waits = Jedna jest w drodze.
page-away-alert-trouble = Ostatnia nie dotarła ({ $when }): { $why }
flash-alert-tried = Wiadomość jest w drodze do Ciebie.
refused-away-alert-address = Na nagłe sprawy podaj jeden pełny adres, na przykład imie@telefon.example, albo żadnego.
refused-away-alert-to-us = To adres tego biura: poczta z niego wraca tutaj. Podaj taki, który dociera na Twój telefon.
refused-alert-no-address = Najpierw zapisz adres na nagłe sprawy.
refused-alert-too-many = W ciągu godziny wyszło pięć wiadomości. Spróbuj później.
page-sessions-told = Powiadomienia na tym urządzeniu
page-sessions-told-help = Gdy wiadomość klienta czeka na Ciebie, ktoś z zespołu Cię potrzebuje albo krok jest zrobiony, na ekranie pojawi się powiadomienie, o ile otwarta jest strona Tact. Poza Twoimi godzinami wszystko czeka, aż wrócisz; nagłe sprawy nie czekają.
page-sessions-told-on = Włącz tutaj
page-sessions-told-off = Wyłącz tutaj
page-sessions-told-here = To urządzenie Cię powiadamia.
page-sessions-told-blocked = Przeglądarka na to nie pozwala. Zezwól tej stronie na powiadomienia w ustawieniach przeglądarki i wróć tutaj.
page-sessions-told-unable = Ta przeglądarka tutaj tego nie potrafi. Potrzebna jest przeglądarka na komputerze i adres, który zaczyna się od https.
notification-trial = Tak to wygląda.
notification-given = { $name } przekazuje Ci rozmowę.
notification-step-done = { $name }: krok zrobiony.
notification-many = Nowe dla Ciebie: COUNT
notification-many-more = Wszystko jest na stronie „Dziś”.
