CREATE TABLE customer (id uuid PRIMARY KEY, name text);
INSERT INTO customer (name, id)
VALUES ('Ada', '7f0c2e4a-not-a-uuid');
