CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE invoice (id int PRIMARY KEY, customer int REFERENCES customer);
INSERT INTO customer VALUES (7);
INSERT INTO invoice VALUES (1, 7);
