-- Every certificate a firewall was given, until it can no longer be used: a renewed one and the one before are good side by side for a while.
CREATE TABLE firewall_certificates (
  fingerprint TEXT PRIMARY KEY,      -- SHA-256 of the certificate, lower-case hex
  serial TEXT NOT NULL,              -- of the firewall
  certificate_serial TEXT NOT NULL,  -- inside the certificate, hex
  authority TEXT,                    -- fingerprint of who signed it; null: the authority that the folder began with
  how TEXT NOT NULL,                 -- command, otp, psk, renewal
  issued_at INTEGER NOT NULL,        -- epoch ms, as are the others
  expires_at INTEGER NOT NULL,
  used_at INTEGER,                   -- null: the firewall has not shown it, and may still use the one before
  revoked_at INTEGER,
  superseded INTEGER NOT NULL        -- 1: revoked because another took its place
) STRICT, WITHOUT ROWID;
CREATE INDEX firewall_certificates_serial ON firewall_certificates (serial);
INSERT INTO firewall_certificates
  SELECT fingerprint, serial, certificate_serial, NULL, 'command', issued_at, expires_at, issued_at, revoked_at, 0 FROM firewalls;

-- An owner lets it renew before its time, once.
ALTER TABLE firewalls ADD COLUMN renew_early INTEGER NOT NULL DEFAULT 0;

-- Who signed what senders of syslog show.
CREATE TABLE sender_certificates (
  fingerprint TEXT PRIMARY KEY,
  authority TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One-time passwords and pre-shared keys: each lets one firewall have one certificate. The secret itself is nowhere.
CREATE TABLE enrolment_tokens (
  id TEXT PRIMARY KEY,          -- the part of the text that is no secret
  kind TEXT NOT NULL CHECK (kind IN ('otp', 'psk')),
  serial TEXT NOT NULL,         -- the firewall it is for, and what it will be
  tenant TEXT NOT NULL,
  site TEXT NOT NULL,
  segment TEXT NOT NULL,
  view_sites TEXT,              -- JSON array; null is all of the tenant
  model TEXT,
  salt TEXT NOT NULL,           -- hex
  hash TEXT NOT NULL,           -- HMAC-SHA-256 of the secret by the salt, hex
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,    -- wrong secrets and bad requests; too many end it
  used_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
