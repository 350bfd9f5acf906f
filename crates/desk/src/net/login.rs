//! How the desk proves who it is to a server.

/// Who we are to a server, of whatever protocol.
#[derive(Clone)]
pub enum Login {
    /// User name and password: LOGIN, or AUTH PLAIN (RFC 4616).
    Password {
        /// User name.
        user: String,
        /// Password, in the clear in memory only.
        password: String,
    },
    /// User name and OAuth2 access token: XOAUTH2.
    Token {
        /// User name.
        user: String,
        /// Access token, in the clear in memory only.
        token: String,
    },
}

impl Login {
    /// Who signs in.
    pub fn user(&self) -> &str {
        match self {
            Self::Password { user, .. } | Self::Token { user, .. } => user,
        }
    }

    /// What must never be repeated to anybody.
    pub(crate) fn secret(&self) -> &str {
        match self {
            Self::Password { password: secret, .. } | Self::Token { token: secret, .. } => secret,
        }
    }
}

/// Never prints the secret.
impl std::fmt::Debug for Login {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Password { user, .. } => write!(out, "Password({user})"),
            Self::Token { user, .. } => write!(out, "Token({user})"),
        }
    }
}
