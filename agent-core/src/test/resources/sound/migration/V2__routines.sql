CREATE FUNCTION gross(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT net * 1.19; -- it''s gross';

CREATE FUNCTION words(n int) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE
  word text := $$a; b$$;
BEGIN
  /* nested /* ; */ */
  FOR i IN 1..n LOOP
    word := word || E'\t\'' || i::text;
  END LOOP;
  IF length(word) > 1000 THEN
    RAISE EXCEPTION 'too long: %', left(word, 10);
  END IF;
  RETURN word;
END $body$;

CREATE FUNCTION names(above int) RETURNS SETOF text
BEGIN ATOMIC
  SELECT CASE WHEN id > above THEN name ELSE 'nobody' END FROM customer;
  SELECT name FROM customer WHERE id > above;
END;

CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.note := coalesce(NEW.note, words(2));
  RETURN NEW;
END $$;
CREATE TRIGGER stamped BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION stamp();

DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT id, name FROM customer ORDER BY id LOOP
    UPDATE customer SET note = format('%s is %L', r.id, r.name) WHERE id = r.id;
  END LOOP;
  ASSERT (SELECT count(*) FROM customer) = 5, 'five customers';
  EXECUTE 'CREATE TABLE log (' || quote_ident('at') || ' timestamptz)';
END $$;
