-- Names heard in a segment whose hashes stand in evidence or that belong to no one device: applications, and subnets that DHCP gave addresses in (R64, R66, R71).
CREATE TABLE catalogue (
  scope INTEGER NOT NULL,
  parameter TEXT NOT NULL,      -- traffic.app, dhcp.subnet
  value TEXT NOT NULL,
  first_at INTEGER NOT NULL,    -- epoch ms
  PRIMARY KEY (scope, parameter, value)
) STRICT, WITHOUT ROWID;
