# Held mail: what is said about it, and what can be done with it. Members read it.
held-empty = Wiadomość jest pusta.
held-no_headers = Nie ma nagłówków, które dałoby się odczytać.
held-too_nested = Jej części są zbyt głęboko zagnieżdżone.
held-too_many_parts = Ma zbyt wiele części.
held-too_many_headers = Ma zbyt wiele nagłówków.
held-too_large = Jest zbyt duża.
held-parser_error = Nie dało się jej odczytać. Sama wiadomość jest zachowana.
held-stranger = Przyszła na nasz adres odpowiedzi od kogoś, kto nie bierze udziału w tej rozmowie.
held-loop = Wygląda na to, że krąży w kółko.
held-flood = W ciągu godziny przyszło od tego nadawcy więcej wiadomości, niż biurko przyjmuje.
