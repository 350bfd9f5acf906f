-- Sending: which way a mail takes, planned mails, ways that do not work, and addresses from which mail comes back.

alter table outbox add column mailbox_id text;             -- through whose SMTP server; null: through the desk's relay
alter table outbox add column planned_at bigint;           -- put off on purpose till then; null: it was to go at once
alter table outbox add column unless_answered boolean not null default false; -- taken back when one of theirs writes
alter table outbox add column left_at bigint;              -- when its text last began to leave, for the limits of a mailbox
create index outbox_left on outbox (desk_id, mailbox_id, left_at);

-- A server that mail cannot leave through now: nobody is asked again before shut_until_at.
create table way_out (
  desk_id text not null,
  mailbox_id text not null,            -- empty: the desk's relay
  trouble text not null,               -- 'key: what the server said'
  since_at bigint not null,
  shut_until_at bigint not null,
  tries bigint not null,
  primary key (desk_id, mailbox_id)
) /* by key */;

-- Addresses from which a mail of ours came back for good; gone when something arrives from there or a mail gets through.
create table bounced_address (
  desk_id text not null,
  address text not null,
  status text not null,                -- RFC 3463, such as 5.1.1; empty when the report had none
  outbox_id text not null,
  at bigint not null,
  primary key (desk_id, address)
) /* by key */;
