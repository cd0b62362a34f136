-- What somebody should look at. One row while it goes on; resolved rows stay until there is no room.
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant TEXT NOT NULL,
  scope INTEGER,                -- null: the tenant as a whole
  device INTEGER,               -- its key, as in devices.mac; null: no one device
  name TEXT NOT NULL,
  severity TEXT NOT NULL,
  description TEXT NOT NULL,
  same TEXT NOT NULL,           -- what else makes it the same alert
  detail TEXT NOT NULL,         -- JSON
  first_at INTEGER NOT NULL,    -- epoch ms
  last_at INTEGER NOT NULL,
  times INTEGER NOT NULL,
  resolved_at INTEGER,
  resolved_by TEXT,
  reason TEXT
) STRICT;
CREATE UNIQUE INDEX alerts_open ON alerts (tenant, ifnull(scope, 0), ifnull(device, 0), name, same) WHERE resolved_at IS NULL;
CREATE INDEX alerts_recent ON alerts (tenant, last_at);
