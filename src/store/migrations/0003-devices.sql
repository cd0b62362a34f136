-- What is known of each device. What changes every second stands apart in small rows, so that a tick rewrites few pages.
CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  mac INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  ip INTEGER NOT NULL,         -- 0 none
  ip_proof TEXT NOT NULL,
  hostname TEXT,
  confidence INTEGER NOT NULL,
  identified_at INTEGER NOT NULL,
  identity TEXT                -- JSON of the identity, null before the first verdict
) STRICT;
CREATE UNIQUE INDEX devices_key ON devices (scope, mac);

-- The device's evidence, in the bytes of features/codec.ts.
CREATE TABLE features (
  device INTEGER PRIMARY KEY,
  evidence BLOB NOT NULL
) STRICT;

CREATE TABLE activity (
  device INTEGER PRIMARY KEY,
  last_activity INTEGER NOT NULL,
  ip_time INTEGER NOT NULL
) STRICT;

-- One row a tick: who was active, 12 bytes each (store/activity.ts). Folded into activity a slice a tick, then dropped.
CREATE TABLE activity_log (
  tick INTEGER PRIMARY KEY,
  base INTEGER NOT NULL,
  seen BLOB NOT NULL
) STRICT;
