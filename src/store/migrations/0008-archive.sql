-- What becomes of a tenant's logs once their facts are taken (R2, R3); a tenant without a row follows the config.
CREATE TABLE retention (
  tenant TEXT PRIMARY KEY,
  keep TEXT NOT NULL CHECK (keep IN ('raw', 'facts')),
  days INTEGER NOT NULL,
  type_days TEXT NOT NULL,     -- JSON object, days by type of record
  max_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The archive's index: the lines themselves are in segment files. Bytes of a file behind `bytes` were never acknowledged.
CREATE TABLE archive_segments (
  id INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  began INTEGER NOT NULL,      -- epoch ms, as are the others
  bytes INTEGER NOT NULL,
  state INTEGER NOT NULL       -- 0 grows, 1 is closed, 2 is closed and packed
) STRICT;
CREATE INDEX archive_segments_age ON archive_segments (tenant, began);

CREATE TABLE archive_frames (
  id INTEGER PRIMARY KEY,
  segment INTEGER NOT NULL,
  at INTEGER NOT NULL,         -- where it starts in the file
  head INTEGER NOT NULL,       -- bytes of its head
  bytes INTEGER NOT NULL,      -- with the head
  type TEXT NOT NULL,
  records INTEGER NOT NULL,
  plain INTEGER NOT NULL,      -- bytes of its lines unpacked
  first INTEGER NOT NULL,      -- times of its first and last record
  last INTEGER NOT NULL,
  received INTEGER NOT NULL    -- by the steady clock: what its age is counted from
) STRICT;
CREATE INDEX archive_frames_segment ON archive_frames (segment);
CREATE INDEX archive_frames_last ON archive_frames (last);
CREATE INDEX archive_frames_age ON archive_frames (type, received);
