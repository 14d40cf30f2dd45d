-- The versions of a row that the record as it stands leaves out, in the transaction that leaves them out: with it they are every
-- version there ever was. A row's own history is then read some dozens of versions a line, where the log has three lines for
-- each. Made of the log and of nothing else; they go with the projection, and are made with it. `number` counts the pieces of a
-- row, each as long as is well written once more. Statements are parted by an empty line.
CREATE TABLE row_past (
  fiscal_year INTEGER NOT NULL,
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  versions TEXT NOT NULL,
  PRIMARY KEY (fiscal_year, name, number)
) WITHOUT ROWID;

CREATE TRIGGER redaction_unmakes_pasts AFTER INSERT ON redaction BEGIN
  DELETE FROM row_past;
END;

CREATE TRIGGER reading_unmakes_pasts AFTER INSERT ON reading BEGIN
  DELETE FROM row_past;
END;

-- Answers are kept as base64 of their bytes from now on: also a workbook, and a long text need not be encoded by each who gives it.
DELETE FROM kept_answer;
