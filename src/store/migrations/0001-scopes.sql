-- Where everything belongs (design law 9), each tenant's history of mappings, and facts about the folder itself.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scopes (
  id INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  site TEXT NOT NULL,
  segment TEXT NOT NULL,
  UNIQUE (tenant, site, segment)
) STRICT;
INSERT INTO scopes VALUES (1, 'default', 'default', 'default');

-- epoch: sixteen hex digits, random, made with the row; revision: last one committed; floor: tombstones up to it are gone.
CREATE TABLE tenants (
  name TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  floor INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
