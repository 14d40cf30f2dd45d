-- The outbox: which notices a day asked for, the messages that carry them, and what each cron run did. Addresses stand
-- here in clear: who can read this database knows who is told; who can write it can silence or repeat a mail, not forge
-- the record. Nothing here is served with an address. Statements are parted by an empty line.

-- One mail to one recipient. `open` → `leased` → `sent`, or back to `open` after a passing failure, or `dead` for good.
-- A lease is counted in scheduled times: a run that died while sending is repeated by a later one, in the same thread.
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  fiscal_year INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('digest', 'reminder')),
  recipient TEXT NOT NULL,
  day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'leased', 'sent', 'dead')),
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  lease_until INTEGER,
  created_at INTEGER NOT NULL,
  sent_at INTEGER CHECK ((sent_at IS NOT NULL) = (state = 'sent')),
  provider_id TEXT,
  content_hash TEXT CHECK (content_hash IS NOT NULL OR state <> 'sent'),
  error TEXT
) WITHOUT ROWID;

CREATE INDEX message_by_state ON message (state, next_attempt_at);

CREATE INDEX message_by_recipient ON message (fiscal_year, kind, recipient);

-- One thing to tell one recipient once. It was told when its message is `sent`; `skipped` says why it need not be.
CREATE TABLE notice (
  key TEXT PRIMARY KEY,
  fiscal_year INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('digest', 'reminder')),
  recipient TEXT NOT NULL,
  role TEXT NOT NULL,
  about TEXT NOT NULL,
  due TEXT NOT NULL,
  rung TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  message TEXT REFERENCES message (id),
  skipped TEXT
) WITHOUT ROWID;

CREATE INDEX notice_unclaimed ON notice (fiscal_year, kind, recipient) WHERE message IS NULL AND skipped IS NULL;

CREATE INDEX notice_by_message ON notice (message) WHERE message IS NOT NULL;

-- What a year was last planned for: a run with the same day and head has nothing to plan and need not load the record.
CREATE TABLE notice_plan (
  fiscal_year INTEGER PRIMARY KEY,
  head TEXT NOT NULL,
  hour INTEGER NOT NULL,
  day TEXT NOT NULL
);

-- What each scheduled run did, and why it passed over what it did not send.
CREATE TABLE cron_run (
  at INTEGER PRIMARY KEY,
  planned INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  reasons TEXT NOT NULL CHECK (json_valid(reasons))
);
