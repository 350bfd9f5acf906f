//! Replies as Russian and Ukrainian mail programs write them. All people are samples.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use mail::reply::split;
use rstest::rstest;

const TOP: &str = "Добрый день!\n\nПрошу поменять заголовок на сайте.\n\nС уважением,\nАнна";

#[rstest]
#[case::gmail("ср, 5 мар. 2025 г. в 10:11, Иван Петров <ivan@sample.test>:\n\n> Добрый день,\n> когда начнём?")]
#[case::gmail_older("5 марта 2015 г., 10:11 пользователь Иван Петров <ivan@sample.test>\nнаписал:\n\n> Добрый день")]
#[case::gmail_weekday("понедельник, 6 октября 2014 г. пользователь Иван Петров написал:\n\n> Добрый день")]
#[case::gmail_unmarked("ср, 5 мар. 2025 г. в 10:11, Иван Петров <ivan@sample.test>:\n\nДобрый день,\nкогда начнём?")]
#[case::gmail_wrapped(
    "ср, 5 мар. 2025 г. в 10:11, Иван Петров Очень Длинное Имя <\nivan.petrov@sample.test>:\n\n> Добрый день"
)]
#[case::thunderbird("05.03.2025 10:11, Иван Петров пишет:\n> Добрый день,\n> когда начнём?\n")]
#[case::thunderbird_seconds("28.09.2019 5:38, Иван Петров пишет:\n>\n> Добрый день\n>\n")]
#[case::thunderbird_unmarked("05.03.2025 10:11, Иван Петров пишет:\n\nДобрый день")]
#[case::mail_ru("Среда, 5 марта 2025, 10:11 +03:00 от Иван Петров <ivan@sample.test>:\n\nДобрый день,\nкогда начнём?")]
#[case::mail_ru_marked(
    "Среда, 5 марта 2025, 10:11 +03:00 от Иван Петров <ivan@sample.test>:\n>Добрый день,\n>когда начнём?"
)]
#[case::mail_ru_english("Thu, 26 Jun 2014 14:00:51 +0400 от Ivan Petrov <ivan@sample.test>:\n\nДобрый день")]
#[case::mail_ru_newer(
    "Отправлено из Почты Mail.ru\n \nСреда, 5 марта 2025, 10:11 +03:00 от ivan@sample.test <ivan@sample.test>:\nДобрый день"
)]
#[case::yandex("05.03.2025, 10:11, \"Иван Петров\" <ivan@sample.test>:\n\nДобрый день,\nкогда начнём?")]
#[case::yandex_marked("05.03.2025, 10:11, \"Иван Петров\" <ivan@sample.test>:\n> Добрый день")]
#[case::yandex_older("05.03.2015, 10:11, \"Иван Петров\" <ivan@sample.test>:\n>  Добрый день")]
#[case::yandex_newer(
    "----------------\nКому: Иван Петров (ivan@sample.test);\nТема: Сайт;\n05.03.2025, 10:11, \"Анна\" <anna@sample.test>:\n\nДобрый день"
)]
#[case::yandex_dots("05.03.2025, 10:11, Иван Петров via Sample <ivan@sample.test>:\n\nДобрый день")]
#[case::rambler("05.03.2025, 10:11, Иван Петров <ivan@sample.test> пишет:\n\nДобрый день")]
#[case::iphone(
    "5 марта 2025 г., в 10:11, Иван Петров <ivan@sample.test> написал(а):\n\n> Добрый день,\n> когда начнём?"
)]
#[case::iphone_unmarked("5 марта 2025 г., в 10:11, Иван Петров <ivan@sample.test> написал(а):\n\n﻿Добрый день")]
#[case::iphone_marked("> 5 марта 2025 г., в 10:11, Иван Петров <ivan@sample.test> написал(а):\n> \n> Добрый день")]
#[case::the_bat("Вы писали 5 марта 2025 г., 10:11:28:\n\n> Добрый день\n> когда начнём?")]
#[case::the_bat_initials("Вы писали 5 марта 2025 г., 10:11:28:\n\nИП> Добрый день\nИП> когда начнём?")]
#[case::outlook(
    "От: Иван Петров <ivan@sample.test>\nОтправлено: 5 марта 2025 г. 10:11\nКому: Анна <anna@sample.test>\nТема: Re: Сайт\n\nДобрый день,\nкогда начнём?"
)]
#[case::outlook_rule(
    "________________________________\nОт: Иван Петров <ivan@sample.test>\nОтправлено: среда, 5 марта 2025 г. 10:11\nКому: Анна <anna@sample.test>\nКопия: Ева <eva@sample.test>\nТема: Сайт\n\nДобрый день"
)]
#[case::outlook_original(
    "-----Исходное сообщение-----\nОт: Иван Петров [mailto:ivan@sample.test]\nОтправлено: 5 марта 2025 г. 10:11\nКому: Анна\nТема: Сайт\n\nДобрый день"
)]
#[case::outlook_english(
    "From: Иван Петров [mailto:ivan@sample.test] \nSent: Wednesday, March 5, 2025 10:11 AM\nTo: Анна\nSubject: Сайт\n\nДобрый день"
)]
#[case::outlook_bold(
    "*От:* Иван Петров <ivan@sample.test>\n*Отправлено:* 5 марта 2025 г. 10:11\n*Кому:* Анна\n*Тема:* Сайт\n\nДобрый день"
)]
#[case::outlook_mac(
    "От: Иван Петров <ivan@sample.test>\nДата: среда, 5 марта 2025 г. в 10:11\nКому: Анна <anna@sample.test>\nТема: Сайт\nДобрый день"
)]
#[case::samsung(
    "-------- Исходное сообщение --------\nОт: Иван Петров <ivan@sample.test> \nДата: 05.03.2025 10:11 (GMT+03:00) \nКому: anna@sample.test \nТема: Сайт \n\nДобрый день"
)]
#[case::forward_words(
    "-------- Пересылаемое сообщение --------\n05.03.2025, 10:11, \"Иван\" <ivan@sample.test>:\n\nДобрый день"
)]
#[case::name_only("Пользователь Иван Петров написал:\n\n> Добрый день")]
#[case::roundcube("Иван Петров писал 2025-03-05 10:11:\n> Добрый день")]
#[case::roundcube_older("Иван Петров писал(а) 05.03.2025 10:11:\n> Добрый день")]
#[case::help_desk("-- Пожалуйста, пишите ответ выше этой линии --\n\nЗаявка 12 принята.")]
#[case::gmail_phone("ср, 5 мар. 2025 г., 10:11 Иван Петров <ivan@sample.test>:\n\n> Добрый день")]
#[case::spark("5 мар. 2025 г., 10:11 +0300, Иван Петров <ivan@sample.test>, писал:\n> Добрый день")]
#[case::xiaomi("Иван Петров <ivan@sample.test> 5 марта 2025 г. 10:11 написал(а):\n\nДобрый день")]
#[case::huawei(
    "-------- Исходное сообщение --------\nТема: Сайт\nОт: Иван <ivan@sample.test>\nКому: anna@sample.test\nКопия: \n\nДобрый день"
)]
#[case::em_client(
    "------ Исходное сообщение ------\nОт кого: \"Иван\" <ivan@sample.test>\nКому: \"Анна\" <anna@sample.test>\nДата: 05.03.2025 10:11:12\nТема: Сайт\n\nДобрый день"
)]
#[case::mail_ru_capital(
    "Вторник, 4 марта 2025, 10:11 +03:00 от \"Иван Петров\" <ivan@sample.test>:\n \n>Добрый день\n>когда?"
)]
#[case::mail_ru_quoted(">Среда, 5 марта 2025, 10:11 +03:00 от Иван Петров <ivan@sample.test>:\n> \n>Добрый день")]
#[case::my_mail(
    "Отправлено из myMail для Android\nсреда, 5 марта 2025г., 10:11 +03:00 от Иван  ivan@sample.test :\n\nДобрый день"
)]
#[case::outlook_phone(
    "Скачать Outlook для iOS<https://sample.test/o>\n________________________________\nОт: Иван Петров <ivan@sample.test>\nОтправлено: среда, марта 5, 2025 10:11 AM\nКому: Анна <anna@sample.test>\nТема: Re: Сайт\n\nДобрый день"
)]
#[case::outlook_wrapped(
    "От: Иван Петров [mailto:ivan@sample.test] \nОтправлено: 5 марта 2025 г. 10:11\nКому: 'Анна' <anna@sample.test>; 'Ева'\n<eva@sample.test>\nКопия: Бюро\nТема: RE: Сайт\nВажность: Высокая\n\nДобрый день"
)]
#[case::outlook_express(
    "\"Иван Петров\" <ivan@sample.test> сообщил/сообщила в новостях следующее:\nnews:abc@sample.test...\n> Добрый день"
)]
#[case::forward_begin(
    "-------- Начало пересылаемого сообщения --------\n\n05.03.2025, 10:11, \"Иван\" <ivan@sample.test>:\n\nДобрый день\n\n-------- Конец пересылаемого сообщения --------"
)]
#[case::ukrainian_phone("ср, 5 бер. 2025 р., 10:11 користувач Іван Петренко <ivan@sample.test> пише:\n\n> Добрий день")]
#[case::ukrainian_original(
    "-------- Оригінальне повідомлення --------\nВід: Іван <ivan@sample.test>\nДата: 05.03.25 10:11\nКому: anna@sample.test\nТема: Сайт\n\nДобрий день"
)]
#[case::ukrainian_gmail("ср, 5 бер. 2025 р. о 10:11 Іван Петренко <ivan@sample.test> пише:\n\n> Добрий день")]
#[case::ukrainian_thunderbird("05.03.25 10:11, Іван Петренко пише:\n> Добрий день")]
#[case::ukrainian_iphone("5 бер. 2025 р. о 10:11 Іван Петренко <ivan@sample.test> написав(ла):\n\n> Добрий день")]
#[case::ukrainian_outlook(
    "Від: Іван Петренко <ivan@sample.test>\nНадіслано: середа, 5 березня 2025 р. 10:11\nКому: Анна\nТема: Сайт\n\nДобрий день"
)]
fn a_reply_above_the_quote(#[case] quote: &str) {
    let parts = split(&format!("{TOP}\n\n{quote}"), None);
    assert_eq!(parts.new_text(), TOP);
    assert!(!parts.quoted().is_empty());
}

