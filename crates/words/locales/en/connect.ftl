# Connecting mailboxes: what is found, what one must know, what can go wrong. Keys go by place.

## Signing in at a provider (desk::oauth)
oauth-revoked = The provider no longer lets Tact in: somebody withdrew the permission, or a password was changed. Sign in again.
oauth-no-registration = Tact is not registered at this provider yet. An owner enters the registration in the settings under Mailboxes.
oauth-registration-refused = The provider does not know this registration. Compare client id and secret with what its console shows.
oauth-unreachable = The provider’s sign-in cannot be reached right now. Tact tries again by itself.
oauth-refused = The provider said no. What it said stands below.
refused-oauth-no-client-id = Copy the client id from the provider’s console; it is one long word.
refused-oauth-no-tenant = The tenant is an id or a domain, such as your-agency.onmicrosoft.com. Leave it empty for all accounts.
refused-oauth-stale = This way back is used up, too old, or began in another window. Start the sign-in again.
refused-oauth-denied = The provider’s page was left without a yes. Start again whenever you like.
refused-oauth-nothing-lasting = The provider let Tact in for one hour only. Remove Tact from the account’s connected apps, then sign in again.
refused-oauth-trouble = Signing in at the provider did not work; the reason stands below.
