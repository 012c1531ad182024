ALTER TABLE price
  ALTER COLUMN amount TYPE int;
