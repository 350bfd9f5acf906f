# Teksty wiadomości, które czytają klienci: grzecznie, w formie „Państwo”.

mail-holding-reply = Dziękuję za wiadomość. Zajmuję się Państwa sprawą i odezwę się { $by }.
mail-acknowledgement-subject = Odp: { $subject }
mail-acknowledgement =
    Dzień dobry,

    dziękujemy za wiadomość, dotarła do nas.

    Teraz nie pracujemy. Wracamy: { "{opening}" }. Wtedy się do Państwa odezwiemy. { "{emergency}" }

    { "{desk}" }
    (Ta odpowiedź została wysłana automatycznie.)
mail-acknowledgement-instead =
    Dzień dobry,

    dziękujemy za wiadomość, dotarła do nas.

    { "{member}" } przebywa obecnie poza biurem i wróci { "{back}" }. Do tego czasu Państwa sprawą zajmuje się { "{instead}" }. { "{emergency}" }

    { "{desk}" }
    (Ta odpowiedź została wysłana automatycznie.)
mail-acknowledgement-away =
    Dzień dobry,

    dziękujemy za wiadomość, dotarła do nas.

    { "{member}" } przebywa obecnie poza biurem i wróci { "{back}" }. Jeśli sprawa nie może czekać, prosimy o tym napisać: tę pocztę czytają również inne osoby z naszego zespołu. { "{emergency}" }

    { "{desk}" }
    (Ta odpowiedź została wysłana automatycznie.)
mail-emergency-address = W nagłej sprawie prosimy pisać na adres { $address }.
mail-emergency-word = W nagłej sprawie prosimy napisać ponownie ze słowem „{ $word }” w temacie.
mail-quote-lead = { $when }, { $who } pisze:
mail-passed-on = Przekazana wiadomość
mail-passed-on-from = Od: { $who }
mail-passed-on-date = Data: { $when }
mail-passed-on-subject = Temat: { $subject }
mail-passed-on-to = Do: { $who }
# Do osób z biura: nagła sprawa, gdziekolwiek są.
mail-alert-subject = Nagła sprawa: { $name }, „{ $subject }”
mail-alert-lead = Pisze { $who } ({ $when }) i wygląda to na nagłą sprawę.
mail-alert-open = Odpowiedz: { $link }
mail-alert-why = Ta wiadomość przyszła, bo podano ten adres na nagłe sprawy (Ustawienia, Ja, Godziny i nieobecności).
mail-alert-trial-subject = Próba: tak dotrze do Ciebie nagła sprawa
mail-alert-trial =
    Ta wiadomość dotarła, więc nagła sprawa też dotrze.

    Czy telefon dzwoni na nią w nocy? Jeśli ma dzwonić, wyłącz dla niej tryb ciszy.
