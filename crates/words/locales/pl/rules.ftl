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
