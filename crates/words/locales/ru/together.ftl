# Несколько человек в одной студии: объединение и разделение переписок, закрытые отправители, упоминания, кто где.

refused-merge-same = Это уже одна переписка.
refused-merge-other-client = Они относятся к двум клиентам: после объединения один мог бы прочесть почту другого. Сначала перенесите одну к другому клиенту.
refused-unmerge-not-joined = Эти переписки объединили не вручную, или к ним с тех пор присоединили ещё одну. Отделите то, что сюда не относится.
refused-split-no-message = Этого письма больше нет в этой переписке.
refused-split-everything = Здесь ничего не осталось бы. Выберите более позднее письмо.
refused-unsplit-not-split = Переписки, от которой её отделили, здесь больше нет, или она теперь относится к другому клиенту.
refused-move-nobody = Клиента с таким названием нет. Выберите из списка или впишите домен.
refused-move-several = Так называются несколько клиентов. Впишите домен нужного.
refused-move-same = Она уже относится к этому клиенту.
refused-unmove-not-moved = С тех пор её перенесли ещё раз, или прежнего клиента здесь больше нет.
refused-block-no-sender = Впишите один полный адрес или «@» и домен.
refused-block-ourselves = Это ваш собственный адрес.
refused-block-mail-host = Там почта у половины света. Закройте один этот адрес.
refused-unblock-not-listed = Этот отправитель и так не закрыт.
refused-contact-nobody = Этого человека здесь больше нет.
refused-contact-ourselves = Это ваш собственный адрес. У людей клиента адреса свои.
refused-contact-taken = Этот адрес уже у кого-то есть, здесь или у другого клиента.
refused-answer-joined = Пока вы писали, эту переписку объединили с другой. Ваши слова здесь; прочтите, что пришло, и отправьте.

## Кто где
part-presence-looking = Здесь сейчас: { $name }.
part-presence-writing = { $name } пишет ответ.
part-composer-newer-ours = Пока вы писали, уже есть ответ ({ $name }):
part-composer-newer-theirs = Пока вы писали, пришло письмо ({ $name }):
part-composer-newer-look = Показать его
part-mention-hint = Позвать коллегу
part-mention-call = Позвать в заметке: { $name }

## Объединить, разделить, перенести
page-conversation-join = Объединить с другой перепиской этого клиента
page-conversation-join-act = Объединить с «{ $subject }»
page-conversation-join-again = Объединить снова
page-conversation-split = Отделить
page-conversation-split-on = Отсюда и дальше
page-conversation-split-alone = Только это письмо
page-conversation-split-from = Отделено от переписки
page-conversation-split-offer = Тема сменилась на «{ $subject }». Это уже другое дело?
page-conversation-split-offer-act = Отделить с этого места
page-conversation-move = Перенести к другому клиенту
page-conversation-move-hint = Название или домен
page-conversation-move-people = Те, кто здесь писал, тоже относятся туда
page-conversation-move-act = Перенести

## Закрытые отправители
page-conversation-block = Закрыть { $sender }
page-conversation-block-domain = Закрыть всех из { $domain }
page-conversation-unblock = Открыть снова
page-conversation-blocked = Отправитель закрыт: { $sender }. Письма хранятся, от вас ничего не требуется.
page-conversation-spam = Отмечено как спам: от вас ничего не требуется.
page-conversation-spam-act = Спам
page-conversation-not-spam = Не спам
page-inbox-view-mentions = Упоминания
page-inbox-view-blocked = Закрытые
page-inbox-view-spam = Спам
page-inbox-senders = Кто закрыт
page-inbox-sender-let-in = Открыть снова: { $sender }
page-inbox-bulk-merge = Объединить
page-inbox-bulk-block = Заблокировать написавших
page-inbox-named = вас зовут в заметке
sender-blocked = закрыт
sender-spam = спам

## Упоминания
page-today-mention = { $name } зовёт вас в заметке: «{ $subject }».
page-today-mention-act = Открыть заметку

## Люди у клиента
page-client-contact-add = Добавить человека
page-client-contact-add-help = Что придёт с этого адреса, теперь относится к этому клиенту.
page-client-contact-address = Почтовый адрес
page-client-contact-edit = Изменить
page-client-contact-language-unknown = Неизвестен
page-client-contact-remove = Убрать

flash-joined = Объединено.
flash-taken-apart = Это снова две переписки.
flash-split = Теперь это отдельная переписка.
flash-moved = Перенесено.
flash-spam = Отмечено как спам. Хранится в разделе «Спам».
flash-not-spam = Больше не спам.
flash-blocked = Закрыто. Письма хранятся в разделе «Закрытые».
flash-unblocked = Снова открыто.
flash-contact-added = Человек в списке.
flash-contact-removed = Убрано. Письма остаются.
flash-bulk-back = { $count ->
    [one] { $count } переписка снова как прежде.
    [few] { $count } переписки снова как прежде.
    [many] { $count } переписок снова как прежде.
   *[other] { $count } переписки снова как прежде.
}

