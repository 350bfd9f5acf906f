//! What a draft and a client's mail say: examples in three languages, and that every span is a range of the input.

use jiff::civil::Date;
use proptest::prelude::*;
use rulebook::language::{Complaint, Sent, read_client, read_draft};

/// Tuesday.
fn sent() -> Sent<'static> {
    Sent { at: "2026-11-17T10:00".parse().unwrap(), calendar: None }
}

fn dues(text: &str) -> (Vec<Option<Date>>, Vec<Option<Date>>) {
    let read = read_draft(text, None, None, &sent());
    (read.asks.iter().map(|ask| ask.due).collect(), read.commitments.iter().map(|it| it.due).collect())
}

#[test]
fn dates_in_words_are_counted_from_the_day_of_sending() {
    for (text, due) in [
        ("I'll send it by Friday.", "2026-11-20"),
        ("I'll send it tomorrow.", "2026-11-18"),
        ("We'll send it by the end of the month.", "2026-11-30"),
        ("We'll send it within two working days.", "2026-11-19"),
        ("We'll send it on 15 December.", "2026-12-15"),
        ("I will send it next week.", "2026-11-27"),
        ("I'll send it the day after tomorrow.", "2026-11-19"),
        ("I'll send it by 2 pm.", "2026-11-17"),
        // At an hour to come, with no day: today.
        ("I'll ring you at 15:00.", "2026-11-17"),
        ("Odezwę się o 15:00.", "2026-11-17"),
        ("Odezwę się o 15.00.", "2026-11-17"),
        ("Odezwę się o godzinie 15.", "2026-11-17"),
        ("Перезвоню в 10:20.", "2026-11-17"),
        ("Zadzwonię o 14. Nowe podstrony są już gotowe.", "2026-11-17"),
        // What is promised has its own day, and the condition another.
        ("If the texts come on 7 December, the site goes live on 18 December.", "2026-12-18"),
        // The one of the week to come, in each language.
        ("I'll send it next Thursday.", "2026-11-26"),
        ("Wyślę to w przyszły czwartek.", "2026-11-26"),
        ("Пришлю в следующий четверг.", "2026-11-26"),
        ("I'll send it by 2 pm tomorrow.", "2026-11-18"),
        ("I'll send it in a fortnight.", "2026-12-01"),
        ("I'll send it a week from today.", "2026-11-24"),
        ("I'll send it two weeks from Friday.", "2026-12-04"),
        ("I'll send it a week on Thursday.", "2026-11-26"),
        ("I'll send it by close of business.", "2026-11-17"),
        ("I'll send it by close of business on Thursday.", "2026-11-19"),
        ("I'll send it by mid-December.", "2026-12-15"),
        ("Wyślę to w połowie grudnia.", "2026-12-15"),
        ("Пришлю в середине декабря.", "2026-12-15"),
        ("I'll send it by mid-March 2028.", "2028-03-15"),
        ("I'll send it by close of business on my end.", "2026-11-17"),
        ("I'll spend a day on Friday on your logo.", "2026-11-20"),
        ("I'll send the files a week on Thursday, after our call on Friday.", "2026-11-26"),
        ("We will publish two posts a week on Friday.", "2026-11-20"),
        ("Wyślę na początku przyszłego tygodnia.", "2026-11-23"),
        ("Wyślę za tydzień w czwartek.", "2026-11-26"),
        ("Пришлю через неделю в четверг.", "2026-11-26"),
        ("Пришлю до 14:00.", "2026-11-17"),
        ("Wyślę to do piątku.", "2026-11-20"),
        ("Wyślę to po niedzieli, w środę 25 listopada.", "2026-11-25"),
        ("Wyślę jutro rano.", "2026-11-18"),
        ("Prześlemy do końca miesiąca.", "2026-11-30"),
        ("Prześlemy w ciągu dwóch dni.", "2026-11-19"),
        ("Wyślę 15.12.", "2026-12-15"),
        ("Przygotujemy w przyszłym tygodniu.", "2026-11-27"),
        ("Пришлю до пятницы.", "2026-11-20"),
        ("Пришлю завтра.", "2026-11-18"),
        ("Отправим до конца месяца.", "2026-11-30"),
        ("Отправим в течение двух рабочих дней.", "2026-11-19"),
        ("Пришлю до 27-го.", "2026-11-27"),
        ("Подготовим на следующей неделе.", "2026-11-27"),
    ] {
        assert_eq!(dues(text).1, [Some(due.parse().unwrap())], "{text}");
    }
}

