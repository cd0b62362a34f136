-- How far each firewall is behind what is published, as the node wrote it down last.
CREATE TABLE firewall_polls (
  serial TEXT PRIMARY KEY,
  polled_at INTEGER NOT NULL,   -- epoch ms, as the others: the last poll, or the last frame pushed
  way TEXT NOT NULL CHECK (way IN ('poll', 'held', 'stream', 'away')),
  cursor TEXT,                  -- where it stands; null: it never said
  bytes INTEGER NOT NULL,       -- sent to it in all
  state TEXT NOT NULL CHECK (state IN ('current', 'behind', 'snapshot')),
  versions INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  more INTEGER NOT NULL,        -- 1: at least so many entries
  oldest_at INTEGER,            -- since when the oldest of them waits
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Licences of accounts for keeping their logs (R197): one for a tenant.
CREATE TABLE account_licences (
  tenant TEXT PRIMARY KEY,
  purchased_at INTEGER NOT NULL, -- epoch ms, as are the others
  activated_at INTEGER,          -- null: not yet
  term TEXT NOT NULL,            -- 3y, 36m or 1096d
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
