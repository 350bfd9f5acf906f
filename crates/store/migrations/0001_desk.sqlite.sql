-- Words of messages, cut and stemmed by the program; one row per message under its search_no.
-- Contentless and without positions: only whether a word is there, which keeps it small.
create virtual table search using fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "ascii tokenchars ':@.-_+'"
);
