-- What came from which firewall (R42), which mappings each shows that it applied (R77), which releases it runs, and what its operator says of it.
CREATE TABLE log_books (
  tenant TEXT NOT NULL,
  firewall TEXT NOT NULL,      -- serial in the log; the uploader's where the log has none
  type TEXT NOT NULL,
  subtype TEXT NOT NULL,
  path TEXT NOT NULL,          -- how it came: upload, ...
  via TEXT NOT NULL,           -- serial of who sent it, where that is another
  used INTEGER NOT NULL,
  records INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejects INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  first_record INTEGER NOT NULL, -- epoch ms, as are the others; 0 no record had a time
  last_record INTEGER NOT NULL,
  received INTEGER NOT NULL,
  minutes BLOB NOT NULL,       -- u32 records of each of the last 60 minutes; minute m stands at m % 60
  PRIMARY KEY (tenant, firewall, type, subtype, path, via)
) STRICT, WITHOUT ROWID;

CREATE TABLE applied_mappings (
  scope INTEGER NOT NULL,
  firewall TEXT NOT NULL,
  ip INTEGER NOT NULL,
  held TEXT NOT NULL,          -- JSON: what the mapping says
  form TEXT NOT NULL CHECK (form IN ('mapping', 'match')),
  shown_by TEXT NOT NULL,
  since INTEGER NOT NULL,
  at INTEGER NOT NULL,
  identified_by TEXT,
  identified_at TEXT,
  PRIMARY KEY (firewall, scope, ip)
) STRICT, WITHOUT ROWID;

CREATE TABLE firewall_releases (
  tenant TEXT NOT NULL,
  firewall TEXT NOT NULL,
  content TEXT,
  panos TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, firewall)
) STRICT, WITHOUT ROWID;

-- A serial need not be registered: a log collector sends for firewalls that never connect.
CREATE TABLE firewall_descriptions (
  serial TEXT PRIMARY KEY,
  description TEXT NOT NULL,   -- JSON, whole
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
