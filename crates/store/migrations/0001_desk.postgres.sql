-- Words of messages, cut and stemmed by the program; one row per message under its search_no.
create table search (
  desk_id text not null,
  search_no bigint not null,
  words tsvector not null,
  primary key (desk_id, search_no)
);
create index search_words on search using gin (words);