#[test]
fn a_site_that_is_down_is_an_emergency_and_opening_hours_are_none() {
    for (text, emergency) in [
        ("Our checkout stopped working this morning and every order fails.", true),
        ("Nasz sklep internetowy nie działa, klienci nie mogą kupować.", true),
        ("Сайт не работает.", true),
        ("To już trzeci raz, że sklep nie działa. Tracimy zamówienia!", true),
        ("Это уже третий раз: магазин не открывается, мы теряем заказы!", true),
        ("The email you sent won't open.", false),
        ("Please note the shop is closed on Sundays.", false),
        ("We are closed on weekends and bank holidays.", false),
        ("The website is down on Sundays, please help!", true),
        ("Sklep nie otwiera się w niedziele.", false),
        ("W każdą sobotę sklep jest nieczynny.", false),
        ("Strona nie działa na telefonie.", false),
        ("Магазин по воскресеньям не работает.", false),
        ("На сайте ошибка: по воскресеньям магазин не работает, а там написано, что открыт.", false),
        ("Na stronie jest błąd: w niedziele sklep nie działa, a jest napisane, że tak.", false),
        ("Обратите внимание: по выходным мы закрыты.", false),
    ] {
        assert_eq!(read_client(text, None, &sent()).emergency, emergency, "{text}");
    }
}

#[test]
fn never_is_a_guarantee_only_of_what_is_to_come() {
    for (text, guarantees) in [
        ("Сайт больше никогда не упадёт.", 1),
        ("Вы никогда не читаете то, что мы присылаем.", 0),
        ("Мы никогда не видели такого договора.", 0),
    ] {
        assert_eq!(read_draft(text, None, None, &sent()).guarantees.len(), guarantees, "{text}");
    }
}

#[test]
fn a_deed_is_called_by_its_words_without_the_day_at_their_end() {
    for (text, title) in [
        ("Please send us the logo by Friday.", "Please send us the logo"),
        ("Please send us the logo, no later than Friday!", "Please send us the logo"),
        ("I will put the pictures in on Wednesday.", "I will put the pictures in"),
        ("I'll send you the draft tomorrow.", "I'll send you the draft"),
        ("We will put the draft on greenway-yoga.example on Friday.", "We will put the draft on greenway-yoga.example"),
        ("On Wednesday we put the pictures in.", "On Wednesday we put the pictures in"),
        ("Please send the list by Friday at ten.", "Please send the list by Friday at ten"),
        ("Please keep the page open until Friday.", "Please keep the page open until Friday"),
        ("Prosimy o przesłanie logo do piątku.", "Prosimy o przesłanie logo"),
        ("Wyślę szkic jutro.", "Wyślę szkic"),
        ("Wyślę w piątek.", "Wyślę w piątek"),
        ("Prześlemy ofertę najpóźniej do 27 listopada.", "Prześlemy ofertę"),
        ("Пришлите, пожалуйста, логотип до пятницы.", "Пришлите, пожалуйста, логотип"),
        ("Мы отправим макет не позднее 27 ноября.", "Мы отправим макет"),
        ("Пришлю набросок завтра.", "Пришлю набросок"),
        ("And please send us the logo by Friday.", "please send us the logo"),
    ] {
        let read = read_draft(text, None, None, &sent());
        let titles: Vec<String> =
            read.asks.iter().chain(&read.commitments).map(|deed| deed.title(text, &sent())).collect();
        assert_eq!(titles, [title], "{text}");
    }
}

