-- A long draft that became several short mails, a series: which drafts are its parts, and which mails once they are sent.

-- A part that is not sent. It goes with its draft.
create table draft_part (
  desk_id text not null,
  draft_id text not null,
  series_id text not null,
  position bigint not null,            -- its place in the series; gaps mean nothing
  primary key (desk_id, draft_id),
  foreign key (desk_id, draft_id) references draft (desk_id, draft_id) on delete cascade
) /* by key */;
create index draft_part_series on draft_part (desk_id, series_id, position);

-- A part that was sent. It belongs to its message and moves with it.
create table sent_part (
  desk_id text not null,
  message_id text not null,
  series_id text not null,
  position bigint not null,
  primary key (desk_id, message_id)
) /* by key */;
create index sent_part_series on sent_part (desk_id, series_id, position);