## Кто когда работает и кого нет
refused-away-not-yours = Чужие часы меняет только владелец.
refused-away-days = Укажите первый и последний день, которые ещё не прошли; не больше года.
refused-away-stand-in = Выберите на замену кого-то другого, не того, кого нет.
refused-away-too-many = Столько отсутствий никому не нужно. Сначала удалите некоторые.
refused-away-no-absence = Этого отсутствия здесь больше нет.
person-out = снова { $when }
person-away = не на месте, снова { $when }
person-away-instead = не на месте, снова { $when }; замена: { $name }
part-whereabouts-here = На работе
part-whereabouts-away = Не на работе
part-whereabouts-leave = Нажмите: до полуночи не на работе
part-whereabouts-come = Нажмите: до полуночи на работе
page-away-link = Часы и отсутствия
page-away-days = { $first } – { $last }
page-away-instead = замена: { $name }
page-away-remove = Удалить: { $days }
page-away-add = Отсутствие
page-away-first = Первый день
page-away-last = Последний день
page-away-stands-in = Кто заменяет
page-away-word = Слово для коллег
page-away-help = Кто напишет в вашу переписку, один раз узнает, что вас нет и когда вы вернётесь, если включены автоматические ответы. Кто заменяет, увидит ваши переписки на странице «Сегодня».
page-away-add-act = Добавить
page-away-hours = Свои часы
page-away-hours-own = Эти часы действуют вместо часов студии.
page-away-hours-desk = Пока здесь пусто, действуют часы студии.
page-away-emergencies = Срочные случаи
page-away-on-call = Дежурство
page-away-on-call-help = Кто дежурит, видит срочные случаи вверху страницы «Сегодня» в любое время. Если никто не дежурит, их видят все.
page-today-stand-in = { $name }: нет на месте, снова { $when }. Вы заменяете: { $count ->
    [0] сейчас ничего не ждёт
    [one] { $count } переписка
    [few] { $count } переписки
    [many] { $count } переписок
   *[other] { $count } переписки
}.
page-today-stand-in-act = Посмотреть
page-today-instead = замена: { $name }
page-inbox-of = У сотрудника: { $name }
flash-away = До полуночи вы не на работе.
flash-at-work = Вы на работе.
page-settings-emergency-help = Письмо, в котором прямо сказано, что всё горит, в любое время стоит вверху страницы «Сегодня» у дежурного (Настройки, Сотрудники). Клиенты могут и сами отметить срочный случай; автоматический ответ говорит им, как.
page-settings-emergency-words = Слова в теме, которые отмечают срочный случай, по одному в строке
page-settings-emergency-address = Адрес для срочных случаев
refused-manners-emergency = Для срочных случаев укажите один полный адрес или ни одного и не больше 20 коротких слов.
page-today-emergency = Срочно: { $name }, «{ $subject }».
page-today-emergency-act = Посмотреть
page-away-alert = Сообщать мне и письмом
page-away-alert-help = Адрес, на письма с которого телефон отзывается в любое время и почту с которого Tact не забирает. Не больше пяти писем в час; в письме будут первые слова клиента.
page-away-alert-try = Прислать мне одно на пробу
page-away-alert-sent = Последнее ушло: { $when }.
page-away-alert-waits = Одно письмо в пути.
page-away-alert-trouble = Последнее не дошло ({ $when }): { $why }
flash-alert-tried = Письмо уже идёт к вам.
refused-away-alert-address = Для срочных случаев укажите один полный адрес, например name@phone.example, или ни одного.
refused-away-alert-to-us = Это адрес самого бюро: его почта приходит сюда же. Укажите адрес, который дойдёт до вашего телефона.
refused-alert-no-address = Сначала сохраните адрес для срочных случаев.
refused-alert-too-many = За час ушло пять писем. Попробуйте позже.
page-sessions-told = Уведомления на этом устройстве
page-sessions-told-help = Когда письмо клиента ждёт вас, вы нужны кому-то из команды или шаг сделан, на экране появится уведомление, пока открыта страница Tact. Вне вашего рабочего времени всё ждёт, пока вы не вернётесь; срочное не ждёт.
page-sessions-told-on = Включить здесь
page-sessions-told-off = Выключить здесь
page-sessions-told-here = Это устройство вас уведомляет.
page-sessions-told-blocked = Браузер этого не разрешает. Разрешите этой странице уведомления в настройках браузера и вернитесь сюда.
page-sessions-told-unable = Здесь этот браузер так не умеет. Нужен браузер на компьютере и адрес, который начинается с https.
notification-trial = Вот так это выглядит.
notification-given = { $name } передаёт вам переписку.
notification-step-done = { $name }: шаг сделан.
notification-many = Новое для вас: COUNT
notification-many-more = Всё – на странице «Сегодня».
