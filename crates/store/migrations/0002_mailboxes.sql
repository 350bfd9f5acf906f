-- The agency's own mailboxes: where mail is fetched from, and through which server what is written there leaves.

create table mailbox (
  desk_id text not null references desk (desk_id),
  mailbox_id text not null,
  address text not null,               -- what clients write to, ASCII-lowercase
  name text not null,                  -- whom clients see beside the address; empty: the member who writes
  sign_in text not null,               -- password | google | microsoft | oauth
  user_name text not null,
  secret text not null,                -- sealed: the password, or the OAuth tokens as JSON
  imap_host text not null,
  imap_port bigint not null,
  imap_security text not null,         -- tls | starttls | none (loopback only)
  smtp_host text not null,             -- empty: what is written here leaves through the desk's relay
  smtp_port bigint not null,
  smtp_security text not null,
  options text not null default '{}',  -- JSON of desk::mailboxes::Options
  paused boolean not null default false,
  added_at bigint not null,
  fetched_at bigint,                   -- when everything there was last known to be here
  trouble text not null default '',    -- why it is not fetched now: 'key: what the server said'; empty when it is
  trouble_since_at bigint,
  next_try_at bigint not null,         -- when to fetch or try again
  tries bigint not null default 0,     -- tries in vain since it last worked
  lease_until bigint,                  -- one worker fetches a mailbox at a time
  fence bigint not null default 0,
  primary key (desk_id, mailbox_id),
  unique (desk_id, address)
);

-- How far a folder of a mailbox has been fetched.
create table mailbox_folder (
  desk_id text not null,
  mailbox_id text not null,
  folder text not null,                -- the name as the server writes it
  role text not null,                  -- inbox | sent | other
  uid_validity bigint not null,
  next_uid bigint not null,            -- every mail below it and at or above low_uid is here
  low_uid bigint not null,             -- the first fetch goes from the newest down; 1 when all are here
  mod_seq bigint not null default 0,
  there bigint not null default 0,     -- how many mails the folder holds, for progress
  taken bigint not null default 0,     -- how many of them were fetched, for progress
  primary key (desk_id, mailbox_id, folder),
  foreign key (desk_id, mailbox_id) references mailbox (desk_id, mailbox_id)
) /* by key */;
