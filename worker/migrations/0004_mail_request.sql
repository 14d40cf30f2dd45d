-- The newest request of the script for mail that was answered: an older one, or the same again, is not.
CREATE TABLE mail_request (
  office TEXT PRIMARY KEY,
  nonce INTEGER NOT NULL
) WITHOUT ROWID;
