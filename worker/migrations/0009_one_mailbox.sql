-- Letters that differ only in case lead to one box: what was told or chosen under a capital letter stays told and chosen.
UPDATE OR IGNORE notice SET key = substr(key, 1, length(key) - length(recipient)) || lower(recipient)
WHERE recipient <> lower(recipient);

-- Of a box spelled in two ways the choice of less mail holds, if either spelling made it.
UPDATE mail_choice SET fewer = 1
WHERE recipient = lower(recipient)
  AND EXISTS (SELECT 1 FROM mail_choice AS other WHERE other.fewer = 1 AND lower(other.recipient) = mail_choice.recipient);
UPDATE OR IGNORE mail_choice SET recipient = lower(recipient) WHERE recipient <> lower(recipient);
