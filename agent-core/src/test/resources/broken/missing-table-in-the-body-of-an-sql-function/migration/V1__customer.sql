CREATE TABLE customer (id int PRIMARY KEY);
CREATE FUNCTION how_many() RETURNS bigint LANGUAGE sql AS '
  -- it''s a count
  SELECT count(*)
  FROM custmer;
';
