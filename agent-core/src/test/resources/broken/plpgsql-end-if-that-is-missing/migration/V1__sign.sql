CREATE FUNCTION sign_of(n int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  IF n < 0 THEN
    RETURN -1;
  RETURN 1;
END;
$$;
