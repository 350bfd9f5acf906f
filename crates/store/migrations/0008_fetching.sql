-- Fetching: how far mails are marked as read, and what was done in a mailbox because its owner wants it.

alter table mailbox_folder add column marked_uid bigint not null default 0; -- mails below it are marked as read where wanted

create table mailbox_chore (
  desk_id text not null,
  mailbox_id text not null,
  what text not null,                  -- copy: of a sent mail in Sent | move: of a mail whose conversation is done
  object_id text not null,             -- the outbox row, or the message
  done_at bigint not null,
  primary key (desk_id, mailbox_id, what, object_id)
) /* by key */;
create index conversation_settled on conversation (desk_id, settled_at) where settled_at is not null;
