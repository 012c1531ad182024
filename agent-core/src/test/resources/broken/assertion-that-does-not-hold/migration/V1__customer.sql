CREATE TABLE customer (id int PRIMARY KEY);
DO $$
BEGIN
  PERFORM 1;
  ASSERT (SELECT count(*) FROM customer) > 0, 'there are customers';
END $$;
