-- One SQL text for SQLite and PostgreSQL. Every key begins with the desk, every foreign key carries it.
-- Instants are BIGINT microseconds UTC (*_at, *_until), local dates and zones TEXT, ids TEXT (UUIDv7), JSON as TEXT read in Rust.
-- Tables marked 'by key' live inside their primary key's index where the database can do that (SQLite's WITHOUT ROWID).
-- Index entries all begin with desk_id, which is why it is short.
-- *_key columns are folded in Rust for look-up; human text is never folded in SQL.

create table desk (
  desk_id text not null primary key,
  name text not null,
  settings text not null,              -- the settings document (rulebook::house_rules::Settings) as JSON
  created_at bigint not null
);

create table member (
  desk_id text not null references desk (desk_id),
  member_id text not null,
  name text not null,
  address text not null,               -- mail address, ASCII-lowercase
  language text not null,
  role text not null,                  -- owner | colleague
  password_hash text,                  -- argon2id PHC string; null until set
  created_at bigint not null,
  disabled_at bigint,
  primary key (desk_id, member_id),
  unique (desk_id, address)
);

create table passkey (
  desk_id text not null,
  passkey_id text not null,
  member_id text not null,
  name text not null,
  credential text not null,            -- webauthn-rs Passkey as JSON
  created_at bigint not null,
  last_used_at bigint,
  primary key (desk_id, passkey_id),
  foreign key (desk_id, member_id) references member (desk_id, member_id)
);

create table session (
  desk_id text not null,
  session_id text not null,
  member_id text not null,
  token_hash text not null,            -- SHA-256 of the cookie's 256-bit token, hex
  user_agent text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  primary key (desk_id, session_id),
  unique (desk_id, token_hash),
  foreign key (desk_id, member_id) references member (desk_id, member_id)
);

-- One-time links and short-lived challenges: set-up, sign-in, passkey ceremonies. Consumed by DELETE … RETURNING.
create table ticket (
  desk_id text not null,
  ticket_hash text not null,
  purpose text not null,               -- setup | login | invite | passkey_register | passkey_login
  member_id text,
  state text not null default '{}',
  expires_at bigint not null,
  primary key (desk_id, ticket_hash)
) /* by key */;

-- Counters for rate limits: one row per (what, whom, window).
create table attempt (
  desk_id text not null,
  what text not null,
  whom text not null,
  window_at bigint not null,
  tries bigint not null,
  primary key (desk_id, what, whom, window_at)
) /* by key */;

create table client (
  desk_id text not null references desk (desk_id),
  client_id text not null,
  name text not null,
  name_key text not null,
  domain text,                         -- company domain; null for a client at a free-mail host
  rules text not null default '{}',    -- overrides of house rules: {code: {...}} as JSON
  merged_into text,
  created_at bigint not null,
  primary key (desk_id, client_id)
);
create index client_name on client (desk_id, name_key, client_id);
create unique index client_domain on client (desk_id, domain) where domain is not null and merged_into is null;

create table contact (
  desk_id text not null,
  contact_id text not null,
  client_id text not null,
  address text not null,
  name text not null,
  language text not null default '',
  created_at bigint not null,
  primary key (desk_id, contact_id),
  unique (desk_id, address),
  foreign key (desk_id, client_id) references client (desk_id, client_id)
);
create index contact_client on contact (desk_id, client_id);

create table conversation (
  desk_id text not null references desk (desk_id),
  conversation_id text not null,
  client_id text not null,
  subject text not null,
  stand text not null,                 -- unanswered | waiting | done : who is to act next (derived, cached)
  history boolean not null default false, -- came with an import and was long silent then: not asked for on Today
  first_at bigint not null,
  last_at bigint not null,             -- last message of either side
  last_in_at bigint,
  last_out_at bigint,
  last_from text not null,             -- who wrote last, for the list
  preview text not null,               -- new words of the last message, shortened
  messages bigint not null,
  attachments boolean not null default false,
  owed_due_at bigint,                  -- earliest due of an unkept promise of ours
  next_look_at bigint,                 -- when time alone changes its promises
  snoozed_until bigint,
  assigned_to text,                    -- member_id
  settled_at bigint,                   -- marked done by hand
  merged_into text,                    -- threads that turned out to be one
  related_to text,                     -- a mail that named a message of that conversation but whose sender takes no part in it
  primary key (desk_id, conversation_id),
  foreign key (desk_id, client_id) references client (desk_id, client_id)
);
create index conversation_all on conversation (desk_id, last_at desc, conversation_id desc) where merged_into is null;
create index conversation_stand on conversation (desk_id, stand, history, last_at desc, conversation_id desc, snoozed_until) where merged_into is null;
create index conversation_client on conversation (desk_id, client_id, last_at desc, conversation_id desc);
create index conversation_snoozed on conversation (desk_id, snoozed_until) where snoozed_until is not null;
create index conversation_next_look on conversation (desk_id, next_look_at) where next_look_at is not null;
create index conversation_assigned on conversation (desk_id, assigned_to, last_at desc, conversation_id desc) where assigned_to is not null;

