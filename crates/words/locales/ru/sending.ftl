# Отправка позже, страница отправки, серверы, которые не принимают, и адреса, с которых письма возвращаются. Читают сотрудники.
later-button = Отправить позже
later-act = Отправить позже: { $what }, { $when }
later-title = Когда отправить?
later-open = Когда мы снова на месте
later-tomorrow = Завтра к открытию
later-week = Через неделю
later-at = В выбранное время
later-at-send = Отправить тогда
later-unless = Только если до тех пор не ответят
later-unless-help = Если ответят раньше, письмо не уйдёт и вернётся к вам черновиком.
later-planned = Уйдёт { $when }
later-planned-unless = Уйдёт { $when }, если раньше не ответят
later-now = Отправить сейчас
later-edit = Изменить
later-dropped = Не отправлено: пришёл ответ ({ $name }). Ваш текст в поле ниже.
outbox-planned = запланировано
outbox-group-you = Ждут вас
outbox-group-going = В пути
outbox-group-planned = Запланированы
outbox-group-sent = Отправлены за последние сутки
outbox-way = Письма не уходят через { $name }, { $since }.
outbox-way-relay = сервер студии
outbox-way-next = Следующая попытка: { $when }.
outbox-way-try = Попробовать сейчас
outbox-goes = Уйдёт { $when }.
outbox-to-sent = получено сервером
outbox-to-waiting = ждёт
outbox-to-failed = не принято
outbox-to-uncertain = неизвестно
outbox-to-back = вернулось
outbox-to-late = задерживается в пути
outbox-sent-through = Отправлено { $when }
page-today-asking = { $count ->
    [one] { $count } письмо должно было уйти давно и сначала ждёт решения.
    [few] { $count } письма должны были уйти давно и сначала ждут решения.
    [many] { $count } писем должны были уйти давно и сначала ждут решения.
   *[other] { $count } письма должны были уйти давно и сначала ждут решения.
}
page-today-asking-act = Решить
page-today-dropped = Не отправлено: пришёл ответ ({ $name }).
page-today-dropped-act = Посмотреть
page-today-way = { $count ->
    [one] Письма не уходят: { $count } сервер их не принимает.
    [few] Письма не уходят: { $count } сервера их не принимают.
    [many] Письма не уходят: { $count } серверов их не принимают.
   *[other] Письма не уходят: { $count } сервера их не принимают.
}
page-today-way-act = Узнать почему
page-today-bounced = Письмо на { $address } вернулось.
page-today-bounced-act = Посмотреть
contact-bounced = письмо вернулось
contact-bounced-works = Адрес снова работает
composer-bounced = Прошлое письмо на { $address } вернулось. Адрес верный?
flash-hurried = Отправляется сейчас.
flash-tried = Пробуем снова.
flash-works = Записано: адрес работает.
