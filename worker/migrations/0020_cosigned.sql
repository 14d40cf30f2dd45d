-- What others sign of the log's tree: the office and witnesses.

-- The newest signed part of the office in which it countersigns a tree of the log, as it is served: a push or a look, which the
-- log holds where it is the first of its day. Anybody who has it can check it; whoever writes here cannot make another.
CREATE TABLE log_office (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  signed_at INTEGER NOT NULL,
  signed TEXT NOT NULL
);

-- Of each witness the newest checkpoint it signed, as it is served beside the log's own signature. It was found to hold under
-- the key that it is named by.
CREATE TABLE log_cosignature (
  key TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  root TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  line TEXT NOT NULL
);
