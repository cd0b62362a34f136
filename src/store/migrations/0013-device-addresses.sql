-- Who holds an address, of the devices that left memory: asked when firewall logs name one that nobody in memory has.
CREATE INDEX devices_address ON devices (scope, ip) WHERE ip <> 0;
