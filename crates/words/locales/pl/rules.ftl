# Strony zasad. Dla każdej: title, short, what, why, off oraz etykieta i pomoc każdego ustawienia.

rule-reply-in-a-working-day-title = Odpowiedź w ciągu dnia roboczego
rule-reply-in-a-working-day-short = Każda wiadomość klienta, która czeka na odpowiedź, dostaje ją do tej samej godziny następnego dnia roboczego.
rule-reply-in-a-working-day-what = Każda wiadomość klienta, która czeka na odpowiedź, tworzy obietnicę: odpowiesz do tej samej godziny następnego dnia roboczego. Wiadomość spoza godzin pracy liczy się od najbliższego otwarcia; weekendy i święta nigdy się nie liczą. Obietnicy dotrzymuje każda prawdziwa wiadomość od Ciebie w tej rozmowie, niezależnie od tego, gdzie ją napiszesz. Jeśli potrzebujesz więcej czasu, wystarczy odpowiedź wstępna („zajmuję się tym”): też dotrzymuje obietnicy i tworzy nową, z terminem, który podasz.
rule-reply-in-a-working-day-why = Na rozwiązanie można poczekać. Trudno znieść niepewność, czy ktokolwiek to przeczytał. Krótka odpowiedź w ciągu dnia mówi: słyszymy, a dalej będzie tak. Oszczędza też pracy, bo nikt nie musi pisać drugi raz i dopytywać.
rule-reply-in-a-working-day-off = Wiadomości klientów nie tworzą już obietnic. Strona Dziś nie powie, kto czeka; odpowiedzi wstępne nadal tworzą swoje.
rule-reply-in-a-working-day-setting-enabled = Zasada działa
rule-reply-in-a-working-day-setting-enabled-help = Po wyłączeniu wiadomości klientów nie tworzą obietnic.
rule-reply-in-a-working-day-setting-working-days = Dni robocze na odpowiedź
rule-reply-in-a-working-day-setting-working-days-help = Zwykle jeden. Termin mija o tej samej godzinie.
rule-reply-in-a-working-day-setting-working-hours = Godziny robocze na odpowiedź
rule-reply-in-a-working-day-setting-working-hours-help = Zamiast dni, dla klientów, którzy potrzebują Cię szybciej. Na przykład cztery.
rule-reply-in-a-working-day-setting-history-after-days = Po ilu dniach cicha rozmowa to historia
rule-reply-in-a-working-day-setting-history-after-days-help = Przy imporcie rozmowy cichsze od tego nie trafiają na stronę Dziś. Nic nie ginie; możesz je przejrzeć w każdej chwili.

rule-next-steps-title = Dalsze kroki jako lista
rule-next-steps-short = Mail, który o coś prosi, mówi w liście, kto co robi i do kiedy.
rule-next-steps-what = Jeśli szkic o coś prosi, a nie ma listy następnych kroków, każda prośba jest zaznaczona: jeden klawisz robi z niej krok. Gdy rzeczy do zrobienia są co najmniej cztery, całą listę można wstawić na końcu. Lista mówi, kto co robi i do kiedy.
rule-next-steps-why = O tym, co stoi w środku akapitu, się zapomina. Krótka lista zostaje zrobiona, bo każdy od razu widzi, co jest jego.
rule-next-steps-off = Prośby w środku tekstu przechodzą bez słowa.
rule-next-steps-bad = Czy mogliby Państwo przesłać nam logo do piątku?
rule-next-steps-good =
    Następne kroki
    - Państwo: przesłać nam logo, do piątku