create table message (
  desk_id text not null,
  message_id text not null,            -- ours (UUIDv7)
  conversation_id text not null,
  rfc_id text not null,                -- RFC 5322 Message-ID without brackets
  parent_rfc_id text,
  body_hash text not null,             -- with rfc_id: the identity of a mail
  direction text not null,             -- in | out
  kind text not null,                  -- rulebook::event::Kind
  automatic boolean not null default false,
  from_address text not null,
  from_name text not null,
  to_list text not null,               -- JSON [{address,name}]
  cc_list text not null,
  reply_to text not null default '[]',
  own_address text not null default '',-- the address of ours it was written to or from
  subject text not null,
  arrived_at bigint not null,
  claimed_at bigint,                   -- the sender's own Date
  language text not null default '',
  expects_answer boolean not null,
  holding_until bigint,
  newcomer boolean not null default false, -- joined by reference though the sender took no part before
  new_text bytea not null,             -- what was written for this mail, compressed (value::PackedText)
  folded bytea not null,               -- pieces folded away, JSON of mail::letter::Parts without the new ones, compressed (value::PackedText)
  has_html boolean not null default false,
  list_id text,
  raw_hash text not null,              -- blob: the mail as it arrived or left
  raw_bytes bigint not null,
  bounce text,                         -- JSON of mail::letter::Bounce
  origin text not null,                -- import | outbox | sample | lmtp | imap
  search_no bigint not null,           -- row number in the search index; grows with arrived_at
  primary key (desk_id, message_id),
  unique (desk_id, rfc_id, body_hash),
  foreign key (desk_id, conversation_id) references conversation (desk_id, conversation_id)
);
create index message_conversation on message (desk_id, conversation_id, arrived_at);
create index message_search on message (desk_id, search_no);

-- Which conversation a Message-ID belongs to, also for messages we do not hold (phantoms).
create table reference (
  desk_id text not null,
  rfc_id text not null,
  conversation_id text not null,
  held boolean not null,               -- false: a phantom, only referred to
  primary key (desk_id, rfc_id)
) /* by key */;
create index reference_phantom on reference (desk_id, conversation_id) where not held;

-- Who takes part in a conversation, by address (ours left out).
create table participant (
  desk_id text not null,
  conversation_id text not null,
  address text not null,
  primary key (desk_id, conversation_id, address)
) /* by key */;

create table attachment (
  desk_id text not null,
  attachment_id text not null,
  message_id text not null,
  conversation_id text not null,
  position bigint not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  content_id text,
  inline boolean not null,
  primary key (desk_id, attachment_id),
  foreign key (desk_id, message_id) references message (desk_id, message_id)
);
create index attachment_message on attachment (desk_id, message_id, position);

-- Another type than a message, with no way out to a client.
create table note (
  desk_id text not null,
  note_id text not null,
  conversation_id text not null,
  member_id text not null,
  text text not null,
  written_at bigint not null,
  primary key (desk_id, note_id),
  foreign key (desk_id, conversation_id) references conversation (desk_id, conversation_id)
);
create index note_conversation on note (desk_id, conversation_id, written_at);

create table tag (
  desk_id text not null,
  conversation_id text not null,
  tag text not null,
  tag_key text not null,
  primary key (desk_id, conversation_id, tag_key)
) /* by key */;
create index tag_key on tag (desk_id, tag_key, conversation_id);

-- How far a member has read.
create table seen (
  desk_id text not null,
  member_id text not null,
  conversation_id text not null,
  seen_at bigint not null,             -- arrived_at of the last message seen
  primary key (desk_id, member_id, conversation_id)
) /* by key */;

