# Следующие шаги: строки в редакторе, список в письме, страница по ссылкам из него, напоминания. Клиент читает на «вы».

steps-title = Следующие шаги
steps-we = Мы
steps-line = { $who }: { $what }
steps-by = срок: { $day }
step-link-done = Готово
step-link-answer = Ответить
step-link-help = Нужна помощь

part-steps = Следующие шаги
part-steps-hint = Кто, что и к какому сроку. Список встанет под текстом, и каждый шаг станет обещанием.
part-steps-who = Кто
part-steps-us = Мы
part-steps-what = Что
part-steps-what-hint = например: прислать логотип
part-steps-due = К какому сроку
part-steps-add = Добавить шаг
part-steps-remove = Убрать этот шаг
part-steps-found = В тексте:
part-steps-found-theirs = Сделать шагом: { $what }
part-steps-found-ours = Запомнить: { $what }
part-steps-found-by = срок: { $day }

page-conversation-stand-step = Следующий шаг: { $due }.
part-step-tick = Сделано
part-step-untick = Не сделано
part-step-remind = Вежливо напомнить
part-step-move = Другой день
part-step-move-label = Новый день
part-step-kept = сделано
entry-step-done = { $name } – отмечено как сделанное: { $what }
page-today-step-done = { $name } сообщает: сделано – { $what }
page-today-step-done-act = Посмотреть
entry-step-undone = { $name } – всё-таки не сделано: { $what }
entry-step-moved = { $name } – новый срок, { $day }: { $what }

offer-ours = Обещание для: { $name } – «{ $what }». Следить за ним?
offer-ours-by = Обещание для: { $name } – «{ $what }», { $by }. Следить за ним?
offer-theirs = Просьба к: { $name } – «{ $what }». Следить за ней?
offer-theirs-by = Просьба к: { $name } – «{ $what }», { $by }. Следить за ней?
offer-yes = Следить
offer-no = Нет
offer-more = { $count ->
    [one] Решения ждёт ещё { $count } такое дело. Остальное появится, когда вы решите эти.
    [few] Решения ждут ещё { $count } таких дела. Остальное появится, когда вы решите эти.
    [many] Решения ждут ещё { $count } таких дел. Остальное появится, когда вы решите эти.
   *[other] Решения ждут ещё { $count } такого дела. Остальное появится, когда вы решите эти.
}

act-step = Сделано
promise-step = { $step }, { $by }.
because-date-named = В письме назван день: { $day }.
because-no-date = { $days ->
    [one] День в письме не назван, поэтому считается { $days } рабочий день.
    [few] День в письме не назван, поэтому считаются { $days } рабочих дня.
    [many] День в письме не назван, поэтому считается { $days } рабочих дней.
   *[other] День в письме не назван, поэтому считается { $days } рабочего дня.
}
because-moved-by = Новый срок: { $day } ({ $member }).

flash-step-done = Сделано.
flash-step-undone = Шаг снова открыт.
flash-step-moved = У шага новый срок.
flash-step-agreed = Мы следим за этим.
flash-step-declined = Оставляем как есть.

refused-answer-step-of-nobody = Шаг предназначен тому, кому это письмо не идёт. Добавьте этого человека или выберите, кто другой это сделает.
refused-answer-step-in-the-past = День одного из шагов уже прошёл. Выберите более поздний.
refused-step-nothing = Этого шага больше нет. Возможно, письмо отозвали.
refused-step-settled = Это уже сделано или снято.
refused-step-not-done = Это не сделано, или отменять отметку уже поздно.
refused-step-past = Этот день уже прошёл. Выберите более поздний.
refused-step-decided = Кто-то уже это решил.
refused-remind-not-due = Время ещё есть; напоминание подождёт.
refused-remind-lately = Напоминание ушло совсем недавно. Дайте им два рабочих дня.
refused-remind-drafting = В этой переписке вы уже пишете письмо. Сначала отправьте или удалите его.
refused-step-link-gone = Эта ссылка больше никуда не ведёт.
refused-step-link-too-much = Слишком много за один раз. Пожалуйста, попробуйте через четверть часа.
refused-step-link-empty = Пожалуйста, сначала напишите несколько слов.
refused-step-link-too-long = Это очень длинный текст. Пожалуйста, немного сократите его.

step-page-title = Ваш следующий шаг
step-page-from = { $desk } просит вас:
step-page-by = { $by }
step-page-done-button = Это сделано
step-page-done-title = Спасибо, отметили
step-page-done-text = { $desk } знает, что это сделано.
step-page-undo = Всё-таки не сделано
step-page-waived-title = Больше ничего делать не нужно
step-page-waived-text = { $desk } больше не ждёт этого от вас.
step-page-answer-title = Ответить
step-page-answer-label = Ваш ответ
step-page-answer-button = Отправить ответ
step-page-help-title = Нужна помощь
step-page-help-label = Что вам поможет?
step-page-help-button = Попросить о помощи
step-page-said-title = Спасибо, дошло
step-page-said-text = { $desk } прочитает и напишет вам.
step-page-back = Вернуться к шагу
step-page-gone-title = Эта ссылка больше не действует
step-page-gone-text = Возможно, она устарела или скопирована не целиком. Просто ответьте на письмо, в котором она была; это работает всегда.
step-page-private = Эта страница только для вас. Пожалуйста, не передавайте ссылку другим.
step-page-help-lead = Мне нужна помощь: «{ $what }».
step-page-answer-lead = По поводу: «{ $what }».

mail-reminder-hello = Добрый день!
mail-reminder = Следующий шаг пока открыт: «{ $what }».
mail-reminder-help = Если что-то мешает или удобнее другой день, нам поможет короткий ответ.
