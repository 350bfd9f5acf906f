# Даты, длительности и размеры.

when-plain = { $day ->
    [today] сегодня { $time }
    [tomorrow] завтра { $time }
    [yesterday] вчера { $time }
    [mon] пн { $time }
    [tue] вт { $time }
    [wed] ср { $time }
    [thu] чт { $time }
    [fri] пт { $time }
    [sat] сб { $time }
    [sun] вс { $time }
   *[date] { $date }, { $time }
}
when-on = { $day ->
    [today] сегодня в { $time }
    [tomorrow] завтра в { $time }
    [yesterday] вчера в { $time }
    [mon] в понедельник в { $time }
    [tue] во вторник в { $time }
    [wed] в среду в { $time }
    [thu] в четверг в { $time }
    [fri] в пятницу в { $time }
    [sat] в субботу в { $time }
    [sun] в воскресенье в { $time }
   *[date] { $date } в { $time }
}
when-since = { $day ->
    [today] с { $time }
    [tomorrow] с завтрашнего дня, { $time }
    [yesterday] со вчерашнего дня, { $time }
    [mon] с понедельника, { $time }
    [tue] со вторника, { $time }
    [wed] со среды, { $time }
    [thu] с четверга, { $time }
    [fri] с пятницы, { $time }
    [sat] с субботы, { $time }
    [sun] с воскресенья, { $time }
   *[date] с { $date }, { $time }
}
when-from = { $day ->
    [today] с { $time }
    [tomorrow] с завтрашнего дня, { $time }
    [yesterday] со вчерашнего дня, { $time }
    [mon] с понедельника, { $time }
    [tue] со вторника, { $time }
    [wed] со среды, { $time }
    [thu] с четверга, { $time }
    [fri] с пятницы, { $time }
    [sat] с субботы, { $time }
    [sun] с воскресенья, { $time }
   *[date] с { $date }, { $time }
}
when-by = { $day ->
    [today] до { $time } сегодня
    [tomorrow] до завтра, { $time }
    [yesterday] до вчерашнего дня, { $time }
    [mon] до понедельника, { $time }
    [tue] до вторника, { $time }
    [wed] до среды, { $time }
    [thu] до четверга, { $time }
    [fri] до пятницы, { $time }
    [sat] до субботы, { $time }
    [sun] до воскресенья, { $time }
   *[date] до { $date }, { $time }
}
# То же для того, кто может прочитать это в другой день.
when-on-date = { $day ->
    [mon] в понедельник, { $date }, в { $time }
    [tue] во вторник, { $date }, в { $time }
    [wed] в среду, { $date }, в { $time }
    [thu] в четверг, { $date }, в { $time }
    [fri] в пятницу, { $date }, в { $time }
    [sat] в субботу, { $date }, в { $time }
   *[sun] в воскресенье, { $date }, в { $time }
}
when-by-date = { $day ->
    [mon] до понедельника, { $date }, { $time }
    [tue] до вторника, { $date }, { $time }
    [wed] до среды, { $date }, { $time }
    [thu] до четверга, { $date }, { $time }
    [fri] до пятницы, { $date }, { $time }
    [sat] до субботы, { $date }, { $time }
   *[sun] до воскресенья, { $date }, { $time }
}

weekday = { $day ->
    [mon] понедельник
    [tue] вторник
    [wed] среда
    [thu] четверг
    [fri] пятница
    [sat] суббота
   *[sun] воскресенье
}
month-of = { $month ->
    [jan] января
    [feb] февраля
    [mar] марта
    [apr] апреля
    [may] мая
    [jun] июня
    [jul] июля
    [aug] августа
    [sep] сентября
    [oct] октября
    [nov] ноября
   *[dec] декабря
}
month-short = { $month ->
    [jan] января
    [feb] февраля
    [mar] марта
    [apr] апреля
    [may] мая
    [jun] июня
    [jul] июля
    [aug] августа
    [sep] сентября
    [oct] октября
    [nov] ноября
   *[dec] декабря
}
date-full = { $weekday }, { $day } { $month } { $year } г.
date-with-time = { $date }, { $time }
date-short = { $day } { $month }
date-short-with-year = { $day } { $month } { $year } г.

due-now = сейчас
due-in-minutes = { $count ->
    [one] через { $count } минуту
    [few] через { $count } минуты
    [many] через { $count } минут
   *[other] через { $count } минуты
}
due-in-working-hours = { $count ->
    [one] через { $count } рабочий час
    [few] через { $count } рабочих часа
    [many] через { $count } рабочих часов
   *[other] через { $count } рабочего часа
}
due-minutes-late = { $count ->
    [one] опоздание на { $count } минуту
    [few] опоздание на { $count } минуты
    [many] опоздание на { $count } минут
   *[other] опоздание на { $count } минуты
}
due-hours-late = { $count ->
    [one] опоздание на { $count } час
    [few] опоздание на { $count } часа
    [many] опоздание на { $count } часов
   *[other] опоздание на { $count } часа
}
due-days-late = { $count ->
    [one] опоздание на { $count } день
    [few] опоздание на { $count } дня
    [many] опоздание на { $count } дней
   *[other] опоздание на { $count } дня
}

duration-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
duration-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
}
duration-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}

size-bytes = { $count ->
    [one] { $count } байт
    [few] { $count } байта
    [many] { $count } байт
   *[other] { $count } байта
}
size-kilobytes = { $amount } КБ
size-megabytes = { $amount } МБ
size-gigabytes = { $amount } ГБ
