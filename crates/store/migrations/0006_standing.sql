-- What was found out about who wrote a mail. No row: nothing is known.

create table trust (
  desk_id text not null,
  message_id text not null,
  standing text not null,              -- verified | failed
  why text not null,                   -- dmarc | dkim | spf | from_unclear
  vouched_by text,                     -- the member who said that it is genuine all the same
  vouched_at bigint,
  primary key (desk_id, message_id),
  foreign key (desk_id, message_id) references message (desk_id, message_id)
) /* by key */;
create index trust_doubtful on trust (desk_id, message_id) where standing = 'failed' and vouched_at is null;
