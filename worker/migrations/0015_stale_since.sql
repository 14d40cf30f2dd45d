-- Since when the sheet's pushes stand on another record than this one, without one that was taken since: the script follows
-- within a run where it may, and asks a person where it may not. Empty while they agree. Who writes this database can empty
-- it; the script's own alarm does not stand here.
ALTER TABLE heartbeat ADD COLUMN stale_since INTEGER;