#[test]
fn on_a_friday_by_friday_is_in_a_week() {
    let sent = Sent { at: "2026-11-20T10:00".parse().unwrap(), calendar: None };
    let read = read_draft("I'll send it by Friday.", None, None, &sent);
    assert_eq!(read.commitments[0].due, Some("2026-11-27".parse().unwrap()));
}

#[test]
fn what_is_open_recurring_or_a_choice_has_no_date() {
    for text in [
        "I'll send it every Friday.",
        "I'll send it on Tuesday or Wednesday.",
        "I'll send it within a day of your OK.",
        "I'll send it after Friday.",
        "Wyślę to po niedzieli.",
        "Пришлю после пятницы.",
    ] {
        assert_eq!(dues(text).1, [None], "{text}");
    }
}

#[test]
fn what_stands_in_a_list_is_what_the_line_above_says_by_its_day() {
    let friday: Option<Date> = Some("2026-11-20".parse().unwrap());
    for (text, asks, promises) in [
        ("Please send by Friday:\n- the logo\n- the texts for the shop", vec![friday; 2], vec![]),
        // What asks by itself has the list's day as well, unless it has one of its own.
        ("Please do by Friday:\n- send the logo\n- send us the texts for the shop", vec![friday; 2], vec![]),
        ("I need from you: the logo, and a list of names.", vec![None; 2], vec![]),
        ("Prosimy o przesłanie do piątku:\n- logo\n- teksty do sklepu", vec![friday; 2], vec![]),
        ("Прошу прислать до пятницы:\n- логотип\n- тексты для магазина", vec![friday; 2], vec![]),
        ("До пятницы обязуюсь:\n- логотип\n- тексты для магазина", vec![], vec![friday; 2]),
        // A word that may head a list does not from the middle of a long line.
        (
            "Проблем с сайтом больше нет, и вот что сделано за неделю вашим и нашим отделом:\n- форма\n- поиск",
            vec![],
            vec![],
        ),
    ] {
        assert_eq!(dues(text), (asks, promises), "{text}");
    }
    // The day of a list ends with it.
    let (_, promises) = dues("Please send by Friday:\n- the logo\n\nWe will do:\nThere are two of us.\n- the texts");
    assert!(!promises.is_empty() && promises.iter().all(Option::is_none), "{promises:?}");
}

#[test]
fn a_day_that_only_names_a_thing_is_no_date() {
    for (text, due) in [
        ("I'll send the Friday report on Monday.", Some("2026-11-23")),
        ("I'll send the Sunday newsletter texts tomorrow.", Some("2026-11-18")),
        ("I'll send the notes from Monday's call today.", Some("2026-11-17")),
        ("I'll prepare the slides for Monday's meeting.", Some("2026-11-23")),
        ("I'll send the Friday report.", None),
        ("I'll finish the Black Friday banner.", None),
        ("I'll send it the Monday after next.", Some("2026-11-30")),
        ("I'll send it on the Friday morning.", Some("2026-11-20")),
        ("Wyślę piątkowy raport w poniedziałek.", Some("2026-11-23")),
        ("Przygotuję slajdy na piątkowe spotkanie.", Some("2026-11-20")),
        ("Przygotuję baner na czarny piątek.", None),
        ("Пришлю пятничный отчёт в понедельник.", Some("2026-11-23")),
        ("Сделаем баннер к чёрной пятнице.", None),
    ] {
        assert_eq!(dues(text).1, [due.map(|due| due.parse().unwrap())], "{text}");
    }
    let wished = |text| read_client(text, None, &sent()).wished_date;
    assert_eq!(wished("Could you swap the photo for the one I sent on Monday?"), None);
    assert_eq!(wished("Could you send it on Monday?"), Some("2026-11-23".parse().unwrap()));
}

