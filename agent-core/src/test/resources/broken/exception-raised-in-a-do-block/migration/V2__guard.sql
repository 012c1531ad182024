DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM customer) THEN RAISE EXCEPTION 'customers must be imported first'; END IF;
END $$;
