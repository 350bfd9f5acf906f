-- What a member said of findings: how often, never about which words.
create table gate_word (
  desk_id text not null,
  member_id text not null,
  code text not null,                  -- the finding's code
  fine bigint not null,                -- 'this was fine'
  good bigint not null,                -- 'good that you said it'
  said_at bigint not null,
  primary key (desk_id, member_id, code)
) /* by key */;
