CREATE TABLE customer (id int PRIMARY KEY);
DO $$
BEGIN
  RAISE unique_violation USING MESSAGE = 'one customer is enough';
END $$;
