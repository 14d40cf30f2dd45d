-- The tree over everything that happened (docs/format.md, "The tree"): what stands in it, in its order, and its nodes. Entries
-- are inserted and never changed; nodes are made of entries and of nothing else. Statements are parted by an empty line.

-- One entry. Of a push the text is made of its leaf, so that there is one place for what was signed and when it was accepted;
-- of anything else it stands here. `name` says what it is of, and that nothing is entered twice.
CREATE TABLE log_entry (
  idx INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  leaf INTEGER REFERENCES leaf (idx),
  body TEXT,
  CHECK ((leaf IS NULL) <> (body IS NULL))
);

-- Perfect subtrees that are whole, each by its height and its place among those of that height; level 0 are the entries' own.
CREATE TABLE log_node (
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (level, number)
) WITHOUT ROWID;

-- The newest checkpoint that was signed, as it is served.
CREATE TABLE log_checkpoint (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  origin TEXT NOT NULL,
  size INTEGER NOT NULL,
  note TEXT NOT NULL
);

-- What was there before, in the order it came: every push, and after the pushes accepted until then each redaction, without
-- its reason, which was in free words. Whoever has the pushes and the redactions makes the same entries.
INSERT INTO log_entry (idx, name, at, leaf, body)
SELECT ROW_NUMBER() OVER (ORDER BY place, is_redaction, at, name) - 1, name, at, leaf, body FROM (
  SELECT idx AS place, 0 AS is_redaction, accepted_at AS at, 'push/' || idx AS name, idx AS leaf, NULL AS body FROM leaf
  UNION ALL
  SELECT COALESCE((SELECT MAX(idx) FROM leaf WHERE accepted_at <= redacted_at), -1), 1, redacted_at,
    'redaction/' || digest, NULL,
    json_object(
      'at', strftime('%Y-%m-%dT%H:%M:%S', redacted_at / 1000, 'unixepoch') || printf('.%03dZ', redacted_at % 1000),
      'digest', digest,
      'name', (SELECT entry.name FROM entry WHERE entry.digest = redaction.digest ORDER BY leaf LIMIT 1),
      'reason', 'unstated',
      'type', 'redaction')
  FROM redaction WHERE digest IN (SELECT digest FROM entry)
)
ORDER BY 1;

CREATE TRIGGER log_entry_follows BEFORE INSERT ON log_entry BEGIN
  SELECT RAISE(ABORT, 'another entry of the log came first')
    WHERE NEW.idx <> (SELECT COALESCE(MAX(idx) + 1, 0) FROM log_entry);
  SELECT RAISE(ABORT, 'the log has this entry')
    WHERE EXISTS (SELECT 1 FROM log_entry WHERE name = NEW.name);
END;

CREATE TRIGGER log_entry_is_never_updated BEFORE UPDATE ON log_entry BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER log_entry_is_never_deleted BEFORE DELETE ON log_entry BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;
