-- People of the demo.
-- db-agent: at 1
INSERT INTO customer VALUES (1, 'Ada');

INSERT INTO customer
VALUES (2, NULL);
