-- For which mails an automatic answer was thought about, and what came of it.

create table acknowledged (
  desk_id text not null,
  message_id text not null,            -- the mail of theirs
  address text not null,               -- who wrote it
  absence_at bigint not null,          -- the opening that ends the absence: what one absence is
  looked_at bigint not null,
  outcome text not null,               -- sent, or why not: open, machine, list, already, breaker, …
  said text not null,                  -- its words in short, to know them when they come again
  primary key (desk_id, message_id),
  foreign key (desk_id, message_id) references message (desk_id, message_id)
) /* by key */;
create index acknowledged_address on acknowledged (desk_id, address, looked_at);
create index acknowledged_outcome on acknowledged (desk_id, outcome, looked_at);
create unique index acknowledged_once on acknowledged (desk_id, address, absence_at) where outcome = 'sent';
