# Письмо с подсказками: о чём спросил клиент, на что взглянуть перед отправкой и письмо, которое ждёт.

refused-answer-held = Письмо пока ждёт. Взгляните ещё раз на отмеченное; ни одно слово не пропало.
part-checks-title = Перед отправкой
part-checks-asked = Клиент спросил
part-checks-answered = Ответ есть:
part-checks-open = Пока без ответа:
part-checks-answer = Ответить на это в письме
part-checks-put-off = Отложить
part-checks-none = Проверять нечего.
part-checks-status = { $count ->
    [one] Перед отправкой взгляните на { $count } место.
    [few] Перед отправкой взгляните на { $count } места.
    [many] Перед отправкой взгляните на { $count } мест.
   *[other] Перед отправкой взгляните на { $count } места.
}
part-checks-count = { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
    [many] { $count } замечаний
   *[other] { $count } замечания
}
part-held-what = Перечитайте его глазами клиента. После правки нажмите «Отправить» — мы проверим письмо заново.
part-held-because = Или отправьте как есть, потому что
part-held-send = Отправить как есть
part-held-no-reason = Напишите, почему отправить как есть.
part-tools = Вид текста
part-tools-bold = Полужирный
part-tools-list = Список
part-tools-numbers = Нумерованный список
part-tools-link = Ссылка
part-tools-link-where = Куда ведёт ссылка
part-tools-link-set = Сделать ссылкой
part-held-put-off = Отложить, вернётся: { $when }
refused-no-such-draft = Этого черновика уже нет.
refused-draft-in-the-way = Здесь уже пишется другой ответ. Сначала отправьте или выбросьте его.
flash-put-off = Отложено. Черновик вернётся сюда; сам он не уйдёт.
flash-draft-thrown-away = Выброшено; хранится ещё 30 дней.
page-today-rested = Письмо отлежалось ({ $name }): { $subject }
page-today-rested-act = Перечитать
page-today-resting = Письмо отлёживается ({ $name }) и вернётся { $when }, чтобы его перечитали: { $subject }
page-today-resting-act = Посмотреть
page-conversation-rests = Ответ отлёживается; перечитать его можно будет { $when }. Сам он не уйдёт.
page-conversation-thrown = Ваш ответ выброшен { $when }.
page-conversation-thrown-act = Вернуть
page-rereading-title = Перечитать
page-rereading-title-of = Перечитать: { $subject }
page-rereading-rested = Отлёживается { $since }. Прочитайте глазами клиента, а потом исправьте, отправьте или выбросьте.
page-rereading-back = К переписке
page-rereading-throw-away = Выбросить
page-rereading-theirs = Последнее письмо клиента
part-overruled = Отправлено как есть: «{ $reason }», { $name }
page-rule-put-off = Вы отложили черновик.
