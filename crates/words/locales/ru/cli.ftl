# Texts of the command line. The same rules as in web.ftl; keys begin with cli-<command>-.

cli-failed = tact: { $what }

cli-file-missing = { $path } не найдено.
cli-file-folder = { $path } – это папка. Укажите файл или напишите - и передайте текст через стандартный ввод.
cli-import-missing = { $path } не найдено. Укажите файлы или папки с почтой.
cli-import-no-address = «{ $address }» — не адрес почты. Укажите его так: --me vy@agentstvo.example.
cli-import-founded = Новая студия: часовой пояс { $zone }, праздники страны { $country }, работа с понедельника по пятницу с 9 до 17. Изменить можно командой 'tact settings' или на странице настроек.
cli-import-nobody = По этой почте не видно, какой адрес ваш, поэтому ни одно письмо не считается вашим. Укажите адрес: --me vy@agentstvo.example.
cli-import-guessed = Похоже, ваш адрес — { $address } (так говорят { $mails } из { $of } писем). Если нет, укажите его через --me.
cli-import-ask = Какой адрес почты ваш? (Enter — никакой)
cli-import-ask-guess = { $address } — ваш адрес? (Enter — да, или введите верный)
cli-import-rate = писем: { $mails }, в секунду: { $rate }
cli-import-read = { $count ->
    [one] Прочитано { $count } письмо
    [few] Прочитано { $count } письма
    [many] Прочитано { $count } писем
   *[other] Прочитано { $count } писем
}
cli-import-stored = { $count ->
    [one] Принято { $count }
    [few] Принято { $count }
    [many] Принято { $count }
   *[other] Принято { $count }
}
cli-import-duplicates = { $count ->
    [one] { $count } уже было здесь
    [few] { $count } уже были здесь
    [many] { $count } уже было здесь
   *[other] { $count } уже было здесь
}
cli-import-conversations = { $count ->
    [one] { $count } переписка
    [few] { $count } переписки
    [many] { $count } переписок
   *[other] { $count } переписок
}
cli-import-contacts = { $count ->
    [one] { $count } контакт
    [few] { $count } контакта
    [many] { $count } контактов
   *[other] { $count } контактов
}
cli-import-promises = { $count ->
    [one] { $count } обещание ещё не выполнено
    [few] { $count } обещания ещё не выполнены
    [many] { $count } обещаний ещё не выполнено
   *[other] { $count } обещаний ещё не выполнено
}
cli-import-history = { $count ->
    [one] { $count } старая переписка отнесена к истории; её обещания покажет 'tact promises --all'
    [few] { $count } старые переписки отнесены к истории; их обещания покажет 'tact promises --all'
    [many] { $count } старых переписок отнесено к истории; их обещания покажет 'tact promises --all'
   *[other] { $count } старых переписок отнесено к истории; их обещания покажет 'tact promises --all'
}
cli-import-held = { $count ->
    [one] { $count } письмо не удалось прочитать, оно задержано:
    [few] { $count } письма не удалось прочитать, они задержаны:
    [many] { $count } писем не удалось прочитать, они задержаны:
   *[other] { $count } писем не удалось прочитать, они задержаны:
}
cli-import-stopped = Остановлено. Та же команда продолжит с этого места.

cli-inspect-from = От
cli-inspect-subject = Тема
cli-inspect-date = Дата
cli-inspect-kind = Вид
cli-inspect-kind-person = человек
cli-inspect-kind-auto-reply = автоответ
cli-inspect-kind-bounce = не доставлено
cli-inspect-kind-delay = доставка задерживается
cli-inspect-kind-list = список рассылки
cli-inspect-kind-bulk = рассылка или уведомление
cli-inspect-kind-challenge = просит подтверждения
cli-inspect-kind-abuse-report = жалоба на спам
cli-inspect-language = Язык
cli-inspect-held = Задержано
cli-inspect-bounced = Не дошло до
cli-inspect-attachment = Файл
cli-inspect-reply = новое
cli-inspect-quoted = цитата
cli-inspect-signature = подпись
cli-inspect-questions = вопросы

cli-promises-none = Никто никому ничего не должен.
cli-promises-due = срок
cli-promises-state = состояние
cli-promises-who = кто
cli-promises-whom = кому
cli-promises-what = что
cli-promises-why = почему

cli-rules-unknown = Правила «{ $code }» нет. Есть: { $known }.

cli-settings-applied = Настройки сохранены.
cli-settings-refused = Ничего не изменено. Сначала исправьте:

cli-member-added = { $address } теперь в команде. По этой ссылке можно выбрать пароль:
cli-member-disabled = { $address } больше не может войти.
cli-member-enabled = { $address } снова может войти.
cli-member-password = У { $address } новый пароль.
cli-member-password-ask = Новый пароль (он будет виден):
cli-member-nobody = Ни у кого в команде нет адреса { $address }.
cli-member-list-name = имя
cli-member-list-address = адрес
cli-member-list-role = роль
cli-member-list-language = язык
cli-member-list-disabled = отключён

cli-login-link = Эта ссылка один раз впустит { $address }, в течение четверти часа:

cli-doctor-database = База данных
cli-doctor-search = Поиск
cli-doctor-mailboxes = Почтовые ящики
cli-doctor-raw-mail = Исходная почта
cli-doctor-promises = Обещания
cli-doctor-disk = Диск
cli-doctor-clock = Часы
cli-doctor-time-zone = Часовой пояс
cli-doctor-encoder = Второй взгляд

cli-serve-open = Студия открыта по адресу { $link }
cli-serve-set-up = Настройте её здесь, один раз: { $link }
cli-serve-sample = Пример агентства для знакомства; вход один раз по ссылке { $link }
cli-serve-taken = Не удаётся слушать { $address }: { $cause }. Выберите другой адрес через --listen.
cli-serve-door = Почту можно передавать на { $address }
cli-serve-door-taken = На { $address } нельзя принимать почту: { $cause }. Выберите другой адрес.

cli-check-hold = Задержано: сначала перечитайте.
cli-check-send = Ничто не мешает отправить.
cli-check-advised = Можно отправлять. Замечания выше – советы.
cli-check-advice = совет
cli-check-held = стоп
cli-check-fix = попробуйте
cli-check-asks = просьбы
cli-check-commitments = наши обещания
cli-check-unreadable = Строка { $line } – не строка JSON с полем «text».
cli-check-when = «{ $given }» не момент времени. Напишите так: 2026-11-20T16:30:00+01:00.
cli-check-language = Tact читает черновики на en, pl и ru, но не на «{ $given }».
cli-check-not-text = Это не текст в UTF-8. Сохраните его в UTF-8 и попробуйте снова.
cli-check-no-client = Клиента { $id } нет.
cli-check-no-project = Проекта { $id } нет; своих правил у проектов пока нет.
cli-client-question = вопрос
cli-client-request = просьба
cli-client-date = Желаемый срок: { $date }
cli-client-emergency = Это срочный случай.
cli-client-grave = Клиент серьёзно жалуется.
cli-client-mild = Клиент на что-то жалуется.
cli-client-refund = Клиент просит вернуть ему деньги.
cli-client-call = Клиент хочет созвониться или встретиться.
cli-client-thanks = Клиент благодарит.
cli-client-waits = Клиент ждёт ответа.
cli-client-waits-not = Ответа клиент не ждёт.
gate-refused-too-long = Текст слишком длинный. Можно прочитать не больше 200 000 байт: это около 200 000 латинских букв или 100 000 кириллических.