-- The ledger: a cache of derive(timeline).
create table promise (
  desk_id text not null,
  promise_id text not null,
  conversation_id text not null,
  client_id text not null,
  position bigint not null,            -- order within the conversation
  side text not null,                  -- ours | theirs
  who text not null,                   -- JSON {address,name}
  whom text not null,
  what text not null,                  -- JSON of rulebook::promise::What
  rule text not null,
  since_at bigint not null,
  due_at bigint not null,
  state text not null,                 -- open | kept | broken | waived, as of the last look
  kept_at bigint,
  evidence text not null,              -- JSON [Message-ID]
  because text not null,               -- JSON [rulebook::promise::Because]
  unkept boolean not null,             -- open or broken without kept_at: still to be done
  history boolean not null,            -- the conversation's flag, copied for the index
  primary key (desk_id, promise_id),
  foreign key (desk_id, conversation_id) references conversation (desk_id, conversation_id)
);
create index promise_todo on promise (desk_id, side, history, due_at, promise_id) where unkept;
create index promise_client on promise (desk_id, client_id, since_at desc, promise_id desc);
create index promise_conversation on promise (desk_id, conversation_id, position);

-- Append-only: who did what to which object, when. Written in the transaction of the change.
create table event (
  desk_id text not null,
  event_id text not null,              -- UUIDv7
  at bigint not null,
  actor text not null,                 -- member_id | 'mail' | 'tact'
  verb text not null,                  -- received | answered | waived | settled | snoozed | noted | …
  object text not null,                -- conversation | message | promise | draft | member | settings | …
  object_id text not null,
  conversation_id text,
  data text not null default '{}',
  primary key (desk_id, event_id)
) /* by key */;
create index event_conversation on event (desk_id, conversation_id, at);

-- Saved as typed. One per member and conversation and kind.
create table draft (
  desk_id text not null,
  draft_id text not null,
  conversation_id text not null,
  member_id text not null,
  kind text not null,                  -- reply | note
  text text not null,
  to_list text not null,
  cc_list text not null,
  holding_until bigint,
  version bigint not null,             -- grows with each save; an older one is refused and both are shown
  base_message_id text,                -- the last message when the draft began
  saved_at bigint not null,
  primary key (desk_id, draft_id),
  unique (desk_id, conversation_id, member_id, kind)
);

-- The outbox: a send happens once or is shown as uncertain.
create table outbox (
  desk_id text not null,
  outbox_id text not null,
  conversation_id text not null,
  message_id text not null,            -- the entry in the conversation, made in the same transaction
  member_id text not null,
  rfc_id text not null,                -- fixed when this row is written
  envelope_from text not null,
  recipients text not null,            -- JSON [{address, state: waiting|sent|deferred|failed|uncertain, reply}]
  raw_hash text not null,
  state text not null,                 -- waiting | sending | sent | failed | uncertain | cancelled
  draft text not null default '',      -- JSON of the draft, to give back on undo
  idempotency_key text not null,
  not_before_at bigint not null,       -- undo is a not_before
  next_try_at bigint not null,
  tries bigint not null default 0,
  lease_until bigint,
  fence bigint not null default 0,
  data_started boolean not null default false,
  last_error text not null default '',
  created_at bigint not null,
  finished_at bigint,
  primary key (desk_id, outbox_id),
  unique (desk_id, idempotency_key),
  foreign key (desk_id, conversation_id) references conversation (desk_id, conversation_id)
);
create index outbox_due on outbox (desk_id, state, next_try_at);
create index outbox_message on outbox (desk_id, message_id);
create index outbox_rfc on outbox (desk_id, rfc_id);

-- Mail that could not be taken in: kept raw, with a cause; can be tried again.
create table held (
  desk_id text not null,
  held_id text not null,
  cause text not null,                 -- mail::letter::Held, or not_readable, …
  origin text not null,
  place text not null,                 -- where it came from: path, offset
  from_raw text not null,
  subject text not null,
  raw_hash text not null,
  raw_bytes bigint not null,
  held_at bigint not null,
  primary key (desk_id, held_id),
  unique (desk_id, raw_hash)
);

-- How far an import got, so that it can be interrupted.
create table import_place (
  desk_id text not null,
  path_key text not null,              -- canonical path
  fingerprint text not null,           -- size, mtime, hash of the first bytes
  read_to bigint not null,             -- offset up to which everything is committed; for a single file its size
  done boolean not null,
  primary key (desk_id, path_key)
);

-- Relay and other outgoing settings that hold secrets stand apart from the settings document.
create table relay (
  desk_id text not null primary key,
  host text not null,
  port bigint not null,
  security text not null,              -- tls | starttls | none (loopback only)
  user_name text not null,
  secret text not null,                -- sealed with the data folder's key
  from_address text not null
);
