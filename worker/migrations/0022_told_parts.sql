-- The log's lines as a page of what happened needs them, some leaves together: in the log a line is three rows, leaf, entry and
-- text. Written where they are counted (`told`), made of the log and of nothing else; they may be deleted at any time with the
-- counts, which are made anew here with them. Statements are parted by an empty line.
CREATE TABLE told_part (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  text TEXT NOT NULL
);

DELETE FROM told;

CREATE TRIGGER redaction_untells_parts AFTER INSERT ON redaction BEGIN
  DELETE FROM told_part;
END;

CREATE TRIGGER reading_untells_parts AFTER INSERT ON reading BEGIN
  DELETE FROM told_part;
END;

-- The past of a row is found with its digests: a version is then a row of this index, one of its leaf and one of its text.
CREATE INDEX entry_past ON entry (fiscal_year, name, leaf, digest);

DROP INDEX entry_by_name;
