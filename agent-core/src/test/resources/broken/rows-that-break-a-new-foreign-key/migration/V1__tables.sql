CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE invoice (id int PRIMARY KEY, customer int);
INSERT INTO invoice VALUES (1, 7);
