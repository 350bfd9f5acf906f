-- Held mail: what its server said, and that it was thrown away. And who writes how much lately.

alter table held add column envelope text not null default ''; -- JSON of desk::receive::Envelope; empty when there was none
alter table held add column thrown_at bigint;                  -- thrown away; let go for good a month later
create index held_alike on held (desk_id, from_raw, held_at);

-- Mails of one sender within the hour that began with the first of them: floods and circles are seen by it.
create table sender_lately (
  desk_id text not null,
  address text not null,
  since_at bigint not null,            -- when the hour began
  mails bigint not null,
  saying text not null,                -- hash of what the last one said
  same bigint not null,                -- how many said that, one after the other
  primary key (desk_id, address)
) /* by key */;
