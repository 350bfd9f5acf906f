-- Drafts that rest before they are read again, and drafts that were thrown away after that.

-- A draft that was put off. It goes with the draft: sent, thrown away or given up, nothing rests any more.
create table cooling (
  desk_id text not null,
  draft_id text not null,
  put_off_at bigint not null,
  due_at bigint not null,              -- when it comes back to its author; nothing is sent then
  primary key (desk_id, draft_id),
  foreign key (desk_id, draft_id) references draft (desk_id, draft_id) on delete cascade
) /* by key */;

-- A draft that was thrown away, kept for a while in case that was too quick.
create table thrown_draft (
  desk_id text not null,
  draft_id text not null,
  conversation_id text not null,
  member_id text not null,
  draft text not null,                 -- what the composer held, as JSON
  thrown_at bigint not null,
  primary key (desk_id, draft_id)
) /* by key */;
create index thrown_draft_at on thrown_draft (desk_id, thrown_at);
