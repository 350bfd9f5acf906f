# Teksty wiadomości, które czytają klienci: grzecznie, w formie „Państwo”.

mail-holding-reply = Dziękuję za wiadomość. Zajmuję się Państwa sprawą i odezwę się { $by }.
