-- Who may send logs by syslog, and what was heard of each. Counters outlive a restart.
ALTER TABLE firewalls ADD COLUMN model TEXT; -- such as PA-440; null when nobody said

CREATE TABLE senders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: what is counted belongs to it
  kind TEXT NOT NULL CHECK (kind IN ('dhcp-server', 'log-sender')),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  address TEXT NOT NULL,                -- canonical IPv4 or IPv6
  protocol TEXT NOT NULL CHECK (protocol IN ('TCP', 'UDP', 'SSL')),
  firewall TEXT,                        -- serial of the firewall it belongs to; null: the node's own
  tenant TEXT NOT NULL,                 -- where its logs belong
  site TEXT NOT NULL,
  segment TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('local', 'panorama')),
  dialect TEXT,
  fingerprint TEXT,                     -- SHA-256 of the certificate it was given; it must show that one
  added_at INTEGER NOT NULL,            -- epoch ms, as are the others
  changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX senders_name ON senders (kind, name);
CREATE UNIQUE INDEX senders_address ON senders (kind, address, protocol);

-- As a running node last wrote it. Sender 0 is everybody who was not added.
CREATE TABLE sender_states (
  kind TEXT NOT NULL,
  sender INTEGER NOT NULL,
  connections INTEGER NOT NULL,
  last_seen INTEGER,
  PRIMARY KEY (kind, sender)
) STRICT, WITHOUT ROWID;

CREATE TABLE sender_counts (
  kind TEXT NOT NULL,
  sender INTEGER NOT NULL,
  what TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (kind, sender, what)
) STRICT, WITHOUT ROWID;

-- The last addresses that were refused because nobody added them.
CREATE TABLE syslog_strangers (
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  protocol TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (kind, address, protocol)
) STRICT, WITHOUT ROWID;

-- Where the running node listens; a problem is why it does not.
CREATE TABLE syslog_listeners (
  kind TEXT NOT NULL,
  protocol TEXT NOT NULL,
  port INTEGER NOT NULL,
  problem TEXT,
  PRIMARY KEY (kind, protocol, port)
) STRICT, WITHOUT ROWID;
