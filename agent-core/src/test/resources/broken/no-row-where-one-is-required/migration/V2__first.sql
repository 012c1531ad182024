DO $$
DECLARE
  first int;
BEGIN
  SELECT id INTO STRICT first FROM customer;
END $$;
