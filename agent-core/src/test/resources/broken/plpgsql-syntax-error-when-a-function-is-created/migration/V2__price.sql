-- gross; not net
CREATE FUNCTION gross(net numeric) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
  RETRUN net * 1.19;
END $$;