rule-next-steps-setting-level = Gdy coś znajdzie
rule-next-steps-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-answer-everything-title = Odpowiedz na wszystko
rule-answer-everything-short = Każde pytanie klienta dostaje odpowiedź, choćby taką, kiedy ona będzie.
rule-answer-everything-what = Pytania klienta są porównywane ze szkicem. Te, na które nic w nim nie odpowiada, są wymieniane, żeby można było odpowiedzieć albo podać termin.
rule-answer-everything-why = Pytanie bez odpowiedzi wraca, ostrzej. Kto widzi odpowiedzi na wszystkie, wie, że go przeczytano.
rule-answer-everything-off = Przed wysłaniem nikt nie wymienia pytań bez odpowiedzi.
rule-answer-everything-bad = Dziękujemy za wiadomość, cieszymy się, że się podoba.
rule-answer-everything-good = Strona ruszy w czwartek.
rule-answer-everything-setting-level = Gdy coś znajdzie
rule-answer-everything-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-no-with-a-way-out-title = Odmowa z wyjściem
rule-no-with-a-way-out-short = Odmowa mówi, dlaczego, i co jest możliwe zamiast tego.
rule-no-with-a-way-out-what = Jeśli szkic czegoś odmawia, sprawdzamy, czy jest w nim powód i inna droga. Gdy czegoś brakuje, usłyszysz o tym.
rule-no-with-a-way-out-why = Gołe „nie” kończy rozmowę. „Nie” z powodem i inną drogą zatrzymuje klienta, a kosztuje dwa zdania.
rule-no-with-a-way-out-off = Odmowy bez powodu albo innej drogi przechodzą bez słowa.
rule-no-with-a-way-out-bad = Niestety nie możemy tego zrobić.
rule-no-with-a-way-out-good = Nie możemy tego zrobić do piątku, ponieważ drukarnia jest zamknięta. Zamiast tego możemy dostarczyć całość w poniedziałek.
rule-no-with-a-way-out-setting-level = Gdy coś znajdzie
rule-no-with-a-way-out-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-one-topic-per-mail-title = Jeden temat w mailu
rule-one-topic-per-mail-short = Mail jest o jednej rzeczy; kilka rzeczy to kilka maili.
rule-one-topic-per-mail-what = Jeśli szkic jest o czterech rzeczach lub więcej, prosi o coś w trzech różnych sprawach albo ma ponad 200 słów i jest o dwóch, zobaczysz, gdzie zaczyna się druga. Podziel proponuje na każdą krótką wiadomość z własnym tematem, krokami i plikami; przenosisz to, co należy gdzie indziej, i wysyłasz wszystkie razem. Klient widzi, która to z ilu, a każda kolejna wiadomość ma własną rozmowę.
rule-one-topic-per-mail-why = Drugi temat maila dostaje drugą co do jakości odpowiedź, czwarty żadnej. Na maile o jednej rzeczy łatwo odpowiedzieć i łatwo je znaleźć.
rule-one-topic-per-mail-off = Maile o wielu rzeczach przechodzą bez słowa.
rule-one-topic-per-mail-bad =
    Prosimy o akceptację faktury za październik do wtorku, godziny są wypisane przy każdej pozycji.

    Do newslettera potrzebujemy jeszcze trzech zdjęć Państwa kuchni, najlepiej szerokich ujęć.

    W przyszłym tygodniu wygasa certyfikat serwera. Proszę przekazać firmie hostingowej, żeby go odnowiła.
rule-one-topic-per-mail-good = Faktura za październik przyjdzie dzisiaj, z godzinami przy każdej pozycji.
rule-one-topic-per-mail-setting-level = Gdy coś znajdzie
rule-one-topic-per-mail-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-cool-off-title = Najpierw ochłoń
rule-cool-off-short = Mail napisany w gniewie czeka, aż ktoś przeczyta go jeszcze raz.
rule-cool-off-what = Gorące szkice są zatrzymywane, te z ostrą nutą zaznaczane, zawsze ze zdaniem, które ją niesie. Złość na rzecz, cytowana złość, radość i stanowcze przypomnienia to nie to.
rule-cool-off-why = Gorący mail kosztuje więcej, niż mówi, i nikt go nie cofnie. Przerwa i drugie czytanie pomagają tam, gdzie samo ostrzeżenie się odklikuje.
rule-cool-off-off = Nic już nie mówi, że szkic jest gorący.
rule-cool-off-bad = Już trzy razy Państwu pisałem, że to WASZ problem. Przestańcie marnować nasz czas.
rule-cool-off-good = Rozumiem, że to dla Państwa pilne. Sprawdzamy to dzisiaj i napiszemy do szesnastej.
rule-cool-off-setting-level = Gdy coś znajdzie
rule-cool-off-setting-level-help = Wstrzymanie: szkic pisany w złości czeka, a ostry jest tylko zaznaczony. Uwaga: oba są tylko zaznaczone. Wyłączone: bez uwag.

