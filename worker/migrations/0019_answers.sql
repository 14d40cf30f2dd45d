-- What sections answer from their mail. Links are kept by the hash of their token, so that whoever reads this database can
-- answer with none; answers, what became of each, and revocations are inserted and never changed. Statements are parted by an
-- empty line.

-- A link that a mail carried: bound to that message and to one section; blank for the director.
CREATE TABLE answer_link (
  hash TEXT PRIMARY KEY,
  fiscal_year INTEGER NOT NULL,
  message TEXT NOT NULL,
  section TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX answer_link_by_age ON answer_link (created_at);

-- One answer: the row it is for, and its canonical JSON, of which `id` is the SHA-256.
CREATE TABLE answer (
  idx INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  fiscal_year INTEGER NOT NULL,
  section TEXT NOT NULL,
  of TEXT NOT NULL,
  link TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  body TEXT NOT NULL
);

CREATE INDEX answer_by_row ON answer (fiscal_year, section, of);

-- What became of it in the sheet.
CREATE TABLE answer_settled (
  answer TEXT PRIMARY KEY REFERENCES answer (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('written', 'kept', 'gone')),
  settled_at INTEGER NOT NULL
) WITHOUT ROWID;

-- When the planner made every link useless that was sent until then.
CREATE TABLE answer_revoked (
  fiscal_year INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (fiscal_year, at)
) WITHOUT ROWID;

CREATE TRIGGER answer_is_never_updated BEFORE UPDATE ON answer BEGIN
  SELECT RAISE(ABORT, 'answers are append-only');
END;

CREATE TRIGGER answer_is_never_deleted BEFORE DELETE ON answer BEGIN
  SELECT RAISE(ABORT, 'answers are append-only');
END;

CREATE TRIGGER answer_settled_is_never_updated BEFORE UPDATE ON answer_settled BEGIN
  SELECT RAISE(ABORT, 'answers are append-only');
END;

CREATE TRIGGER answer_settled_is_never_deleted BEFORE DELETE ON answer_settled BEGIN
  SELECT RAISE(ABORT, 'answers are append-only');
END;
