CREATE TABLE customer (id int PRIMARY KEY, boss int);
CREATE RECURSIVE VIEW boss (id) AS
  SELECT id FROM boss
  UNION ALL
  SELECT id FROM customer;