#[test]
fn courtesy_asks_and_promises_nothing() {
    for text in [
        "Please don't worry, we have time until Friday.",
        "Please find attached the invoice.",
        "Please accept our apologies.",
        "Please bear with us until Monday.",
        "Please let me know if you have any questions.",
        "We'll see.",
        "See you on Friday.",
        "Proszę się nie martwić, mamy czas do piątku.",
        "Proszę przyjąć nasze przeprosiny.",
        "Prosimy o wyrozumiałość do poniedziałku.",
        "Do zobaczenia w czwartek!",
        "Пожалуйста, не волнуйтесь, время есть до пятницы.",
        "Примите наши извинения.",
        "Не за что!",
        "До встречи в четверг!",
    ] {
        assert_eq!(dues(text), (vec![], vec![]), "{text}");
        let asked = read_client(text, None, &sent()).asked;
        assert!(asked.is_empty(), "{text}: {asked:?}");
    }
    assert_eq!(dues("Please don't worry, but send us the logo by Friday.").0.len(), 1);
}

#[test]
fn good_news_told_with_a_no_is_no_refusal() {
    for text in [
        "We will not charge you for the November mailing.",
        "We won't let you down.",
        "I can't wait to show you the new version!",
        "Nie zawiedziemy Państwa.",
        "Nie mogę się doczekać, żeby pokazać nową wersję!",
        "Мы вас не подведём.",
        "За ноябрь счёт выставлять не будем.",
    ] {
        assert_eq!(read_draft(text, None, None, &sent()).refusal, None, "{text}");
    }
    assert!(read_draft("We will not do that.", None, None, &sent()).refusal.is_some());
}

#[test]
fn from_this_month_on_is_no_day() {
    for text in ["Od tego miesiąca każdą wysyłkę sprawdzę sama.", "From this month on I will check every parcel."]
    {
        let (_, commitments) = dues(text);
        assert!(commitments.iter().all(Option::is_none), "{text}: {commitments:?}");
    }
}

#[test]
fn outcomes_nobody_controls_are_guaranteed_in_many_words() {
    let guarantees = |text: &str| !read_draft(text, None, None, &sent()).guarantees.is_empty();
    for text in [
        "You would win, there is no risk whatsoever.",
        "You can't lose with this.",
        "Page one of Google, no doubt about it.",
        "Wygra Pani bez dwóch zdań, ryzyka nie ma żadnego.",
        "Стопроцентно, осечек у нас не бывает.",
        "Рост будет минимум в два раза.",
    ] {
        assert!(guarantees(text), "{text}");
    }
    for text in [
        "Nobody can guarantee the sun, so we keep Sunday free as well.",
        "The printer has a two-year guarantee.",
        "The bank guarantee is translated.",
        "Nikt nie gwarantuje pogody.",
        "Никто не гарантирует погоду.",
        "You won't lose any orders during the move.",
        "If you win the tender, we can start in May.",
        "I hope we will win the pitch.",
        "You'll win back an hour a week with it.",
        "Mam nadzieję, że wygramy ten przetarg.",
        "Nie mam stuprocentowej pewności, że plik jest aktualny.",
        "Koszulki są ze stuprocentowej bawełny.",
        "Пока не могу сказать стопроцентно.",
        "Надеюсь, мы выиграем тендер.",
        "Рост посещаемости в два раза по сравнению с сентябрём.",
    ] {
        assert!(!guarantees(text), "{text}");
    }
}

#[test]
fn what_works_again_offers_no_call_and_answers_no_other_question() {
    for text in [
        "The payment form that broke on Monday works again.",
        "Step 3 works now.",
        "Taki układ bardziej nam odpowiada.",
    ] {
        assert!(!read_draft(text, None, None, &sent()).offers_call, "{text}");
    }
    for (mail, draft) in [
        ("Can we add a second language?", "The contact form works again."),
        ("When will customers get the email?", "The shop is online."),
        ("Dlaczego?", "Wyślę fakturę jutro."),
        ("The new website is great. Can we add German?", "The website is faster now."),
    ] {
        assert_eq!(read_draft(draft, Some(mail), None, &sent()).unanswered.len(), 1, "{mail}: {draft}");
    }
}

#[test]
fn whoever_calls_now_or_agrees_to_the_time_offers_a_call() {
    for text in [
        "I'm ringing you now.",
        "Tomorrow works: 2 pm it is.",
        "Dzwonię za pięć minut.",
        "Jutro o 14 mi pasuje.",
        "Набираю вас через пять минут.",
        "Завтра в 14 удобно.",
    ] {
        assert!(read_draft(text, None, None, &sent()).offers_call, "{text}");
    }
}

