//! How heated a draft is: one angry sentence among calm ones, words of others, and what only sounds sharp.

use rulebook::language::{EDGY, HOT, heat};

fn is_hot(text: &str) -> bool {
    heat(text, None, None).score >= HOT
}

#[test]
fn one_angry_sentence_among_calm_ones_is_hot_and_is_the_one_that_is_marked() {
    for (before, angry, behind) in [
        (
            "The page will be ready on Thursday. The leaflets can go to print on Friday.",
            "You are a bloody idiot.",
            "I will send the invoice tomorrow.",
        ),
        (
            "We will finish the texts tomorrow, and the translation goes in on Monday.",
            "You are an idiot and a liar.",
            "",
        ),
        (
            "Texts are in tomorrow. The invoice follows on Monday.",
            "I am sick of your stupid complaints, get a grip.",
            "",
        ),
        (
            "Jutro dokończymy teksty, w poniedziałek wgramy tłumaczenie.",
            "Jest Pan idiotą i kłamcą.",
            "Fakturę wyślę w piątek.",
        ),
        ("Teksty wgramy jutro. Faktura w poniedziałek.", "Jest Pani skończoną idiotką.", ""),
        ("Завтра закончим тексты, в понедельник зальём перевод.", "Вы идиот и лжец.", "Счёт пришлю в пятницу."),
        ("Тексты завтра. Счёт в понедельник.", "Мне надоели ваши глупые претензии, возьмите себя в руки.", ""),
    ] {
        let text = format!("{before} {angry} {behind}");
        let read = heat(&text, None, None);
        assert!(read.score >= HOT, "{text}: {}", read.score);
        assert_eq!(text.get(read.hottest.unwrap()), Some(angry));
        assert!(!is_hot(&format!("{before} {behind}")));
    }
}

#[test]
fn whoever_is_no_servant_says_so_in_anger() {
    for (calm, angry) in [
        ("Faktura poszła w czwartek.", "Nie jestem Pana dziewczynką na posyłki, mam Pana serdecznie dosyć."),
        ("Счёт отправила в четверг.", "Не надо на меня орать, я вам не девочка на побегушках."),
        ("The invoice went out on Thursday.", "Stop shouting at me, I'm not your errand boy."),
    ] {
        assert!(is_hot(&format!("{calm} {angry}")), "{angry}");
        assert!(!is_hot(calm));
    }
}

#[test]
fn what_is_said_to_belittle_has_an_edge_and_the_same_words_in_kindness_have_none() {
    for (text, edgy) in [
        ("The texts are in. Do your job for once and stop wasting my time. The rest follows on Friday.", true),
        ("I don't want to waste your time, so here is the short version: the texts are in.", false),
        ("The new form lets you do your job with fewer clicks.", false),
        ("The old bakery shut up shop in May, so we took its page down.", false),
        ("The children will learn to read with your app.", false),
        ("Чтобы не тратить наше время, начнём с главного.", false),
        ("Teksty są na stronie. Proszę przestać marnować mój czas i wziąć się do roboty.", true),
        ("Żeby nie marnować naszego czasu, zaczniemy od najważniejszego.", false),
        ("Nie chcę marnować Państwa czasu, więc krótko: teksty są na stronie.", false),
        ("Тексты на сайте. Хватит тратить моё время, делайте свою работу.", true),
        ("Не хочу тратить ваше время, поэтому коротко: тексты на сайте.", false),
    ] {
        let score = heat(text, None, None).score;
        assert_eq!(score >= EDGY, edgy, "{text}: {score}");
    }
}

#[test]
fn the_words_of_others_hold_nothing_back() {
    for text in [
        "You wrote 'your work is a disaster and you are idiots'. I see that you are upset, and I am sorry. May I call you at three?",
        "You wrote \"your work is a disaster and you are idiots\". I see that you are upset, and I am sorry. May I call you at three?",
        "Napisał Pan: „jesteście idiotami i partaczami, to skandal”. Rozumiem złość i przepraszam. Czy mogę zadzwonić o trzeciej?",
        "Вы написали: «вы идиоты и халтурщики, это позор». Понимаю вас и прошу прощения. Можно позвонить вам в три?",
    ] {
        assert!(!is_hot(text), "{text}: {}", heat(text, None, None).score);
    }
    assert!(is_hot("You wrote that you are busy. You're an idiot and a liar, and it's always 'busy'."));
}

#[test]
fn an_ultimatum_has_an_edge_however_calmly_it_is_said() {
    for (text, edgy) in [
        ("Pay the invoice by Friday or I take your site offline and let your customers know why.", true),
        ("On Friday night we take the site offline for two hours to move it.", false),
        (
            "Shall we keep the old page, or should we take it down? Let your customers know how they find the new one.",
            false,
        ),
        (
            "Jeżeli do piątku nie zobaczę przelewu, wyłączam stronę i Państwa klienci się dowiedzą, z kim mają do czynienia.",
            true,
        ),
        ("Zostawiamy starą stronę albo usuniemy ją w piątek, jak Państwo wolą.", false),
        ("W piątek w nocy wyłączamy stronę na dwie godziny, żeby ją przenieść.", false),
        ("Если до пятницы не увижу денег, отключаю сайт.", true),
        ("Оставим старую страницу или удалим её в пятницу, как вам удобнее.", false),
        ("В пятницу ночью отключаем сайт на два часа, чтобы его перенести.", false),
    ] {
        assert_eq!(heat(text, None, None).score >= EDGY, edgy, "{text}");
    }
}
