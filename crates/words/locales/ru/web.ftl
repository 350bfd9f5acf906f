# Texts of the pages. To add one: put the same key, with the same placeholders, into locales/{en,pl,ru}/web.ftl
# and use it in a template: {{ words.t("page-today-title") }} or {{ words.t1("key", "name", value) }}.
# Keys go by place: page-<page>-<what>, part-<partial>-<what>, refusal-<code>. Letters, digits and '-' only.
# A number that grammar depends on needs its plurals: English one/other, Polish and Russian one/few/many/other.
# `bin/strings` checks all of it: same keys, same placeholders, every key used, none missing.

## The frame
part-frame-skip = К содержанию
part-frame-navigation = Главное
part-frame-more = Ещё
part-frame-sign-out = Выйти
part-palette-title = Перейти
part-palette-hint = Страница, клиент, действие
part-keys-title = Клавиши
part-close = Закрыть
part-undo = Отменить
part-save = Сохранить
part-remove = Удалить
part-more = Показать ещё
part-older = Более ранние
part-language = Язык
part-note = Заметка
part-live-one = 1 новое · показать
part-live-many = Новых: COUNT · показать
part-done-button = Готово
part-holding-button = Предварительный ответ
part-holding-what = Сообщает, что вы занимаетесь вопросом и когда ответите. Сегодняшнее обещание выполнено, появляется новое, с этой датой.
part-holding-until = Я отвечу до
part-holding-send = Отправить: { $to }
part-waive-reason = Почему его можно не выполнять
part-waive-button = Снять
part-tag-add = Метка
part-tag-label = Метка, например «счёт»
part-tag-remove = Убрать метку { $tag }
part-going-in = Уйдёт через { $seconds } с
part-going-now = Уже в пути.
part-composer-title = Ответ
part-composer-kind = Что вы пишете
part-composer-reply = Ответ
part-composer-to = Кому
part-composer-cc = Копия
part-composer-text = Ваш ответ
part-composer-hint = Напишите: { $name } …
part-composer-send-cc = Отправить: { $to }, копия: { $cc }
part-composer-when = Уйдёт через 10 секунд
part-composer-saved = Сохранено
part-composer-not-saved = Пока не сохранено, пробую ещё раз
part-composer-restored = Ваш черновик, каким вы его оставили
part-composer-clash = Этот черновик изменён в другой вкладке или на другом устройстве. Оставьте один из двух:
part-composer-newer-ok = Всё равно отправить
part-composer-note-what = Заметки видят только ваши коллеги.
part-composer-note-hint = Пара слов для коллег …
part-composer-note-save = Сохранить заметку
part-key-move = Следующий и предыдущий
part-key-open = Открыть
part-key-reply = Ответить
part-key-note = Заметка
part-key-pick = Выбрать; клавиши ниже тогда относятся ко всем выбранным
part-key-back = К списку
part-key-rest = Отложить письмо, если замечание говорит о колкости

## Today
page-today-title = Сегодня
page-today-tabs = Чья сторона
page-today-group-broken = Срок прошёл
page-today-group-today = Сегодня
page-today-group-tomorrow = Завтра
page-today-group-week = На этой неделе
page-today-group-later = Позже
page-today-why = почему
page-today-evidence = Открыть письмо
page-today-rule = Правило
page-today-look = Посмотреть
page-today-more = Показать остальное
page-today-kept = Все обещания выполнены.
page-today-kept-none-ahead = Никто не ждёт вашего ответа. Когда клиент напишет, это появится здесь.
page-today-theirs-none = Вам никто ничего не должен.
page-today-theirs-none-more = Здесь появится то, что обещают клиенты, с датой.
page-today-waiting = { $count ->
    [one] { $count } переписка ждёт клиента
    [few] { $count } переписки ждут клиента
    [many] { $count } переписок ждут клиента
   *[other] { $count } переписки ждёт клиента
}
page-today-history = { $count ->
    [one] Здесь не показана { $count } старая переписка
    [few] Здесь не показаны { $count } старые переписки
    [many] Здесь не показаны { $count } старых переписок
   *[other] Здесь не показано { $count } старой переписки
}
page-today-history-look = просмотреть
page-today-uncertain = { $count ->
    [one] Неизвестно, дошёл ли { $count } ответ.
    [few] Неизвестно, дошли ли { $count } ответа.
    [many] Неизвестно, дошли ли { $count } ответов.
   *[other] Неизвестно, дошло ли { $count } ответа.
}
page-today-uncertain-act = Сказать, что произошло
page-today-no-relay = Ответы ждут: не задан сервер для отправки.
page-today-no-relay-act = Задать