#[test]
fn what_answers_a_question_in_few_words_and_what_answers_another() {
    let open = |mail: &str, draft: &str| read_draft(draft, Some(mail), None, &sent()).unanswered;
    for (mail, draft) in [
        ("When will it be ready?", "Thursday."),
        ("How long will it take?", "It is there on Friday at the latest."),
        // Whoever answers has the mail.
        ("Did you get my email?", "The draft is nearly done."),
        ("Pani Olu, czy mój mail doszedł?", "Przepraszam za ciszę. Strona jest gotowa."),
        ("Дошло ли моё письмо?", "Макет почти готов."),
        // A question of two words is about what stands before it, and wants something done.
        ("Piotr says that the invoice was sent twice. Can you check?", "Piotr is right, I've cancelled the invoice."),
        ("На главной съехал логотип. Посмотрите?", "Поправлю до вечера."),
        ("Prześlesz umowę?", "W załączniku umowa."),
        ("Could we talk tomorrow at 2 pm?", "Tomorrow works."),
        ("Also, is net 30 ok for you?", "And yes, thirty days is fine."),
        ("Could you make the logo smaller?", "Done, have a look."),
        ("Can you have a look at the form?", "I will check tonight."),
        (
            "Roughly how long does it take?",
            "The work on it runs over four full weeks from the day on which we both sign.",
        ),
        ("How much is it?", "All in all it comes to eight hundred euros, with the training and the texts."),
        ("Kiedy będzie gotowe?", "W czwartek."),
        (
            "Jak długo trwa?",
            "Prace zajmą nam od podpisania umowy około czterech tygodni, razem ze szkoleniem recepcji.",
        ),
        ("Ile to kosztuje?", "Za całość, ze szkoleniem i tekstami, prosimy o osiemset złotych netto."),
        ("Сколько времени это займёт?", "Работы вместе с обучением администраторов идут около четырёх недель."),
        ("Сколько это стоит?", "За всё вместе, с обучением и текстами, мы просим восемьсот рублей."),
        ("Czy mogliby Państwo zmniejszyć logo?", "Gotowe."),
        ("Когда будет готово?", "В четверг."),
        ("Можете уменьшить логотип?", "Сделаем."),
    ] {
        assert!(open(mail, draft).is_empty(), "{mail} / {draft}: {:?}", open(mail, draft));
    }
    for (mail, draft, left) in [
        (
            "When will it be ready?",
            "We looked at it together and like what came of it very much indeed. Have a nice day!",
            "When will it be ready?",
        ),
        (
            "How long does it take?",
            "Both of us had a look at the two drafts and like them very much, and so will the team.",
            "How long does it take?",
        ),
        (
            "How much is the webshop? How much is the newsletter?",
            "The webshop costs 3,200 euros.",
            "How much is the newsletter?",
        ),
        ("Ile kosztuje sklep? Ile kosztuje newsletter?", "Sklep kosztuje 3200 euro.", "Ile kosztuje newsletter?"),
        ("Сколько стоит магазин? Сколько стоит рассылка?", "Магазин стоит 3200 евро.", "Сколько стоит рассылка?"),
    ] {
        assert_eq!(open(mail, draft), [left], "{mail}");
    }
    assert!(
        open(
            "How much is the webshop? How much is the newsletter?",
            "The webshop costs 3,200 euros, the newsletter 900."
        )
        .is_empty()
    );
}

#[test]
fn asks_are_told_from_what_only_sounds_so() {
    for (text, count) in [
        ("Please send the logo by Friday.", 1),
        ("Could you send us the logo?", 1),
        ("Feel free to write. Have a nice day.", 0),
        ("How dare you?", 0),
        ("Proszę o logo do piątku.", 1),
        ("Dajcie znać, czy pasuje.", 1),
        ("Proszę się nie martwić.", 0),
        ("Wyślę Państwu logo do piątku.", 0),
        ("Пришлите, пожалуйста, логотип до пятницы.", 1),
        ("Ждём от вас тексты.", 1),
        ("Не беспокойтесь.", 0),
    ] {
        assert_eq!(dues(text).0.len(), count, "{text}");
    }
}

