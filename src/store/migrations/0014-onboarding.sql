-- Whether a tenant controls devices that nobody can name yet, and for how long from their first detection (R114-R119).
CREATE TABLE onboarding (
  tenant TEXT PRIMARY KEY,
  enabled INTEGER NOT NULL,     -- 0, 1
  period INTEGER,               -- milliseconds; null: without end
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,          -- epoch ms
  alerted INTEGER NOT NULL      -- when the node last looked for periods that end soon, epoch ms; 0 never
) STRICT, WITHOUT ROWID;

-- When a device was first named: at the confidence from which on firewalls hear of it. Written once a device; gone with it.
CREATE TABLE first_names (
  device INTEGER PRIMARY KEY,   -- devices.id
  at INTEGER NOT NULL           -- epoch ms
) STRICT;
INSERT INTO first_names SELECT id, identified_at FROM devices WHERE confidence >= 90;