#[rstest]
#[case("-- \nАнна Иванова\nООО «Образец»\nтел. +7 000 000-00-00")]
#[case("--\nАнна")]
#[case("Отправлено с iPhone")]
#[case("Отправлено с моего iPhone")]
#[case("Отправлено с iPad")]
#[case("Отправлено из мобильной Почты Mail.ru")]
#[case("--\nОтправлено из Mail.ru для Android")]
#[case("Отправлено из Почты Mail.ru для iOS")]
#[case("Отправлено из мобильной Яндекс.Почты: http://sample.test/m")]
#[case("Отправлено из мобильной Яндекс Почты")]
#[case("Отправлено с устройства Samsung")]
#[case("Отправлено со смартфона Samsung Galaxy.")]
#[case("Отправлено из Outlook для iOS<https://sample.test/o>")]
#[case("Скачать Outlook для Android")]
#[case("Отправлено из приложения \"Почта\" для Windows 10")]
#[case("Надіслано з iPhone")]
fn a_signature_is_no_new_text(#[case] signature: &str) {
    let quote = "05.03.2025 10:11, Иван пишет:\n> Добрый день";
    for text in [format!("{TOP}\n\n{signature}"), format!("{TOP}\n\n{signature}\n\n{quote}")] {
        let parts = split(&text, None);
        assert_eq!(parts.new_text(), TOP, "{text}");
        assert_eq!(parts.signature(), signature.replace("-- \n", "--\n"), "{text}");
    }
}

