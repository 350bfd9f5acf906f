# Zapisane odpowiedzi: raz napisane, często używane.

refused-saved-no-title = Nadaj nazwę, po której ją znajdziesz.
refused-saved-empty = Nic w niej nie ma.
refused-saved-too-long = Dłuższa niż wiadomość. Zrób z niej dwie.
refused-saved-too-many = Jest ich już 500. Usuń te, których nikt nie używa.
refused-saved-nothing = Tej odpowiedzi już tu nie ma.
refused-saved-unknown = { $word }: nie wiadomo, co tu wstawić. Lista tych, które da się wstawić, jest poniżej.
page-settings-saved-replies = Zapisane odpowiedzi
page-replies-lead = Odpowiedzi, które piszesz często. Użyta staje się zwykłym szkicem i przed wyjściem czyta ją zbiór zasad.
page-replies-name = imię osoby, do której piszesz
page-replies-client = jej firma
page-replies-me = Twoje imię i nazwisko
page-replies-desk = nazwa agencji
page-replies-none = Nie ma jeszcze zapisanych odpowiedzi.
page-replies-none-more = Napisz pierwszą poniżej: to, co tłumaczysz po raz trzeci, pasuje tutaj.
page-replies-title = Nazwa
page-replies-text = Treść
page-replies-save = Zapisz
page-replies-remove = Usuń
page-replies-new = Nowa
page-replies-add = Zapisz odpowiedź
saved-button = Zapisana odpowiedź
saved-what = Trafi pod to, co już napisane, z wstawionymi nazwami.
flash-reply-removed = Usunięte.
part-slip-variable = „{ $word }”: tu niczego nie wstawiono.
