# Texts of the command line. The same rules as in web.ftl; keys begin with cli-<command>-.

cli-failed = tact: { $what }

cli-file-missing = Nie ma { $path }.
cli-file-folder = { $path } to folder. Podaj plik albo wpisz - i podaj tekst na standardowym wejściu.
cli-import-missing = Nie ma { $path }. Podaj pliki lub foldery z pocztą.
cli-import-no-address = „{ $address }” nie jest adresem e-mail. Podaj go tak: --me ty@agencja.example.
cli-import-founded = Nowe biurko: strefa czasowa { $zone }, święta kraju { $country }, otwarte od poniedziałku do piątku od 9 do 17. Zmienisz to poleceniem 'tact settings' albo na stronie Ustawienia.
cli-import-nobody = Nic w tej poczcie nie mówi, który adres jest Twój, więc żadna wiadomość nie liczy się jako napisana przez Ciebie. Podaj adres: --me ty@agencja.example.
cli-import-guessed = Twój adres to chyba { $address } (tak mówi { $mails } z { $of } wiadomości). Jeśli nie, podaj go przez --me.
cli-import-ask = Który adres e-mail jest Twój? (Enter: żaden)
cli-import-ask-guess = Czy { $address } to Twój adres? (Enter: tak, albo wpisz właściwy)
cli-import-rate = wiadomości: { $mails }, na sekundę: { $rate }
cli-import-read = { $count ->
    [one] Przeczytano { $count } wiadomość
    [few] Przeczytano { $count } wiadomości
    [many] Przeczytano { $count } wiadomości
   *[other] Przeczytano { $count } wiadomości
}
cli-import-stored = { $count ->
    [one] Przyjęto { $count }
    [few] Przyjęto { $count }
    [many] Przyjęto { $count }
   *[other] Przyjęto { $count }
}
cli-import-duplicates = { $count ->
    [one] { $count } już tu była
    [few] { $count } już tu były
    [many] { $count } już tu było
   *[other] { $count } już tu było
}
cli-import-conversations = { $count ->
    [one] { $count } rozmowa na biurku
    [few] { $count } rozmowy na biurku
    [many] { $count } rozmów na biurku
   *[other] { $count } rozmów na biurku
}
cli-import-contacts = { $count ->
    [one] { $count } kontakt
    [few] { $count } kontakty
    [many] { $count } kontaktów
   *[other] { $count } kontaktów
}
cli-import-promises = { $count ->
    [one] { $count } obietnica do dotrzymania
    [few] { $count } obietnice do dotrzymania
    [many] { $count } obietnic do dotrzymania
   *[other] { $count } obietnic do dotrzymania
}
cli-import-history = { $count ->
    [one] { $count } dawna rozmowa to historia; jej obietnice pokaże 'tact promises --all'
    [few] { $count } dawne rozmowy to historia; ich obietnice pokaże 'tact promises --all'
    [many] { $count } dawnych rozmów to historia; ich obietnice pokaże 'tact promises --all'
   *[other] { $count } dawnych rozmów to historia; ich obietnice pokaże 'tact promises --all'
}
cli-import-held = { $count ->
    [one] { $count } wiadomości nie dało się przeczytać, jest zatrzymana:
    [few] { $count } wiadomości nie dało się przeczytać, są zatrzymane:
    [many] { $count } wiadomości nie dało się przeczytać, są zatrzymane:
   *[other] { $count } wiadomości nie dało się przeczytać, są zatrzymane:
}
cli-import-stopped = Przerwano. To samo polecenie ruszy od miejsca, w którym to się skończyło.

cli-inspect-from = Od
cli-inspect-subject = Temat
cli-inspect-date = Data
cli-inspect-kind = Rodzaj
cli-inspect-kind-person = człowiek
cli-inspect-kind-auto-reply = odpowiedź automatyczna
cli-inspect-kind-bounce = nie doręczono
cli-inspect-kind-delay = doręczenie się opóźnia
cli-inspect-kind-list = lista dyskusyjna
cli-inspect-kind-bulk = newsletter lub powiadomienie
cli-inspect-kind-challenge = prosi o potwierdzenie
cli-inspect-kind-abuse-report = zgłoszenie nadużycia
cli-inspect-language = Język
cli-inspect-held = Zatrzymana
cli-inspect-bounced = Nie dotarło do
cli-inspect-attachment = Plik
cli-inspect-reply = co nowego
cli-inspect-quoted = cytat
cli-inspect-signature = podpis
cli-inspect-questions = pytania

