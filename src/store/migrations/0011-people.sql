-- What people said of devices (R62, R63). By address and not by row: it outlives the device's eviction, what is learned again, and every model.
CREATE TABLE device_edits (
  scope INTEGER NOT NULL,
  device INTEGER NOT NULL,      -- its key, as in devices.mac
  edit TEXT NOT NULL,           -- JSON of people/edit.ts
  primary_scope INTEGER,        -- of the device it is an interface of; null: of none
  primary_device INTEGER,
  ip INTEGER,                   -- address that somebody gave it; null: none
  PRIMARY KEY (scope, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_edits_primary ON device_edits (primary_scope, primary_device) WHERE primary_device IS NOT NULL;
CREATE INDEX device_edits_ip ON device_edits (scope, ip) WHERE ip IS NOT NULL;

-- Who said it, when and why. Rows stay, whatever becomes of the device; a running node reads here what is new to it.
CREATE TABLE device_audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,          -- epoch ms
  scope INTEGER NOT NULL,
  device INTEGER NOT NULL,
  action TEXT NOT NULL,         -- edited, confirmed, rejected, ...
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  before TEXT,                  -- the edit before and after, JSON; null is none
  after TEXT
) STRICT;
CREATE INDEX device_audit_device ON device_audit (scope, device, id);

-- Profiles that a tenant has beyond the taxonomy.
CREATE TABLE tenant_profiles (
  tenant TEXT NOT NULL,
  profile TEXT NOT NULL,
  category TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, profile)
) STRICT, WITHOUT ROWID;
