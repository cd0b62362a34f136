-- The tick that wrote the row: what the journal says of earlier ticks is older than the row.
ALTER TABLE devices ADD COLUMN saved INTEGER NOT NULL DEFAULT 0;
