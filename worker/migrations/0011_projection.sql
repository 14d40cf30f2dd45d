-- The record as it stands, beside the log and written in the transactions that append to it: what a reader who knows
-- nothing reads first. It is made of the log and of nothing else, and may be deleted at any time: pages are then answered
-- from the log until it is made again. Statements are parted by an empty line.

-- How far it goes, by which rules of the code it was made, and what they carry from one revision to the next. `born` is
-- another each time it is made anew: its parts are then cut at other places.
CREATE TABLE projection (
  fiscal_year INTEGER PRIMARY KEY,
  shape INTEGER NOT NULL,
  leaf INTEGER NOT NULL,
  redactions INTEGER NOT NULL,
  marks TEXT NOT NULL,
  born TEXT NOT NULL DEFAULT (lower(hex(randomblob(8))))
);

-- Some rows each, in the order they first came: name and digest of each, and the versions of each that are asked for.
-- `leaf` is the one that wrote it last, so that who has read it before reads only what changed.
CREATE TABLE projection_part (
  fiscal_year INTEGER NOT NULL,
  part INTEGER NOT NULL,
  leaf INTEGER NOT NULL,
  digests TEXT NOT NULL,
  pasts TEXT NOT NULL,
  PRIMARY KEY (fiscal_year, part)
) WITHOUT ROWID;

-- Answers as they left, of addresses without a query: for the next isolate, while nothing they were made of has changed.
CREATE TABLE kept_answer (
  path TEXT PRIMARY KEY,
  made_of TEXT NOT NULL,
  etag TEXT NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL
) WITHOUT ROWID;

-- What was made of a text that may not be shown again, or of leaves that are read another way, is gone with it at once.
CREATE TRIGGER redaction_unmakes AFTER INSERT ON redaction BEGIN
  DELETE FROM projection;
  DELETE FROM projection_part;
  DELETE FROM kept_answer;
END;

CREATE TRIGGER reading_unmakes AFTER INSERT ON reading BEGIN
  DELETE FROM projection;
  DELETE FROM projection_part;
  DELETE FROM kept_answer;
END;
