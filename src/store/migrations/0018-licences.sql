-- Licences of firewalls (R192): one is for one firewall, a firewall may have several.
CREATE TABLE licences (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  serial TEXT NOT NULL,          -- of the firewall, registered yet or not
  purchased_at INTEGER NOT NULL, -- epoch ms, as are the others
  activated_at INTEGER,          -- null: not yet
  term TEXT NOT NULL,            -- 3y, 36m or 1096d
  ingest INTEGER NOT NULL,       -- 1: its logs are taken in
  pull INTEGER NOT NULL,         -- 1: it gets mappings and recommendations
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX licences_serial ON licences (serial);
