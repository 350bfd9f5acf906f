-- Replies that are written once and used often.
create table saved_reply (
  desk_id text not null,
  reply_id text not null,
  title text not null,
  language text not null,              -- en | pl | ru
  text text not null,                  -- with light marks and {variables}
  changed_at bigint not null,
  removed_at bigint,                   -- can be taken back
  primary key (desk_id, reply_id)
);
