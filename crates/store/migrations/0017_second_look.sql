-- A colleague is asked to read a draft before it goes.
create table second_look (
  desk_id text not null,
  draft_id text not null,
  reader_id text not null,             -- the member who is asked
  question text not null,              -- what the writer wants to know; may be empty
  asked_at bigint not null,
  verdict text not null,               -- asked | fine | change
  words text not null,                 -- what the reader says; may be empty
  version bigint not null,             -- the draft's version that was read; 0 before
  answered_at bigint,
  primary key (desk_id, draft_id, reader_id),
  foreign key (desk_id, draft_id) references draft (desk_id, draft_id) on delete cascade
) /* by key */;
create index second_look_reader on second_look (desk_id, reader_id, verdict);
