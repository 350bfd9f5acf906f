-- Held mail is judged anew when it is tried again, by all that was known when it came.

alter table held add column came text not null default ''; -- JSON of desk::receive::Came; empty when not kept
