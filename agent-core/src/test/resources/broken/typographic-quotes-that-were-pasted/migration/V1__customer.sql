CREATE TABLE customer (name text);
INSERT INTO customer (name) VALUES (‘ada’);
