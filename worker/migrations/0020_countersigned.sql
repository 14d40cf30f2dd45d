-- The newest signed part of the office in which it countersigns a tree of the log, as it is served: a push or a look, which the
-- log holds where it is the first of its day. Anybody who has it can check it; whoever writes here cannot make another.
CREATE TABLE log_office (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  signed_at INTEGER NOT NULL,
  signed TEXT NOT NULL
);
