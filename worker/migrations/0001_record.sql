-- The record: an append-only log. Inserts only; triggers refuse the rest, INSERT OR REPLACE included.
-- Who can write this database but not sign a push can hide the record, or add lines no signature covers: readers verify
-- the leaves. One database serves one office. Statements are parted by an empty line.

-- One accepted push: the signed part byte for byte. `idx` is the leaf's index in the RFC 6962 tree, from 0, without gaps.
CREATE TABLE leaf (
  idx INTEGER PRIMARY KEY,
  office TEXT NOT NULL,
  fiscal_year INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  base TEXT NOT NULL,
  head TEXT NOT NULL,
  held TEXT NOT NULL CHECK (json_valid(held)),
  signed TEXT NOT NULL CHECK (length(signed) < 65536),
  leaf_hash TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  UNIQUE (office, fiscal_year, base),
  UNIQUE (office, fiscal_year, sequence)
);

CREATE INDEX leaf_by_year ON leaf (fiscal_year, sequence);

-- What a leaf did to a row: set it to a digest, or withdrew it (NULL). Public rows alone.
CREATE TABLE entry (
  leaf INTEGER NOT NULL REFERENCES leaf (idx),
  position INTEGER NOT NULL,
  fiscal_year INTEGER NOT NULL,
  name TEXT NOT NULL,
  digest TEXT,
  PRIMARY KEY (leaf, position)
) WITHOUT ROWID;

CREATE INDEX entry_by_name ON entry (fiscal_year, name, leaf);

-- What a digest says, once however often a row returns to it.
CREATE TABLE disclosure (
  digest TEXT PRIMARY KEY,
  encoded TEXT NOT NULL
) WITHOUT ROWID;

-- Digests that may not be shown again. Redacting is: insert here, then delete the disclosure; the log keeps the digest.
CREATE TABLE redaction (
  digest TEXT PRIMARY KEY,
  redacted_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) WITHOUT ROWID;

-- Rows that are never served: overwritten when superseded, deleted when withdrawn. The only addresses the Worker holds.
CREATE TABLE private_row (
  fiscal_year INTEGER NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  json TEXT NOT NULL CHECK (json_valid(json)),
  PRIMARY KEY (fiscal_year, name)
) WITHOUT ROWID;

-- When the sheet of a year was last heard of, change or no change.
CREATE TABLE heartbeat (
  fiscal_year INTEGER PRIMARY KEY,
  seen_at INTEGER NOT NULL
);

CREATE TRIGGER leaf_follows BEFORE INSERT ON leaf BEGIN
  SELECT RAISE(ABORT, 'leaf index is not dense')
    WHERE NEW.idx <> (SELECT COALESCE(MAX(idx) + 1, 0) FROM leaf);
  SELECT RAISE(ABORT, 'leaf is stale')
    WHERE EXISTS (
      SELECT 1 FROM leaf
      WHERE office = NEW.office AND fiscal_year = NEW.fiscal_year AND (base = NEW.base OR sequence >= NEW.sequence)
    );
END;

CREATE TRIGGER leaf_is_never_updated BEFORE UPDATE ON leaf BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER leaf_is_never_deleted BEFORE DELETE ON leaf BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER entry_joins_the_newest_leaf BEFORE INSERT ON entry BEGIN
  SELECT RAISE(ABORT, 'an entry belongs to the newest leaf')
    WHERE NEW.leaf <> (SELECT MAX(idx) FROM leaf);
  SELECT RAISE(ABORT, 'the log is append-only')
    WHERE EXISTS (SELECT 1 FROM entry WHERE leaf = NEW.leaf AND position = NEW.position);
END;

CREATE TRIGGER entry_is_never_updated BEFORE UPDATE ON entry BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER disclosure_is_not_redacted BEFORE INSERT ON disclosure BEGIN
  SELECT RAISE(ABORT, 'this digest is redacted')
    WHERE EXISTS (SELECT 1 FROM redaction WHERE digest = NEW.digest);
  SELECT RAISE(ABORT, 'the log is append-only')
    WHERE EXISTS (SELECT 1 FROM disclosure WHERE digest = NEW.digest AND encoded <> NEW.encoded);
END;

CREATE TRIGGER disclosure_is_never_updated BEFORE UPDATE ON disclosure BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER disclosure_goes_only_when_redacted BEFORE DELETE ON disclosure
WHEN NOT EXISTS (SELECT 1 FROM redaction WHERE digest = OLD.digest) BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER redaction_is_never_replaced BEFORE INSERT ON redaction
WHEN EXISTS (SELECT 1 FROM redaction WHERE digest = NEW.digest) BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER redaction_is_never_updated BEFORE UPDATE ON redaction BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER redaction_is_never_deleted BEFORE DELETE ON redaction BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;
