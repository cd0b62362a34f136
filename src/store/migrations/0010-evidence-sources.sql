-- What stored evidence came from: its numbers stand in table features. Never deleted, at most 65535.
CREATE TABLE evidence_sources (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL,        -- kind of record: dhcp, dns, ...
  sender TEXT NOT NULL,        -- firewall's serial or sender's name; '' none
  UNIQUE (record, sender)
) STRICT;
