-- Of a year's looks those that say how each link stands, as JSON: what a reader who knows nothing reads in place of all of
-- them. It goes to one look, and is made again by each run that looks; what is not here is read from the looks themselves.
-- With another number of redactions links may count from another day: then it is passed over. Statements are parted by an
-- empty line.
CREATE TABLE kept_looks (
  fiscal_year INTEGER PRIMARY KEY,
  up_to INTEGER NOT NULL,
  redactions INTEGER NOT NULL,
  looks TEXT NOT NULL
);

CREATE TRIGGER reading_unmakes_looks AFTER INSERT ON reading BEGIN
  DELETE FROM kept_looks;
END;
