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
rule-next-steps-short = Mail, w którym jest kilka rzeczy do zrobienia, kończy się tym, kto co robi i do kiedy.
rule-next-steps-what = Jeśli szkic zawiera co najmniej cztery prośby i obietnice, a nie ma listy dalszych kroków, usłyszysz o tym przed wysłaniem. Lista mówi, kto co robi i do kiedy.
rule-next-steps-why = O tym, co stoi w środku akapitu, się zapomina. Krótka lista zostaje zrobiona, bo każdy od razu widzi, co jest jego.
rule-next-steps-off = Szkice z wieloma zadaniami i bez listy przechodzą bez słowa.
rule-next-steps-setting-enabled = Zasada jest włączona
rule-next-steps-setting-enabled-help = Po wyłączeniu szkice nie są pod tym kątem sprawdzane.

rule-answer-everything-title = Odpowiedz na wszystko
rule-answer-everything-short = Każde pytanie klienta dostaje odpowiedź, choćby taką, kiedy ona będzie.
rule-answer-everything-what = Pytania klienta są porównywane ze szkicem. Te, na które nic w nim nie odpowiada, są wymieniane, żeby można było odpowiedzieć albo podać termin.
rule-answer-everything-why = Pytanie bez odpowiedzi wraca, ostrzej. Kto widzi odpowiedzi na wszystkie, wie, że go przeczytano.
rule-answer-everything-off = Przed wysłaniem nikt nie wymienia pytań bez odpowiedzi.
rule-answer-everything-setting-enabled = Zasada jest włączona
rule-answer-everything-setting-enabled-help = Po wyłączeniu szkice nie są pod tym kątem sprawdzane.

rule-no-with-a-way-out-title = Odmowa z wyjściem
rule-no-with-a-way-out-short = Odmowa mówi, dlaczego, i co jest możliwe zamiast tego.
rule-no-with-a-way-out-what = Jeśli szkic czegoś odmawia, sprawdzamy, czy jest w nim powód i inna droga. Gdy czegoś brakuje, usłyszysz o tym.
rule-no-with-a-way-out-why = Gołe „nie” kończy rozmowę. „Nie” z powodem i inną drogą zatrzymuje klienta, a kosztuje dwa zdania.
rule-no-with-a-way-out-off = Odmowy bez powodu albo innej drogi przechodzą bez słowa.
rule-no-with-a-way-out-setting-enabled = Zasada jest włączona
rule-no-with-a-way-out-setting-enabled-help = Po wyłączeniu szkice nie są pod tym kątem sprawdzane.

rule-one-topic-per-mail-title = Jeden temat w mailu
rule-one-topic-per-mail-short = Mail jest o jednej rzeczy; kilka rzeczy to kilka maili.
rule-one-topic-per-mail-what = Jeśli szkic jest o czterech rzeczach lub więcej, zobaczysz, gdzie zaczyna się druga, żeby można go było podzielić.
rule-one-topic-per-mail-why = Drugi temat maila dostaje drugą co do jakości odpowiedź, czwarty żadnej. Na maile o jednej rzeczy łatwo odpowiedzieć i łatwo je znaleźć.
rule-one-topic-per-mail-off = Maile o wielu rzeczach przechodzą bez słowa.
rule-one-topic-per-mail-setting-enabled = Zasada jest włączona
rule-one-topic-per-mail-setting-enabled-help = Po wyłączeniu szkice nie są pod tym kątem sprawdzane.

rule-cool-off-title = Najpierw ochłoń
rule-cool-off-short = Mail napisany w gniewie czeka, aż ktoś przeczyta go jeszcze raz.
rule-cool-off-what = Gorące szkice są zatrzymywane, te z ostrą nutą zaznaczane, zawsze ze zdaniem, które ją niesie. Złość na rzecz, cytowana złość, radość i stanowcze przypomnienia to nie to.
rule-cool-off-why = Gorący mail kosztuje więcej, niż mówi, i nikt go nie cofnie. Przerwa i drugie czytanie pomagają tam, gdzie samo ostrzeżenie się odklikuje.
rule-cool-off-off = Nic już nie mówi, że szkic jest gorący.
rule-cool-off-setting-enabled = Zasada jest włączona
rule-cool-off-setting-enabled-help = Po wyłączeniu szkice nie są pod tym kątem sprawdzane.

rule-own-the-fault-title = Bez szukania winnych
rule-own-the-fault-short = Mail mówi, co się stało i co teraz robimy, a nie, czyja to wina.
rule-own-the-fault-what = Zdania, które zrzucają problem na klienta, są zaznaczane, także w spokojnym tonie.
rule-own-the-fault-why = Kto jest obwiniany, ten się broni, zamiast pomagać. Sprawę rozwiązują fakty i następny krok; o winie można porozmawiać później.
rule-own-the-fault-off = Zdania, które obwiniają klienta, przechodzą bez słowa.
rule-own-the-fault-setting-enabled = Zasada jest włączona
rule-own-the-fault-setting-enabled-help = Po wyłączeniu szkice nie są pod tym kątem sprawdzane.

rule-honest-start-title = Obiecuj tylko to, co twoje
rule-honest-start-short = Nikt nie obiecuje tego, na co nikt nie ma wpływu: sprzedaży, pozycji, pogody.
rule-honest-start-what = Zdania, które gwarantują wynik, są zaznaczane, żeby można było napisać, co zrobimy.
rule-honest-start-why = Gwarancję, która zawiodła, pamięta się dłużej niż pracę. To, co robimy, można obiecać; na to, co z tego wyniknie, można liczyć.
rule-honest-start-off = Gwarancje wyników przechodzą bez słowa.
rule-honest-start-setting-enabled = Zasada jest włączona
rule-honest-start-setting-enabled-help = Po wyłączeniu szkice nie są pod tym kątem sprawdzane.

# What the gate says of a draft, and what would mend it.
finding-no-next-steps = Kilka osób ma tu coś do zrobienia, a żadna lista nie mówi, kto co i do kiedy.
fix-no-next-steps = Zakończ krótką listą: kto, co, do kiedy.
finding-many-topics = Ten mail jest o kilku rzeczach; tu zaczyna się druga.
fix-many-topics = Podziel go tutaj: na każdą rzecz osobny mail.
finding-heat-edgy = Tu jest ostra nuta, którą odbiorca usłyszy.
fix-heat-edgy = Napisz to samo bez uwagi na boku albo odłóż na godzinę.
finding-heat-hot = To jest napisane w gniewie, a cofnąć się tego nie da.
fix-heat-hot = Odłóż to i przeczytaj jeszcze raz przed wysłaniem.
finding-blame = To zrzuca winę na odbiorcę.
fix-blame = Napisz, co się stało i co teraz robimy.
finding-unanswered = Klient pyta: „{ $what }”. Nic tu na to nie odpowiada.
fix-unanswered = Odpowiedz albo napisz, do kiedy odpowiesz.
finding-no-reason = To odmowa bez powodu.
fix-no-reason = Dodaj jedno zdanie z powodem.
finding-no-way-out = To odmowa, za którą nic nie idzie.
fix-no-way-out = Dodaj, co jest możliwe zamiast tego.
finding-guarantee = To gwarantuje coś, na co nikt nie ma wpływu.
fix-guarantee = Napisz, co zrobicie i na co liczycie.