#[test]
fn words_of_ours_that_a_client_repeats_are_no_wish_of_theirs() {
    for (text, wishes) in [
        ("No hurry at all, but would you have time for a new logo?", 1),
        ("When is it ready, and could you send us the list?", 2),
        ("When is it ready, but could you also do it in blue?", 2),
        ("We need no help with the texts.", 0),
        ("About “Please send us the list of the lost nights”.", 0),
        ("I need help with “Please send us the list”.", 1),
        ("W sprawie: „Proszę o przesłanie zdjęcia chleba”.", 0),
        ("Potrzebuję pomocy: „Proszę o przesłanie zdjęcia chleba”.", 1),
        ("По поводу: «Пришлите, пожалуйста, реквизиты».", 0),
        ("Мне нужна помощь: «Пришлите, пожалуйста, реквизиты».", 1),
    ] {
        assert_eq!(read_client(text, None, &sent()).asked.len(), wishes, "{text}");
    }
}

#[test]
fn who_wants_to_talk_proposes_a_call() {
    for (text, offers) in [
        ("Shall we talk on Tuesday at ten for 15 minutes?", true),
        ("Let's talk on Tuesday.", true),
        ("I will call on Tuesday at ten.", true),
        ("The list is on the page.", false),
        ("Can we meet the deadline if the texts come on Friday?", false),
        ("Dziękuję za rozmowę, za chwilę wyślę notatkę.", false),
        ("На следующей неделе обсудим правки по макету.", false),
        ("Zapraszam Państwa na kwadrans rozmowy we wtorek, jeśli to pasuje.", true),
        ("Lista jest na stronie.", false),
        ("Давайте обсудим во вторник, 15 минут.", true),
        ("Список на странице.", false),
    ] {
        assert_eq!(read_draft(text, None, None, &sent()).offers_call, offers, "{text}");
    }
}

#[test]
fn the_fault_put_on_the_reader_is_blame() {
    for (text, count) in [
        ("It is your own fault.", 1),
        ("You have only yourselves to blame.", 1),
        ("An update went out without a test on Saturday; that was our mistake.", 0),
        ("You never sent the list, and that it went out without it was our mistake.", 1),
        ("To z naszej winy strona nie działała w sobotę.", 0),
        ("Сайт в субботу не работал по нашей вине.", 0),
        ("It is not your fault.", 0),
        ("None of this is your fault.", 0),
        ("I don't think it is your fault.", 0),
        ("We don't think you are to blame.", 0),
        ("I don't know whose fault it is.", 0),
        ("To jest wyłącznie Pani wina.", 1),
        ("Sami Państwo są sobie winni.", 1),
        ("To nie jest Pani wina.", 0),
        ("Opóźnienie nie powstało z Państwa winy.", 0),
        ("Sama jestem winna Pani przeprosiny.", 0),
        ("Это ваша вина.", 1),
        ("Вы сами во всём виноваты.", 1),
        ("Это не ваша вина.", 0),
        ("Мы не считаем, что это ваша вина.", 0),
        ("Вы правы, виноваты мы.", 0),
        ("Вы ни в чём не виноваты.", 0),
    ] {
        assert_eq!(read_draft(text, None, None, &sent()).blame.len(), count, "{text}");
    }
}

#[test]
fn what_will_be_whoever_does_what_is_no_promise() {
    for (text, count) in [
        ("It will rain on Friday.", 0),
        ("It will rain on Friday, so we will take the pictures on Monday.", 1),
        ("The new law will come into force in January.", 0),
        ("The fair will open on Monday.", 0),
        ("Your shop on Amazon will open on Monday.", 1),
        ("Your ads on Facebook will start on Monday.", 1),
        ("The fair stand will be ready on Monday.", 1),
        ("W piątek będzie padać.", 0),
        ("Ustawa wejdzie w życie w styczniu.", 0),
        ("Strona będzie gotowa w piątek.", 1),
        ("В пятницу будет дождь.", 0),
        ("Выставка откроется в понедельник.", 0),
        ("Сайт будет готов в пятницу.", 1),
    ] {
        assert_eq!(dues(text).1.len(), count, "{text}");
    }
}

