//! The two providers: where one signs in, where tokens are had, and what is asked for. Not here: talking to them.

use store::mailbox::SignIn;
use url::Url;

use super::Trouble;

/// A provider with OAuth2 for mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provider {
    /// Gmail and Google Workspace.
    Google,
    /// Microsoft 365 and Outlook.com.
    Microsoft,
}

impl Provider {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Google, Self::Microsoft];

    /// The provider of a way to sign in; `None` for passwords.
    pub fn of(sign_in: SignIn) -> Option<Self> {
        match sign_in {
            SignIn::Google => Some(Self::Google),
            SignIn::Microsoft => Some(Self::Microsoft),
            SignIn::Password => None,
        }
    }

    /// The provider of this name, as [`Provider::code`] gives it.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.code() == code)
    }

    /// `google` or `microsoft`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Microsoft => "microsoft",
        }
    }

    /// Its name as everybody writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Google => "Google",
            Self::Microsoft => "Microsoft",
        }
    }

    /// The way to sign in.
    pub const fn sign_in(self) -> SignIn {
        match self {
            Self::Google => SignIn::Google,
            Self::Microsoft => SignIn::Microsoft,
        }
    }

    /// Whether mailboxes can be signed in to with a code typed on another device (RFC 8628). Google's device codes
    /// give no right to mail.
    pub const fn gives_codes(self) -> bool {
        matches!(self, Self::Microsoft)
    }

    /// What is asked for: reading and sending mail, and staying signed in.
    pub(super) const fn scope(self) -> &'static str {
        match self {
            Self::Google => "https://mail.google.com/",
            Self::Microsoft => {
                "offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send"
            }
        }
    }

    /// What else goes into the address of its sign-in page.
    pub(super) const fn extras(self) -> &'static [(&'static str, &'static str)] {
        match self {
            // Only with these does Google give a token that lasts.
            Self::Google => &[("access_type", "offline"), ("prompt", "consent")],
            Self::Microsoft => &[("prompt", "select_account")],
        }
    }
}

/// Where a provider is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doors {
    /// The page a person signs in on.
    pub(super) sign_in: Url,
    /// Where tokens are had.
    pub(super) token: Url,
    /// Where codes for other devices are had.
    pub(super) device: Url,
}

impl Doors {
    /// Of a provider; for Microsoft those of a tenant (empty: everybody's), or all at another place.
    pub(super) fn of(provider: Provider, tenant: &str, authority: &str) -> Result<Self, Trouble> {
        let [sign_in, token, device] = match (provider, authority) {
            (Provider::Google, "") => [
                "https://accounts.google.com/o/oauth2/v2/auth".to_owned(),
                "https://oauth2.googleapis.com/token".to_owned(),
                "https://oauth2.googleapis.com/device/code".to_owned(),
            ],
            (Provider::Microsoft, "") => {
                let tenant = if tenant.is_empty() { "common" } else { tenant };
                ["authorize", "token", "devicecode"]
                    .map(|door| format!("https://login.microsoftonline.com/{tenant}/oauth2/v2.0/{door}"))
            }
            (_, authority) => {
                let authority = authority.trim_end_matches('/');
                ["authorize", "token", "device"].map(|door| format!("{authority}/{door}"))
            }
        };
        let read = |url: &str| Url::parse(url).map_err(|error| Trouble::Registration(error.to_string()));
        Ok(Self { sign_in: read(&sign_in)?, token: read(&token)?, device: read(&device)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doors_are_where_the_providers_say() {
        let google = Doors::of(Provider::Google, "", "").unwrap();
        assert_eq!(google.token.as_str(), "https://oauth2.googleapis.com/token");
        let own = Doors::of(Provider::Microsoft, "studio.example", "").unwrap();
        assert_eq!(own.sign_in.as_str(), "https://login.microsoftonline.com/studio.example/oauth2/v2.0/authorize");
        let any = Doors::of(Provider::Microsoft, "", "").unwrap();
        assert_eq!(any.device.as_str(), "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode");
    }
}