## Inbox
page-inbox-title = Входящие
page-inbox-views = Виды
page-inbox-view-unanswered = Без ответа
page-inbox-view-waiting = Ждём клиента
page-inbox-view-mine = Мои
page-inbox-view-all = Все
page-inbox-view-snoozed = Отложенные
page-inbox-view-held = Задержанные
page-inbox-view-history = Старые
page-inbox-bulk = С выбранными
page-inbox-bulk-snooze = До завтра
page-inbox-bulk-mine = Беру на себя
page-inbox-bulk-seen = Прочитано
page-inbox-pick = Выбрать «{ $subject }»
page-inbox-unread = не прочитано
page-inbox-attachments = С вложениями
page-inbox-doubtful = не проверено
page-inbox-pane = Переписка
page-inbox-pane-empty = Выберите переписку: j и k листают, Enter открывает.
page-inbox-empty-unanswered = Все получили ответ.
page-inbox-empty-unanswered-more = Новые письма появятся здесь сами.

## Conversation
page-conversation-back = Назад
page-conversation-reopen = Открыть снова
page-conversation-snooze = Отложить
page-conversation-snooze-tomorrow = Следующее рабочее утро
page-conversation-unsnooze = Вернуть сейчас
page-conversation-assign = Назначить
page-conversation-unassign = Никто
page-conversation-earlier = { $count ->
    [one] Показать { $count } более раннее
    [few] Показать { $count } более ранних
    [many] Показать { $count } более ранних
   *[other] Показать { $count } более раннего
}
page-conversation-later = Показать более поздние
page-conversation-new = Новое
page-conversation-message = { $name }, { $when }
page-conversation-to = кому: { $names }
page-conversation-no-words = Без собственных слов.
page-conversation-quote = Показать цитату
page-conversation-original = Как отправлено
page-conversation-original-alone = В отдельной вкладке
page-conversation-source = Исходник
page-conversation-newcomer = Новый участник
page-conversation-kind-auto_reply = Автоответ
page-conversation-kind-bounce = Не доставлено
page-conversation-kind-delay = Доставка задерживается
page-conversation-kind-list = Рассылка по подписке
page-conversation-kind-bulk = Рассылка или уведомление
page-conversation-kind-challenge = Просит подтверждения
page-conversation-kind-abuse_report = Жалоба на спам
page-conversation-stand-late = { $late }

## Clients
page-clients-title = Клиенты
page-clients-find = Имя или домен
page-clients-none = Здесь нет клиентов.
page-clients-none-more = Они появляются сами из приходящей почты.
page-clients-owed = { $count ->
    [one] { $count } наше обещание
    [few] { $count } наших обещания
    [many] { $count } наших обещаний
   *[other] { $count } нашего обещания
}
page-client-contacts = Люди
page-client-promises = Обещания
page-client-promise = Что
page-client-due = Срок
page-client-state = Состояние
page-client-no-promises = Никто ничего не должен.
page-client-history = Другие переписки
page-client-conversations = Переписки
page-client-term = Как быстро мы отвечаем
page-client-own-hours = Рабочих часов на ответ этому клиенту
page-client-own-hours-help = Пусто: как у всех.
page-client-checks = Проверки писем этому клиенту
page-client-checks-help = Здесь можно указать, что Tact проверяет в письмах этому клиенту иначе, чем у всех.
page-client-checks-desk = Как у всех: { $level }
page-client-name = Название
page-client-merge = Это тот же клиент, что и
page-client-merge-help = Всё этого клиента перейдёт туда, насовсем.
page-client-merge-button = Объединить

## Search
page-search-title = Поиск
page-search-label = Слова, люди, метки
page-search-button = Искать
page-search-unused = Пропущено как непонятное: { $words }
page-search-none = По запросу «{ $q }» ничего не найдено.
page-search-none-more = Меньше слов найдёт больше; окончания не важны.
page-search-how = Что можно спросить
page-search-op-from = кто написал: имя или адрес
page-search-op-to = кому
page-search-op-is = unanswered, waiting, done, snoozed (состояние)
page-search-op-has = с файлом
page-search-op-tag = с этой меткой
page-search-op-after = с этого дня
page-search-op-before = до этого дня
page-search-op-not = без этого слова

