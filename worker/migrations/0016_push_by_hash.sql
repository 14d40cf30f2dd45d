-- A push that is in the log already is known by its hash, before anything of it is checked: anybody may send it again, and
-- is answered from one line of this index.
CREATE INDEX leaf_by_head ON leaf (head, fiscal_year, sequence);
