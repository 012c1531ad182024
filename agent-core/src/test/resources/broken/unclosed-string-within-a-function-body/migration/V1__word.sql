CREATE FUNCTION word() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN 'a word;
END $$;