## Rulebook
page-rulebook-title = Правила
page-rulebook-lead = За чем Tact следит за вас и почему. Числа задаёте вы.
page-rulebook-on = включено
page-rulebook-off = выключено
page-rule-what = Что делает
page-rule-second-reads = Черновики читаются дважды: сразу по словам, а в паузе и при отправке ещё и по смыслу, здесь, на этом компьютере.
page-rule-second-absent = Черновики читаются только по словам: кодировщик предложений не установлен. Открытый гнев виден и так, холодная ирония реже.
page-rule-why = Почему это важно
page-rule-off = Если выключить
page-rule-bad = Лучше не так
page-rule-good = Лучше так
page-rule-lately = Что было здесь недавно
page-rule-lately-none = Пока ничего.
page-rule-overrides = Иначе для
page-rule-numbers = Ваши числа

## Outbox
page-outbox-title = Отправка
page-outbox-lead = Ответы, которые не просто отправлены: ждут, не ушли, или неизвестно.
page-outbox-none = Всё отправлено.
page-outbox-none-more = Ничего не ждёт, сбоев нет.
page-outbox-waiting-what = Уйдёт при следующей попытке.
page-outbox-waiting-until = Следующая попытка: { $when }.
page-outbox-sending-what = Отправляется прямо сейчас.
page-outbox-failed-what = Обещание остаётся: исправьте адрес и ответьте ещё раз.
page-outbox-uncertain-what = Связь оборвалась уже после передачи письма. Оно могло дойти. Проверьте папку «Отправленные» или спросите получателя, затем скажите, что произошло.
page-outbox-asking-what = Его время прошло, пока ничего нельзя было отправить, поэтому письмо ждёт вас. Прочитайте ещё раз: оно ещё подходит?
page-outbox-sent-what = Отправлено.
page-outbox-arrived = Дошло
page-outbox-again = Отправить ещё раз
page-outbox-take-back = Забрать назад
page-outbox-server-said = Сервер ответил:
outbox-waiting = ждёт
outbox-sending = отправляется
outbox-sent = отправлено
outbox-failed = не доставлено
outbox-uncertain = неизвестно
outbox-cancelled = отозвано
outbox-asking = ждёт решения

## Sign-in and set-up
page-sign-in-title = Вход
page-sign-in-address = Адрес почты
page-sign-in-password = Пароль
page-sign-in-button = Войти
page-sign-in-passkey = Войти с ключом доступа
page-sign-in-passkey-failed = Не получилось. Попробуйте ещё раз или войдите по паролю.
page-sign-in-forgot = Забыли? Тот, кто ведёт эту программу, сделает ссылку командой `tact login-link`.
page-link-hello = Здравствуйте, { $name }
page-link-what = Эта ссылка один раз впустит вас в этом браузере.
page-link-button = Войти здесь
page-link-gone = Ссылка уже не действует
page-link-gone-more = Она работает один раз и недолго. Попросите новую или войдите по паролю.
page-set-up-title = Настройте своё рабочее место
page-set-up-lead = Одна страница, и всё готово. Потом всё можно изменить.
page-set-up-gone = Эта страница открывается одноразовой ссылкой, которую Tact печатает в терминале при запуске. Запустите его снова, чтобы получить новую.
page-set-up-desk = Название вашей студии
page-set-up-desk-help = Под этим именем её знают клиенты.
page-set-up-name = Ваше имя
page-set-up-address = Ваш адрес почты
page-set-up-password = Пароль
page-set-up-password-help = Не меньше 10 знаков; хорошо подходят несколько слов подряд.
page-set-up-country = Страна, для праздников
page-set-up-zone = Часовой пояс
page-set-up-button = Начать работу
country-other = Другая страна (без праздников)

