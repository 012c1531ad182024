CREATE FUNCTION total() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  total int := 0;
BEGIN
  totl := total + 1;
  RETURN total;
END $$;
