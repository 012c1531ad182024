ALTER TABLE customer
  DROP COLUMN phone,
  DROP COLUMN email;
