-- From which leaf on the rules of a newer version hold; leaves before it are read as they were when they were accepted. A
-- rule that is not here holds from the first leaf. Written once, as the migration runs, and never again but by a restore.
CREATE TABLE reading (
  rule TEXT PRIMARY KEY,
  from_leaf INTEGER NOT NULL
) WITHOUT ROWID;

-- A report counts when it is whole: before, one letter in any of its cells did. And a period that was due before its duty
-- was promised is not counted: before, it was overdue from the first minute.
INSERT INTO reading (rule, from_leaf) SELECT 'whole', MAX(idx) + 1 FROM leaf HAVING COUNT(*) > 0;

CREATE TRIGGER reading_is_never_replaced BEFORE INSERT ON reading
WHEN EXISTS (SELECT 1 FROM reading WHERE rule = NEW.rule) BEGIN
  SELECT RAISE(ABORT, 'how old leaves are read is settled');
END;

CREATE TRIGGER reading_is_never_updated BEFORE UPDATE ON reading BEGIN
  SELECT RAISE(ABORT, 'how old leaves are read is settled');
END;

CREATE TRIGGER reading_is_never_deleted BEFORE DELETE ON reading BEGIN
  SELECT RAISE(ABORT, 'how old leaves are read is settled');
END;
