-- How tags are registered: at which virtual system, for how many seconds, and by which attributes; null is the first, for ever, and the usual ones.
ALTER TABLE outlets ADD COLUMN vsys TEXT;
ALTER TABLE outlets ADD COLUMN tag_seconds INTEGER;
ALTER TABLE outlets ADD COLUMN tag_by TEXT;
