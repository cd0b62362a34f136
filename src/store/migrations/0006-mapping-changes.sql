-- Changes of mappings that are not yet in their table, a row a write (store/mapping-journal.ts): addresses are random, and each would rewrite a page of its own.
CREATE TABLE mapping_changes (
  id INTEGER PRIMARY KEY,      -- in order of the writes
  tick INTEGER NOT NULL,
  changes BLOB NOT NULL
) STRICT;
CREATE INDEX mapping_changes_tick ON mapping_changes (tick);