#[test]
fn greeting_quote_and_signature_say_nothing() {
    let draft = "Hi Anna,\n\nall is well.\n\nKind regards\nTom Please\n\n> Please send the logo by Friday.";
    let read = read_draft(draft, None, None, &sent());
    assert!(read.asks.is_empty(), "{read:?}");
}

#[test]
fn names_under_a_mail_ask_for_nothing() {
    let asked = |text| read_client(text, None, &sent()).asked.len();
    assert_eq!(asked("When is it online?\n\nMark Ellison\nHarbour Lettings"), 1);
    assert_eq!(asked("When is it online?\n\nMark Ellison"), 1);
    assert_eq!(asked("When is it online?\n\nMark the date in bold\nSend it to Tom"), 3);
}

#[test]
fn a_refusal_is_seen_with_its_reason_and_its_way_out() {
    let bare = read_draft("Unfortunately we can't extend it.", None, None, &sent()).refusal.unwrap();
    assert!(!bare.reason && !bare.alternative, "{bare:?}");
    let kind = "Tego terminu nie przyjmiemy, bo zespół jest wtedy na targach. Możemy za to zacząć w poniedziałek.";
    let kind = read_draft(kind, None, None, &sent()).refusal.unwrap();
    assert!(kind.reason && kind.alternative, "{kind:?}");
}

#[test]
fn a_reason_and_a_way_out_in_so_many_words_are_seen() {
    for text in [
        "We cannot do this by Friday. The reason is that the printer is closed. What we can do instead: bring it on Monday.",
        "We can't do the photos because Tomek is away. Instead we can send Jan on Thursday.",
        "Nie możemy tego zrobić do piątku. Powód jest taki, że drukarnia stoi. Zamiast tego możemy dostarczyć całość w poniedziałek.",
        "Сделать это к пятнице не можем. Причина в том, что касса обновляется в январе. Вместо этого мы можем привезти всё в понедельник.",
    ] {
        let refusal = read_draft(text, Some("Could you do it?"), None, &sent()).refusal.unwrap();
        assert!(refusal.reason && refusal.alternative, "{text}: {refusal:?}");
    }
}

#[test]
fn a_client_s_mail_is_read() {
    let read = read_client("Сайт не работает, это позор! Верните деньги. Позвоните мне.", None, &sent());
    assert_eq!(read.complaint, Complaint::Grave);
    assert!(read.refund && read.wants_call && read.expects_answer && !read.thanks, "{read:?}");
    let read = read_client("Thank you, the page looks lovely and my mother cried a little.", None, &sent());
    assert!(read.thanks && !read.expects_answer, "{read:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_span_is_a_range_of_the_input(text in "(?s)([a-zA-Zа-яА-ЯąęłśżĄĘ?!.,;:„”«»\"\n>0-9 –—-]|please |proszę |пришлите |by friday|до пятницы|❤){0,120}") {
        let read = read_draft(&text, Some(&text), None, &sent());
        let deeds = read.asks.iter().chain(&read.commitments).map(|deed| &deed.span);
        let refusal = read.refusal.iter().map(|refusal| &refusal.span);
        let spans = deeds.chain(refusal).chain(&read.guarantees).chain(&read.blame).chain(&read.topics).chain(&read.openings);
        for span in spans {
            prop_assert!(text.get(span.clone()).is_some_and(|quote| !quote.is_empty()), "{span:?}");
        }
        for asked in &read_client(&text, None, &sent()).asked {
            prop_assert!(text.get(asked.span.clone()).is_some_and(|quote| !quote.is_empty()), "{asked:?}");
        }
        prop_assert_eq!(read, read_draft(&text, Some(&text), None, &sent()));
    }
}
