-- What a run asks every hour is answered from few rows, however much mail a year has seen.

CREATE INDEX message_waiting ON message (fiscal_year, next_attempt_at) WHERE state IN ('open', 'leased');

CREATE INDEX message_given_up ON message (fiscal_year) WHERE state = 'dead';

CREATE INDEX message_sent ON message (sent_at) WHERE state = 'sent';

CREATE INDEX message_sent_to ON message (recipient, sent_at) WHERE state = 'sent';
