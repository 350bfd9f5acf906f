# Сохранённые ответы: написаны один раз, нужны часто.

refused-saved-no-title = Дайте название, по которому вы его найдёте.
refused-saved-empty = В нём ничего не написано.
refused-saved-too-long = Длиннее, чем бывает письмо. Сделайте из него два.
refused-saved-too-many = Их уже 500. Удалите те, которыми никто не пользуется.
refused-saved-nothing = Этого ответа здесь больше нет.
refused-saved-unknown = { $word }: неизвестно, что сюда подставить. Список того, что можно, ниже.
page-settings-saved-replies = Сохранённые ответы
page-replies-lead = Ответы, которые вы пишете часто. Выбранный становится обычным черновиком, и перед отправкой его читает свод правил.
page-replies-name = имя того, кому вы пишете
page-replies-client = его компания
page-replies-me = ваше имя
page-replies-desk = название агентства
page-replies-none = Сохранённых ответов пока нет.
page-replies-none-more = Напишите первый ниже: то, что вы объясняете в третий раз, место здесь.
page-replies-title = Название
page-replies-text = Текст
page-replies-save = Сохранить
page-replies-remove = Удалить
page-replies-new = Новый
page-replies-add = Сохранить ответ
saved-button = Сохранённый ответ
saved-what = Встанет под тем, что уже написано, с подставленными именами.
flash-reply-removed = Удалено.
part-slip-variable = «{ $word }»: сюда ничего не подставлено.
