//! Hosts where anybody has an address: sharing their domain makes nobody a colleague.

/// Whether a domain (ASCII, lower case) belongs to a free-mail host or an internet provider.
///
/// ```
/// assert!(mail::thread::free_mail::is_free_mail("poczta.onet.pl"));
/// assert!(!mail::thread::free_mail::is_free_mail("agency.example"));
/// ```
#[must_use]
pub fn is_free_mail(domain: &str) -> bool {
    let domain = domain.trim_end_matches('.');
    if HOSTS.binary_search(&domain).is_ok() || FAMILIES.iter().any(|f| domain.starts_with(f)) {
        return true;
    }
    // 'poczta.onet.pl' belongs to 'onet.pl', but 'sklep.example' never to 'example'.
    domain.split_once('.').is_some_and(|(_, above)| above.contains('.') && HOSTS.binary_search(&above).is_ok())
}

/// Hosts with one name in many countries.
const FAMILIES: [&str; 7] = ["yahoo.", "ymail.", "hotmail.", "outlook.", "live.", "gmx.", "yandex."];

/// Sorted: it is searched by halving (a test holds the order).
#[rustfmt::skip]
const HOSTS: &[&str] = &[
    "126.com", "139.com", "163.com", "1und1.de", "2die4.com", "3mail.ua", "a1.net", "abv.bg", "adelphia.net",
    "aikq.de", "aim.com", "alice.it", "aliceadsl.fr", "amorki.pl", "aol.co.uk", "aol.com", "aol.de", "aol.fr",
    "arcor.de", "aster.pl", "atlas.cz", "atlas.sk", "att.net", "autistici.org", "autograf.pl", "autorambler.ru",
    "azet.sk", "bellsouth.net", "bigmir.net", "bigpond.com", "bk.ru", "bluemail.ch", "bluewin.ch", "blueyonder.co.uk",
    "bol.com.br", "boxmail.ru", "btinternet.com", "btopenworld.com", "buziaczek.pl", "cbox.cz", "cegetel.net",
    "centrum.cz", "centrum.hu", "centrum.sk", "charter.net", "chello.at", "chello.cz", "chello.hu", "chello.nl",
    "chello.pl", "chello.sk", "citromail.hu", "club-internet.fr", "cock.li", "comcast.net", "compuserve.com",
    "compuserve.de", "cox.net", "cs.com", "daum.net", "delfi.lt", "delfi.lv", "dir.bg", "directbox.com",
    "disroot.org", "dnr.ru", "duck.com", "e-mail.cz", "e-mail.ru", "earthlink.net", "email.com", "email.cz",
    "email.de", "email.it", "email.si", "email.su", "email.ua", "eranet.pl", "eunet.rs", "ewetel.net", "ex.ua",
    "excite.com", "fastmail.com", "fastmail.fm", "firemail.de", "fm.gazeta.pl", "fo.pl", "foxmail.com", "free.fr",
    "freemail.hu", "freemail.ru", "freemail.ukr.net", "freenet.at", "freenet.de", "freeserve.co.uk", "front.ru",
    "frontier.com", "frontiernet.net", "gala.net", "gawab.com", "gazeta.com", "gazeta.pl", "genion.de", "gery.pl",
    "globo.com", "gmail.com", "gmx.de", "go2.pl", "google.com", "googlemail.com", "hanmail.net", "hey.com",
    "hispeed.ch", "hoga.pl", "home.nl", "home.pl", "hot.ee", "hotbox.ru", "htp-tel.de", "hush.com", "hushmail.com",
    "i.ua", "icloud.com", "ig.com.br", "iinet.net.au", "inbox.com", "inbox.eu", "inbox.lt", "inbox.lv", "inbox.ru",
    "indamail.hu", "inet.hr", "interfree.it", "interia.com", "interia.eu", "interia.pl", "internet.ru", "intmail.pl",
    "iol.cz", "iol.ie", "iol.it", "irysoft.com", "ish.de", "jmail.ovh", "juno.com", "kabelbw.de", "kabelmail.de",
    "konto.pl", "krstarica.com", "land.ru", "lantic.net", "laposte.net", "lavabit.com", "lenta.ru", "libero.it",
    "lineone.net", "list.ru", "live.com", "lycos.com", "lycos.de", "mac.com", "mail.bg", "mail.com", "mail.de",
    "mail.ee", "mail.gmx", "mail.kz", "mail.lv", "mail.pl", "mail.ru", "mail.t-com.hr", "mail.ua", "mail333.com",
    "mailbox.org", "mailfence.com", "mailinator.com", "me.com", "meta.ua", "mindspring.com", "msn.com", "multimo.pl",
    "myrambler.ru", "narod.ru", "nate.com", "naver.com", "neostrada.pl", "net.hr", "netcologne.de", "netcourrier.com",
    "netia.pl", "netscape.net", "netzero.net", "neuf.fr", "ngs.ru", "nm.ru", "ntlworld.com", "numericable.fr",
    "o2.co.uk", "o2.pl", "o2active.cz", "o2mail.de", "o2online.de", "onet.eu", "onet.pl", "online.de", "online.no",
    "online.ua", "onmail.com", "op.pl", "optonline.net", "optusnet.com.au", "orange.fr", "orange.net", "orange.pl",
    "orangemail.sk", "osnanet.de", "outlook.com", "ozemail.com.au", "pacbell.net", "pino.pl", "pisem.net",
    "planet.nl", "plusnet.pl", "pm.me", "pobox.com", "pobox.sk", "pochta.ru", "poczta.fm", "poczta.onet.pl",
    "poczta.pl", "poczta.wp.pl", "pop3.ru", "post.cz", "post.sk", "posteo.de", "posteo.net", "prokonto.pl",
    "proton.me", "protonmail.ch", "protonmail.com", "ptt.rs", "qip.ru", "qq.com", "quick.cz", "quickline.ch",
    "quicknet.nl", "rambler.ru", "rambler.ua", "rediffmail.com", "riseup.net", "ro.ru", "roadrunner.com",
    "rocketmail.com", "rogers.com", "rr.com", "runbox.com", "safe-mail.net", "sapo.pt", "sbcglobal.net",
    "sezampro.rs", "seznam.cz", "sfr.fr", "shaw.ca", "simplelogin.com", "sina.com", "siol.net", "sky.com",
    "skynet.be", "smart-mail.de", "smtp.ru", "sohu.com", "spoko.pl", "startmail.com", "stonline.sk", "sunrise.ch",
    "swissonline.ch", "sympatico.ca", "t-com.me", "t-online.de", "t-online.hu", "talktalk.net", "tele2.nl",
    "telefonica.net", "telenet.be", "telia.com", "telkomsa.net", "telus.net", "terra.com.br", "terra.es", "tin.it",
    "tiscali.co.uk", "tiscali.cz", "tiscali.it", "tlen.pl", "toya.net.pl", "tut.by", "tuta.io", "tutamail.com",
    "tutanota.com", "tutanota.de", "tutanota.eu", "tvtom.pl", "tx.rr.com", "ua.fm", "ukr.net", "ukrpost.ua",
    "unity-mail.de", "unitybox.de", "uol.com.br", "upcmail.at", "upcmail.cz", "upcmail.hu", "upcmail.nl",
    "upcpoczta.pl", "usa.net", "vectra.pl", "verizon.net", "versanet.de", "versatel.nl", "videotron.ca",
    "vip.interia.pl", "vip.onet.pl", "vip.wp.pl", "vipmail.hu", "virgilio.it", "virgin.net", "virginmedia.com",
    "vodafone.de", "vodafonemail.de", "voila.fr", "volja.net", "volny.cz", "vp.pl", "w.cn", "wanadoo.es",
    "wanadoo.fr", "web.de", "webspeed.dk", "windowslive.com", "windstream.net", "wombat.pl", "wp.eu", "wp.pl",
    "xs4all.nl", "xtra.co.nz", "ya.ru", "yeah.net", "ziggo.nl", "zoho.com", "zoho.eu", "zonnet.nl", "zoznam.sk",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_knows_the_countries_of_our_clients() {
        assert!(HOSTS.is_sorted(), "searching by halving needs order");
        assert!(HOSTS.len() > 300);
        for host in ["gmail.com", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "mail.ru", "yandex.ru", "bk.ru"] {
            assert!(is_free_mail(host), "{host}");
        }
        for host in ["inbox.ru", "list.ru", "rambler.ru", "web.de", "ukr.net", "seznam.cz", "poczta.onet.pl"] {
            assert!(is_free_mail(host), "{host}");
        }
        for host in ["example.org", "mail.example.org", "pl", "onet.example"] {
            assert!(!is_free_mail(host), "{host}");
        }
    }
}
