# Texts of the pages. To add one: put the same key, with the same placeholders, into locales/{en,pl,ru}/web.ftl
# and use it in a template: {{ words.t("page-today-title") }} or {{ words.t1("key", "name", value) }}.
# Keys go by place: page-<page>-<what>, part-<partial>-<what>, refusal-<code>. Letters, digits and '-' only.
# A number that grammar depends on needs its plurals: English one/other, Polish and Russian one/few/many/other.
# `bin/strings` checks all of it: same keys, same placeholders, every key used, none missing.

page-today-title = Сегодня
page-inbox-title = Почта
page-clients-title = Клиенты
page-rulebook-title = Правила
page-search-title = Поиск
page-settings-title = Настройки
