-- The mapping change log: one row a key with the revision of its last change; a row without a MAC is a tombstone.
CREATE TABLE mappings (
  scope INTEGER NOT NULL,
  ip INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  mac INTEGER,
  hostname TEXT,
  verdict INTEGER,
  confidence INTEGER,
  source INTEGER,              -- place in PROOFS of store/devices.ts
  identified_at INTEGER,
  PRIMARY KEY (scope, ip)
) STRICT, WITHOUT ROWID;
CREATE INDEX mappings_tombstones ON mappings (revision) WHERE mac IS NULL;

-- Uploads already folded in: a repeated batch id is answered from here.
CREATE TABLE log_batches (
  tenant TEXT NOT NULL,
  firewall TEXT NOT NULL,
  batch TEXT NOT NULL,
  records INTEGER NOT NULL,
  rejects INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  committed_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, firewall, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_batches_age ON log_batches (committed_at);
