# Teksty wiadomości, które czytają klienci: grzecznie, w formie „Państwo”.

mail-holding-reply = Dziękuję za wiadomość. Zajmuję się Państwa sprawą i odezwę się { $by }.
mail-acknowledgement-subject = Odp: { $subject }
mail-acknowledgement =
    Dziękujemy za wiadomość, dotarła do nas.

    Teraz nie pracujemy. Wracamy: { "{opening}" }. Wtedy się do Państwa odezwiemy.

    { "{desk}" }
    (Ta odpowiedź została wysłana automatycznie.)
mail-quote-lead = { $when }, { $who } pisze:
mail-passed-on = Przekazana wiadomość
mail-passed-on-from = Od: { $who }
mail-passed-on-date = Data: { $when }
mail-passed-on-subject = Temat: { $subject }
mail-passed-on-to = Do: { $who }
