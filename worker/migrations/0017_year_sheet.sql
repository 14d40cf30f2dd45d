-- What the page of a long year says of all its measures, and their rows in parts, as JSON: made of the record after a push,
-- and read by an isolate that knows nothing, which then need not judge a thousand measures to list fifty. It belongs to one
-- state of the record, day and build, and may be deleted at any time. A part is found by its hash, so that one that says
-- the same is not written again. Statements are parted by an empty line.
CREATE TABLE year_sheet (
  fiscal_year INTEGER PRIMARY KEY,
  made_of TEXT NOT NULL,
  hash TEXT NOT NULL,
  sheet TEXT NOT NULL
);

CREATE TABLE year_sheet_part (
  fiscal_year INTEGER NOT NULL,
  hash TEXT NOT NULL,
  rows TEXT NOT NULL,
  PRIMARY KEY (fiscal_year, hash)
) WITHOUT ROWID;

CREATE TRIGGER redaction_unmakes_sheets AFTER INSERT ON redaction BEGIN
  DELETE FROM year_sheet;
  DELETE FROM year_sheet_part;
END;

CREATE TRIGGER reading_unmakes_sheets AFTER INSERT ON reading BEGIN
  DELETE FROM year_sheet;
  DELETE FROM year_sheet_part;
END;
