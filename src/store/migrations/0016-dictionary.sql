-- The device dictionary (R107-R113): entries keep their ids for ever, so rows are never deleted; `present` says whether an entry is in the present version.
CREATE TABLE dictionary_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,         -- vendor of a model, family of a version, else ''
  name TEXT NOT NULL,
  facts TEXT NOT NULL,         -- JSON: what else is said of it
  present INTEGER NOT NULL,
  came INTEGER NOT NULL,       -- version that it last came with
  changed INTEGER NOT NULL,    -- version that its facts last changed with
  left_with INTEGER,           -- version that it left with; null while it is there
  UNIQUE (kind, owner, name)
) STRICT;

-- Versions that changes can be told from. AUTOINCREMENT: a number is not given twice though old rows go.
CREATE TABLE dictionary_versions (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  generated INTEGER NOT NULL,  -- epoch ms
  sha256 TEXT NOT NULL
) STRICT;
