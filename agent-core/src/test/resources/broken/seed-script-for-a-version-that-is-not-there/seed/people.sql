-- db-agent: at 7
INSERT INTO customer VALUES (1, 'Ada');
