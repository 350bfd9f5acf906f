# Held mail: what is said about it, and what can be done with it. Members read it.
held-empty = Письмо пустое.
held-no_headers = В нём нет читаемых заголовков.
held-too_nested = Его части вложены слишком глубоко.
held-too_many_parts = В нём слишком много частей.
held-too_many_headers = В нём слишком много заголовков.
held-too_large = Оно слишком большое.
held-parser_error = Его не удалось прочитать. Само письмо сохранено.
held-stranger = Оно пришло на наш адрес для ответов от человека, который не участвует в этой переписке.
held-loop = Похоже, оно ходит по кругу.
held-flood = За час от этого отправителя пришло больше писем, чем студия принимает.
held-line = Что не было принято и почему. Ничего из этого не пропадает.
held-thrown-line = Выброшено. Каждое письмо хранится ещё 30 дней.
held-thrown-link = Выброшенные
held-act-retry = Прочитать снова
held-act-accept = Принять
held-act-throw = Выбросить
held-act-back = Вернуть
held-bulk = С выбранными
held-alike = { $count ->
    [one] { $count } письмо от этого отправителя
    [few] { $count } письма от этого отправителя
    [many] { $count } писем от этого отправителя
   *[other] { $count } письма от этого отправителя
}
refused-held-nothing = Это письмо больше не задержано; возможно, о нём уже решили без вас.
refused-held-still = Оно по-прежнему задержано по указанной причине.
refused-held-lost = Содержимого письма нет на диске, или оно повреждено. Подробнее скажет «tact doctor»; оно есть в резервной копии.
flash-held-taken = { $count ->
    [one] Принято { $count } письмо.
    [few] Принято { $count } письма.
    [many] Принято { $count } писем.
   *[other] Принято { $count } письма.
}
flash-held-thrown = { $count ->
    [one] Выброшено { $count } письмо; оно хранится ещё 30 дней.
    [few] Выброшено { $count } письма; они хранятся ещё 30 дней.
    [many] Выброшено { $count } писем; они хранятся ещё 30 дней.
   *[other] Выброшено { $count } письма; они хранятся ещё 30 дней.
}
flash-held-back = { $count ->
    [one] { $count } письмо снова задержано.
    [few] { $count } письма снова задержаны.
    [many] { $count } писем снова задержано.
   *[other] { $count } письма снова задержано.
}
flash-held-still = Оно по-прежнему задержано по указанной причине.
page-settings-floods = Поток писем
page-settings-flood = Больше всего писем от одного отправителя за час
page-settings-flood-help = Что придёт сверх того, будет задержано одной записью. 0 — без ограничения.
