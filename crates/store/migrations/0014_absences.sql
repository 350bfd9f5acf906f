-- When each member works and is away, who is on call, and mail that is an emergency.

-- A member's own hours and what they last said of themselves. No row: the desk's hours, nothing said.
create table member_time (
  desk_id text not null,
  member_id text not null,
  hours text not null,                 -- weekly hours as JSON; empty: the desk's
  on_call boolean not null,            -- told of emergencies at any hour
  said text not null,                  -- away | here; empty: nothing
  said_until bigint,                   -- what was said holds until then
  primary key (desk_id, member_id),
  foreign key (desk_id, member_id) references member (desk_id, member_id)
) /* by key */;

-- Whole days away.
create table absence (
  desk_id text not null,
  absence_id text not null,
  member_id text not null,
  first_day text not null,             -- YYYY-MM-DD on the desk's clock
  last_day text not null,              -- the last day away
  stands_in text,                      -- the member who steps in
  word text not null,                  -- a word for colleagues
  added_at bigint not null,
  primary key (desk_id, absence_id),
  foreign key (desk_id, member_id) references member (desk_id, member_id)
) /* by key */;
create index absence_member on absence (desk_id, member_id, last_day);

-- Mails of theirs that are an emergency. They stand on Today until nothing is owed for them any more.
create table emergency (
  desk_id text not null,
  message_id text not null,
  because text not null,               -- words | marked
  told_at bigint not null,
  primary key (desk_id, message_id),
  foreign key (desk_id, message_id) references message (desk_id, message_id)
) /* by key */;
