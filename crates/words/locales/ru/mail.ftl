# Тексты писем, которые читают клиенты: на «вы».

mail-holding-reply = Спасибо за письмо. Я занимаюсь вашим вопросом и напишу вам { $by }.
mail-acknowledgement-subject = Re: { $subject }
mail-acknowledgement =
    Спасибо за письмо, мы его получили.

    Сейчас мы не работаем. Мы вернёмся: { "{opening}" }. Тогда мы вам ответим.

    { "{desk}" }
    (Этот ответ отправлен автоматически.)
mail-quote-lead = { $when }, { $who } пишет:
mail-passed-on = Пересылаемое сообщение
mail-passed-on-from = От: { $who }
mail-passed-on-date = Дата: { $when }
mail-passed-on-subject = Тема: { $subject }
mail-passed-on-to = Кому: { $who }
