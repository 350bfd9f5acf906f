-- Several people at one desk: conversations taken apart by hand, senders shut out, mentions, and who is where right now.

-- Two conversations that a person took apart: mail never joins them again by itself. One row for each direction.
create table parted (
  desk_id text not null,
  conversation_id text not null,
  other_id text not null,
  split_off boolean not null,          -- this one was split off from the other
  parted_at bigint not null,
  primary key (desk_id, conversation_id, other_id)
) /* by key */;

-- Whose mail asks for nothing. It is kept all the same.
create table sender (
  desk_id text not null,
  pattern text not null,               -- an address, or '@' and a domain; ASCII-lowercase
  verdict text not null,               -- blocked | spam
  member_id text not null,             -- who said so
  listed_at bigint not null,
  primary key (desk_id, pattern)
) /* by key */;

-- Members named in a note.
create table mention (
  desk_id text not null,
  note_id text not null,
  member_id text not null,             -- who is named
  conversation_id text not null,
  mentioned_at bigint not null,
  seen_at bigint,
  primary key (desk_id, note_id, member_id),
  foreign key (desk_id, note_id) references note (desk_id, note_id)
) /* by key */;
create index mention_member on mention (desk_id, member_id, conversation_id, seen_at);

-- Who looks at a conversation or writes in it at this moment. A row that is not renewed is void after until_at.
create table presence (
  desk_id text not null,
  conversation_id text not null,
  member_id text not null,
  doing text not null,                 -- looking | writing
  until_at bigint not null,
  primary key (desk_id, conversation_id, member_id)
) /* by key */;
