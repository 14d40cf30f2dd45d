-- One test mail that waits for the script to send it, where the script sends the mail. The next one asked for takes its
-- place. It is in no ledger: it tells nobody anything of the record.
CREATE TABLE mail_test (
  id TEXT PRIMARY KEY,
  recipient TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'leased', 'accepted', 'refused')),
  lease_until INTEGER NOT NULL DEFAULT 0,
  code TEXT
) WITHOUT ROWID;
