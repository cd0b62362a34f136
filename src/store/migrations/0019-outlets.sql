-- Who reads published mappings without a certificate, and where the node brings them: boxes of others.
CREATE TABLE outlets (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('edl', 'json', 'webhook', 'panos')),
  tenant TEXT NOT NULL,
  sites TEXT,                   -- JSON array; null is all of the tenant
  token TEXT UNIQUE,            -- readers: the part of the password that is no secret
  salt TEXT,                    -- hex
  hash TEXT,                    -- HMAC-SHA-256 of the secret by the salt, hex
  url TEXT,                     -- webhook and panos: where to
  secret_file TEXT,             -- whose content signs, or is the API key
  ca_file TEXT,                 -- PEM; null: the authorities that the system trusts
  local INTEGER NOT NULL,       -- 1: the address may be one of this machine or of its link
  added_at INTEGER NOT NULL,    -- epoch ms, as the other
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
