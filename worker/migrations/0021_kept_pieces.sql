-- Answers as they left, once more: a long one in pieces, so that a calendar of a thousand measures is kept too. `number` counts
-- the rows of one state, since those of another go before the first of the next comes; to keep one more then reads no
-- row of the others. `made_of` is the hash of all that an answer of the record is made of. Statements are parted by an empty line.
DROP TABLE kept_answer;

CREATE TABLE kept_answer (
  number INTEGER PRIMARY KEY,
  made_of TEXT NOT NULL,
  path TEXT NOT NULL,
  piece INTEGER NOT NULL,
  etag TEXT NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (made_of, path, piece)
);
