# Wysyłanie później, strona wysyłki, serwery, które nie przyjmują, i adresy, z których wiadomości wracają. Czyta zespół.
later-button = Wyślij później
later-act = Wyślij później: { $what }, { $when }
later-title = Kiedy ma wyjść?
later-open = Gdy znów będziemy
later-tomorrow = Jutro, gdy otwieramy
later-week = Za tydzień
later-at = O wybranej porze
later-at-send = Wyślij wtedy
later-unless = Tylko jeśli do tego czasu nie odpowiedzą
later-unless-help = Jeśli odpowiedzą wcześniej, wiadomość nie wyjdzie i wróci do Ciebie jako szkic.
later-planned = Wyjdzie { $when }
later-planned-unless = Wyjdzie { $when }, chyba że wcześniej odpowiedzą
later-now = Wyślij teraz
later-edit = Zmień
later-dropped = Nie wysłano, bo przyszła odpowiedź: { $name }. Twoje słowa są w polu poniżej.
outbox-planned = zaplanowana
outbox-group-you = Czekają na Ciebie
outbox-group-going = W drodze
outbox-group-planned = Zaplanowane
outbox-group-sent = Wysłane w ciągu ostatniej doby
outbox-way = Wiadomości nie wychodzą przez { $name }, { $since }.
outbox-way-relay = serwer biurka
outbox-way-next = Następna próba: { $when }.
outbox-way-try = Spróbuj teraz
outbox-goes = Wyjdzie { $when }.
outbox-to-sent = ma ją
outbox-to-waiting = czeka
outbox-to-failed = nie przyjął
outbox-to-uncertain = nie wiadomo
outbox-to-back = wróciła
outbox-to-late = opóźniona w drodze
outbox-sent-through = Wysłano { $when }
page-today-asking = { $count ->
    [one] { $count } wiadomość powinna była wyjść dawno temu i najpierw pyta.
    [few] { $count } wiadomości powinny były wyjść dawno temu i najpierw pytają.
    [many] { $count } wiadomości powinno było wyjść dawno temu i najpierw pyta.
   *[other] { $count } wiadomości powinno było wyjść dawno temu i najpierw pyta.
}
page-today-asking-act = Zdecyduj
page-today-dropped = Nie wysłano, bo przyszła odpowiedź: { $name }.
page-today-dropped-act = Zobacz
page-today-way = { $count ->
    [one] Wiadomości nie wychodzą: { $count } serwer ich nie przyjmuje.
    [few] Wiadomości nie wychodzą: { $count } serwery ich nie przyjmują.
    [many] Wiadomości nie wychodzą: { $count } serwerów ich nie przyjmuje.
   *[other] Wiadomości nie wychodzą: { $count } serwera ich nie przyjmuje.
}
page-today-way-act = Zobacz dlaczego
page-today-bounced = Wiadomość do { $address } wróciła.
page-today-bounced-act = Zobacz
contact-bounced = wiadomość wróciła
contact-bounced-works = Adres znów działa
composer-bounced = Ostatnia wiadomość do { $address } wróciła. Czy adres jest dobry?
flash-hurried = Wychodzi teraz.
flash-tried = Ponowna próba w toku.
flash-works = Zapisano: adres działa.
