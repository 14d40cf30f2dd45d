-- Who asked for no more mail than is needed. The token is a name that cannot be guessed, for links in the recipient's own
-- mail: who holds one can make that recipient's mail fewer or more, never none, and learns no address by it.
CREATE TABLE mail_choice (
  recipient TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  fewer INTEGER NOT NULL CHECK (fewer IN (0, 1))
) WITHOUT ROWID;
