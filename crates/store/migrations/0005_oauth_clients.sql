-- The agency's own registration at a provider whose mailboxes are signed in to by OAuth2.
create table oauth_client (
  desk_id text not null references desk (desk_id),
  provider text not null,              -- google | microsoft
  client_id text not null,             -- as the provider shows it
  secret text not null,                -- sealed; empty for a registration without one
  tenant text not null,                -- Microsoft: whose accounts; empty: all
  authority text not null,             -- another place to sign in at; empty: the provider's own
  primary key (desk_id, provider)
) /* by key */;
