# Один длинный черновик как несколько коротких писем. Клиент видит одну тихую строку; остальное для того, кто пишет.

series-line = { $at } из { $of } · в отдельных письмах: { $others }
series-subject = «{ $subject }»

refused-series-one-thing = Этот черновик об одном деле, насколько можно понять. Оставьте пустую строку там, где начинается следующее.
refused-series-changed = Что-то изменилось в другой вкладке или на другом устройстве. Сейчас всё так; сделайте это ещё раз.
refused-series-too-many = Десять писем сразу — больше, чем кому-либо хочется получить. Сначала объедините некоторые.

part-split-button = Разделить
part-split-what = Несколько коротких писем, на каждое дело одно
part-series-here = Письмо { $at } из { $of }, на которые разделён черновик.
part-series-all = Все письма

page-series-title = Несколько писем вместо одного
page-series-lead = На каждое дело одно письмо. Перенесите то, чему место не здесь; ничего не уйдёт, пока вы не отправите все вместе.
page-series-keys = На абзаце: Alt с ↑ или ↓ переносит его.
page-series-mail = Письмо { $at } из { $of }
page-series-stays = остаётся в этой переписке
page-series-begins = начинает свою переписку
page-series-first = Первое
page-series-subject = Тема
page-series-paragraph = Письмо { $mail }, абзац { $at } из { $of }
page-series-up = На одно место выше
page-series-down = На одно место ниже
page-series-move = Перенести
page-series-to = В письмо { $at }
page-series-to-new = В новое письмо
page-series-empty = Здесь пока ничего нет. Перенесите сюда абзац или напишите.
page-series-write = Писать
page-series-join = Объединить с письмом выше
page-series-remove = Убрать это письмо
page-series-add = Добавить письмо
page-series-join-all = Снова одно письмо
page-series-send = { $count ->
    [one] Отправить: { $to }
    [few] Отправить все { $count }: { $to }
    [many] Отправить все { $count }: { $to }
   *[other] Отправить все { $count }: { $to }
}
page-series-stopped = Ничего не ушло. Дело в письме { $at }, «{ $subject }»: { $why }
page-series-drafts-only = Ваши письма уходят, когда их отпускает коллега. Откройте каждое и попросите там о втором взгляде.
page-series-newer = С тех пор как вы начали, что-то пришло. Сначала прочитайте это, а если ваши слова всё ещё верны, отправьте.
page-series-newer-ok = Прочитано, отправить

page-conversation-series = { $others ->
    [one] Письмо { $at } из { $of }, отправленных вместе. Другое:
    [few] Письмо { $at } из { $of }, отправленных вместе. Остальные:
    [many] Письмо { $at } из { $of }, отправленных вместе. Остальные:
   *[other] Письмо { $at } из { $of }, отправленных вместе. Остальные:
}

flash-series-made = { $count ->
    [one] Одно письмо.
    [few] Теперь { $count } письма. Перенесите то, чему место не здесь.
    [many] Теперь { $count } писем. Перенесите то, чему место не здесь.
   *[other] Теперь { $count } письма. Перенесите то, чему место не здесь.
}
flash-series-moved = Теперь в письме { $count }.
flash-series-joined = Объединено. Каждое слово на месте.
flash-series-added = Ещё одно письмо.
flash-series-one = Это снова одно письмо.
flash-series-kept = Сохранено.
flash-series-back = Это снова черновики, каждый сам по себе.
