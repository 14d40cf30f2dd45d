-- Entries of the feeds are of a row and a day: before, each push was one. Those of before keep their names and words, or every
-- reader would be told them again.
INSERT INTO reading (rule, from_leaf) SELECT 'grouped', MAX(idx) + 1 FROM leaf HAVING COUNT(*) > 0;
