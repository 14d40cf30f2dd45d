-- How much there is to tell of the log up to each leaf, over all years: where a page of what happened begins, and an archive
-- of the feed. It is made of the log and of nothing else, and may be deleted at any time. Statements are parted by an empty line.
CREATE TABLE told (
  leaf INTEGER PRIMARY KEY,
  -- By which rules of the code it was counted.
  shape INTEGER NOT NULL,
  -- Changes of rows that readers follow, and entries of the feed of all, up to this leaf and with it.
  changes INTEGER NOT NULL,
  entries INTEGER NOT NULL
);

CREATE INDEX told_by_changes ON told (changes, leaf);

CREATE INDEX told_by_entries ON told (entries, leaf);

CREATE INDEX leaf_by_time ON leaf (accepted_at);

CREATE TRIGGER redaction_untells AFTER INSERT ON redaction BEGIN
  DELETE FROM told;
END;

CREATE TRIGGER reading_untells AFTER INSERT ON reading BEGIN
  DELETE FROM told;
END;