## Settings
page-settings-title = Настройки
page-settings-me = Я
page-settings-sessions = Устройства
page-settings-desk = Студия
page-settings-hours = Рабочие часы
page-settings-people = Сотрудники
page-settings-relay = Отправка почты
page-settings-owner-only = Изменить это может только владелец.
page-settings-languages = Языки, на которых вы работаете
page-settings-languages-help = Первый используется, когда неизвестно лучшее.
page-settings-own = Ваши адреса
page-settings-own-help = По одному в строке. Письма с них считаются вашими ответами.
page-settings-mail = Почта
page-settings-acknowledge = Когда вы не работаете
page-settings-acknowledge-help = Кто напишет в нерабочее время, сразу узнает, что письмо пришло и когда вы вернётесь. Один раз на человека за перерыв; никогда роботам, рассылкам и непроверенным отправителям. Это не ответ: обещание остаётся открытым.
page-settings-acknowledge-on = Отвечать автоматически, когда мы не работаем
page-settings-acknowledge-texts-help = Если поле пустое, уходит текст, показанный серым. { "{name}" } — кто написал, { "{opening}" } — когда вы откроетесь, { "{desk}" } — название агентства. { "{emergency}" } говорит, как сообщить о срочном случае.
page-settings-senders = Действительно ли это они
page-settings-senders-help = Входящая почта проверяется у домена отправителя. Что не прошло проверку, помечается и ни к чему не обязывает, пока кто-то из вас не подтвердит письмо.
page-settings-authserv = Имя вашего почтового сервера
page-settings-authserv-help = Только если ваш сервер сам проверяет почту и записывает результат под этим именем. Иначе оставьте поле пустым.
page-settings-sealers = Службы, которые пересылают вам почту
page-settings-sealers-help = Их домены, по одному в строке. Пересланная почта часто уже не проходит проверку; тогда учитывается их слово.
page-settings-replies = Адреса для ответа
page-settings-replies-on = Давать каждому письму свой адрес для ответа
page-settings-replies-help = Ответы найдут свою переписку, даже если почтовая программа потеряет цепочку. Ваш сервер должен принимать адреса вида имя+метка@example.org.
page-settings-hours-help = Например, 09:00-13:00, 14:00-18:00. Пустой день — выходной.
page-settings-closed = выходной
page-settings-closed-days = Другие выходные дни
page-settings-closed-days-help = По одному в строке, как 2026-12-24. Праздники уже известны.
page-settings-holidays = Ближайшие праздники
page-people-invitation = Передайте эту ссылку. Она работает один раз, семь дней.
page-people-add = Добавить человека
page-people-add-help = Вы получите ссылку; по ней человек задаст свой пароль.
page-people-add-button = Добавить и создать ссылку
page-people-name = Имя
page-people-role = Роль
page-people-disable = Закрыть доступ
page-people-disabled = без доступа
role-owner = владелец
role-colleague = сотрудник
page-relay-lead = Ответы уходят через сервер вашего почтового провайдера. Его данные обычно есть в справке для почтовых программ.
page-relay-host = Сервер
page-relay-port = Порт
page-relay-security = Шифрование
relay-security-tls = TLS (обычно порт 465)
relay-security-starttls = STARTTLS (обычно порт 587)
relay-security-none = Нет (только этот компьютер)
page-relay-user = Имя пользователя
page-relay-secret-kept = без изменений
page-relay-from = Адрес отправителя
page-relay-from-help = Такой, который сервер разрешает использовать.
page-relay-test = Сохранить и проверить
page-relay-works = Сервер ответил и впустил нас.
page-me-password = Пароль
page-me-password-old = Прежний
page-me-password-new = Новый
page-me-password-button = Сменить пароль
page-me-passkeys = Ключи доступа
page-me-passkeys-what = Входите телефоном, отпечатком пальца или ключом вместо пароля.
page-me-passkeys-need-https = Ключи работают, когда доступ идёт через https.
page-me-passkey-name = Название, например «телефон»
page-me-passkey-add = Добавить ключ
page-sessions-lead = Где выполнен вход. Незнакомое завершите.
page-sessions-here = это устройство
page-sessions-seen = последний раз: { $when }
page-sessions-end = Завершить
page-sessions-end-others = Завершить все остальные

## What was just done
flash-settled = Отмечено как готовое.
flash-vouched = Письмо признано настоящим.
flash-unsettled = Снова открыто.
flash-waived = Снято.
flash-unwaived = Обещание вернулось.
flash-snoozed = Отложено.
flash-unsnoozed = Вернулось.
flash-assigned = Назначено.
flash-unassigned = Теперь этим никто не занят.
flash-tagged = Метка добавлена.
flash-untagged = Метка убрана.
flash-noted = Заметка сохранена.
flash-undone = Отменено. Ваш текст снова в поле.
flash-too-late = Поздно: письмо уже в пути.
flash-resolved = Записано.
flash-saved = Сохранено.
flash-renamed = Переименовано.
flash-merged = Объединено.
flash-session-ended = Завершено.
flash-member-disabled = Доступ закрыт.
flash-nothing = Ничего не изменилось.
flash-bulk = { $count ->
    [one] Изменена { $count } переписка.
    [few] Изменены { $count } переписки.
    [many] Изменено { $count } переписок.
   *[other] Изменено { $count } переписки.
}

