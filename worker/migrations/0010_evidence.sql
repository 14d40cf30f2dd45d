-- What was found behind the links of reports, looked at as anybody without a log-in would. Looks are added and never
-- changed: the first that opened a link says what was sent. Nobody signs them; who can write this database can make a
-- report wait for its evidence, or seem proven, and change no word of it. A link stands here by its SHA-256, so that what
-- is redacted is not kept here.
CREATE TABLE look (
  id INTEGER PRIMARY KEY,
  fiscal_year INTEGER NOT NULL,
  link_hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'login', 'gone', 'down')),
  status INTEGER,
  type TEXT NOT NULL,
  size INTEGER,
  sha256 TEXT CHECK ((sha256 IS NOT NULL) = (outcome = 'open')),
  is_cut INTEGER NOT NULL CHECK (is_cut IN (0, 1))
);

CREATE INDEX look_by_year ON look (fiscal_year, id);

CREATE TRIGGER look_is_never_replaced BEFORE INSERT ON look
WHEN EXISTS (SELECT 1 FROM look WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'looks are append-only');
END;

CREATE TRIGGER look_is_never_updated BEFORE UPDATE ON look BEGIN
  SELECT RAISE(ABORT, 'looks are append-only');
END;

CREATE TRIGGER look_is_never_deleted BEFORE DELETE ON look BEGIN
  SELECT RAISE(ABORT, 'looks are append-only');
END;

-- Of which head a year was last looked over, and from which day there is something to open again: a run with neither a
-- newer head nor that day reached need not load the record.
CREATE TABLE look_plan (
  fiscal_year INTEGER PRIMARY KEY,
  head TEXT NOT NULL,
  next_day TEXT NOT NULL
);

-- Links are opened of what is accepted from now on; leaves before it keep the evidence they were accepted with.
INSERT INTO reading (rule, from_leaf) SELECT 'opened', MAX(idx) + 1 FROM leaf HAVING COUNT(*) > 0;
