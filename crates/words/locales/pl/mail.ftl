# Teksty wiadomości, które czytają klienci: grzecznie, w formie „Państwo”.

mail-holding-reply = Dziękuję za wiadomość. Zajmuję się Państwa sprawą i odezwę się { $by }.
mail-acknowledgement-subject = Odp: { $subject }
mail-acknowledgement =
    Dziękujemy za wiadomość, dotarła do nas.

    Teraz nie pracujemy. Wracamy: { "{opening}" }. Wtedy się do Państwa odezwiemy. { "{emergency}" }

    { "{desk}" }
    (Ta odpowiedź została wysłana automatycznie.)
mail-acknowledgement-instead =
    Dziękujemy za wiadomość, dotarła do nas.

    { "{member}" }: nieobecność. Powrót: { "{opening}" }. Do tego czasu Państwa sprawą zajmuje się { "{instead}" }.

    { "{desk}" }
    (Ta odpowiedź została wysłana automatycznie.)
mail-acknowledgement-away =
    Dziękujemy za wiadomość, dotarła do nas.

    { "{member}" }: nieobecność. Powrót: { "{opening}" }. Jeśli sprawa nie może czekać, prosimy to napisać: pozostali z nas też czytają tę pocztę.

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
