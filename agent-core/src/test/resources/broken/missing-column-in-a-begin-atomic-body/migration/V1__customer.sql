CREATE TABLE customer (id int PRIMARY KEY, name text);
CREATE FUNCTION names() RETURNS SETOF text
BEGIN ATOMIC
  SELECT CASE WHEN id > 0 THEN name END FROM customer;
  SELECT nmae FROM customer;
END;
CREATE TABLE after_it (id int);