## When something cannot be shown
page-fault-not-found = Такой страницы здесь нет
page-fault-not-found-more = Возможно, она переехала или в адресе опечатка. Ничего не потеряно.
page-fault-broken = Что-то сломалось у нас
page-fault-broken-more = Сохранённое осталось. Попробуйте ещё раз; если повторится, сообщите номер ниже тому, кто ведёт программу.
page-fault-reference = Номер:
page-fault-home = Перейти на «Сегодня»
page-fault-refused = Отсюда это сделать нельзя
page-fault-refused-origin = Запрос пришёл с другого сайта. Откройте саму программу и сделайте это там.
part-composer-send = Отправить: { $to }
page-today-failed = { $count ->
    [one] Не удалось доставить { $count } ответ.
    [few] Не удалось доставить { $count } ответа.
    [many] Не удалось доставить { $count } ответов.
   *[other] Не удалось доставить { $count } ответа.
}
page-today-failed-act = Узнать почему
page-today-held = { $count ->
    [one] { $count } письмо задержано и ждёт решения.
    [few] { $count } письма задержаны и ждут решения.
    [many] { $count } писем задержано и ждёт решения.
   *[other] { $count } письма задержано и ждёт решения.
}
page-today-held-act = Посмотреть
page-today-not-fetched = { $address }: почта из этого ящика не поступает { $since }.
page-today-not-fetched-act = Узнать почему
page-today-no-room = На диске нет места: новая почта не поступает, пока оно не появится. То, что уже здесь, остаётся, и ничего не пропадает.
page-today-no-room-act = Проверить снова
page-today-doubtful = Не проверено: в письме сказано, что пишет { $name }, но подтвердить это не удалось.
page-today-doubtful-act = Посмотреть
page-today-stopped = Автоматические ответы приостановлены: за час их потребовалось больше десяти. Возможно, что-то ходит по кругу.
page-today-stopped-act = Настройки
page-inbox-history-line = Давно молчали, когда их импортировали. На странице «Сегодня» их нет.
page-inbox-empty-other = Здесь пусто.
page-inbox-empty-other-more = Возможно, оно в другом виде; поиск найдёт всё.
page-inbox-empty-all-more = Подключите ящик или загрузите старую почту командой `tact import ПУТЬ`.
page-conversation-snooze-afternoon = Через 3 часа
page-conversation-snooze-week = Через неделю
page-conversation-to-cc = кому: { $names }; копия: { $cc }
page-conversation-holding = Предварительный ответ
page-conversation-stand-due = Ответ до: { $due }.
page-conversation-stand-waiting = Ждём клиента.
page-conversation-stand-unanswered = Последним писал клиент.
page-conversation-stand-done = Здесь никто ничего не должен.
page-conversation-stand-settled = Отмечено как готовое.
page-conversation-history = Она давно молчала при импорте. На странице «Сегодня» её нет.
page-conversation-related = Ссылается на письмо из другой переписки, в которой отправитель не участвует.
page-conversation-related-act = Открыть ту
page-conversation-odd-letters = необычные буквы в адресе
page-conversation-doubt = Не проверено: в письме сказано, что пишет { $name }, но { $domain } этого не подтверждает. Письмо ни к чему не обязывает и ничего не решает, пока кто-то из вас его не подтвердит.
page-conversation-doubt-act = Это действительно { $name }
page-conversation-doubt-nobody = Не проверено: из письма неясно, кто его написал.
page-fault-refused-form = Не удалось прочитать форму. Вернитесь, обновите страницу и попробуйте снова.
page-fault-refused-large = Это больше, чем принимается за один раз.
page-fault-no-room = На диске нет места, поэтому ничего не сохранено и не отправлено. Освободите место и попробуйте ещё раз; набранный текст остался на предыдущей странице.
page-fault-refused-method = Этот адрес так не работает.
page-fault-refused-owner = Это может сделать только владелец.
part-no-subject = Без темы
part-no-sender = Без отправителя
part-no-name = Без имени
part-palette-client = клиент
page-today-kept-next = Ближайший срок: { $when }.
page-today-group-next-day = Ближайший рабочий день
