-- Next steps: who does what by when, as mails of ours name it, and the links by which whoever is to do it says so.

alter table draft add column steps text not null default '[]';        -- the rows under the text, as JSON

-- A step of a mail. It belongs to its message and moves with it; what became of it are events.
create table step (
  desk_id text not null,
  step_id text not null,
  message_id text not null,            -- the mail that names it
  position bigint not null,            -- its place in the mail
  standing text not null,              -- agreed | offered (found in a mail written elsewhere) | declined
  listed boolean not null,             -- it stands in the list; otherwise it is a commitment in the text
  side text not null,                  -- ours | theirs
  who text not null,                   -- JSON: who does it
  whom text not null,                  -- JSON: for whom
  what text not null,
  due_on text,                         -- local date, when one was named
  language text not null,              -- of whoever reads the mail
  reminded_at bigint,                  -- when the last reminder was sent
  primary key (desk_id, step_id)
);
create index step_message on step (desk_id, message_id, position);
create index step_offered on step (desk_id, standing, step_id);

-- The links in a mail: the secret itself is in the mail only. A reminder has links of its own.
create table step_link (
  desk_id text not null,
  token_hash text not null,
  step_id text not null,
  made_at bigint not null,
  until_at bigint not null,
  primary key (desk_id, token_hash)
) /* by key */;
create index step_link_step on step_link (desk_id, step_id);

create index event_step on event (desk_id, object_id, at) where object = 'step';
