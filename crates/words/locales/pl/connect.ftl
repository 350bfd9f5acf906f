# Podłączanie skrzynek: co znaleziono, co trzeba wiedzieć, co może się nie udać. Klucze według miejsca.

## Logowanie u dostawcy (desk::oauth)
oauth-revoked = Dostawca nie wpuszcza już Tacta: ktoś wycofał zgodę albo zmienił hasło. Zaloguj się ponownie.
oauth-no-registration = Tact nie jest jeszcze zarejestrowany u tego dostawcy. Właściciel wpisuje rejestrację w ustawieniach skrzynek.
oauth-registration-refused = Dostawca nie zna tej rejestracji. Porównaj identyfikator i sekret klienta z tym, co pokazuje jego konsola.
oauth-unreachable = Logowanie u dostawcy jest teraz nieosiągalne. Tact sam spróbuje ponownie.
oauth-refused = Dostawca odmówił. Jego słowa są poniżej.
refused-oauth-no-client-id = Skopiuj identyfikator klienta z konsoli dostawcy; to jedno długie słowo.
refused-oauth-no-tenant = Dzierżawa to identyfikator albo domena, np. twoja-firma.onmicrosoft.com. Puste pole: wszystkie konta.
refused-oauth-stale = Ta droga powrotna jest już zużyta, zbyt stara albo zaczęła się w innym oknie. Zacznij logowanie od nowa.
refused-oauth-denied = Na stronie dostawcy nie padło „tak”. Zacznij ponownie, kiedy zechcesz.
refused-oauth-nothing-lasting = Dostawca wpuścił Tacta tylko na godzinę. Usuń Tacta z aplikacji połączonych z kontem i zaloguj się ponownie.
refused-oauth-trouble = Logowanie u dostawcy się nie udało; powód jest poniżej.
