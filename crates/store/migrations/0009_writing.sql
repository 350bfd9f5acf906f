-- What belongs to writing: files that go along with a draft, what a draft says besides its words, and signatures.

-- Uploaded while the draft is written; sent with it in this order, gone with it otherwise. The bytes are a blob.
create table draft_attachment (
  desk_id text not null,
  attachment_id text not null,
  conversation_id text not null,       -- the draft's place: conversation, member, kind
  member_id text not null,
  kind text not null,                  -- reply | new
  position bigint not null,
  name text not null,                  -- cleaned: data, never a path
  media_type text not null,
  bytes bigint not null,
  raw_hash text not null,              -- blob: the file's bytes
  added_at bigint not null,
  primary key (desk_id, attachment_id)
);
create index draft_attachment_place on draft_attachment (desk_id, conversation_id, member_id, kind, position);

alter table draft add column subject text not null default '';        -- of a mail that begins a conversation
alter table draft add column from_address text not null default '';   -- chosen address of ours; empty: the usual one
alter table draft add column quoted boolean not null default true;    -- whether the quote goes along
alter table draft add column passes_on text;                          -- the message that is passed on

-- What stands below a member's mails, by language.
create table signature (
  desk_id text not null,
  member_id text not null,
  language text not null,
  text text not null,
  primary key (desk_id, member_id, language)
) /* by key */;
