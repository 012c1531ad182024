-- db-agent: 1
INSERT INTO customer VALUES (1, 'Ada');
