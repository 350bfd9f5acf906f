-- Emergencies told by mail, at any hour, to the address that a member on call gave.

alter table member_time add column alert_address text not null default '';

create table alert (
  desk_id text not null,
  alert_id text not null,
  member_id text not null,
  message_id text,                     -- the mail that is an emergency; null: a member tries it out
  address text not null,
  state text not null,                 -- waiting | sent | failed
  tries bigint not null,
  next_try_at bigint not null,
  last_error text not null,            -- key: what the server said
  created_at bigint not null,
  finished_at bigint,
  primary key (desk_id, alert_id),
  foreign key (desk_id, member_id) references member (desk_id, member_id)
) /* by key */;
create index alert_due on alert (desk_id, state, next_try_at);
create index alert_member on alert (desk_id, member_id, created_at);
