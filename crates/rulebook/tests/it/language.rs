//! What a client's words ask for, line by line in five languages.

use rulebook::language::{Sent, expects_answer, look, questions, read_client};

#[test]
fn thanks_received_and_all_clear_expect_no_answer() {
    let closing = [
        // English
        "Thanks!",
        "Thank you very much.",
        "Hi Pete,\n\nthanks a lot for your quick reply!\n\nBest regards\nAnna Kowalska\nSample Bakery\ntel. 555 01 23",
        "Ok, got it. Thanks!",
        "Great, that works. Have a nice weekend!",
        "Received with thanks.",
        "Perfect, all good from my side.",
        "Thanks Anna",
        "Thanks so much for sorting this out so quickly! 🙏",
        "Noted, thank you.\n\nSent from my iPhone",
        "👍",
        "The slideshow made both our mums cry. No need to answer, go and have a rest!",
        "Thank you!\n\nTom Sample\n-- \nSample Ltd, questions? Call us",
        "That's great news, thank you both. Talk soon!",
        "Thanks a lot, that did the trick!\n\n-phil",
        "Great, that's exactly what we needed. Thank you!",
        "Done. Thanks for the tip!",
        "They look wonderful, thank you so much. The whole team is happy.",
        // Polish, with and without its letters
        "Dziękuję, wszystko jasne.",
        "dzieki wielkie!",
        "Dzięki!",
        "Dzień dobry,\n\ndziękuję bardzo za szybką odpowiedź.\n\nPozdrawiam serdecznie\nJan Przykładowy",
        "Ok, dzięki za info, miłego weekendu!",
        "Super Kasiu, dziękuję!",
        "Otrzymałam, dziękuję.",
        "Potwierdzam odbiór. Z poważaniem, Maria Wzorcowa",
        "Plakaty wiszą w całym mieście. Życzę dobrych Świąt, odpisywać nie trzeba.",
        "Dzięki, wszystko działa jak należy.",
        "Dzięki, dokładnie o to mi chodziło.",
        // Russian
        "Спасибо, именно то, что нужно!",
        "Спасибо!",
        "Спасибо, получили.",
        "Добрый день!\nБольшое спасибо за оперативный ответ.\n\nС уважением,\nОльга Примерова",
        "Ок, понятно, спасибо",
        "Всё отлично, спасибо большое! Хороших выходных!",
        "Принято.",
        "Анна, благодарю вас!",
        "Открытки раздали, все в восторге. Отвечать не нужно!",
        // Ukrainian and German
        "Дякую за швидку відповідь!",
        "Добрий день! Все зрозуміло, дякую. З повагою, Олена",
        "Vielen Dank für die schnelle Antwort!",
        "Alles klar, danke. Schönes Wochenende!",
    ];
    let wrong: Vec<&str> = closing.into_iter().filter(|text| expects_answer(text, None)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn whatever_asks_or_says_more_expects_an_answer() {
    let asking = [
        "",
        "   \n",
        "Thanks, but when will it be online?",
        "Thanks! Could you also change the title",
        "Thanks, will you have a look",
        "Ok, but the form is still broken.",
        "Thank you, it does not work.",
        "Thanks in advance!",
        "Great. And the invoice?",
        "Thanks.\n\nPS please send the invoice",
        "Thank you for nothing.",
        "Ok\n1. logo\n2. colours",
        "Yes",
        "Kind regards\nAnna",
        "Thanks, we are waiting.",
        "Thanks,\nthe form is broken :)\nAlex",
        "Thank you.\nKind regards,\nby the way, the invoice is missing\nAnna",
        "Thanks!\n- logo",
        "That's not what we needed. Thanks.",
        "No need to answer today, but please send the files",
        "Dzięki! A kiedy reszta?",
        "Dzięki, a kiedy reszta",
        "Dziękuję, ale formularz nadal nie działa.",
        "Z góry dziękuję za pomoc, proszę o wycenę",
        "Super, czekam na resztę.",
        "Спасибо, но письмо так и не пришло",
        "Спасибо! Когда ждать остальное",
        "Получили, ждём правки. Спасибо!",
        "Заранее спасибо!",
        "Ясно. Тогда верните деньги.",
        "Дякую, але форма не працює",
        "Danke, aber das Formular geht nicht",
        "Danke! Bitte noch die Rechnung schicken",
        "Dank u wel, tot ziens",
        "Where is my report",
        "😡",
    ];
    let wrong: Vec<&str> = asking.into_iter().filter(|text| !expects_answer(text, None)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(expects_answer("Super, ok!", Some("nl")), "a language that is not read");
}

/// What this thread has worked so far: work of others beside it does not count. Linux tells it; elsewhere the clock has to do.
fn worked(began: std::time::Instant) -> std::time::Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = told.and_then(|line| line.split(' ').next()?.parse().ok());
    spent.map_or_else(|| began.elapsed(), std::time::Duration::from_nanos)
}

#[test]
fn a_long_or_hostile_text_is_read_quickly_and_expects_an_answer() {
    let began = std::time::Instant::now();
    let before = worked(began);
    for text in [
        "thanks ".repeat(100_000),
        "not no answer you ".repeat(50_000),
        "\u{fe0f}👍".repeat(50_000),
        ">".repeat(1_000_000),
    ] {
        assert!(expects_answer(&text, None));
        questions(&text);
    }
    questions(&"1. a?\n".repeat(20_000));
    let sent = Sent { at: jiff::civil::date(2026, 11, 17).at(10, 0, 0, 0), calendar: None };
    for text in ["a!! ", "a? ", "We need from you: a, a, ", "- a\n", "nie mozemy. ", "до пятницы: "] {
        let text = text.repeat(4_000);
        look(&text, Some(&text), None, &sent, None);
        read_client(&text, None, &sent);
    }
    // One date within another, deeper than a stack.
    for text in ["eod on ", "end of day ", "close of business "] {
        read_client(&text.repeat(3_000), None, &sent);
    }
    questions(&"?".repeat(200_000));
    questions(&"a. ".repeat(100_000));
    questions(&"5 r. ".repeat(20_000));
    questions(&"тыс.".repeat(20_000));
    let took = worked(began) - before;
    assert!(took.as_secs() < 20, "{took:?}");
}

#[test]
fn questions_are_found_as_they_stand() {
    for (text, found) in [
        ("Hello! Is it online?", vec!["Is it online?"]),
        (
            "We saw the draft. Could the title be\nlarger, and bold? Thanks",
            vec!["Could the title be\nlarger, and bold?"],
        ),
        ("See https://shop.example/?page=2 and tell me.", vec![]),
        ("Really?? You mean it?!", vec!["Really??", "You mean it?!"]),
        ("1. Change the title.\n2. When is the launch?", vec!["Change the title.", "When is the launch?"]),
        ("- first\n- is it ready?", vec!["is it ready?"]),
        ("> is that quoted?\nYes.", vec![]),
        ("Kiedy pan dr. Nowak i p. Anna wrócą? Czekam.", vec!["Kiedy pan dr. Nowak i p. Anna wrócą?"]),
        (
            "Сколько это стоит, 5 тыс. руб. или больше? И когда?",
            vec!["Сколько это стоит, 5 тыс. руб. или больше?", "И когда?"],
        ),
        (
            "Is it on p. 5, in par. 3 of contract No. 12? So be it.",
            vec!["Is it on p. 5, in par. 3 of contract No. 12?"],
        ),
        ("I say no. Is that ok. 5 days late?", vec!["Is that ok. 5 days late?"]),
        ("It looks ok. Shall we go on?", vec!["Shall we go on?"]),
        ("Wyślę do pt. Czy to wystarczy?", vec!["Czy to wystarczy?"]),
        ("Czy zostaje m.in. baner na ul. Długiej 5 m. 3?", vec!["Czy zostaje m.in. baner na ul. Długiej 5 m. 3?"]),
        ("Umowa trwa do 31 marca 2026 r. Czy ją przedłużamy?", vec!["Czy ją przedłużamy?"]),
        ("Czy faktura z 3 maja 2026 r. jest opłacona?", vec!["Czy faktura z 3 maja 2026 r. jest opłacona?"]),
        ("Стоимость 5000 руб. Когда оплатить?", vec!["Когда оплатить?"]),
        ("Поправили ли вы стр. 5, кв. 12 и рис. 3?", vec!["Поправили ли вы стр. 5, кв. 12 и рис. 3?"]),
        ("Договор до конца 2026 г. Продлим его?", vec!["Продлим его?"]),
        ("Можно ли выслать макет в г. Москва?", vec!["Можно ли выслать макет в г. Москва?"]),
        ("Nothing here.", vec![]),
        ("?", vec![]),
    ] {
        let found: Vec<String> = found.into_iter().map(|question| question.replace('\n', " ")).collect();
        assert_eq!(questions(text), found, "{text}");
    }
}
