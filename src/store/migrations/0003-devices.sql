-- What is known of each device. Rows are small, and what changes every second stands apart, so that a tick rewrites few pages.

-- What devices are said to be: few, shared by many.
CREATE TABLE verdicts (
  id INTEGER PRIMARY KEY,
  fields TEXT NOT NULL UNIQUE, -- JSON array of the columns that follow
  device_type TEXT,
  category TEXT,
  profile TEXT,
  vendor TEXT,
  model TEXT,
  os_family TEXT,
  os_version TEXT,
  risk_score REAL,
  risk_level TEXT
) STRICT;

CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  mac INTEGER NOT NULL,
  first_seen INTEGER NOT NULL, -- epoch ms, as are the others
  ip INTEGER NOT NULL,         -- 0 none
  ip_proof INTEGER NOT NULL,   -- place in PROOFS of store/devices.ts
  hostname TEXT,
  confidence INTEGER NOT NULL,
  identified_at INTEGER NOT NULL,
  verdict INTEGER              -- null before the first
) STRICT;
CREATE UNIQUE INDEX devices_key ON devices (scope, mac);

-- The device's evidence, in the bytes of features/codec.ts: the identity in full is made from it when asked for.
CREATE TABLE features (
  device INTEGER PRIMARY KEY,
  evidence BLOB NOT NULL
) STRICT;

CREATE TABLE activity (
  device INTEGER PRIMARY KEY,
  last_activity INTEGER NOT NULL,
  ip_time INTEGER NOT NULL
) STRICT;

-- One row a tick: who was active, and the devices that changed and are not yet in their tables (store/journal.ts).
CREATE TABLE journal (
  tick INTEGER PRIMARY KEY,
  base INTEGER NOT NULL,
  seen BLOB NOT NULL,
  devices BLOB NOT NULL
) STRICT;
