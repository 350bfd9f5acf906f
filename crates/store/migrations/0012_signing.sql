-- Keys by which our own mail is signed (DKIM, RFC 6376), a domain's one after the other.
create table signing_key (
  desk_id text not null,
  key_id text not null,
  domain text not null,                -- ASCII-lowercase
  selector text not null,              -- the record stands at SELECTOR._domainkey.DOMAIN
  secret text not null,                -- the private key, sealed; empty once it is retired
  public_key text not null,            -- base64, as the record has it
  stage text not null,                 -- new | signs | retired
  found text not null default '',      -- what the last look into the DNS found: there | missing | other | silent
  looked_at bigint,
  made_at bigint not null,
  changed_at bigint not null,          -- when its stage began
  primary key (desk_id, key_id)
) /* by key */;
create unique index signing_key_selector on signing_key (desk_id, domain, selector);