rule-own-the-fault-title = Bez szukania winnych
rule-own-the-fault-short = Mail mówi, co się stało i co teraz robimy, a nie, czyja to wina.
rule-own-the-fault-what = Zdania, które zrzucają problem na klienta, są zaznaczane, także w spokojnym tonie.
rule-own-the-fault-why = Kto jest obwiniany, ten się broni, zamiast pomagać. Sprawę rozwiązują fakty i następny krok; o winie można porozmawiać później.
rule-own-the-fault-off = Zdania, które obwiniają klienta, przechodzą bez słowa.
rule-own-the-fault-bad = Nigdy nie przysłali Państwo tekstów, więc opóźnienie jest z Państwa winy.
rule-own-the-fault-good = W poniedziałek nie było jeszcze tekstów. Gdy tylko je dostaniemy, potrzebujemy dwóch dni.
rule-own-the-fault-setting-level = Gdy coś znajdzie
rule-own-the-fault-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-honest-start-title = Obiecuj tylko to, co twoje
rule-honest-start-short = Nikt nie obiecuje tego, na co nikt nie ma wpływu: sprzedaży, pozycji, pogody.
rule-honest-start-what = Zdania, które gwarantują wynik, są zaznaczane, żeby można było napisać, co zrobimy.
rule-honest-start-why = Gwarancję, która zawiodła, pamięta się dłużej niż pracę. To, co robimy, można obiecać; na to, co z tego wyniknie, można liczyć.
rule-honest-start-off = Gwarancje wyników przechodzą bez słowa.
rule-honest-start-bad = Gwarantujemy, że będą Państwo na pierwszym miejscu w Google.
rule-honest-start-good = Ta praca poprawia teksty i szybkość strony, a co miesiąc liczby pokazują, jak to idzie.
rule-honest-start-setting-level = Gdy coś znajdzie
rule-honest-start-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-say-what-you-will-do-title = Powiedz, co zrobisz
rule-say-what-you-will-do-short = To, co obiecujemy w mailu, staje się naszą obietnicą.
rule-say-what-you-will-do-what = Gdy szkic mówi, że coś zrobisz, Tact proponuje zapisać to jako obietnicę z terminem. Jeden klawisz wpisuje ją na listę obietnic, która przypomni na czas. O każdą pyta raz.
rule-say-what-you-will-do-why = „W piątek będzie gotowe” to obietnica. Ty możesz o niej zapomnieć, klient nie. Co stoi na liście, bywa dotrzymane, a czego nie da się dotrzymać, o tym klient wie na czas.
rule-say-what-you-will-do-off = To, co obiecujesz w mailach, nie trafia już jako propozycja na listę obietnic.
rule-say-what-you-will-do-bad = Wyślę Państwu wycenę w wolnej chwili.
rule-say-what-you-will-do-good = Wyślę Państwu wycenę do piątku.
rule-say-what-you-will-do-setting-level = Gdy coś znajdzie
rule-say-what-you-will-do-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-offer-a-call-title = Zaproponuj rozmowę
rule-offer-a-call-short = Gdy maile już nie pomagają, proponujemy krótką rozmowę.
rule-offer-a-call-what = Tact proponuje rozmowę, gdy klient o nią prosi, gdy w trzy dni robocze przeszło sześć maili albo gdy chodzi o poważną skargę. Szkicu, który już ją proponuje, nie rusza.
rule-offer-a-call-why = Na co trzeba sześciu maili, na to wystarczy dziesięć minut rozmowy. A kto się skarży, chce najpierw zostać wysłuchany.
rule-offer-a-call-off = Tact nie proponuje rozmów.
rule-offer-a-call-bad = Dziękujemy za wiadomość, wszystko zapisaliśmy.
rule-offer-a-call-good = Czy możemy porozmawiać przez telefon dzisiaj o piętnastej?
rule-offer-a-call-setting-level = Gdy coś znajdzie
rule-offer-a-call-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-right-recipient-title = Właściwy adresat
rule-right-recipient-short = Mail trafia do tego, dla kogo jest, i niesie to, o czym mówi.
rule-right-recipient-what = Zanim mail wyjdzie, Tact szuka w nim nazw innych klientów i nazwisk ich ludzi, w tekście i w plikach. Pyta też, gdy mail mówi o załączniku, a go nie ma, gdy w kopii jest ktoś nowy i gdy wśród osób klienta stoi ktoś z zespołu.
rule-right-recipient-why = Maila do niewłaściwego klienta nie da się cofnąć, a mówi on dwóm klientom naraz, jak się tu pilnuje spraw.
rule-right-recipient-off = Nic już nie ostrzega, że mail może iść do niewłaściwych osób.
rule-right-recipient-bad = W załączniku przesyłam raport.
rule-right-recipient-good = Raport jest na stronie Państwa projektu.
rule-right-recipient-setting-level = Gdy coś znajdzie
rule-right-recipient-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

rule-work-mode-title = Praca w czasie pracy
rule-work-mode-short = Poza godzinami pracy nikt nie musi pisać i nikt tego nie oczekuje.
rule-work-mode-what = Każda osoba ma swoje godziny i nieobecności z zastępstwem. Wiadomość napisana poza nimi może wyjść przy najbliższym otwarciu. Klient, który pisze w tym czasie, raz dowiaduje się, kiedy ktoś będzie; nagłą sprawę o każdej porze widzi osoba na dyżurze.
rule-work-mode-why = Kto odpowiada nocą, uczy klientów, że tak ma być, i nikt nie odpoczywa. Wiadomość wysłana rano zostanie przeczytana równie szybko, a wieczór jest wolny po obu stronach.
rule-work-mode-off = Nic już nie zaproponuje, żeby wiadomość wyszła dopiero po Twoim powrocie do pracy.
rule-work-mode-bad = Niedziela, 23:10: Proszę o informację, który kolor Państwo wolą.
rule-work-mode-good = Ta sama wiadomość, napisana w niedzielę, a wysłana w poniedziałek o 9:00.
rule-work-mode-setting-level = Gdy ktoś pisze poza swoimi godzinami
rule-work-mode-setting-level-help = Wyłączone: bez uwag. Uwaga: mówi, ale mail może wyjść. Wstrzymanie: mail czeka, aż ktoś przeczyta go jeszcze raz.

