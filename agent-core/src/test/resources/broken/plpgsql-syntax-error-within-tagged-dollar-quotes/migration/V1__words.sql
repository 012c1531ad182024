CREATE FUNCTION words() RETURNS text LANGUAGE plpgsql AS $body$
DECLARE
  word text := $$a; b$$;
BEGIN
  RETRUN word || $word$ $$;$$ $word$;
END $body$;
