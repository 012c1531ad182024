CREATE TABLE customer (id int PRIMARY KEY, note text);
INSERT INTO customer VALUES (1, 'none);
INSERT INTO customer VALUES (2, NULL);
