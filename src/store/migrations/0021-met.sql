-- When this node first met a device, by its own clock: learning and onboarding count from there (R55, R114). `first_seen` is what records say, and a sender's clock may lie.
ALTER TABLE devices ADD COLUMN met_at INTEGER NOT NULL DEFAULT 0; -- epoch ms
UPDATE devices SET met_at = first_seen;
