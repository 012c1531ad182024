CREATE FUNCTION average(total int, orders int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN total / orders;
END $$;
