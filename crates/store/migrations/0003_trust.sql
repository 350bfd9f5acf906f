-- How the desk deals with mail by itself, as one document.

create table manners (
  desk_id text not null primary key references desk (desk_id),
  document text not null               -- JSON of desk::manners::Manners
);
