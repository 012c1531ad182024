CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL);
INSERT INTO customer (id, email) VALUES
  (1, 'ada@example.com'),
  (2, NULL);
