# Тексты писем, которые читают клиенты: на «вы».

mail-holding-reply = Спасибо за письмо. Я занимаюсь вашим вопросом и напишу вам { $by }.
mail-acknowledgement-subject = Re: { $subject }
mail-acknowledgement =
    Спасибо за письмо, мы его получили.

    Сейчас мы не работаем. Мы вернёмся: { "{opening}" }. Тогда мы вам ответим. { "{emergency}" }

    { "{desk}" }
    (Этот ответ отправлен автоматически.)
mail-acknowledgement-instead =
    Спасибо за письмо, мы его получили.

    { "{member}" } сейчас не на месте и вернётся: { "{opening}" }. До этого вашим вопросом занимается { "{instead}" }.

    { "{desk}" }
    (Этот ответ отправлен автоматически.)
mail-acknowledgement-away =
    Спасибо за письмо, мы его получили.

    { "{member}" } сейчас не на месте и вернётся: { "{opening}" }. Если дело не ждёт, напишите об этом: остальные тоже читают эту почту.

    { "{desk}" }
    (Этот ответ отправлен автоматически.)
mail-emergency-address = Если дело срочное, напишите на адрес { $address }.
mail-emergency-word = Если дело срочное, напишите ещё раз со словом «{ $word }» в теме.
mail-quote-lead = { $when }, { $who } пишет:
mail-passed-on = Пересылаемое сообщение
mail-passed-on-from = От: { $who }
mail-passed-on-date = Дата: { $when }
mail-passed-on-subject = Тема: { $subject }
mail-passed-on-to = Кому: { $who }
