-- Keys by which a member's other programs ask this desk. Only the hash of a key is kept.
create table access_key (
  desk_id text not null,
  key_id text not null,
  member_id text not null,             -- whose: the key may do no more than they
  name text not null,                  -- what it is for, in the member's words
  scopes text not null,                -- what it may do: codes, with a blank between
  prefix text not null,                -- its first letters, to recognise it by
  token_hash text not null,            -- SHA-256 of its 256 random bits, hex
  created_at bigint not null,
  expires_at bigint,                   -- when it ends by itself
  used_at bigint,                      -- when it was last used, to the hour or so
  withdrawn_at bigint,
  primary key (desk_id, key_id),
  unique (desk_id, token_hash),
  foreign key (desk_id, member_id) references member (desk_id, member_id)
);