cli-promises-none = Nikt nikomu nic nie jest winien.
cli-promises-due = termin
cli-promises-state = stan
cli-promises-who = kto
cli-promises-whom = komu
cli-promises-what = co
cli-promises-why = dlaczego

cli-rules-unknown = Nie ma zasady „{ $code }”. Są: { $known }.

cli-settings-applied = Ustawienia zapisane.
cli-settings-refused = Nic nie zmieniono. Najpierw popraw:

cli-member-added = { $address } należy do zespołu. Pod tym linkiem wybierze hasło:
cli-member-disabled = { $address } nie może się już zalogować.
cli-member-enabled = { $address } znów może się zalogować.
cli-member-password = { $address } ma nowe hasło.
cli-member-password-ask = Nowe hasło (będzie widoczne):
cli-member-nobody = Nikt w zespole nie ma adresu { $address }.
cli-member-list-name = imię
cli-member-list-address = adres
cli-member-list-role = rola
cli-member-list-language = język
cli-member-list-disabled = wyłączono

cli-login-link = Ten link zaloguje { $address } jeden raz, w ciągu kwadransa:

cli-doctor-database = Baza danych
cli-doctor-search = Wyszukiwanie
cli-doctor-mailboxes = Skrzynki
cli-doctor-raw-mail = Surowa poczta
cli-doctor-promises = Obietnice
cli-doctor-disk = Dysk
cli-doctor-clock = Zegar
cli-doctor-time-zone = Strefa czasowa
cli-doctor-encoder = Drugie spojrzenie

cli-serve-open = Biurko działa pod adresem { $link }
cli-serve-set-up = Urządź je tutaj, jeden raz: { $link }
cli-serve-sample = Przykładowa agencja na próbę; zaloguj się raz linkiem { $link }
cli-serve-taken = Nie da się nasłuchiwać pod { $address }: { $cause }. Wybierz inny adres opcją --listen.
cli-serve-door = Pocztę można przekazywać pod { $address }
cli-serve-door-taken = Nie da się przyjmować poczty pod { $address }: { $cause }. Wybierz inny adres.

cli-check-hold = Zatrzymane: przeczytaj to najpierw jeszcze raz.
cli-check-send = Nic nie stoi na przeszkodzie.
cli-check-advised = Może wyjść. Uwagi powyżej to rady.
cli-check-advice = rada
cli-check-held = stop
cli-check-fix = spróbuj
cli-check-asks = prośby
cli-check-commitments = nasze obietnice
cli-check-unreadable = Wiersz { $line } nie jest wierszem JSON z polem „text”.
cli-check-when = „{ $given }” to nie chwila. Podaj ją tak: 2026-11-20T16:30:00+01:00.
cli-check-language = Tact czyta szkice po en, pl i ru, nie po „{ $given }”.
cli-check-not-text = To nie jest tekst w UTF-8. Zapisz go jako UTF-8 i spróbuj ponownie.
cli-check-no-client = Nie ma klienta { $id }.
cli-check-no-project = Nie ma projektu { $id }; projekty nie mają jeszcze własnych zasad.
cli-client-question = pytanie
cli-client-request = prośba
cli-client-date = Oczekiwany termin: { $date }
cli-client-emergency = To pilna awaria.
cli-client-grave = Klient składa poważną skargę.
cli-client-mild = Klient na coś się skarży.
cli-client-refund = Klient chce zwrotu pieniędzy.
cli-client-call = Klient chce rozmowy lub spotkania.
cli-client-thanks = Klient dziękuje.
cli-client-waits = Klient czeka na odpowiedź.
cli-client-waits-not = Klient nie czeka na odpowiedź.
gate-refused-too-long = Tekst jest za długi. Najwięcej można przeczytać 200 000 bajtów: około 200 000 liter łacińskich albo 100 000 liter cyrylicy.