# What the gate says of a draft, and what would mend it.
finding-no-next-steps = Kilka osób ma tu coś do zrobienia, a żadna lista nie mówi, kto co i do kiedy.
fix-no-next-steps = Zakończ krótką listą: kto, co, do kiedy.
finding-many-topics = Ten mail jest o kilku rzeczach; tu zaczyna się druga.
fix-many-topics = Podziel go tutaj: na każdą rzecz osobny mail.
finding-heat-edgy = Tu jest ostra nuta, którą odbiorca usłyszy.
fix-heat-edgy = Napisz to samo bez przytyku.
finding-heat-hot = To jest napisane w gniewie, a tego nie da się cofnąć.
fix-heat-hot = Odłóż to i przeczytaj jeszcze raz przed wysłaniem.
finding-blame = To zrzuca winę na odbiorcę.
fix-blame = Napisz, co się stało i co teraz robimy.
finding-unanswered = Klient pyta: „{ $what }”. Nic tu na to nie odpowiada.
fix-unanswered = Odpowiedz albo napisz, do kiedy odpowiesz.
finding-no-reason = To odmowa bez powodu.
fix-no-reason = Dodaj jedno zdanie z powodem.
finding-no-way-out = To odmowa bez żadnej propozycji w zamian.
fix-no-way-out = Dodaj, co jest możliwe zamiast tego.
finding-guarantee = To gwarantuje coś, na co nikt nie ma wpływu.
fix-guarantee = Napisz, co zrobicie ze swojej strony i na co liczycie.
finding-ask-in-text = Tu w środku tekstu jest prośba.
fix-ask-in-text = Zrób z niej następny krok: kto, co, do kiedy.
finding-untracked-promise = To obietnica, której nie ma jeszcze na liście.
fix-untracked-promise = Wpisz ją na listę, z terminem.
finding-other-client = „{ $what }” należy do innego klienta.
fix-other-client = Usuń nazwę albo sprawdź, kto dostanie ten mail.
finding-other-file = Plik „{ $what }” ma w nazwie innego klienta.
fix-other-file = Usuń plik albo sprawdź, kto dostanie ten mail.
finding-nothing-attached = Tu mowa o załączniku, a nic nie jest załączone.
fix-nothing-attached = Dołącz plik.
finding-newcomer = { $what }: w kopii, a dotąd poza tą rozmową.
fix-newcomer = Usuń ten adres, jeśli to pomyłka.
finding-colleague = { $what }: ktoś z zespołu wśród osób klienta.
fix-colleague = Usuń ten adres, jeśli to pomyłka.
finding-call-wished = Klient prosi o rozmowę, a nic jej tu nie proponuje.
fix-call-wished = Zaproponuj 15 minut rozmowy.
finding-to-and-fro = W kilka dni przeszło tu wiele maili w obie strony.
fix-to-and-fro = Zaproponuj 15 minut rozmowy.
finding-call-for-complaint = To odpowiedź na skargę wyłącznie na piśmie.
fix-call-for-complaint = Zaproponuj 15 minut rozmowy.
finding-off-work = Teraz nie jesteś w pracy.
fix-off-work = Niech wyjdzie, gdy wrócisz.

# What a fix offers to put into a draft, in the draft's language: the reader is a client.
draft-milder-facts = Oto co się stało i co teraz robimy.
draft-milder-together = Przyjrzyjmy się temu wspólnie i ustalmy, jak działamy dalej.
draft-milder-summary = Podsumowując, na czym stoimy:
draft-milder-ask = Czy mogą Państwo przesłać to, czego brakuje, żebyśmy mogli działać dalej?
draft-milder-plain = Zależy mi, żebyśmy znaleźli dobre rozwiązanie.
draft-milder-effort = Robimy po swojej stronie wszystko, co pomaga, i pokazujemy Państwu, jak to idzie.
draft-milder-hope = Tego nikt nie może obiecać, ale do tego dążymy.
draft-begin-reason = Powód jest taki, że …
draft-begin-other-way = Zamiast tego możemy …
draft-offer-call = Może porozmawiamy 15 minut przez telefon? Tak będzie szybciej niż mailem.
draft-offer-call-times = Proponuję 15-minutową rozmowę telefoniczną. Jaki termin Państwu odpowiada?

# The words of settings with a choice.
choice-off = Wyłączone: bez uwag
choice-advice = Uwaga: powiedz
choice-hold = Wstrzymaj mail
level-off = wyłączone
level-advice = uwaga
level-hold = wstrzymaj
