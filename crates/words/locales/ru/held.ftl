# Held mail: what is said about it, and what can be done with it. Members read it.
held-empty = Письмо пустое.
held-no_headers = В нём нет читаемых заголовков.
held-too_nested = Его части вложены слишком глубоко.
held-too_many_parts = В нём слишком много частей.
held-too_many_headers = В нём слишком много заголовков.
held-too_large = Оно слишком большое.
held-parser_error = Его не удалось прочитать. Само письмо сохранено.
held-stranger = Оно пришло на наш адрес для ответов от человека, который не участвует в этой переписке.
held-loop = Похоже, оно ходит по кругу.
held-flood = За час от этого отправителя пришло больше писем, чем студия принимает.
