-- Who holds an address, of the devices that left memory: asked when firewall logs name one that nobody in memory has.
CREATE INDEX devices_address ON devices (scope, ip) WHERE ip <> 0;

-- What devices said that no other unit would (instances/keys.ts): by it one is known again under another MAC, address or interface.
CREATE TABLE instance_keys (
  hash INTEGER NOT NULL,       -- of tenant, kind and value
  device INTEGER NOT NULL,
  strength INTEGER NOT NULL,   -- place in STRENGTHS of instances/keys.ts
  at INTEGER NOT NULL,         -- when this device first said it, epoch ms
  PRIMARY KEY (hash, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX instance_keys_device ON instance_keys (device);
