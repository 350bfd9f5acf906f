//! The table of providers, as their own help pages say. To add one, add a line; the tests beside the lookup look at it.

use super::Advice::{AppPassword, Bridge, NoPasswords, Nothing, OwnServer, SwitchOn, SwitchOnAndAppPassword};
use super::Known;
use crate::oauth::Provider;
use store::relay::Security::{None as Clear, Starttls, Tls};

type Names = &'static [&'static str];
type What = (super::Advice, &'static str);

/// A provider with TLS from the first byte at both servers, on the usual ports.
const fn usual(
    name: &'static str,
    hosts: [&'static str; 2],
    domains: Names,
    takes_mail_at: Names,
    what: What,
) -> Known {
    let ([imap, smtp], (advice, page)) = (hosts, what);
    Known { name, domains, takes_mail_at, imap: (imap, 993, Tls), smtp: (smtp, 465, Tls), provider: None, advice, page }
}

/// The same with STARTTLS on port 587 for sending.
const fn starttls(
    name: &'static str,
    hosts: [&'static str; 2],
    domains: Names,
    takes_mail_at: Names,
    what: What,
) -> Known {
    let [_, smtp] = hosts;
    Known { smtp: (smtp, 587, Starttls), ..usual(name, hosts, domains, takes_mail_at, what) }
}

const NOTHING: What = (Nothing, "");
const SWITCH_ON: What = (SwitchOn, "");
const ZOHO_COM: What = (SwitchOnAndAppPassword, "https://accounts.zoho.com/home#security/app_password");
const ZOHO_EU: What = (SwitchOnAndAppPassword, "https://accounts.zoho.eu/home#security/app_password");
const YANDEX: What = (SwitchOnAndAppPassword, "https://id.yandex.ru/security/app-passwords");
const MAIL_RU: What = (AppPassword, "https://account.mail.ru/user/2-step-auth/passwords/");
const YAHOO: What = (AppPassword, "https://login.yahoo.com/account/security");
const FASTMAIL: What = (AppPassword, "https://app.fastmail.com/settings/security/integrations");

/// The table.
pub const ALL: &[Known] = &[
    Known {
        provider: Some(Provider::Google),
        ..usual(
            "Google",
            ["imap.gmail.com", "smtp.gmail.com"],
            &["gmail.com", "googlemail.com"],
            &["google.com", "googlemail.com"],
            (AppPassword, "https://myaccount.google.com/apppasswords"),
        )
    },
    Known {
        provider: Some(Provider::Microsoft),
        ..starttls(
            "Microsoft 365",
            ["outlook.office365.com", "smtp.office365.com"],
            &[],
            &["mail.protection.outlook.com", "mx.microsoft"],
            (NoPasswords, ""),
        )
    },
    Known {
        provider: Some(Provider::Microsoft),
        ..starttls(
            "Outlook.com",
            ["outlook.office365.com", "smtp-mail.outlook.com"],
            &["outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.de", "hotmail.co.uk", "hotmail.fr"],
            &["olc.protection.outlook.com"],
            (NoPasswords, ""),
        )
    },
    starttls(
        "iCloud",
        ["imap.mail.me.com", "smtp.mail.me.com"],
        &["icloud.com", "me.com", "mac.com"],
        &["mail.icloud.com"],
        (AppPassword, "https://account.apple.com/account/manage"),
    ),
    usual(
        "Fastmail",
        ["imap.fastmail.com", "smtp.fastmail.com"],
        &["fastmail.com", "fastmail.fm"],
        &["messagingengine.com"],
        FASTMAIL,
    ),
    usual(
        "Yahoo",
        ["imap.mail.yahoo.com", "smtp.mail.yahoo.com"],
        &["yahoo.com", "ymail.com", "rocketmail.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.pl"],
        &["yahoodns.net"],
        YAHOO,
    ),
    // Poland
    usual(
        "Onet",
        ["imap.poczta.onet.pl", "smtp.poczta.onet.pl"],
        &["onet.pl", "op.pl", "vp.pl", "onet.eu", "poczta.onet.pl", "poczta.onet.eu", "onet.com.pl"],
        &["poczta.onet.pl"],
        SWITCH_ON,
    ),
    usual("Poczta WP", ["imap.wp.pl", "smtp.wp.pl"], &["wp.pl"], &[], SWITCH_ON),
    usual("Poczta o2", ["poczta.o2.pl", "poczta.o2.pl"], &["o2.pl", "tlen.pl", "go2.pl"], &[], SWITCH_ON),
    usual(
        "Interia",
        ["poczta.interia.pl", "poczta.interia.pl"],
        &["interia.pl", "interia.eu", "interia.com", "poczta.fm", "intmail.pl", "adresik.net", "vip.interia.pl"],
        &[],
        SWITCH_ON,
    ),
    usual("home.pl", ["", ""], &[], &["home.pl"], (OwnServer, "")),
    usual("nazwa.pl", ["", ""], &[], &["nazwa.pl"], (OwnServer, "")),
    // Russian-speaking
    usual(
        "Yandex",
        ["imap.yandex.ru", "smtp.yandex.ru"],
        &["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "narod.ru"],
        &["yandex.net", "yandex.ru"],
        YANDEX,
    ),
    usual(
        "Mail.ru",
        ["imap.mail.ru", "smtp.mail.ru"],
        &["mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru", "xmail.ru"],
        &["mail.ru"],
        MAIL_RU,
    ),
    usual(
        "Rambler",
        ["imap.rambler.ru", "smtp.rambler.ru"],
        &["rambler.ru", "lenta.ru", "ro.ru", "autorambler.ru", "myrambler.ru"],
        &[],
        SWITCH_ON,
    ),
    usual("Beget", ["imap.beget.com", "smtp.beget.com"], &[], &["beget.com", "beget.ru"], NOTHING),
    usual("Timeweb", ["imap.timeweb.ru", "smtp.timeweb.ru"], &[], &["timeweb.ru"], NOTHING),
    // German-speaking
    starttls("GMX", ["imap.gmx.net", "mail.gmx.net"], &["gmx.de", "gmx.net", "gmx.at", "gmx.ch"], &[], SWITCH_ON),
    starttls("GMX", ["imap.gmx.com", "mail.gmx.com"], &["gmx.com", "gmx.us", "gmx.co.uk"], &[], SWITCH_ON),
    starttls("WEB.DE", ["imap.web.de", "smtp.web.de"], &["web.de"], &[], SWITCH_ON),
    usual(
        "Telekom",
        ["secureimap.t-online.de", "securesmtp.t-online.de"],
        &["t-online.de", "magenta.de"],
        &[],
        (AppPassword, ""),
    ),
    usual("mailbox.org", ["imap.mailbox.org", "smtp.mailbox.org"], &["mailbox.org"], &["mailbox.org"], NOTHING),
    usual("Posteo", ["posteo.de", "posteo.de"], &["posteo.de", "posteo.net", "posteo.eu"], &[], NOTHING),
    usual("IONOS", ["imap.ionos.de", "smtp.ionos.de"], &[], &["kundenserver.de", "ionos.de"], NOTHING),
    // Hosters
    usual("OVH", ["ssl0.ovh.net", "ssl0.ovh.net"], &[], &["mail.ovh.net", "ovh.net"], NOTHING),
    usual("Gandi", ["mail.gandi.net", "mail.gandi.net"], &[], &["mail.gandi.net"], NOTHING),
    usual(
        "Infomaniak",
        ["mail.infomaniak.com", "mail.infomaniak.com"],
        &["ik.me", "ikmail.com"],
        &["infomaniak.ch", "infomaniak.com"],
        NOTHING,
    ),
    usual("Hostinger", ["imap.hostinger.com", "smtp.hostinger.com"], &[], &["hostinger.com"], NOTHING),
    usual("Namecheap", ["mail.privateemail.com", "mail.privateemail.com"], &[], &["privateemail.com"], NOTHING),
    usual("Rackspace", ["secure.emailsrvr.com", "secure.emailsrvr.com"], &[], &["emailsrvr.com"], NOTHING),
    usual("Zoho", ["imappro.zoho.eu", "smtppro.zoho.eu"], &[], &["zoho.eu"], ZOHO_EU),
    usual("Zoho", ["imappro.zoho.com", "smtppro.zoho.com"], &[], &["zoho.com"], ZOHO_COM),
    usual("Zoho", ["imap.zoho.com", "smtp.zoho.com"], &["zohomail.com", "zoho.com"], &[], ZOHO_COM),
    usual(
        "Seznam",
        ["imap.seznam.cz", "smtp.seznam.cz"],
        &["seznam.cz", "email.cz", "post.cz"],
        &["seznam.cz"],
        NOTHING,
    ),
    // Bridge listens on the machine it runs on; nothing leaves it in the clear.
    Known {
        imap: ("127.0.0.1", 1143, Clear),
        smtp: ("127.0.0.1", 1025, Clear),
        ..usual(
            "Proton Mail",
            ["", ""],
            &["proton.me", "protonmail.com", "pm.me", "protonmail.ch"],
            &["protonmail.ch"],
            (Bridge, "https://proton.me/mail/bridge"),
        )
    },
];