#[test]
fn a_reply_below_the_quote() {
    let text = "05.03.2025 10:11, Иван Петров пишет:\n> Добрый день,\n> когда начнём?\n\nВ понедельник.\n\n-- \nАнна";
    assert_eq!(split(text, None).new_text(), "В понедельник.");
}

#[test]
fn replies_between_the_quotes() {
    let text = "Здравствуйте, Иван.\n\nВы писали 5 марта 2025 г., 10:11:28:\n\n> Когда начнём?\n\nВ понедельник.\n\n> Сколько это стоит?\n\nКак обычно.\n";
    assert_eq!(split(text, None).new_text(), "Здравствуйте, Иван.\nВ понедельник.\nКак обычно.");
}

#[rstest]
#[case("Вчера в 10:00 клиент написал, что не придёт.\nЧто делаем?")]
#[case("От: офиса до склада час езды.\nКому: мне.")]
#[case("Тема: новый сайт\nБюджет: 100 000\nСрок: 12.05.2025\n\nЭто возможно?")]
#[case("Отправлено с опозданием письмо, которое мы ждали, что делаем дальше?")]
#[case("В письме от 5 марта 2025 вы обещали скидку.\nОна ещё действует?")]
#[case("С уважением,\nАнна Иванова\nтел. +7 000 000-00-00")]
fn honest_sentences_stay(#[case] text: &str) {
    assert_eq!(split(text, None).new_text(), text);
}

#[test]
fn a_forward_with_a_word_folds_and_a_bare_one_shows() {
    let forward = "-------- Пересылаемое сообщение --------\nОт: Иван <ivan@sample.test>\nДата: ср, 5 мар. 2025 г.\nТема: Счёт\nКому: anna@sample.test\n\nСчёт во вложении.";
    assert_eq!(split(&format!("Прошу оплатить.\n\n{forward}"), None).new_text(), "Прошу оплатить.");
    assert_eq!(split(forward, None).new_text(), "Счёт во вложении.");
}
