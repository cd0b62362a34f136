-- Who may connect. A revoked firewall keeps its row: its certificate must stay refused.
CREATE TABLE firewalls (
  serial TEXT PRIMARY KEY,
  tenant TEXT NOT NULL,
  site TEXT NOT NULL,         -- where its own logs belong
  segment TEXT NOT NULL,
  view_sites TEXT,            -- JSON array of the sites it sees; null is all of the tenant
  fingerprint TEXT NOT NULL,  -- SHA-256 of the certificate, lower-case hex
  certificate_serial TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'revoked')),
  issued_at INTEGER NOT NULL, -- epoch ms, as are the others
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX firewalls_fingerprint ON firewalls (fingerprint);

CREATE TABLE firewall_audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  serial TEXT NOT NULL,
  action TEXT NOT NULL,       -- added, revoked, reissued, moved
  actor TEXT NOT NULL,
  detail TEXT NOT NULL        -- JSON
) STRICT;
