-- Which key the sheet last signed with: its expiry is the one to warn of, whatever other keys are listed. Unknown until the
-- first push after this migration.
ALTER TABLE heartbeat ADD COLUMN kid TEXT;
