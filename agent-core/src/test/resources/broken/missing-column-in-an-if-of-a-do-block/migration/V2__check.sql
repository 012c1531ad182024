DO $$
BEGIN
  IF EXISTS (
      SELECT FROM customer
      WHERE nmae IS NULL) THEN
    DELETE FROM customer;
  END IF;
END $$;
