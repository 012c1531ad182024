CREATE TABLE customer (id int PRIMARY KEY, email text);
INSERT INTO customer VALUES (1, 'ada@example.com'), (2, NULL);
